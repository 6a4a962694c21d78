// The text of a document with its marks, laid out in blocks: those far from the window are empty boxes of about their height,
// so that a text of any length opens at once.

import { add, h, pieces } from "./dom.js";
import { blocksOf, indexAt, languageOf } from "./text.js";

/// Texts up to this many code units are there as a whole, so that the browser's own search finds everything.
const wholeLimit = 600_000;
/// Marks in one line: a long one is cut in many parts.
const headingLevels = { annex: 2, part: 2, subpart: 2, chapter: 3, section: 4, subsection: 4, topic: 4, heading: 3 };

export class Reader {
  /// - Parameters:
  ///   - text: the whole text.
  ///   - divisions: of the outline, each with `level`, and in UTF-16 `start`, `headingStart` and `headingEnd`.
  constructor(text, divisions) {
    this.text = text;
    this.blocks = blocksOf(text);
    this.marks = [];
    this.current = -1;
    this.headings = divisions.filter((division) => division.headingEnd > division.headingStart)
      .map((division) => ({ start: division.headingStart, end: division.headingEnd, numberEnd: division.numberEnd, level: division.level }));
    this.element = h("div", { class: "text", lang: languageOf(text) || null, dir: "auto" });
    this.isWhole = text.length <= wholeLimit;
    this.boxes = this.blocks.map((block, index) => {
      const box = h("div", { class: "block", "data-index": String(index) });
      box.style.setProperty("--height", Math.max(2, block.lines.length * 1.2 + (block.end - block.start) / 40) + "lh");
      return box;
    });
    this.element.append(...this.boxes);
    if (this.isWhole) this.boxes.forEach((_, index) => this.fill(index));
    else {
      this.watcher = new IntersectionObserver((entries) => {
        for (const entry of entries) {
          const index = Number(entry.target.dataset.index);
          if (entry.isIntersecting) this.fill(index);
          else this.empty(index);
        }
      }, { rootMargin: "2000px 0px" });
      this.boxes.forEach((box) => this.watcher.observe(box));
    }
  }

  close() {
    if (this.watcher) this.watcher.disconnect();
  }

  /// Other marks: `{start, end, index}` in UTF-16 and in order. Blocks that are laid out are laid out again.
  setMarks(marks) {
    this.marks = marks;
    this.current = -1;
    this.boxes.forEach((box, index) => {
      if (!box.classList.contains("filled")) return;
      box.classList.remove("filled");
      this.fill(index);
    });
  }

  fill(index) {
    const box = this.boxes[index];
    if (box.classList.contains("filled")) return;
    const block = this.blocks[index];
    box.replaceChildren(...block.lines.map((line) => this.line(line)));
    box.classList.add("filled");
    box.style.removeProperty("min-height");
    this.showCurrent(box);
  }

  empty(index) {
    const box = this.boxes[index];
    if (!box.classList.contains("filled") || box.contains(document.activeElement)) return;
    // What is selected stays, or copying it would lose a part.
    const selection = document.getSelection();
    if (selection && !selection.isCollapsed && selection.containsNode(box, true)) return;
    box.style.setProperty("min-height", box.getBoundingClientRect().height + "px");
    box.replaceChildren();
    box.classList.remove("filled");
  }

  line(line) {
    const { text } = this;
    if (line.start === line.end) return h("p", { class: "blank" });
    const heading = this.headings[indexAt(this.headings, line.end - 1)];
    const isHeading = heading && heading.start >= line.start && heading.end <= line.end && headingLevels[heading.level];
    const element = h("p", { "data-start": String(line.start), class: line.isContinued ? "continued" : isHeading ? "heading" : null });
    if (isHeading) {
      element.setAttribute("role", "heading");
      element.setAttribute("aria-level", String(headingLevels[heading.level]));
      element.classList.add("heading-" + heading.level);
    }
    // The number of an article, which begins its line, is set off.
    let at = line.start;
    if (heading && !isHeading && heading.level === "article" && heading.start >= line.start && heading.end <= line.end) {
      this.stretch(element, at, heading.start);
      const bold = h("strong", { class: "article" });
      this.stretch(bold, heading.start, heading.end);
      element.append(bold);
      at = heading.end;
    }
    this.stretch(element, at, line.end);
    return element;
  }

  /// The text from one place to another, with its marks.
  stretch(element, start, end) {
    const { text, marks } = this;
    let at = start;
    let index = Math.max(0, indexAt(marks, start));
    for (; index < marks.length && marks[index].start < end; index += 1) {
      const from = Math.max(at, marks[index].start);
      const to = Math.min(end, marks[index].end);
      if (to <= from) continue;
      add(element, pieces(text.slice(at, from)));
      element.append(h("mark", { "data-mark": String(index) }, ...pieces(text.slice(from, to))));
      at = to;
    }
    add(element, pieces(text.slice(at, end)));
  }

  showCurrent(root) {
    for (const mark of root.querySelectorAll("mark.current")) mark.classList.remove("current");
    if (this.current < 0) return;
    for (const mark of root.querySelectorAll(`mark[data-mark="${this.current}"]`)) mark.classList.add("current");
  }

  /// Makes a mark the current one and, unless the window is to be still, brings it there.
  goToMark(index, isStill) {
    this.current = index;
    this.showCurrent(this.element);
    if (index < 0 || isStill) return;
    this.bring(this.marks[index].start, () => {
      this.showCurrent(this.element);
      return this.element.querySelector(`mark[data-mark="${index}"]`);
    }, "center");
  }

  /// Brings a place in UTF-16 into the window.
  goTo(place) {
    this.bring(place, (box) => {
      const lines = [...box.querySelectorAll("[data-start]")].filter((line) => Number(line.dataset.start) <= place);
      return lines[lines.length - 1] || box;
    }, "start");
  }

  /// Scrolls to what `find` finds in the block of a place, and again while boxes on the way get their heights: until it has
  /// stayed for some frames, or the reader scrolls.
  bring(place, find, block) {
    const index = Math.max(0, indexAt(this.blocks, place));
    const turn = (this.turn = (this.turn || 0) + 1);
    let frames = 0;
    let still = 0;
    let top;
    const stop = () => (frames = Infinity);
    const events = ["wheel", "touchmove", "mousedown"];
    events.forEach((name) => window.addEventListener(name, stop, { passive: true, once: true }));
    const scroll = () => {
      if (turn === this.turn && frames < 60 && still < 6) {
        this.fill(index);
        const target = find(this.boxes[index]);
        if (target) target.scrollIntoView({ block });
        const now = target ? Math.round(target.getBoundingClientRect().top) : 0;
        still = now === top ? still + 1 : 0;
        top = now;
        frames += 1;
        requestAnimationFrame(scroll);
      } else events.forEach((name) => window.removeEventListener(name, stop));
    };
    scroll();
  }

  /// The place in UTF-16 of the first line below a height of the window.
  placeAt(y) {
    let low = 0;
    let high = this.boxes.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.boxes[middle].getBoundingClientRect().bottom <= y) low = middle + 1;
      else high = middle;
    }
    const box = this.boxes[low];
    if (!box) return 0;
    for (const line of box.querySelectorAll("[data-start]")) {
      if (line.getBoundingClientRect().bottom > y) return Number(line.dataset.start);
    }
    return this.blocks[low].start;
  }
}
