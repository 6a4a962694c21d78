// The progress of indexing, and new commits of the index.

import { ask } from "./api.js";
import { h, number } from "./dom.js";
import { t } from "./messages.js";
import { visible } from "./text.js";

const whileIndexing = 800;
const otherwise = 15_000;

/// Asks for the status now and then. `changed` is called when there is a new commit to be seen.
export function watchStatus(changed) {
  const box = document.getElementById("progress");
  let generation;
  const look = async () => {
    let isIndexing = false;
    try {
      const status = await ask("status");
      const state = status.indexing || {};
      isIndexing = show(box, state);
      const seen = status.generation ?? (status.index && status.index.generation);
      if (generation !== undefined && seen !== undefined && seen !== generation) changed(isIndexing);
      if (seen !== undefined) generation = seen;
    } catch {
      // What is asked next says that the service does not answer.
    }
    setTimeout(look, document.hidden ? otherwise : isIndexing ? whileIndexing : otherwise);
  };
  look();
}

function show(box, state) {
  const isIndexing = ["scanning", "indexing", "running", "reading", "starting"].includes(state.state);
  const hasFailed = state.state === "failed";
  box.hidden = !isIndexing && !hasFailed;
  if (hasFailed) box.replaceChildren(h("p", { role: "alert" }, t("indexFailed", { message: visible(state.message || "") })));
  if (!isIndexing) return false;
  const done = state.filesDone || 0;
  const seen = state.filesSeen || 0;
  const bar = h("progress", { "aria-label": t("indexing") });
  // The number of files is known when the folder has been looked through.
  if (seen > 0) {
    bar.max = seen;
    bar.value = Math.min(done, seen);
  }
  box.replaceChildren(h("p", null, t("indexing"), " ", bar, " ", h("span", null, t("indexingFiles", { done, seen }), state.bytes ? ` · ${number(Math.round(state.bytes / 1e5) / 10)} MB` : ""),
    state.errors ? h("span", { class: "wrong" }, " · ", t("indexingErrors", { n: state.errors })) : null));
  return true;
}
