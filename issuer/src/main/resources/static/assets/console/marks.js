/** Share links that are marked in the table, and are closed together. */

import { ask, focusNotice, say } from "/assets/dialog.js";
import { failure, nameOf, progress } from "/assets/console/words.js";

const rows = document.getElementById("links");
const every = document.getElementById("mark-all");
const bar = document.getElementById("marked");

const boxes = () => [...rows.querySelectorAll("input[type=checkbox]")];
const marked = () => boxes().filter(({ checked }) => checked).map(({ value }) => value);

/** What a row marks its link with. */
export function markOf(link) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox", value: link.id });
  box.setAttribute("aria-label", `Mark ${nameOf(link)}`);
  return box;
}

/** To be called whenever rows came or went. */
export function countMarks() {
  const count = marked().length;
  const all = boxes().length;
  bar.hidden = count === 0;
  bar.querySelector("span").textContent = `${count} marked`;
  every.disabled = all === 0;
  every.checked = count > 0 && count === all;
  every.indeterminate = count > 0 && count < all;
}

/**
 * @param call the API, with a login
 * @param {(ids: string[]) => Promise<string>} preview what closing them hits
 * @param closed called with the ids of links that were closed
 */
export function closeMarkedWith(call, preview, closed) {
  rows.addEventListener("change", countMarks);
  every.addEventListener("change", () => {
    boxes().forEach((box) => (box.checked = every.checked));
    countMarks();
  });
  bar.querySelector("button").addEventListener("click", () => close(marked(), call, preview, closed));
}

async function close(ids, call, preview, closed) {
  const question = {
    value: "close",
    title: ids.length === 1 ? "Revoke the marked link?" : `Revoke ${ids.length} links?`,
    text: "Everybody with one of these links loses access for good. Either all of them are closed, or none.",
    action: "Revoke",
    preview: preview(ids),
    typed: `revoke ${ids.length}`,
    because: true,
  };
  const confirmed = await ask(question);
  if (!confirmed) {
    return;
  }
  say("working", "Recording it…");
  try {
    const answer = await call("/share-links/revoke", { body: { ids, ...(confirmed.reason ? { reason: confirmed.reason } : {}) } });
    closed(ids);
    say(answer.state, progress(answer, "every location refuses the links"));
  } catch (error) {
    say("failed", failure(error, "Nothing was changed", "the links were closed"));
  }
  focusNotice();
}
