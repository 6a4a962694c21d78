// What the page shows, and its address: one is made of the other, and nothing of it is anywhere else.

/// A field of the state, its name in the address, and what it is when the address does not say.
const fields = [
  ["view", "view", "search"], ["query", "q", ""], ["match", "match", "standard"], ["regional", "regional", false],
  ["year", "year", []], ["issuer", "issuer", []], ["kind", "kind", []], ["folder", "folder", []], ["dates", "date", ""],
  ["sort", "sort", "relevance"], ["count", "n", 20], ["copies", "copies", false], ["key", "key", ""], ["at", "at", 0],
  ["place", "place", -1], ["order", "order", "path"], ["lines", "lines", 100], ["from", "from", 0], ["width", "width", 40],
  ["others", "with", []], ["by", "by", "year"], ["measure", "measure", "per10000"], ["old", "old", ""], ["new", "new", ""],
  ["unit", "unit", "article"], ["all", "all", false], ["columns", "columns", false],
];
export const views = ["search", "kwic", "trend", "diff", "document"];

export function emptyState() {
  return Object.fromEntries(fields.map(([name, , value]) => [name, Array.isArray(value) ? [] : value]));
}

/// - Parameter search: what follows the `?` of an address.
export function parse(search) {
  const typed = new URLSearchParams(search);
  const state = emptyState();
  for (const [name, short, standard] of fields) {
    if (!typed.has(short)) continue;
    const text = typed.get(short);
    if (Array.isArray(standard)) state[name] = typed.getAll(short);
    else if (typeof standard === "boolean") state[name] = text === "1";
    else if (typeof standard === "number") {
      const number = Number(text);
      if (Number.isSafeInteger(number) && number >= 0) state[name] = number;
    } else state[name] = text;
  }
  if (!views.includes(state.view)) state.view = "search";
  return state;
}

/// The address of a state, from the `/` on. What is as it is without saying is left out.
export function address(state) {
  const typed = new URLSearchParams();
  for (const [name, short, standard] of fields) {
    const value = state[name];
    if (Array.isArray(standard)) value.forEach((one) => typed.append(short, one));
    else if (value !== standard) typed.append(short, value === true ? "1" : String(value));
  }
  const text = typed.toString();
  return text ? "/?" + text : "/";
}

/// How strings are matched, for the service.
export function matching(state) {
  return {
    exact: state.match === "exact" || undefined,
    asTyped: state.match === "typed" || undefined,
    widen: state.regional && state.match === "standard" ? ["regional"] : undefined,
  };
}
