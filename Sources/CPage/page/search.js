// The search view: hits, filters, more.

import { ask, isAborted } from "./api.js";
import { add, choice, check, h, messageOf, number, say } from "./dom.js";
import { chips, Facets, matchingFields } from "./facets.js";
import { filterOf } from "./filters.js";
import { formsElement, hitElement, hitHeading, hitLine, suggestionElement } from "./hits.js";
import { t } from "./messages.js";
import { address, emptyState, matching } from "./state.js";
import { start } from "./start.js";

/// As many hits are asked for at a time.
const pageSize = 20;
/// An address with more hits than this is loaded in several answers.
const mostAtOnce = 200;
const noFilters = { year: [], issuer: [], kind: [], folder: [], dates: "" };

export class SearchView {
  /// - Parameter app: `go(state)` changes the address, `fail(error)` and `typed(error)` say what went wrong.
  constructor(app) {
    this.app = app;
    this.hits = [];
    this.shown = null;
    this.facets = new Facets((change) => this.change(change));
    this.summary = h("div", { class: "summary" });
    this.list = h("div", { class: "hits" });
    this.foot = h("div", { class: "foot" });
    this.side = h("div", { class: "side" });
    this.panel = h("details", { class: "filters" }, h("summary", null), this.side);
    // The filters are folded on a narrow screen alone, where the list comes first.
    this.wide = window.matchMedia("(min-width: 60rem)");
    this.panel.open = this.wide.matches;
    this.wide.addEventListener("change", () => (this.panel.open = this.wide.matches));
    this.results = h("section", { class: "results" }, this.summary, this.list, this.foot);
    this.element = h("div", { class: "search-view" }, this.panel, this.results);
  }

  /// Shows a state. What was there stays until the answer is; the promise ends when the hits are there.
  async update(state, signal) {
    this.state = state;
    if (!state.query.trim()) {
      this.shown = null;
      this.hits = [];
      this.element.classList.remove("waiting");
      this.panel.hidden = true;
      this.summary.replaceChildren();
      this.foot.replaceChildren();
      this.list.replaceChildren(await start(this.app, signal));
      return;
    }
    if (this.shown === address(state)) return;
    // Only when it takes long enough to be seen.
    const waiting = setTimeout(() => this.element.classList.add("waiting"), 250);
    try {
      const answer = await this.ask(state, { limit: Math.min(state.count, mostAtOnce) }, signal);
      const hits = answer.hits;
      let next = answer.nextPage;
      while (next && hits.length < state.count) {
        const more = await this.ask(state, { limit: Math.min(state.count - hits.length, mostAtOnce), after: next }, signal);
        hits.push(...more.hits);
        next = more.nextPage;
      }
      this.show(state, answer, hits, next);
    } finally {
      clearTimeout(waiting);
      // An answer that was given up has a later one behind it, which says when the wait is over.
      if (!signal.aborted) this.element.classList.remove("waiting");
    }
    // Counts come behind the hits, and a failure of theirs is none of the search.
    this.facets.load(state, signal).catch((error) => isAborted(error) || this.app.fail(error));
  }

  ask(state, page, signal) {
    return ask("search", {
      query: state.query, ...page, sort: state.sort === "relevance" ? undefined : state.sort, snippets: 3, related: true,
      collapse: !state.copies, filter: filterOf(state), ...matching(state),
    }, signal);
  }

  show(state, answer, hits, next) {
    this.answer = answer;
    this.hits = hits;
    this.next = next;
    this.shown = address(state);
    this.current = -1;
    this.panel.hidden = false;
    this.showSummary();
    this.list.replaceChildren();
    this.append(hits);
    if (!answer.documents) {
      this.list.prepend(answer.suggestions ? suggestionElement(answer.suggestions, (query, isWithoutFilter) => this.change({ query, ...(isWithoutFilter ? noFilters : {}) })) :
        h("div", { class: "empty" }, h("p", { class: "empty-title" }, t("nothingFound"))));
    }
    this.side.replaceChildren(this.facets.element, matchingFields(state, (change) => this.change(change)));
    const on = ["year", "issuer", "kind", "folder"].reduce((sum, name) => sum + state[name].length, state.dates ? 1 : 0);
    this.panel.firstElementChild.textContent = t("filters") + (on ? ` (${on})` : "");
    say(t("found", { documents: t("documents", { n: answer.documents }), occurrences: t("occurrences", { n: answer.occurrences }) }));
  }

  showSummary() {
    const { state, answer } = this;
    const counts = h("h1", { class: "counts" }, h("b", null, t("documents", { n: answer.documents })), answer.occurrences ? [" · ", t("occurrences", { n: answer.occurrences })] : null,
      answer.distinctDocuments !== undefined && answer.distinctDocuments < answer.documents ? h("span", { class: "distinct" }, t("distinct", { n: answer.distinctDocuments })) : null);
    const tools = h("div", { class: "result-tools" },
      choice(t("sort"), state.sort, ["relevance", "-date", "date", "hits", "path"].map((name) => [name, t("sort-" + name)]), (sort) => this.change({ sort })),
      check(t("showCopies"), state.copies, (copies) => this.change({ copies })),
      h("button", { type: "button", class: "plain", onclick: () => this.app.saveTable() }, t("csv")));
    this.summary.replaceChildren();
    add(this.summary, [h("div", { class: "summary-line" }, counts, tools), chips(state, (change) => this.change(change)), answer.forms && answer.forms.length ? formsElement(answer.forms) : null]);
  }

  append(hits) {
    for (const hit of hits) {
      const isRelated = hit.tier === "related";
      if (isRelated && !this.list.querySelector(".related-title")) {
        this.list.append(h("div", { class: "related-title" }, h("h2", null, t("related")), h("p", null, t("relatedWhy"))));
      }
      const element = hitElement(hit, (key, place) => this.linkTo(key, place));
      if (isRelated) element.classList.add("related");
      this.list.append(element);
    }
    this.foot.replaceChildren();
    const matched = this.hits.filter((hit) => hit.tier === "match").length;
    if (this.next) {
      this.more = h("button", { type: "button", class: "more", onclick: () => this.loadMore() }, t("more"));
      this.foot.append(h("p", null, t("shownOf", { shown: number(matched), all: number(this.answer.distinctDocuments ?? this.answer.documents) })), this.more);
    } else if (matched > pageSize) this.foot.append(h("p", null, t("allShown")));
  }

  /// - Parameter isByKey: whether the first of the further hits is gone to.
  async loadMore(isByKey = false) {
    if (!this.next || this.isLoading) return;
    this.isLoading = true;
    this.more.disabled = true;
    const shown = this.shown;
    try {
      const answer = await this.ask(this.state, { limit: pageSize, after: this.next });
      if (this.shown !== shown) return;
      const focus = isByKey || document.activeElement === this.more || document.activeElement === document.body;
      this.hits.push(...answer.hits);
      this.next = answer.nextPage;
      this.append(answer.hits);
      const state = { ...this.state, count: this.hits.length };
      this.shown = address(state);
      this.state = state;
      this.app.replace(state);
      if (focus) this.select(this.hits.length - answer.hits.length);
    } catch (error) {
      this.app.fail(error);
    } finally {
      this.isLoading = false;
      if (this.more) this.more.disabled = false;
    }
  }

  /// Another filter or order begins at the first page.
  change(change) {
    this.app.go({ ...this.state, ...change, count: pageSize });
  }

  linkTo(key, place) {
    const { query, match, regional } = this.state;
    return address({ ...emptyState(), view: "document", key, query, match, regional, place: place === undefined ? -1 : place });
  }

  /// Selects a hit for the keyboard.
  select(index) {
    const items = this.list.querySelectorAll(".hit");
    if (index >= items.length) {
      this.loadMore(true);
      return;
    }
    if (index < 0 || !items.length) return;
    this.current = index;
    items[index].querySelector(".hit-title").focus({ preventScroll: true });
    items[index].scrollIntoView({ block: "nearest" });
  }

  /// Remembers the hit that was opened.
  leave() {
    this.opened = this.position();
  }

  /// Called when the view is in the page.
  arrived({ isBack, isOther }) {
    if (!isBack || !isOther || !(this.opened >= 0)) return;
    const title = this.list.querySelectorAll(".hit-title")[this.opened];
    if (title) title.focus({ preventScroll: true });
  }

  position() {
    const focused = document.activeElement && document.activeElement.closest(".hit");
    return focused ? [...this.list.querySelectorAll(".hit")].indexOf(focused) : -1;
  }

  /// Keys of this view; whether one was taken.
  key(name) {
    if (name === "j" || name === "ArrowDown") this.select(this.position() + 1);
    else if (name === "k" || name === "ArrowUp") this.select(this.position() - 1);
    else if (name === "o" && this.position() >= 0) this.list.querySelectorAll(".hit-title")[this.position()].click();
    else if (name === "c" && this.position() >= 0) {
      const button = this.list.querySelectorAll(".hit")[this.position()].querySelector(".copy");
      if (button) button.click();
    } else return false;
    return true;
  }

  table() {
    return { name: this.state.query, heading: hitHeading.map((name) => t("column-" + name)), lines: this.hits.map(hitLine) };
  }

  failed(error) {
    return messageOf(error);
  }
}
