// The help: what can be typed, and the keys.

import { h } from "./dom.js";
import { language, t } from "./messages.js";

/// Queries that show the language, the message that says what each finds, and where it differs the query in 繁體.
const queries = [
  ["第一书记", "help-string", "第一書記"], ['"两学一做"', "help-quoted", '"兩岸關係"'], ["脱贫 产业", "help-and", "扶貧 產業"], ["脱贫 OR 扶贫", "help-or", "脫貧 OR 扶貧"],
  ["改革 -改革开放", "help-not", "改革 -改革開放"], ["产业 NEAR/10 就业", "help-near", "產業 NEAR/10 就業"], ["产业 BEFORE/10 就业", "help-before", "產業 BEFORE/10 就業"],
  ["改革 NOTBEFORE 开放", "help-notbefore", "改革 NOTBEFORE 開放"], ["SENTENCE(产业 就业)", "help-sentence", "SENTENCE(產業 就業)"], ["ARTICLE(申请 期限)", "help-article", "ARTICLE(申請 期限)"],
  ["第?书记", "help-any", "第?書記"], ["以*为中心", "help-star", "以*為中心"], ["title:条例", "help-title", "title:條例"], ["issuer:国务院 改革", "help-issuer", "issuer:行政院 改革"],
  ["date:2016..2018 改革", "help-date"], ["kind:通知 改革", "help-kind"], ["path:法律 机关", "help-path", "path:法律 機關"], ["第十三条", "help-forms", "第十三條"], ["exact:後", "help-exact"],
];

const keys = [
  [["/"], "key-focus"], [["j", "↓"], "key-next-hit"], [["k", "↑"], "key-previous-hit"], [["Enter", "o"], "key-open"], [["Esc"], "key-back"],
  [["n"], "key-next-match"], [["p"], "key-previous-match"], [["c"], "key-copy"], [["?"], "key-help"],
];

/// A list of queries that can be clicked.
export function examples(app, count = queries.length) {
  const isTraditional = language() === "zh-Hant";
  return h("ul", { class: "examples" }, queries.slice(0, count).map(([simplified, message, traditional]) => {
    const query = (isTraditional && traditional) || simplified;
    return h("li", null, h("button", { type: "button", onclick: () => app.example(query) }, h("code", { lang: isTraditional ? "zh-Hant" : "zh-Hans" }, query)), h("span", null, t(message)));
  }));
}

/// Opens the help over the page. It closes by Escape, its button or an example.
export function openHelp(app) {
  const dialog = h("dialog", { class: "help", "aria-labelledby": "help-title" });
  const shortcuts = h("input", { type: "checkbox", onchange: () => app.setShortcuts(shortcuts.checked) });
  shortcuts.checked = app.hasShortcuts;
  const within = { example: (query) => {
    dialog.close();
    app.example(query);
  } };
  dialog.append(
    h("div", { class: "dialog-head" }, h("h2", { id: "help-title" }, t("helpTitle")),
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("close"))),
    h("div", { class: "help-body", tabindex: "0", role: "region", "aria-label": t("helpTitle") },
      h("p", null, t("helpLead")), examples(within),
      h("p", null, t("helpText")), h("h3", null, t("keysTitle")),
      h("dl", { class: "keys" }, keys.map(([names, message]) => h("div", null, h("dt", null, names.map((name) => h("kbd", null, name))), h("dd", null, t(message))))),
      h("label", { class: "check" }, shortcuts, h("span", null, t("shortcuts")))));
  dialog.addEventListener("close", () => dialog.remove());
  // A click beside the panel closes it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

/// Asks for the token of the service. The promise has it when it was typed.
export function askForToken(wasWrong) {
  return new Promise((done) => {
    const field = h("input", { type: "password", autocomplete: "current-password", required: true, id: "token" });
    const dialog = h("dialog", { class: "token", "aria-labelledby": "token-title" });
    dialog.append(h("form", { method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      if (!field.value.trim()) return;
      dialog.close();
      dialog.remove();
      done(field.value.trim());
    } }, h("h2", { id: "token-title" }, t("tokenTitle")), wasWrong ? h("p", { class: "wrong", role: "alert" }, t("tokenWrong")) : null,
      h("label", { for: "token" }, t("tokenLabel")), field, h("p", { class: "hint" }, t("tokenWhy")), h("button", { type: "submit" }, t("tokenSend"))));
    // Without a token there is nothing to go back to.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
  });
}
