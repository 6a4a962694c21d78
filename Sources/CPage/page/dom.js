// Builds elements. Text is text: nothing here, or anywhere in the page, reads markup.

import { language, t } from "./messages.js";
import { languageOf, piecesOf, shortened, visible } from "./text.js";

/// An element with attributes and children. `on…` are listeners, `class` and the rest attributes; nothing of `null`.
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  return filled(element, attributes, children);
}

/// The same of SVG.
export function svg(name, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

export function add(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) add(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/// A text of a document or a name from it, kept apart from what is around it: its direction stays inside, and what is hidden
/// in it is shown. `limit` is in UTF-16; what is longer has the whole in its `title`.
export function told(text, { tag = "bdi", limit = 300, ...attributes } = {}) {
  text = String(text);
  const lang = languageOf(text);
  const element = h(tag, { dir: "auto", lang: lang || null, ...attributes });
  if (text.length > limit) element.title = visible(text.slice(0, 5000));
  add(element, pieces(shortened(text, limit)));
  return element;
}

/// Text with its hidden characters by name.
export function pieces(text) {
  return piecesOf(text).map((piece) =>
    piece.hidden ? h("span", { class: "hidden-character" }, piece.text) : document.createTextNode(piece.text));
}

export function number(value) {
  return new Intl.NumberFormat(language()).format(value);
}

/// A text with ranges in it marked. `ranges` are places in UTF-16 of the document that begins at `start`.
export function marked(text, start, ranges, attributes) {
  const element = h("bdi", { dir: "auto", lang: languageOf(text) || null, ...attributes });
  let end = 0;
  for (const range of ranges) {
    const from = Math.max(end, range.start.utf16 - start);
    const to = Math.min(text.length, range.end.utf16 - start);
    if (to <= from) continue;
    add(element, pieces(text.slice(end, from)));
    element.append(h("mark", null, ...pieces(text.slice(from, to))));
    end = to;
  }
  add(element, pieces(text.slice(end)));
  return element;
}

/// A button that copies a text and says so.
export function copyButton(label, text, attributes) {
  const button = h("button", { type: "button", class: "copy", ...attributes, onclick: async () => {
    const done = await copied(typeof text === "function" ? text() : text);
    say(t(done ? "copied" : "notCopied"));
    button.classList.add(done ? "done" : "failed");
    setTimeout(() => button.classList.remove("done", "failed"), 1500);
  } }, label);
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context, as on another machine of the team, there is only the old way.
  }
  const field = h("textarea", { class: "unseen", readonly: true });
  field.value = text;
  document.body.append(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // It is said that nothing was copied.
  }
  field.remove();
  return done;
}

/// For screen readers, and for all in the line at the foot.
export function say(text) {
  const line = document.getElementById("said");
  line.textContent = "";
  // The same text again is read again only when the line was empty.
  requestAnimationFrame(() => (line.textContent = text));
}

/// A choice of one from a list: `options` are `[value, label]`.
export function choice(label, value, options, change, attributes) {
  const select = h("select", { ...attributes, onchange: () => change(select.value) },
    options.map(([name, text]) => h("option", { value: name, selected: name === value }, text)));
  select.value = value;
  return h("label", { class: "field" }, h("span", null, label), select);
}

export function check(label, value, change) {
  const box = h("input", { type: "checkbox", onchange: () => change(box.checked) });
  box.checked = value;
  return h("label", { class: "check" }, box, h("span", null, label));
}

/// What went wrong, for people.
export function messageOf(error) {
  if (error.code === "unreachable") return t("unreachable");
  if (error.code === "deadline") return t("tooSlow");
  return error.message || String(error);
}
