// Tables for spreadsheets, as RFC 4180 with a byte order mark.

/// A cell. One that a spreadsheet would run as a formula gets an apostrophe before it.
export function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  let text = String(value);
  if (/^[\s\u0000-\u001f]*[=+\-@＝＋－＠]/.test(text) || /^[\t\r\n]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}

/// A heading and lines of values.
export function table(heading, lines) {
  return "\ufeff" + [heading, ...lines].map((line) => line.map(cell).join(",") + "\r\n").join("");
}

/// Gives a file to the browser.
export function save(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser takes the bytes after the click; a while later they are not needed.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/// A name that every system takes.
export function fileName(text, ending) {
  const name = text.replace(/[\\/:*?"<>|\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]+/g, " ").trim().slice(0, 60).trim();
  return (name || "wenjian") + "." + ending;
}
