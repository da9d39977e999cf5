/** The one question of a page, and its one notice. */

import { oneAtATime } from "./make.js";

const UNDO_MS = 60_000;

const dialog = document.getElementById("confirm");
const notice = document.getElementById("notice");

let undoing;

/**
 * Asks before something is done.
 *
 * @param question `preview` may come later, and may fail. `typed` is for what can't be undone, which the dialog then says: it has to be typed before the action can be chosen. `because` asks for a reason
 * @param {{value: string, title: string, text: string, action: string, preview?: Promise<string>, typed?: string, because?: boolean}} question
 * @returns {Promise<{reason: string} | null>} null where it isn't to be done
 */
export async function ask({ value, title, text, action, preview, typed, because }) {
  const [heading, body, hit, confirm, toType, toSay] = ["title", "text", "preview", "action", "typed", "reason"].map((name) => dialog.querySelector(`[data-${name}]`));
  heading.textContent = title;
  body.textContent = typed === undefined ? text : `${text} This can't be undone.`;
  confirm.textContent = action;
  confirm.value = value;
  hit.textContent = preview ? "Counting what it hits…" : "";
  let open = true;
  preview?.then(
    (found) => open && (hit.textContent = found),
    () => open && (hit.textContent = ""),
  );
  const field = toType.querySelector("input");
  field.value = "";
  field.oninput = () => (confirm.disabled = typed !== undefined && field.value.trim().toLowerCase() !== typed);
  field.oninput();
  toType.hidden = typed === undefined;
  toType.querySelector("strong").textContent = typed ?? "";
  const reason = toSay.querySelector("input");
  reason.value = "";
  toSay.hidden = !because;
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  open = false;
  return dialog.returnValue === value ? { reason: reason.value.trim() } : null;
}

/**
 * @param {"working" | "published" | "accepted" | "failed"} state
 * @param {() => void} [undo] offered for a minute
 */
export function say(state, text, undo) {
  clearTimeout(undoing);
  notice.dataset.state = state;
  notice.replaceChildren(text);
  if (undo) {
    const offer = button("quiet small", "Undo", "what was just done", undo);
    notice.append(" ", offer);
    undoing = setTimeout(() => offer.remove(), UNDO_MS);
  }
  notice.hidden = false;
}

export function silence() {
  notice.hidden = true;
}

/** Where the keyboard goes on when what it was on is gone. */
export function focusNotice() {
  notice.focus();
}

export function button(className, text, name, action) {
  const made = Object.assign(document.createElement("button"), { type: "button", className, textContent: text });
  made.setAttribute("aria-label", `${text} ${name}`);
  made.addEventListener("click", oneAtATime(action));
  return made;
}

/** @param name of the column, for a screen that is too narrow for a table */
export function cell(content, className, name) {
  const td = document.createElement("td");
  td.className = className ?? "";
  if (name) {
    td.dataset.name = name;
  }
  td.append(content);
  return td;
}
