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
  /// `undefined` until the first answer, `null` while there is no commit.
  let generation;
  const look = async () => {
    let isIndexing = false;
    try {
      const status = await ask("status");
      const state = status.indexing || {};
      isIndexing = show(box, state);
      const seen = status.index ? status.index.generation : null;
      if (generation !== undefined && seen !== generation) changed();
      generation = seen;
    } catch {
      // What is asked next says that the service does not answer.
    }
    setTimeout(look, document.hidden ? otherwise : isIndexing ? whileIndexing : otherwise);
  };
  look();
}

function show(box, state) {
  const isIndexing = state.state === "reading" || state.state === "writing";
  const hasFailed = state.state === "failed";
  box.hidden = !isIndexing && !hasFailed;
  if (hasFailed) box.replaceChildren(h("p", { role: "alert" }, t("indexFailed", { message: visible(state.error || "") })));
  if (!isIndexing) return false;
  const done = state.files || 0;
  const seen = state.fileCount || 0;
  const bar = h("progress", { "aria-label": t("indexing") });
  // The number of files is known when the folder has been looked through.
  if (seen > 0) {
    bar.max = seen;
    bar.value = Math.min(done, seen);
  }
  box.replaceChildren(h("p", null, t("indexing"), " ", bar, " ", h("span", null, t("indexingFiles", { done, seen }), state.bytes ? ` · ${number(Math.round(state.bytes / 1e5) / 10)} MB` : ""),
    state.lostFiles ? h("span", { class: "wrong" }, " · ", t("indexingErrors", { n: state.lostFiles })) : null));
  return true;
}
