// What changed from one version to another, article by article.

import { ask, askDocument } from "./api.js";
import { add, check, choice, h, number, pieces, say, told } from "./dom.js";
import { t } from "./messages.js";
import { address, emptyState } from "./state.js";
import { languageOf, shortened, visible } from "./text.js";

const kinds = ["amended", "added", "removed", "punctuation", "unchanged"];

export class DiffView {
  constructor(app) {
    this.app = app;
    this.head = h("div", { class: "view-head" });
    this.body = h("div", { class: "changes" });
    this.element = h("section", { class: "diff-view" }, this.head, this.body);
  }

  async update(state, signal) {
    this.state = state;
    if (!state.old || !state.new) {
      this.answer = null;
      this.shown = null;
      this.showChoice([]);
      this.body.replaceChildren();
      return;
    }
    if (this.shown === address(state)) return;
    const [answer, versions] = await Promise.all([
      ask("diff", { old: state.old, new: state.new, by: state.unit, all: state.all || undefined }, signal),
      askDocument(state.new, "versions", {}, signal).catch(() => ({ versions: [] })),
    ]);
    this.shown = address(state);
    this.answer = answer;
    this.showChoice(versions.versions);
    this.showChanges();
    say(t("changesShown", { n: answer.changes.length }));
  }

  change(part) {
    this.app.go({ ...this.state, ...part });
  }

  showChoice(versions) {
    const { state, answer } = this;
    const list = [...versions];
    for (const document of answer ? [answer.old, answer.new] : []) {
      if (!list.some((one) => one.key === document.key)) list.push(document);
    }
    const options = list.map((one) => [one.key, `${one.date || t("noDate")} ${visible(shortened(one.title, 50))}`]);
    const chosen = list.length ? h("div", { class: "diff-choice" },
      choice(t("older"), state.old, options, (key) => this.change({ old: key })),
      h("button", { type: "button", onclick: () => this.change({ old: state.new, new: state.old }) }, t("swap")),
      choice(t("newer"), state.new, options, (key) => this.change({ new: key }))) : null;
    const tools = answer ? h("div", { class: "result-tools" },
      choice(t("unit"), state.unit, ["article", "paragraph"].map((name) => [name, t("unit-" + name)]), (unit) => this.change({ unit })),
      check(t("twoColumns"), state.columns, (columns) => this.change({ columns })),
      check(t("showSame"), state.all, (all) => this.change({ all })),
      h("button", { type: "button", class: "plain", onclick: () => this.app.saveTable() }, t("csv"))) : null;
    this.head.replaceChildren();
    add(this.head, [h("div", { class: "summary-line" }, h("h1", { class: "counts" }, t("view-diff")), tools), chosen, list.length ? h("details", { class: "other-documents" }, h("summary", null, t("otherDocuments")), this.picker()) : [h("p", { class: "hint" }, t("diffLead")), this.picker()]]);
  }

  /// Finds two documents by their titles.
  picker() {
    const form = h("form", { class: "picker" });
    const fields = [["old", t("older")], ["new", t("newer")]].map(([name, label]) => {
      const list = h("datalist", { id: "documents-" + name });
      const field = h("input", { type: "text", list: "documents-" + name, autocomplete: "off", oninput: () => {
        clearTimeout(field.timer);
        field.timer = setTimeout(() => this.suggest(field, list), 200);
      } });
      field.value = this.state[name];
      form.append(h("label", { class: "field wide" }, h("span", null, label), field), list);
      return field;
    });
    form.append(h("button", { type: "submit" }, t("compare")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (fields.every((field) => field.value.trim())) this.change({ old: fields[0].value.trim(), new: fields[1].value.trim() });
    });
    return form;
  }

  async suggest(field, list) {
    const typed = field.value.trim().replace(/"/g, "");
    if (typed.length < 2) return;
    try {
      const answer = await ask("search", { query: `title:"${typed}" OR path:"*${typed}*"`, limit: 20, snippets: 0 });
      list.replaceChildren(...answer.hits.map((hit) => h("option", { value: hit.key }, visible(shortened(hit.title, 60)) + (hit.date ? " " + hit.date : ""))));
    } catch {
      // A key can be typed without suggestions.
    }
  }

  showChanges() {
    const { answer, state } = this;
    const counts = h("ul", { class: "change-counts" }, kinds.map((kind) => h("li", { class: "kind-" + kind }, t("change-" + kind), " ", h("b", null, number(answer[kind] || 0)))),
      answer.moved ? h("li", null, t("moved"), " ", h("b", null, number(answer.moved))) : null, answer.renumbered ? h("li", null, t("renumbered"), " ", h("b", null, number(answer.renumbered))) : null);
    const link = (document) => h("a", { href: address({ ...emptyState(), view: "document", key: document.key }) }, told(document.title, { limit: 80 }), document.date ? [" ", h("time", null, document.date)] : null);
    this.body.classList.toggle("columns", state.columns);
    this.body.replaceChildren(counts, h("div", { class: "change-titles" }, h("p", null, h("span", { class: "side-name" }, t("older")), " ", link(answer.old)), h("p", null, h("span", { class: "side-name" }, t("newer")), " ", link(answer.new))),
      ...(answer.changes.length ? answer.changes.map((change) => this.changeElement(change)) : [h("p", { class: "empty" }, t("noChange"))]));
  }

  changeElement(change) {
    const names = [change.oldNumber, change.newNumber].filter((text) => text);
    const isRenamed = names.length === 2 && names[0] !== names[1];
    const label = h("h2", null, h("span", { class: "kind kind-" + change.kind }, t("change-" + change.kind)), " ",
      isRenamed ? [told(names[0]), h("span", { class: "unseen" }, " " + t("becomes") + " "), h("span", { "aria-hidden": "true" }, " → "), told(names[1])] : names[0] ? told(names[0]) : t("part-" + change.unit),
      change.moved ? h("span", { class: "tag" }, t("moved")) : null);
    const side = (kept, name) => h("div", { class: "side-text" }, h("span", { class: "unseen" }, t(name)), this.text(change.pieces.filter((piece) => kept.includes(piece.kind))));
    return h("article", { class: "change" }, label, this.state.columns
      ? h("div", { class: "two-sides" }, side(["same", "removed"], "older"), side(["same", "added"], "newer"))
      : this.text(change.pieces));
  }

  text(list) {
    const all = list.map((piece) => piece.text).join("");
    const element = h("p", { class: "change-text", lang: languageOf(all) || null, dir: "auto" });
    for (const piece of list) {
      const name = piece.kind === "removed" ? "del" : piece.kind === "added" ? "ins" : "span";
      element.append(h(name, { class: piece.punctuation ? "punctuation" : null }, ...pieces(piece.text)));
    }
    return element;
  }

  table() {
    if (!this.answer) return null;
    const side = (change, kinds_) => change.pieces.filter((piece) => kinds_.includes(piece.kind)).map((piece) => piece.text).join("").trim();
    return {
      name: this.answer.new.title + " diff", heading: ["change", "oldNumber", "newNumber", "older", "newer"].map((name) => t("column-" + name)),
      lines: this.answer.changes.map((change) => [t("change-" + change.kind), change.oldNumber, change.newNumber, side(change, ["same", "removed"]), side(change, ["same", "added"])]),
    };
  }
}
