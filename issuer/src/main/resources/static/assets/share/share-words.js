/** What the share page says beside the files: title, terms, the reason why nothing is shown. */

import { hideCards, showNotice } from "./cards.js";
import { filesInWords, termsInWords } from "./link-words.js";
import { isLater } from "./refusals.js";

const byId = (id) => document.getElementById(id);
const title = byId("title");
const files = byId("files");

let total = null;

/** Instead of the files. */
export function sayNotice(words, code = "") {
  showNotice(words, code, isLater(code) ? () => location.reload() : null);
}

/** Of a link that is open. */
export function sayTerms(link) {
  title.textContent = link.label ?? "Shared with you";
  document.title = [title.textContent, byId("sender")?.textContent].filter(Boolean).join(" · ");
  byId("counted").dataset.said = String(link.viewsCounted);
  const items = termsInWords(link).map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  byId("terms").replaceChildren(files.parentElement, ...items);
  sayFiles(total);
  hideCards();
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
