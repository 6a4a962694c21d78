// Filters: what the page calls them, and what the engine is asked.

/// Each group of filters, in the order of the page. `field` is the engine's name, `by` what is counted by.
export const groups = [
  { name: "year", field: "date", by: () => "year" },
  { name: "issuer", field: "issuer", isWhole: true, by: () => "issuer" },
  { name: "kind", field: "kind", isWhole: true, by: () => "kind" },
  { name: "folder", field: "path", by: (values) => "path/" + depthBelow(values) },
];

/// Folders are counted one level below the deepest one that is chosen.
function depthBelow(values) {
  return values.reduce((depth, value) => Math.max(depth, value.split("/").length + (value ? 1 : 0)), 1);
}

/// A value as the query language reads it, whatever is in it.
export function quoted(value) {
  for (const [open, close] of [['"', '"'], ["「", "」"], ["『", "』"], ["“", "”"]]) {
    if (!value.includes(open) && !value.includes(close)) return open + value + close;
  }
  return '"' + value.replace(/["＂]/g, "?") + '"';
}

function condition(group, value) {
  // Nothing but an exclusion is no query: every document has a path.
  if (value === "") return `(path:* -${group.field}:*)`;
  if (group.name === "year") return "date:" + value.replace(/[^0-9-]/g, "");
  return group.field + ":" + (group.isWhole ? "=" : "") + quoted(value);
}

/// The filter of all groups, but for one whose own values are counted; nothing where none is chosen.
export function filterOf(chosen, except) {
  const parts = [];
  for (const group of groups) {
    const values = chosen[group.name] || [];
    if (group.name === except || !values.length) continue;
    const conditions = values.map((value) => condition(group, value));
    parts.push(conditions.length > 1 ? `(${conditions.join(" OR ")})` : conditions[0]);
  }
  if (chosen.dates && except !== "year") parts.push("date:" + chosen.dates.replace(/[^0-9.-]/g, ""));
  return parts.length ? parts.join(" ") : undefined;
}

/// A range of years from what was typed in two boxes; nothing where both are empty.
export function datesOf(from, to) {
  const tidy = (text) => (/^\s*(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?\s*$/.exec(text) || []).slice(1).filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
  const [start, end] = [tidy(from), tidy(to)];
  return start || end ? `${start}..${end}` : "";
}
