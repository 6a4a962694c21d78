// Queries over the years, or beside each other by another field: a chart and a table.

import { ask } from "./api.js";
import { barChart, legend, lineChart, mostSeries } from "./chart.js";
import { add, choice, h, number, say, told } from "./dom.js";
import { chips } from "./facets.js";
import { filterOf } from "./filters.js";
import { t } from "./messages.js";
import { address, matching } from "./state.js";
import { visible } from "./text.js";

const measures = ["per10000", "documents", "occurrences"];

export class TrendView {
  constructor(app) {
    this.app = app;
    this.head = h("div", { class: "view-head" });
    this.body = h("div", { class: "trend" });
    this.element = h("section", { class: "trend-view" }, this.head, this.body);
  }

  async update(state, signal) {
    this.state = state;
    const queries = [state.query, ...state.others].map((query) => query.trim()).filter(Boolean).slice(0, mostSeries);
    if (!queries.length) {
      this.shown = null;
      this.head.replaceChildren(h("h1", null, t("view-trend")), h("p", { class: "hint" }, t("trendLead")));
      this.body.replaceChildren();
      return;
    }
    if (this.shown === address(state)) return;
    const answer = await ask("trend", { queries, by: state.by, filter: filterOf(state), ...matching(state) }, signal);
    this.shown = address(state);
    this.series = answer.series || [{ query: queries[0], rows: answer.rows }];
    this.showHead();
    this.showBody();
    say(t("trendShown", { n: this.series[0].rows.length }));
  }

  showHead() {
    const { state } = this;
    const change = (part) => this.app.go({ ...this.state, ...part });
    const field = h("input", { type: "text", "aria-label": t("addQuery"), placeholder: t("addQuery"), maxlength: 500 });
    const isFull = state.others.length >= mostSeries - 1;
    const other = h("form", { class: "add-query", onsubmit: (event) => {
      event.preventDefault();
      if (field.value.trim() && !isFull) change({ others: [...state.others, field.value.trim()] });
    } }, field, h("button", { type: "submit", disabled: isFull }, t("compareWith")));
    const others = h("ul", { class: "chips" }, state.others.map((query, index) => h("li", null,
      h("button", { type: "button", title: t("removeQuery"), "aria-label": t("removeQueryOf", { query: visible(query) }), onclick: () => change({ others: state.others.filter((_, position) => position !== index) }) },
        told(query, { limit: 40 }), h("span", { class: "cross", "aria-hidden": "true" }, "×")))));
    this.head.replaceChildren();
    add(this.head, [
      h("div", { class: "summary-line" }, h("h1", { class: "counts" }, t("view-trend")), h("div", { class: "result-tools" },
        choice(t("trendBy"), state.by, ["year", "month", "issuer", "kind", "source", "path"].map((name) => [name, t("by-" + name)]), (by) => change({ by })),
        choice(t("measure"), state.measure, measures.map((name) => [name, t("measure-" + name)]), (measure) => change({ measure })),
        h("button", { type: "button", class: "plain", onclick: () => this.app.saveTable() }, t("csv")))),
      h("div", { class: "trend-queries" }, other, state.others.length ? others : null), chips(state, change)]);
  }

  showBody() {
    const { state, series } = this;
    // Each query has the same values in the same order, but for those that it alone finds.
    const isTime = state.by === "year" || state.by === "month";
    const known = new Map();
    series.forEach((one) => one.rows.forEach((row) => known.set(row.value, true)));
    const values = [...known.keys()];
    const figures = series.map((one) => {
      const rows = new Map(one.rows.map((row) => [row.value, row]));
      return { query: one.query, rows, values: values.map((value) => (rows.has(value) ? rows.get(value)[state.measure] : null)) };
    });
    const inChart = values.map((value, index) => [value, index]).filter(([value]) => !isTime || value !== null);
    const name = (value) => (value === null ? t("noValue") : value);
    const charted = figures.map((one) => ({ query: one.query, values: inChart.map(([, index]) => one.values[index]) }));
    const description = t("chartOf", { measure: t("measure-" + state.measure), by: t("by-" + state.by), queries: series.map((one) => visible(one.query)).join(", ") });
    const draw = isTime ? lineChart : barChart;
    this.values = values;
    this.figures = figures;
    this.body.replaceChildren();
    if (!values.length) {
      this.body.append(h("p", { class: "empty" }, t("nothingFound")));
      return;
    }
    const table = h("table", { class: "figures" }, h("caption", null, description),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("by-" + state.by)), figures.map((one) => h("th", { scope: "col" }, told(one.query, { limit: 40 }))))),
      h("tbody", null, values.map((value, index) => h("tr", null,
        h("th", { scope: "row" }, value === null ? t("noValue") : this.valueLink(value)),
        figures.map((one) => h("td", null, one.values[index] === null ? "—" : number(Number(one.values[index].toPrecision(4)))))))));
    add(this.body, [legend(figures), h("figure", { class: "figure", tabindex: "0", role: "group", "aria-label": description }, draw(inChart.map(([value]) => name(value)), charted, description)),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("table") }, table)]);
  }

  /// A value leads to its hits where there is a filter for it.
  valueLink(value) {
    const group = { year: "year", issuer: "issuer", kind: "kind", path: "folder" }[this.state.by];
    if (!group) return told(value, { limit: 60 });
    return h("a", { href: address({ ...this.state, view: "search", [group]: [value] }) }, told(value, { limit: 60 }));
  }

  table() {
    const heading = [t("by-" + this.state.by)];
    for (const one of this.figures || []) for (const name of measures) heading.push(one.query + " " + t("measure-" + name));
    return {
      name: this.state.query + " trend", heading,
      lines: (this.values || []).map((value) => [value === null ? t("noValue") : value, ...this.figures.flatMap((one) => measures.map((name) => (one.rows.has(value) ? one.rows.get(value)[name] : null)))]),
    };
  }
}
