// The document view: the text with every match marked, the outline beside it, what is known of it.

import { askDocument, documentPath, hasToken, isAborted } from "./api.js";
import { add, copyButton, h, number, say, told } from "./dom.js";
import { t } from "./messages.js";
import { saveOriginal, showOriginal } from "./original.js";
import { citationAt, divisionsOf, Outline } from "./outline.js";
import { Reader } from "./reader.js";
import { address, emptyState, matching } from "./state.js";
import { merged, visible } from "./text.js";

/// What a document says of itself, in the order of the page.
const metadataNames = ["publicationDate", "signatureDate", "issuer", "documentNumber", "kind", "topic", "source", "author"];

export class DocumentView {
  constructor(app) {
    this.app = app;
    this.element = h("div", { class: "document-view" });
    this.onScroll = () => this.scrolled();
  }

  leave() {
    window.removeEventListener("scroll", this.onScroll);
  }

  async update(state, signal) {
    const previous = this.state;
    window.addEventListener("scroll", this.onScroll, { passive: true });
    if (this.reader && previous && previous.key === state.key) {
      this.state = state;
      if (previous.query !== state.query || previous.match !== state.match || previous.regional !== state.regional) await this.mark(signal);
      else this.mustLand = true;
      return;
    }
    const [text, outline, metadata] = await Promise.all(["text", "outline", "metadata"].map((part) => askDocument(state.key, part, {}, signal)));
    if (this.reader) this.reader.close();
    this.state = state;
    this.title = metadata.shownTitle || state.key;
    this.divisions = divisionsOf(outline, text.text);
    this.reader = new Reader(text.text, this.divisions);
    this.outline = new Outline(this.divisions, (division) => this.goToDivision(division));
    this.build(metadata);
    await this.mark(signal);
    // What is beside the text may come later, and may be missing.
    this.loadRelations(signal).catch((error) => isAborted(error) || this.app.fail(error));
  }

  build(metadata) {
    const { state } = this;
    const title = h("h1", { tabindex: "-1" }, told(this.title, { limit: 200 }));
    const original = documentPath(state.key, "original");
    const actions = h("div", { class: "actions" },
      hasToken() ? [[t("openOriginal"), showOriginal], [t("download"), saveOriginal]].map(([text, act]) => h("button", { type: "button", class: "button", onclick: () => this.attempt(act) }, text)) :
        [h("a", { class: "button", href: original, target: "_blank", rel: "noopener noreferrer" }, t("openOriginal")), h("a", { class: "button", href: original + "?download=1", download: "" }, t("download"))],
      this.citation = copyButton(t("copyCitation"), () => this.currentCitation(), { class: "button copy" }));
    this.relations = h("div", { class: "relations" });
    const known = h("dl", { class: "metadata" });
    for (const name of metadataNames) {
      const entry = metadata.metadata && metadata.metadata[name];
      if (entry) known.append(h("div", null, h("dt", null, t("metadata-" + name)), h("dd", null, told(entry.value))));
    }
    for (const [name, values] of Object.entries(metadata.fields || {})) {
      known.append(h("div", null, h("dt", null, told(name, { limit: 40 })), h("dd", null, values.map((value) => told(value)))));
    }
    known.append(h("div", null, h("dt", null, t("metadata-key")), h("dd", null, told(state.key, { limit: 2000 }))));
    this.find = h("input", { type: "search", class: "find", "aria-label": t("findHere"), placeholder: t("findHere"), autocomplete: "off", spellcheck: "false" });
    this.listenToFind();
    this.counter = h("span", { class: "counter", role: "status" });
    this.previous = h("button", { type: "button", "aria-label": t("previousMatch"), title: t("previousMatch") + " (p)", onclick: () => this.step(-1) }, "↑");
    this.next = h("button", { type: "button", "aria-label": t("nextMatch"), title: t("nextMatch") + " (n)", onclick: () => this.step(1) }, "↓");
    this.bar = h("div", { class: "match-bar", role: "group", "aria-label": t("matches") },
      h("button", { type: "button", class: "plain back", onclick: () => this.app.back() }, "← " + t("backToHits")), this.find, this.counter, this.previous, this.next);
    const beside = this.outline.element ? h("details", { class: "beside" }, h("summary", null, t("outline")), this.outline.element) : null;
    if (beside) beside.open = window.matchMedia("(min-width: 60rem)").matches;
    this.element.replaceChildren();
    this.element.classList.toggle("with-outline", beside !== null);
    add(this.element, [this.bar, h("header", { class: "document-head" }, title, known, actions, this.relations), beside, h("article", { class: "paper" }, this.reader.element)]);
  }

  listenToFind() {
    let isComposing = false;
    let timer = 0;
    const search = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.app.go({ ...this.state, query: this.find.value, at: 0, place: -1 }, { replace: true, keepsFocus: true }), 200);
    };
    this.find.addEventListener("compositionstart", () => (isComposing = true));
    this.find.addEventListener("compositionend", () => {
      isComposing = false;
      search();
    });
    this.find.addEventListener("input", (event) => isComposing || event.isComposing || search());
    this.find.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || isComposing || event.isComposing) return;
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    });
  }

  /// Asks for the matches and marks them.
  async mark(signal) {
    const { state } = this;
    this.ranges = [];
    if (this.find !== document.activeElement) this.find.value = state.query;
    let failure = null;
    if (state.query.trim()) {
      try {
        const answer = await askDocument(state.key, "occurrences", { query: state.query, ...matching(state) }, signal);
        this.ranges = answer.ranges.map((range) => ({ start: range.start.utf16, end: range.end.utf16 }));
      } catch (error) {
        if (isAborted(error)) throw error;
        failure = error;
      }
    }
    const marks = merged(this.ranges);
    this.markOf = new Array(this.ranges.length);
    marks.forEach((mark, position) => {
      const end = position + 1 < marks.length ? marks[position + 1].index : this.ranges.length;
      this.markOf.fill(position, mark.index, end);
    });
    this.reader.setMarks(marks);
    this.outline.setMatches(this.ranges);
    this.current = -1;
    this.showCounter();
    this.mustLand = true;
    // The text is there all the same.
    this.failure = failure;
  }

  /// Called when the view is in the page.
  arrived({ isBack, scroll }) {
    if (this.failure) this.app.fail(this.failure);
    if (this.mustLand) this.land(isBack && scroll > 0);
    this.mustLand = false;
  }

  /// Goes where the address says; `isStill` where the window is there already.
  land(isStill) {
    const { at, place } = this.state;
    const index = at > 0 ? at - 1 : place >= 0 ? this.ranges.findIndex((range) => range.start === place) : -1;
    if (index >= 0 && index < this.ranges.length) this.goToMatch(index, true, isStill);
    else if (place >= 0 && !isStill) this.reader.goTo(place);
    else if (this.ranges.length && this.find === document.activeElement) this.goToMatch(0, true);
  }

  /// The next or previous match; from the window's place when none is current yet. Behind the last comes the first.
  step(distance) {
    const count = this.ranges.length;
    if (!count) return;
    let index = this.current + distance;
    if (this.current < 0) {
      const place = this.reader.placeAt(this.bar.getBoundingClientRect().bottom);
      const following = this.ranges.findIndex((range) => range.start >= place);
      index = distance > 0 ? (following < 0 ? 0 : following) : (following < 0 ? count : following) - 1;
    }
    this.goToMatch((index + count) % count, false);
  }

  goToMatch(index, isFromAddress, isStill = false) {
    if (index < 0 || index >= this.ranges.length) return;
    this.current = index;
    this.reader.goToMark(this.markOf[index], isStill);
    this.showCounter();
    this.outline.show(this.ranges[index].start);
    if (!isFromAddress) {
      this.state = { ...this.state, at: index + 1, place: -1 };
      this.app.replace(this.state);
      say(t("matchOf", { index: number(index + 1), count: number(this.ranges.length) }));
    }
  }

  goToDivision(division) {
    this.reader.goTo(division.start);
    this.state = { ...this.state, at: 0, place: division.start };
    this.current = -1;
    this.showCounter();
    this.app.replace(this.state);
    this.outline.show(division.start);
  }

  showCounter() {
    const count = this.ranges.length;
    this.counter.textContent = !this.state.query.trim() ? "" : count ? (this.current < 0 ? t("occurrences", { n: count }) : t("matchOf", { index: number(this.current + 1), count: number(count) })) : t("noMatch");
    this.previous.disabled = this.next.disabled = !count;
    this.citation.title = visible(this.currentCitation());
  }

  currentCitation() {
    const place = this.current >= 0 ? this.ranges[this.current].start : this.state.place;
    return citationAt(this.divisions, place >= 0 ? place : -1, this.title);
  }

  scrolled() {
    if (this.isWaiting || !this.reader) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.outline.show(this.reader.placeAt(this.bar.getBoundingClientRect().bottom + 4));
    });
  }

  async loadRelations(signal) {
    const { key } = this.state;
    this.relations.setAttribute("aria-busy", "true");
    const [versions, copies] = await Promise.all(["versions", "copies"].map((part) => askDocument(key, part, {}, signal))).finally(() => this.relations.removeAttribute("aria-busy"));
    if (key !== this.state.key) return;
    const link = (document) => address({ ...emptyState(), view: "document", key: document.key, query: this.state.query });
    const others = versions.versions.filter((version) => version.key !== key);
    if (others.length) {
      const own = versions.versions.findIndex((version) => version.key === key);
      this.relations.append(h("section", null, h("h2", null, t("versions")), h("ol", { class: "versions" }, versions.versions.map((version, index) => h("li", null,
        h("time", null, version.date || t("noDate")), " ", version.key === key ? h("b", null, t("thisOne")) : [h("a", { href: link(version) }, told(version.title, { limit: 60 })), " ",
          h("a", { class: "compare", href: address({ ...emptyState(), view: "diff", old: index < own ? version.key : key, new: index < own ? key : version.key }) }, t("compare"))])))));
    }
    if (copies.copies.length) {
      this.relations.append(h("section", null, h("h2", null, t("copies")), h("ul", null, copies.copies.map((copy) => h("li", null, h("a", { href: link(copy) }, told(copy.title, { limit: 60 })), " ", told(copy.key, { limit: 60, class: "key" }))))));
    }
  }

  async attempt(act) {
    try {
      await act(this.state.key);
    } catch (error) {
      this.app.fail(error);
    }
  }

  key(name) {
    if (name === "n") this.step(1);
    else if (name === "p") this.step(-1);
    else if (name === "c") this.citation.click();
    else return false;
    return true;
  }

  windowTitle() {
    return this.title;
  }
}
