// What is shown before anything is typed: what there is, and what can be asked.

import { ask, isAborted } from "./api.js";
import { h, number } from "./dom.js";
import { examples } from "./help.js";
import { t } from "./messages.js";

export async function start(app, signal) {
  let years = [];
  let documents = null;
  try {
    const answer = await ask("facets", { query: "path:*", by: "year" }, signal);
    documents = answer.documents;
    years = answer.groups.map((group) => group.value).filter(Boolean).sort();
  } catch (error) {
    if (isAborted(error)) throw error;
    // While the first index is built there is none; the progress above says so.
  }
  const held = documents === null ? null : h("p", { class: "held" }, t("held", { n: documents, number: number(documents) }),
    years.length ? [" ", t("heldYears", { from: years[0], to: years[years.length - 1] })] : null, " ",
    h("button", { type: "button", class: "link", onclick: () => app.go({ ...app.state, query: "path:*", view: "search" }) }, t("browse")));
  return h("div", { class: "start" }, h("h1", null, t("startTitle")), held, h("h2", null, t("tryExamples")), examples(app, 6),
    h("p", { class: "hint" }, t("startKeys")));
}
