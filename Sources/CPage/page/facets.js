// Filters with their counts, and the filters that are on.

import { ask, isAborted } from "./api.js";
import { check, h, number, told } from "./dom.js";
import { datesOf, filterOf, groups } from "./filters.js";
import { t } from "./messages.js";
import { matching } from "./state.js";
import { visible } from "./text.js";

const shownAtFirst = 8;

/// The list of filters beside the hits. `change` gets the part of the state that changes.
export class Facets {
  constructor(change) {
    this.change = change;
    this.expanded = new Set();
    this.answers = new Map();
    this.element = h("div", { class: "facets" });
  }

  /// Asks for the counts; what was there stays until they are.
  async load(state, signal) {
    this.state = state;
    this.render();
    this.element.setAttribute("aria-busy", "true");
    const base = { query: state.query, ...matching(state) };
    await Promise.all(groups.map(async (group) => {
      const chosen = state[group.name];
      // Folders are counted inside those that are chosen, other values beside them.
      const except = group.name === "folder" ? undefined : group.name;
      try {
        const limit = this.expanded.has(group.name) ? 500 : 40;
        const answer = await ask("facets", { ...base, by: group.by(chosen), limit, filter: filterOf(state, except) }, signal);
        this.answers.set(group.name, answer);
      } catch (error) {
        if (isAborted(error)) throw error;
        this.answers.delete(group.name);
      }
    }));
    this.render();
    this.element.removeAttribute("aria-busy");
  }

  render() {
    const focused = document.activeElement && this.element.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    this.element.replaceChildren(...groups.map((group) => this.group(group)).filter(Boolean));
    if (focused) {
      const again = [...this.element.querySelectorAll("[data-id]")].find((element) => element.dataset.id === focused);
      if (again) again.focus();
    }
  }

  group(group) {
    const answer = this.answers.get(group.name);
    const chosen = this.state[group.name];
    const counted = answer ? answer.groups.map((one) => ({ value: one.value === null ? "" : one.value, documents: one.documents })) : [];
    const missing = chosen.filter((value) => !counted.some((one) => one.value === value)).map((value) => ({ value, documents: null }));
    let all = [...missing, ...counted];
    // A field that no document has is no filter.
    if (!all.some((one) => one.value !== "") || (group.name === "folder" && all.length < 2 && !chosen.length)) return null;
    if (group.name === "year") all = all.sort((a, b) => (a.value === "" ? 1 : b.value === "" ? -1 : b.value.localeCompare(a.value)));
    const isExpanded = this.expanded.has(group.name);
    const shown = isExpanded ? all : all.filter((one, index) => index < shownAtFirst || chosen.includes(one.value));
    const most = Math.max(1, ...counted.map((one) => one.documents));
    const name = t("filter-" + group.name);
    const list = h("ul", null, shown.map((one) => this.value(group, one, most)));
    const element = h("fieldset", null, h("legend", null, name), list);
    if (all.length > shown.length || isExpanded) {
      element.append(h("button", { type: "button", class: "link more-values", "data-id": group.name + "/more", "aria-expanded": String(isExpanded), onclick: () => {
        if (isExpanded) this.expanded.delete(group.name);
        else this.expanded.add(group.name);
        this.render();
      } }, isExpanded ? t("fewer") : t("moreValues", { n: (answer ? answer.values : all.length) - Math.min(shownAtFirst, all.length) || 1 })));
    }
    if (group.name === "year") element.append(this.range());
    return element;
  }

  value(group, one, most) {
    const chosen = this.state[group.name];
    const box = h("input", { type: "checkbox", "data-id": group.name + "/" + one.value, onchange: () => {
      const values = box.checked ? [...chosen, one.value] : chosen.filter((value) => value !== one.value);
      this.change({ [group.name]: values, dates: group.name === "year" ? "" : this.state.dates });
    } });
    box.checked = chosen.includes(one.value);
    const label = one.value === "" ? h("span", { class: "none" }, t("noValue")) : told(one.value, { limit: 40, title: visible(one.value) });
    const bar = h("span", { class: "bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", String((one.documents || 0) / most));
    return h("li", null, h("label", null, box, h("span", { class: "value" }, label),
      h("span", { class: "count" }, one.documents === null ? "" : number(one.documents)), bar));
  }

  range() {
    const [start, end] = this.state.dates.split("..");
    const from = h("input", { type: "text", inputmode: "numeric", size: 6, maxlength: 10, "data-id": "from", placeholder: "2016", "aria-label": t("from") });
    const to = h("input", { type: "text", inputmode: "numeric", size: 6, maxlength: 10, "data-id": "to", placeholder: "2018", "aria-label": t("to") });
    from.value = start || "";
    to.value = end || "";
    return h("form", { class: "range", onsubmit: (event) => {
      event.preventDefault();
      this.change({ dates: datesOf(from.value, to.value), year: [] });
    } }, from, h("span", { "aria-hidden": "true" }, "–"), to, h("button", { type: "submit" }, t("apply")));
  }
}

/// The filters that are on, each with a button that takes it away.
export function chips(state, change) {
  const list = h("ul", { class: "chips", "aria-label": t("activeFilters") });
  const chip = (label, value, without) => {
    const text = value === "" ? t("noValue") : visible(value);
    list.append(h("li", null, h("button", { type: "button", title: t("removeFilter"), "aria-label": t("removeFilterOf", { filter: label + " " + text }), onclick: () => change(without) },
      h("span", { class: "chip-name" }, label), value === "" ? t("noValue") : told(value, { limit: 40 }), h("span", { class: "cross", "aria-hidden": "true" }, "×"))));
  };
  for (const group of groups) {
    for (const value of state[group.name]) {
      chip(t("filter-" + group.name), value, { [group.name]: state[group.name].filter((other) => other !== value) });
    }
  }
  if (state.dates) chip(t("filter-year"), state.dates.replace("..", " – "), { dates: "" });
  if (list.children.length > 1) {
    list.append(h("li", null, h("button", { type: "button", class: "link", onclick: () => change({ year: [], issuer: [], kind: [], folder: [], dates: "" }) }, t("removeAll"))));
  }
  return list.children.length ? list : null;
}

/// How strings are matched.
export function matchingFields(state, change) {
  return h("fieldset", { class: "matching" }, h("legend", null, t("matching")),
    ["standard", "typed", "exact"].map((name) => {
      const box = h("input", { type: "radio", name: "match", value: name, onchange: () => change({ match: name }) });
      box.checked = state.match === name;
      return h("label", { class: "check" }, box, h("span", null, t("match-" + name), h("small", null, t("match-" + name + "-why"))));
    }),
    check(t("regional"), state.regional, (value) => change({ regional: value })));
}
