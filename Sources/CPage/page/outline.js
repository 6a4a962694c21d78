// The outline of a document: its chapters and articles beside the text.

import { h, number, told } from "./dom.js";
import { t } from "./messages.js";
import { utf16Places } from "./text.js";

/// Levels that the outline shows; paragraphs and items are too many.
const shownLevels = new Set(["heading", "annex", "part", "subpart", "chapter", "section", "subsection", "topic", "article", "list"]);

/// Divisions with their places in UTF-16 of the text.
export function divisionsOf(outline, text) {
  const bytes = outline.divisions.flatMap(({ heading, range }) => [range.start, range.end, heading.start, heading.end]);
  const places = utf16Places(text, bytes);
  return outline.divisions.map(({ heading, depth, citation }, index) => ({
    level: heading.level, number: heading.number, name: heading.name, depth, citation,
    start: places[4 * index], end: places[4 * index + 1], headingStart: places[4 * index + 2], headingEnd: places[4 * index + 3],
  }));
}

export class Outline {
  /// - Parameter goTo: is given the place of a division.
  constructor(divisions, goTo) {
    this.items = divisions.filter((division) => shownLevels.has(division.level));
    this.current = -1;
    const top = Math.min(...this.items.map((item) => item.depth), 9);
    this.entries = this.items.map((item) => {
      const label = [item.number, item.name].filter(Boolean).join(" ") || "—";
      const count = h("span", { class: "count" });
      const button = h("button", { type: "button", class: "outline-" + item.level, onclick: () => goTo(item) }, told(label, { limit: 36 }), count);
      return h("li", { class: "depth-" + Math.min(4, item.depth - top) }, button);
    });
    this.element = this.items.length ? h("nav", { class: "outline", "aria-label": t("outline") }, h("ol", null, this.entries)) : null;
  }

  /// How many matches lie in each division.
  setMatches(ranges) {
    const starts = ranges.map((range) => range.start);
    const before = (place) => {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle] < place) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    this.items.forEach((item, index) => {
      const count = before(item.end) - before(item.start);
      const label = this.entries[index].querySelector(".count");
      label.textContent = count ? number(count) : "";
      label.title = count ? t("occurrences", { n: count }) : "";
    });
  }

  /// Marks the division that a place lies in.
  show(place) {
    let index = -1;
    this.items.forEach((item, position) => {
      if (item.start <= place) index = position;
    });
    if (index === this.current) return;
    if (this.entries[this.current]) this.entries[this.current].querySelector("button").removeAttribute("aria-current");
    this.current = index;
    const entry = this.entries[index];
    if (!entry) return;
    entry.querySelector("button").setAttribute("aria-current", "location");
    // Inside the outline alone: the page itself must not move.
    const box = this.element;
    if (box.scrollHeight > box.clientHeight) {
      const top = entry.offsetTop - box.offsetTop;
      if (top < box.scrollTop + 40 || top > box.scrollTop + box.clientHeight - 80) box.scrollTop = top - box.clientHeight / 3;
    }
  }
}

/// How a place is cited: the innermost division around it that can be, else the document.
export function citationAt(divisions, place, title) {
  let citation = "";
  for (const division of divisions) {
    if (division.start > place) break;
    if (division.end > place && division.citation) citation = division.citation;
  }
  return citation || (title.startsWith("《") ? title : `《${title}》`);
}
