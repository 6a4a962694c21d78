// The page: its frame, its address, its keys. Views are in files of their own.

import { isAborted, keepToken, onTokenNeeded } from "./api.js";
import { save, fileName, table } from "./csv.js";
import { DiffView } from "./diff.js";
import { DocumentView } from "./document.js";
import { add, h, messageOf, pieces } from "./dom.js";
import { askForToken, examples, openHelp } from "./help.js";
import { watchStatus } from "./indexing.js";
import { KwicView } from "./kwic.js";
import { language, languages, preferred, setLanguage, t } from "./messages.js";
import { SearchView } from "./search.js";
import { address, emptyState, parse } from "./state.js";
import { partsAround, shortened, visible } from "./text.js";
import { TrendView } from "./trend.js";
import { listenToBox } from "./typing.js";

const kinds = { search: SearchView, kwic: KwicView, trend: TrendView, diff: DiffView, document: DocumentView };
const byId = (id) => document.getElementById(id);

function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds until the page is loaded again.
  }
}

class App {
  constructor() {
    this.main = byId("main");
    this.box = byId("q");
    this.views = {};
    this.state = emptyState();
    this.hasShortcuts = stored("shortcuts") !== "off";
    this.controller = new AbortController();
  }

  /// Shows a state and gives it an address. `replace`: in the place of the last one; `isTyped`: amid typing.
  go(state, { replace = false, isTyped = false, keepsScroll = false, keepsFocus = false } = {}) {
    const place = (history.state && history.state.place) || 0;
    if (replace) history.replaceState({ ...history.state }, "", address(state));
    else if (address(state) !== address(this.state)) {
      this.keepScroll();
      history.pushState({ place: place + 1 }, "", address(state));
    }
    if (!isTyped) this.typing.end();
    return this.render(state, { isTyped, scroll: keepsScroll || replace || isTyped ? undefined : 0, keepsFocus: keepsFocus || isTyped });
  }

  /// Another address for what is shown already.
  replace(state) {
    this.state = state;
    history.replaceState({ ...history.state }, "", address(state));
    this.showFrame(state);
  }

  back() {
    if (history.state && history.state.place > 0) history.back();
    else this.go({ ...this.state, view: "search", key: "", at: 0, place: -1 });
  }

  keepScroll() {
    history.replaceState({ ...history.state, scroll: window.scrollY }, "");
  }

  /// - Parameter scroll: where to be afterwards; undefined leaves it to the view.
  async render(state, { isTyped = false, scroll, isBack = false, keepsFocus = false } = {}) {
    this.controller.abort();
    const controller = (this.controller = new AbortController());
    const isOther = state.view !== this.state.view || !this.main.firstChild;
    this.state = state;
    this.showFrame(state);
    const started = performance.now();
    const slow = setTimeout(() => document.body.classList.add("loading"), 250);
    const view = (this.views[state.view] = this.views[state.view] || new kinds[state.view](this));
    try {
      await view.update(state, controller.signal);
      if (controller.signal.aborted) return;
      this.typing.answered(performance.now() - started);
      this.clearErrors();
      if (this.main.firstChild !== view.element) {
        if (this.view && this.view.leave) this.view.leave();
        this.main.replaceChildren(view.element);
      }
      this.view = view;
      if (scroll !== undefined) window.scrollTo(0, scroll);
      if (view.arrived) view.arrived({ isBack, isOther, scroll });
      if (isOther && !keepsFocus && !isBack) this.focusView();
      this.showFrame(state);
    } catch (error) {
      if (isAborted(error) || controller.signal.aborted) return;
      this.typing.answered(performance.now() - started);
      this.fail(error, isTyped);
    } finally {
      clearTimeout(slow);
      if (this.controller === controller) document.body.classList.remove("loading");
    }
  }

  /// A view that has just come is where a screen reader goes on.
  focusView() {
    const active = document.activeElement;
    if (active === this.box) return;
    const title = this.main.querySelector("h1[tabindex]") || this.main;
    title.focus({ preventScroll: true });
  }

  showFrame(state) {
    if (this.box !== document.activeElement || !this.typing.isOpen) {
      if (this.box.value !== state.query) this.box.value = state.query;
    }
    const names = ["search", "kwic", "trend", "diff"];
    const links = byId("views");
    if (!links.children.length) links.append(...names.map((name) => h("a", { "data-view": name }, t("view-" + name))));
    [...links.children].forEach((link, index) => {
      const name = names[index];
      const target = { ...state, view: name, at: 0, place: -1, key: "", from: 0 };
      if (name === "diff" && state.view === "document") target.new = state.key;
      link.href = address(target);
      link.textContent = t("view-" + name);
      if (state.view === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    const view = this.views[state.view];
    const title = state.view === "document" ? (view && view.windowTitle && view.title ? view.windowTitle() : state.key) : state.query;
    document.title = [title && shortened(visible(title), 80), state.view === "search" || state.view === "document" ? null : t("view-" + state.view), t("name")].filter(Boolean).join(" – ");
  }

  clearErrors() {
    byId("query-error").replaceChildren();
    byId("notice").hidden = true;
    this.box.removeAttribute("aria-invalid");
    clearTimeout(this.errorTimer);
  }

  /// Says what went wrong: of a query below the box, with its place; what was found before stays.
  fail(error, isTyped = false) {
    clearTimeout(this.errorTimer);
    // What could not be opened leaves something to go on from.
    if (!this.main.firstChild) this.main.append(h("div", { class: "start" }, h("h1", null, t("tryExamples")), examples(this, 6)));
    // The progress of the first commit is shown already.
    if (error.code === "indexing") {
      this.isWaitingForIndex = true;
      return;
    }
    if (error.code === "query") {
      const query = this.state.query;
      // Amid typing many queries are not whole yet.
      this.errorTimer = setTimeout(() => {
        const parts = error.range ? partsAround(query, error.range) : null;
        this.box.setAttribute("aria-invalid", "true");
        const line = parts && h("p", { class: "error-query" }, h("bdi", { dir: "auto" }, pieces(parts[0]), h("span", { class: "error-place" }, parts[1] ? pieces(parts[1]) : "\u00a0"), pieces(parts[2])));
        byId("query-error").replaceChildren(h("p", null, pieces(error.message)), line || "");
      }, isTyped ? 600 : 0);
      return;
    }
    const notice = byId("notice");
    notice.hidden = false;
    notice.replaceChildren();
    add(notice, [h("p", null, error.code === "unreachable" || error.code === "deadline" ? messageOf(error) : t("failed", { message: visible(messageOf(error)) })),
      h("button", { type: "button", onclick: () => this.reload() }, t("retry"))]);
    if (!(error.status >= 0)) console.error(error);
  }

  /// Asks everything anew, at the same place.
  reload() {
    const scroll = window.scrollY;
    if (this.view && this.view.leave) this.view.leave();
    this.views = {};
    return this.render(this.state, { scroll, isBack: true });
  }

  example(query) {
    this.go({ ...emptyState(), query });
    this.box.value = query;
  }

  saveTable() {
    const content = this.view && this.view.table && this.view.table();
    if (content) save(fileName(content.name, "csv"), table(content.heading, content.lines), "text/csv;charset=utf-8");
  }

  setShortcuts(isOn) {
    this.hasShortcuts = isOn;
    store("shortcuts", isOn ? "on" : "off");
  }

  setLanguage(name) {
    setLanguage(name);
    document.documentElement.lang = language();
    byId("language").value = language();
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
    for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = t(element.dataset.placeholder);
    for (const element of document.querySelectorAll("[data-tip]")) element.title = t(element.dataset.tip);
  }

  /// Whether a key is typed into something.
  isTyping(target) {
    return target.closest("textarea, select, [contenteditable]") || (target.tagName === "INPUT" && !["checkbox", "radio", "button", "submit"].includes(target.type));
  }

  pressed(event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const { key, target } = event;
    if (key === "Escape") {
      if (this.isTyping(target)) target.blur();
      else if (this.state.view === "document" || this.state.view === "diff") this.back();
      else return;
    } else if (target === this.box && key === "ArrowDown") {
      if (!(this.view && this.view.key && this.view.key("ArrowDown"))) return;
    } else if (this.isTyping(target)) return;
    else if (key.startsWith("Arrow")) {
      // Without a hit that is chosen the arrows scroll.
      if (!target.closest(".hit, .kwic-line") || !this.view.key || !this.view.key(key)) return;
    } else if (!this.hasShortcuts || key.length > 1) return;
    else if (key === "/") {
      this.box.focus();
      this.box.select();
    } else if (key === "?") openHelp(this);
    else if (!(this.view && this.view.key && this.view.key(key))) return;
    event.preventDefault();
  }

  start() {
    history.scrollRestoration = "manual";
    const token = /^#token=(.+)$/.exec(location.hash);
    if (token) {
      keepToken(decodeURIComponent(token[1]));
      history.replaceState(history.state, "", location.pathname + location.search);
    }
    onTokenNeeded(askForToken);
    this.typing = listenToBox(this, this.box, byId("ask"));
    this.setLanguage(languages.includes(stored("language")) ? stored("language") : preferred(navigator.languages || [navigator.language]));
    const theme = byId("theme");
    theme.value = document.documentElement.dataset.theme || "auto";
    theme.addEventListener("change", () => {
      if (theme.value === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme.value;
      store("theme", theme.value);
    });
    byId("language").addEventListener("change", (event) => {
      store("language", event.target.value);
      this.setLanguage(event.target.value);
      this.reload();
    });
    byId("help-open").addEventListener("click", () => openHelp(this));
    document.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a[href^='/']");
      if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target || link.hasAttribute("download")) return;
      const url = new URL(link.href);
      if (url.pathname !== "/") return;
      event.preventDefault();
      this.go(parse(url.search));
    });
    // What sticks below the head has to know its height, which is more while an error is shown.
    const head = document.querySelector(".top");
    new ResizeObserver(() => document.documentElement.style.setProperty("--head", (getComputedStyle(head).position === "sticky" ? head.offsetHeight : 0) + "px")).observe(head);
    let timer = 0;
    window.addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.keepScroll(), 200);
    }, { passive: true });
    window.addEventListener("popstate", (event) => {
      clearTimeout(timer);
      this.typing.end();
      this.render(parse(location.search), { scroll: (event.state && event.state.scroll) || 0, isBack: true });
    });
    const kept = history.state && history.state.scroll;
    this.render(parse(location.search), { scroll: kept, isBack: kept !== undefined && kept !== null }).then(() => {
      if (!this.state.query && this.state.view === "search") this.box.focus();
    });
    watchStatus(() => this.indexChanged());
  }

  /// There is a new commit: what is empty is asked anew, what is read stays until it is wanted.
  indexChanged() {
    if (this.isWaitingForIndex || (this.state.view === "search" && !this.state.query)) {
      this.isWaitingForIndex = false;
      this.reload();
      return;
    }
    const notice = byId("notice");
    notice.hidden = false;
    notice.replaceChildren(h("p", null, t("updated")), h("button", { type: "button", onclick: () => this.reload() }, t("refresh")));
  }
}

const app = new App();
app.start();