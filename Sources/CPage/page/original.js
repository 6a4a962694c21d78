// The file of a document where answers need a token: a link has none, so the bytes are asked for and shown from memory.

import { originalFile } from "./api.js";
import { fileName, save } from "./csv.js";
import { h } from "./dom.js";
import { t } from "./messages.js";

/// A name for the file of a key.
function nameOf(key) {
  return fileName(key.split("/").pop().replace(/\.[^.]*$/, ""), (/\.([A-Za-z0-9]{1,8})$/.exec(key) || [])[1] || "txt");
}

export async function saveOriginal(key) {
  save(nameOf(key), await originalFile(key));
}

/// Shows the file as a link to it would; what a browser cannot show is saved.
export async function showOriginal(key) {
  const file = await originalFile(key);
  const type = file.type.split(";")[0];
  if (type === "application/pdf") return openInTab(file);
  if (type === "text/plain") return showInFrame(key, new Blob([await decoded(file)], { type: "text/plain;charset=utf-8" }));
  if (type === "text/html") return showInFrame(key, file);
  save(nameOf(key), file);
}

/// A text says nothing of its encoding; those of these documents are two.
async function decoded(file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/// Browsers show no PDF in a sandbox; their viewers run no script of this origin.
function openInTab(file) {
  const url = URL.createObjectURL(file);
  window.open(url, "_blank", "noopener");
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/// In a sandbox: no script, no form, no origin.
function showInFrame(key, file) {
  const url = URL.createObjectURL(file);
  const name = key.split("/").pop();
  const dialog = h("dialog", { class: "original", "aria-labelledby": "original-title" });
  dialog.append(
    h("div", { class: "dialog-head" }, h("h2", { id: "original-title" }, h("bdi", null, name)),
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("close"))),
    h("iframe", { sandbox: "", src: url, title: name }));
  dialog.addEventListener("close", () => {
    dialog.remove();
    URL.revokeObjectURL(url);
  });
  document.body.append(dialog);
  dialog.showModal();
}
