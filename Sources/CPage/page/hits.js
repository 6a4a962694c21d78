// Search hits: a title, what is known of the document, passages with their places.

import { add, copyButton, h, marked, number, told } from "./dom.js";
import { t } from "./messages.js";
import { visible } from "./text.js";

/// - Parameter linkTo: the address of a document at a place in UTF-16, or of the document alone.
export function hitElement(hit, linkTo) {
  const matches = hit.snippets.flatMap((snippet) => snippet.matches);
  const first = matches.length ? matches[0].start.utf16 : undefined;
  const item = h("article", { class: "hit", "data-key": hit.key },
    h("h2", null, h("a", { class: "hit-title", href: linkTo(hit.key, first) }, told(hit.title || hit.key, { limit: 80 }))),
    knownLine(hit),
    hit.snippets.map((snippet) => passage(hit, snippet, linkTo)));
  if (hit.copies && hit.copies.length) {
    item.append(h("details", { class: "copies" },
      h("summary", null, t("copiesFolded", { n: hit.copies.length })),
      h("ul", null, hit.copies.map((copy) => h("li", null,
        h("a", { href: linkTo(copy.key) }, told(copy.title || copy.key, { limit: 80 })),
        h("span", { class: "known" }, [copy.date, copy.source].filter(Boolean).map((text) => told(text)), told(copy.key, { limit: 60, class: "key" })))))));
  }
  return item;
}

/// Day, issuer, number, kind, folder, and how often.
export function knownLine(hit) {
  const line = h("p", { class: "known" });
  if (hit.date) line.append(h("time", { datetime: hit.date }, hit.date));
  for (const name of ["issuer", "documentNumber", "kind", "source"]) {
    if (hit[name]) line.append(told(hit[name], { limit: 60, class: "known-" + name }));
  }
  if (hit.occurrences) line.append(h("span", { class: "times" }, t("occurrences", { n: hit.occurrences })));
  line.append(told(hit.key, { limit: 90, class: "key", title: visible(hit.key) }));
  return line;
}

function passage(hit, snippet, linkTo) {
  const start = snippet.range.start.utf16;
  const place = snippet.matches.length ? snippet.matches[0].start.utf16 : start;
  const text = marked(snippet.text.replace(/\s+$/, ""), start, snippet.highlights, { class: "passage-text" });
  if (snippet.isCutAtStart) text.prepend("…");
  if (snippet.isCutAtEnd) text.append("…");
  const element = h("div", { class: "passage" });
  const headings = snippet.headings || [];
  if (headings.length || snippet.citation) {
    const where = h("p", { class: "where" }, h("a", { href: linkTo(hit.key, place) }, trail(headings)));
    if (snippet.citation) {
      where.append(copyButton(t("copyCitation"), snippet.citation, { title: visible(snippet.citation), "aria-label": t("copyCitationOf", { citation: visible(snippet.citation) }) }));
    }
    element.append(where);
  }
  element.append(h("p", null, text));
  return element;
}

/// The chapters and articles that a passage lies in, the largest first.
export function trail(headings) {
  const parts = h("span", { class: "trail" });
  headings.forEach((heading, index) => {
    if (index) parts.append(h("span", { class: "step", "aria-hidden": "true" }, " › "));
    const text = [heading.number, heading.name].filter(Boolean).join(" ");
    parts.append(told(text, { limit: 40 }));
  });
  return parts;
}

/// Lines of a table of hits.
export const hitHeading = ["title", "date", "issuer", "documentNumber", "kind", "source", "key", "occurrences", "tier", "citation", "passages"];
export function hitLine(hit) {
  return [hit.title, hit.date, hit.issuer, hit.documentNumber, hit.kind, hit.source, hit.key, hit.occurrences, hit.tier,
    hit.snippets.map((snippet) => snippet.citation).filter(Boolean).join("；"), hit.snippets.map((snippet) => snippet.text.trim()).join(" … ")];
}

/// What to ask instead when nothing was found. `askFor` is given a query, and whether the filters go.
export function suggestionElement(suggestions, askFor) {
  const list = h("ul", { class: "suggestions" });
  const line = (text, query, documents, isWithoutFilter = false) =>
    h("li", null, text, " ", h("button", { type: "button", class: "link", onclick: () => askFor(query, isWithoutFilter) }, told(query, { limit: 80 })), " ",
      h("span", { class: "count" }, t("documents", { n: documents })));
  for (const relaxed of suggestions.relaxed || []) {
    if (relaxed.documents) list.append(line(t("without-" + relaxed.without), relaxed.query, relaxed.documents, relaxed.without === "filter"));
  }
  for (const part of suggestions.parts || []) list.append(line(t("partAlone"), part.query, part.documents));
  for (const missing of suggestions.missing || []) {
    for (const other of missing.alternatives) list.append(line(t("like-" + other.reason), `"${other.text}"`, other.documents));
  }
  const box = h("div", { class: "empty" }, h("p", { class: "empty-title" }, t("nothingFound")));
  add(box, [list.children.length ? [h("p", null, t("tryThese")), list] : h("p", null, t("nothingLike"))]);
  return box;
}

/// Forms that a string was found in.
export function formsElement(forms) {
  const element = h("p", { class: "forms" });
  for (const form of forms) element.append(h("span", null, told(form.text), " ", h("b", null, number(form.occurrences))));
  return element;
}
