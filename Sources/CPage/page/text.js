// Texts of documents, which may hold anything: hidden characters, broken lines, a megabyte without a line end.

/// Characters that have no shape or change the order of others: they are shown by their names. Variation selectors and the
/// joiners of emoji are left alone.
const hidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e007f}]/u;
const names = {
  0x7f: "DEL", 0x200b: "ZWSP", 0x200e: "LRM", 0x200f: "RLM", 0x2028: "LS", 0x2029: "PS", 0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO",
  0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xad: "SHY", 0xfeff: "BOM", 0x61c: "ALM",
};

const controls = "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(" ");

/// What a hidden character is shown as: its short name in brackets, or its number.
export function nameOfHidden(character) {
  const code = character.codePointAt(0);
  return "⟨" + (controls[code] || names[code] || "U+" + code.toString(16).toUpperCase().padStart(4, "0")) + "⟩";
}

/// Pieces of a text, in order: `{text, hidden}`. A run of the same hidden character is one piece with its count.
export function piecesOf(text) {
  text = text.replace(/\r\n?/g, "\n");
  if (!hidden.test(text)) return [{ text, hidden: false }];
  const pieces = [];
  const pattern = new RegExp(`(${hidden.source})\\1*`, "gu");
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), hidden: false });
    const count = match[0].length / match[1].length;
    pieces.push({ text: nameOfHidden(match[1]) + (count > 1 ? "×" + count : ""), hidden: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), hidden: false });
  return pieces;
}

/// The same as one string: for attributes, titles of windows and file names.
export function visible(text) {
  return piecesOf(String(text)).map((piece) => piece.text).join("");
}

/// At most `limit` code units of a text, and not half a character.
export function shortened(text, limit) {
  if (text.length <= limit) return text;
  let end = limit - 1;
  if (isLowSurrogate(text.charCodeAt(end))) end -= 1;
  return text.slice(0, end) + "…";
}

function isLowSurrogate(code) {
  return code >= 0xdc00 && code < 0xe000;
}

const traditional = /[國會與為這個來時們學發經對機關於業規應實條項見長門問間東車電無現進還過點當處種將議權區縣團圖書話語體]/g;
const simplified = /[国会与为这个来时们学发经对机关于业规应实条项见长门问间东车电无现进还过点当处种将议权区县团图书话语体]/g;

/// The script of a text, for the shapes of its characters: `zh-Hans`, `zh-Hant`, or nothing where there is no Han.
export function languageOf(text) {
  const sample = text.length > 3000 ? text.slice(0, 3000) : text;
  if (!/[\u3400-\u9fff\u{20000}-\u{3ffff}]/u.test(sample)) return "";
  if (/[\u3041-\u30ff]/.test(sample)) return "ja";
  const hant = (sample.match(traditional) || []).length;
  const hans = (sample.match(simplified) || []).length;
  return hant > hans ? "zh-Hant" : "zh-Hans";
}

/// Places of a text in UTF-16 for places in UTF-8 bytes: one pass over the text however many there are.
export function utf16Places(text, bytePlaces) {
  const order = bytePlaces.map((_, index) => index).sort((a, b) => bytePlaces[a] - bytePlaces[b]);
  const result = new Array(bytePlaces.length);
  let unit = 0;
  let byte = 0;
  for (const index of order) {
    while (byte < bytePlaces[index] && unit < text.length) {
      const code = text.charCodeAt(unit);
      if (code < 0x80) byte += 1;
      else if (code < 0x800) byte += 2;
      else if (code >= 0xd800 && code < 0xdc00) {
        byte += 4;
        unit += 1;
      } else byte += 3;
      unit += 1;
    }
    result[index] = unit;
  }
  return result;
}

/// Stretches to lay out apart: whole lines while they are short, and parts of a line that is longer than a screen.
/// Each is `{start, end, lines}` in UTF-16, a line `{start, end, isContinued}` without its end.
export function blocksOf(text, size = 4096) {
  const blocks = [];
  let lines = [];
  let blockStart = 0;
  const close = (end) => {
    if (lines.length) blocks.push({ start: blockStart, end, lines });
    lines = [];
    blockStart = end;
  };
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const lineEnd = newline < 0 ? text.length : newline;
    const next = newline < 0 ? text.length : newline + 1;
    let part = start;
    while (lineEnd - part > 2 * size) {
      let cut = part + size;
      if (isLowSurrogate(text.charCodeAt(cut))) cut += 1;
      lines.push({ start: part, end: cut, isContinued: true });
      close(cut);
      part = cut;
    }
    lines.push({ start: part, end: lineEnd, isContinued: false });
    if (next - blockStart >= size || lines.length >= 200) close(next);
    start = next;
  }
  close(text.length);
  return blocks;
}

/// The last of `items` that starts at or before a place, by halving; -1 where there is none.
export function indexAt(items, place) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].start <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/// Ranges that overlap or touch as one. `ranges` are `{start, end}` in order; each answer has the `index` of its first.
export function merged(ranges) {
  const marks = [];
  ranges.forEach((range, index) => {
    const last = marks[marks.length - 1];
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else marks.push({ start: range.start, end: range.end, index });
  });
  return marks;
}

/// The part of a query that an error is about, cut by places in UTF-8 bytes: before, at, behind.
export function partsAround(text, byteRange) {
  const [start, end] = utf16Places(text, byteRange);
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}
