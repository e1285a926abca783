// The server's answers. Whatever it refuses is thrown with its own words.

import { translated, word } from "./words.js";

const KEY = "session";
// What a browser sends although its page is being closed.
const MOST_KEPT = 60000;
// Milliseconds after which an answer comes no more.
const LONGEST = 300000;

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Exchange the code of the address; tabs of one browser share what comes back. */
export async function openSession() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  const response = await fetch("/api/session", request("POST", { code }));
  if (response.ok) localStorage.setItem(KEY, (await response.json()).session);
}

function request(method, body) {
  const headers = { "X-Review-Session": localStorage.getItem(KEY) || "" };
  const signal = AbortSignal.timeout(LONGEST);
  if (body === undefined) return { method, headers, signal };
  const text = JSON.stringify(body);
  return { method, signal, headers: { ...headers, "Content-Type": "application/json" }, body: text, keepalive: text.length < MOST_KEPT };
}

async function answer(asked) {
  let response;
  try {
    response = await asked;
  } catch {
    throw new Refused(0, word("no-answer"));
  }
  let content = {};
  try {
    content = await response.json();
  } catch {
    // Said below by the status.
  }
  if (!response.ok) throw new Refused(response.status, content.error ? translated(content.error) : word("error", { status: response.status }));
  return content;
}

export function get(name, values = {}) {
  return answer(fetch(`/api/${name}?${new URLSearchParams(values)}`, request("GET")));
}

export function post(name, body) {
  return answer(fetch(`/api/${name}`, request("POST", body)));
}
