// Every occurrence in its context, one below the other.

import { ask } from "./api.js";
import { add, choice, h, number, pieces, say } from "./dom.js";
import { chips } from "./facets.js";
import { filterOf } from "./filters.js";
import { t } from "./messages.js";
import { address, emptyState, matching } from "./state.js";
import { languageOf, visible } from "./text.js";

/// Lines in one group: those far from the window are not laid out.
const groupSize = 100;
/// More lines are shown in steps; each asks for all of them, because their order is of all. Behind the last step they are
/// shown in pages.
const steps = [100, 500, 2000, 10_000];
const pageSize = steps[steps.length - 1];

export class KwicView {
  constructor(app) {
    this.app = app;
    this.lines = [];
    this.head = h("div", { class: "view-head" });
    this.body = h("div", { class: "kwic" });
    this.foot = h("div", { class: "foot" });
    this.element = h("section", { class: "kwic-view" }, this.head, this.body, this.foot);
  }

  async update(state, signal) {
    this.state = state;
    if (!state.query.trim()) {
      this.shown = null;
      this.head.replaceChildren(h("h1", null, t("view-kwic")), h("p", { class: "hint" }, t("kwicLead")));
      this.body.replaceChildren();
      this.foot.replaceChildren();
      return;
    }
    if (this.shown === address(state)) return;
    const answer = await ask("kwic", {
      query: state.query, width: state.width, sort: state.order, limit: state.lines, offset: state.from || undefined, filter: filterOf(state), ...matching(state),
    }, signal);
    this.shown = address(state);
    this.answer = answer;
    this.lines = answer.lines;
    const change = (part) => this.app.go({ ...this.state, from: 0, ...part });
    this.head.replaceChildren();
    add(this.head, [
      h("div", { class: "summary-line" },
        h("h1", { class: "counts" }, h("b", null, t("occurrences", { n: answer.occurrences })), " · ", t("documents", { n: answer.documents })),
        h("div", { class: "result-tools" },
          choice(t("sort"), state.order, ["path", "left", "right", "date", "-date", "random"].map((name) => [name, t("order-" + name)]), (order) => change({ order })),
          choice(t("contextWidth"), String(state.width), ["20", "40", "80", "160"].map((name) => [name, number(Number(name))]), (width) => change({ width: Number(width) })),
          h("button", { type: "button", class: "plain", onclick: () => this.app.saveTable() }, t("csv")))),
      chips(state, change)]);
    this.show(answer);
    say(t("occurrences", { n: answer.occurrences }));
  }

  show(answer) {
    const table = h("div", { role: "table", "aria-label": t("view-kwic"), "aria-rowcount": String(answer.occurrences), class: "kwic-table" },
      h("div", { role: "row", class: "unseen" }, ["left", "match", "right", "source"].map((name) => h("span", { role: "columnheader" }, t("column-" + name)))));
    for (let start = 0; start < answer.lines.length; start += groupSize) {
      const lines = answer.lines.slice(start, start + groupSize);
      const group = h("div", { role: "rowgroup", class: "kwic-group" }, lines.map((line) => this.line(line)));
      group.style.setProperty("--lines", String(lines.length));
      table.append(group);
    }
    this.body.replaceChildren(answer.occurrences ? table : h("p", { class: "empty" }, t("nothingFound")));
    this.foot.replaceChildren();
    const { from } = this.state;
    if (from || answer.lines.length < answer.occurrences) {
      const next = from ? undefined : steps.find((step) => step > answer.lines.length);
      this.foot.append(h("p", null, from ? t("linesOf", { from: number(from + 1), to: number(from + answer.lines.length), all: number(answer.occurrences) }) : t("shownOf", { shown: number(answer.lines.length), all: number(answer.occurrences) })));
      const page = (start, text) => this.foot.append(h("button", { type: "button", class: "more", onclick: () => this.app.go({ ...this.state, lines: pageSize, from: start }) }, text));
      if (from) page(Math.max(0, from - pageSize), t("previousLines"));
      if (!next && answer.nextOffset !== undefined) page(answer.nextOffset, t("nextLines"));
      if (next) this.foot.append(h("button", { type: "button", class: "more", onclick: () => this.app.go({ ...this.state, lines: next }, { keepsScroll: true, replace: true }) }, t("moreLines", { n: number(Math.min(next, answer.occurrences)) })));
    }
  }

  line(line) {
    const flat = (text) => text.replace(/\s+/g, " ");
    const link = address({ ...emptyState(), view: "document", key: line.key, query: this.state.query, match: this.state.match, regional: this.state.regional, place: line.range.start.utf16 });
    const lang = languageOf(line.left + line.match + line.right) || null;
    const source = line.citation || line.title || line.key;
    return h("div", { role: "row", class: "kwic-line" },
      // The context before is cut at its beginning; its own direction stays inside.
      h("span", { role: "cell", class: "kwic-left", lang }, h("bdi", { dir: "auto" }, ...pieces(flat(line.left)))),
      h("span", { role: "cell", class: "kwic-match", lang }, h("a", { href: link }, h("bdi", { dir: "auto" }, ...pieces(flat(line.match))))),
      h("span", { role: "cell", class: "kwic-right", lang }, h("bdi", { dir: "auto" }, ...pieces(flat(line.right)))),
      h("span", { role: "cell", class: "kwic-source", title: visible([source, line.date, line.key].filter(Boolean).join("\n")) }, line.date ? h("time", null, line.date, " ") : null, h("bdi", { dir: "auto", lang: languageOf(source) || null }, ...pieces(source))));
  }

  key(name) {
    const links = [...this.body.querySelectorAll(".kwic-match a")];
    const at = links.indexOf(document.activeElement);
    if (name === "j" || name === "ArrowDown") links[Math.min(links.length - 1, at + 1)]?.focus();
    else if (name === "k" || name === "ArrowUp") links[Math.max(0, at - 1)]?.focus();
    else if (name === "o" && at >= 0) links[at].click();
    else return false;
    return true;
  }

  table() {
    return {
      name: this.state.query + " kwic", heading: ["left", "match", "right", "citation", "title", "date", "issuer", "key"].map((name) => t("column-" + name)),
      lines: this.lines.map((line) => [line.left, line.match, line.right, line.citation, line.title, line.date, line.issuer, line.key]),
    };
  }
}
