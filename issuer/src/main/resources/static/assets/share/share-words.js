/** What the share page says beside the files: title, terms, the reason why nothing is shown, the question for a password. */

import { filesInWords, termsInWords } from "./link-words.js";
import { isLater } from "./refusals.js";

const byId = (id) => document.getElementById(id);
const notice = byId("notice");
const panel = byId("password");
const title = byId("title");
const files = byId("files");

let total = null;

/** Instead of the files. */
export function sayNotice([head, text], code = "") {
  panel.hidden = true;
  notice.querySelector("h2").textContent = head;
  notice.querySelector("p").textContent = text;
  notice.querySelector("button").hidden = !isLater(code);
  notice.dataset.code = code;
  notice.hidden = false;
  document.body.dataset.state = "closed";
}

/** Of a link that is open. */
export function sayTerms(link) {
  panel.hidden = true;
  notice.hidden = true;
  title.textContent = link.label ?? "Shared with you";
  document.title = [title.textContent, byId("sender")?.textContent].filter(Boolean).join(" · ");
  byId("counted").dataset.said = String(link.viewsCounted);
  const items = termsInWords(link).map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  byId("terms").replaceChildren(files.parentElement, ...items);
  sayFiles(total);
  document.body.dataset.state = "open";
}

/** @param {{count: number, bytes: number, complete: boolean} | null} found */
export function sayFiles(found) {
  total = found;
  files.textContent = found ? filesInWords(found) : "Loading the files…";
}

/** The grid has placed its first tiles, or all. */
export function showing({ placed, all }) {
  byId("waiting").hidden = placed > 0 || all;
  byId("counted").hidden = !(all && byId("counted").dataset.said === "true");
}

/** Resolves with what was typed. */
export function askForPassword(message) {
  const form = panel.querySelector("form");
  const button = form.querySelector("button");
  panel.querySelector("[data-message]").textContent = message;
  panel.hidden = false;
  button.disabled = false;
  button.textContent = "Open";
  document.body.dataset.state = "asking";
  form.elements.password.focus();
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      const password = form.elements.password.value;
      form.reset();
      button.disabled = true;
      button.textContent = "Checking…";
      resolve(password);
    };
  });
}

function sayNetwork() {
  byId("offline").hidden = navigator.onLine;
}

notice.querySelector("button").addEventListener("click", () => location.reload());
addEventListener("online", sayNetwork);
addEventListener("offline", sayNetwork);
sayNetwork();
