// Search as one types: how long to wait, and when not to.

/// Bounds of the wait between a key and the request, in milliseconds.
const shortest = 40;
const longest = 400;

/// Listens to the box. What is amid composition by an input method is no query yet.
export function listenToBox(app, box, form) {
  let isComposing = false;
  let timer = 0;
  // About as long as answers take: a fast service answers each key, a slow one is asked when typing pauses.
  let wait = shortest;
  const typing = {
    /// Whether the address of the box is one that typing made, and will be replaced by the next.
    isOpen: false,
    end() {
      typing.isOpen = false;
      clearTimeout(timer);
    },
    answered(milliseconds) {
      wait = Math.min(longest, Math.max(shortest, (wait + milliseconds) / 2));
    },
  };

  /// The state with what is in the box. A document or a comparison stays until Enter.
  const asked = (isEntered) => {
    const { state } = app;
    const view = ["search", "kwic", "trend"].includes(state.view) ? state.view : "search";
    if (view !== state.view && !isEntered) return null;
    return { ...state, view, query: box.value, at: 0, place: -1, key: "", count: 20, lines: 100, from: 0 };
  };
  const send = () => {
    const state = asked(false);
    if (!state || state.query === app.state.query) return;
    const replace = typing.isOpen;
    typing.isOpen = true;
    app.go(state, { isTyped: true, replace });
  };
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  box.addEventListener("compositionstart", () => {
    isComposing = true;
    clearTimeout(timer);
  });
  box.addEventListener("compositionend", () => {
    isComposing = false;
    typed();
  });
  box.addEventListener("input", (event) => {
    if (!isComposing && !event.isComposing) typed();
  });
  box.addEventListener("blur", () => {
    if (!isComposing && box.value !== app.state.query) send();
    typing.isOpen = false;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isComposing) return;
    clearTimeout(timer);
    const state = asked(true);
    const isShown = state.query === app.state.query && state.view === app.state.view;
    if (!isShown) app.go(state, { keepsFocus: true });
    else if (box.getAttribute("aria-invalid") !== "true") app.render(app.state, { keepsFocus: true });
    typing.isOpen = false;
  });
  return typing;
}
