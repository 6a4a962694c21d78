// Asks the service.

import { language } from "./messages.js";

const tokenName = "token";
let token = read();
/// What asks a person for a token; set by the page. A promise of the token.
let prompt = null;
let prompting = null;

function read() {
  try {
    return sessionStorage.getItem(tokenName) || "";
  } catch {
    return "";
  }
}

/// Keeps a token for this window.
export function keepToken(text) {
  token = text;
  try {
    sessionStorage.setItem(tokenName, text);
  } catch {
    // It is kept until the page is loaded again.
  }
}

export function hasToken() {
  return token !== "";
}

export function onTokenNeeded(ask) {
  prompt = ask;
}

/// What went wrong: `code` and `message` as the service says them, `status` of HTTP, 0 where no answer came.
export class ServiceError extends Error {
  constructor(status, code, message, range) {
    super(message);
    this.status = status;
    this.code = code;
    this.range = range;
  }
}

/// Longer ones go into the body: servers and proxies cut long addresses.
const longestAddress = 4000;

function addressOf(path, parameters) {
  const typed = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) value.forEach((one) => typed.append(name, one));
    else typed.append(name, String(value));
  }
  const text = typed.toString();
  return text ? path + "?" + text : path;
}

async function send(path, parameters, signal) {
  const headers = { Accept: "application/json", "Accept-Language": language() };
  if (token) headers.Authorization = "Bearer " + token;
  const url = addressOf(path, parameters);
  const options = { headers, signal, cache: "no-store", credentials: "omit", redirect: "error" };
  if (url.length <= longestAddress) return fetch(url, options);
  headers["Content-Type"] = "application/json";
  return fetch(path, { ...options, method: "POST", body: JSON.stringify(parameters) });
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function answer(path, parameters, signal) {
  for (let round = 0; ; round += 1) {
    let response;
    try {
      response = await send(path, parameters, signal);
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new ServiceError(0, "unreachable", String(error.message));
    }
    if (response.ok) return response;
    if (response.status === 401 && prompt && round < 20) {
      // All requests that wait are answered by one prompt.
      prompting = prompting || prompt(round > 0 || hasToken()).finally(() => (prompting = null));
      keepToken(await prompting);
      continue;
    }
    if (response.status === 429 && round < 3) {
      await pause(1000 * Math.min(10, Number(response.headers.get("Retry-After")) || 1));
      if (signal && signal.aborted) throw new DOMException("aborted", "AbortError");
      continue;
    }
    let told = {};
    try {
      told = (await response.json()).error || {};
    } catch {
      // The status says enough.
    }
    throw new ServiceError(response.status, told.code || "http", told.message || "HTTP " + response.status, told.range);
  }
}

/// The answer of an operation: `ask("search", {query: "第一书记"})`.
export async function ask(operation, parameters = {}, signal) {
  return (await answer("/api/" + operation, parameters, signal)).json();
}

export function documentPath(key, part) {
  return "/api/documents/" + encodeURIComponent(key) + (part ? "/" + part : "");
}

/// What there is of a document: `text`, `outline`, `metadata`, `versions`, `copies`, `occurrences`.
export async function askDocument(key, part, parameters = {}, signal) {
  return (await answer(documentPath(key, part), parameters, signal)).json();
}

/// The file that a document was read from.
export async function originalFile(key) {
  return (await answer(documentPath(key, "original"), {}, undefined)).blob();
}

export function isAborted(error) {
  return error && error.name === "AbortError";
}
