// Run by a browser: expectations of the functions that need no page. The last argument takes the outcome.
const done = arguments[arguments.length - 1];
(async () => {
  const [text, csv, filters, state, chart, messages] = await Promise.all(["text", "csv", "filters", "state", "chart", "messages"].map((name) => import(`/${name}.js`)));
  const failures = [];
  let passed = 0;
  const same = (found, wanted, name) => {
    if (JSON.stringify(found) === JSON.stringify(wanted)) passed += 1;
    else failures.push(`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  };
  // Hidden characters.
  same(text.visible("a\u202eb"), "a⟨RLO⟩b", "bidi");
  same(text.visible("\u0000\u0000\u0000x"), "⟨NUL⟩×3x", "runs");
  same(text.visible("\u{e0041}"), "⟨U+E0041⟩", "tags");
  same(text.visible("a\r\nb\rc"), "a\nb\nc", "line ends");
  same(text.visible("葛\u{e0100}👨‍👩‍👧"), "葛\u{e0100}👨‍👩‍👧", "variants and emoji");
  // Cuts.
  same(text.shortened("一二三四", 3), "一二…", "short");
  same(text.shortened("a𠀀b", 2), "a…", "no half character");
  same(text.languageOf("國務院辦公廳關於"), "zh-Hant", "traditional");
  same(text.languageOf("国务院办公厅关于"), "zh-Hans", "simplified");
  same(text.languageOf("Notice"), "", "no Han");
  same(text.utf16Places("a中𠀀b", [0, 1, 4, 8, 9]), [0, 1, 2, 4, 5], "places");
  same(text.utf16Places("中中中", [6, 0, 3]), [2, 0, 1], "places out of order");
  same(text.partsAround("脱贫 OR", [7, 9]), ["脱贫 ", "OR", ""], "the place of an error");
  same(text.merged([{ start: 0, end: 2 }, { start: 1, end: 3 }, { start: 5, end: 6 }]), [{ start: 0, end: 3, index: 0 }, { start: 5, end: 6, index: 2 }], "marks");
  // Blocks cover a text without gaps, whatever its lines are.
  for (const [name, sample, size] of [["lines", "一二\n三\n\n四五六\n", 4], ["one line", "字".repeat(1000), 10], ["surrogates", "𠀀".repeat(500), 7], ["no text", "", 4], ["line ends alone", "\n".repeat(900), 4]]) {
    const blocks = text.blocksOf(sample, size);
    same(blocks.map((block) => sample.slice(block.start, block.end)).join(""), sample, "blocks of " + name);
    same(blocks.flatMap((block) => block.lines).every((line) => !/[\udc00-\udfff]/.test(sample[line.start] || "")), true, "whole characters in " + name);
    same(blocks.flatMap((block) => block.lines.map((line) => sample.slice(line.start, line.end) + (line.isContinued ? "" : "\n"))).join("").replace(/\n$/, ""), sample.replace(/\n$/, ""), "lines of " + name);
  }
  // Tables.
  same(csv.cell("=1+1"), "'=1+1", "a formula");
  same(csv.cell(" @x"), "' @x", "a formula behind a blank");
  same(csv.cell("＝1"), "'＝1", "a formula in full width");
  same(csv.cell("-5"), "'-5", "a minus");
  same(csv.cell(-5), "-5", "a number");
  same(csv.cell('a"b,c'), '"a""b,c"', "quotes");
  same(csv.cell(null), "", "nothing");
  same(csv.table(["a"], [["x\ny"]]), '\ufeffa\r\n"x\ny"\r\n', "a table");
  same(csv.fileName('a/b:*?"<>|\u202ec', "csv"), "a b c.csv", "a file's name");
  // Filters.
  const none = state.emptyState();
  same(filters.filterOf(none), undefined, "no filter");
  same(filters.filterOf({ ...none, year: ["2016", "2017"], kind: ["通知"] }), '(date:2016 OR date:2017) kind:="通知"', "filters");
  same(filters.filterOf({ ...none, issuer: [""] }), "(path:* -issuer:*)", "none");
  same(filters.filterOf({ ...none, issuer: ['a"b'] }), "issuer:=「a\"b」", "quotes in a value");
  same(filters.filterOf({ ...none, year: ["2016"], kind: ["通知"] }, "kind"), "date:2016", "all but one");
  same(filters.filterOf({ ...none, dates: "2016..2018" }), "date:2016..2018", "a range");
  same(filters.filterOf({ ...none, year: ["2016 OR x"] }), "date:2016", "what is no year");
  same(filters.datesOf("2016", ""), "2016..", "from");
  same(filters.datesOf(" 2016-1 ", "2018-12-03"), "2016-01..2018-12-03", "days");
  same(filters.datesOf("x", ""), "", "no date");
  // Addresses.
  same(state.address(none), "/", "the first page");
  const full = { ...none, view: "document", query: "a&b=#", key: "x/y?%2F", at: 3, kind: ["一", "二"], copies: true };
  same(state.parse(state.address(full).slice(1)), full, "an address and back");
  same(state.parse("?view=nonsense&n=-4&at=x").view, "search", "an unknown view");
  same(state.parse("?n=-4&at=x").count, 20, "an unknown number");
  // Charts and languages.
  same(chart.scale(93), { top: 100, step: 20 }, "a scale");
  same(chart.scale(0), { top: 1, step: 1 }, "an empty scale");
  same([["zh-TW"], ["zh-HK", "en"], ["zh-CN"], ["zh"], ["zh-Hant-CN"], ["fr", "zh-SG"], ["fr"], ["en-GB", "zh"]].map(messages.preferred), ["zh-Hant", "zh-Hant", "zh-Hans", "zh-Hans", "zh-Hant", "zh-Hans", "en", "en"], "languages");
  done({ passed, failures });
})().catch((error) => done({ passed: 0, failures: [String(error.stack || error)] }));
