/** The dialog that edits a share link. */

import { say } from "/assets/dialog.js";
import { oneAtATime } from "/assets/make.js";
import { changes, fieldsFor, fieldsOf, showKind } from "/assets/console/terms.js";
import { progress, warned, when } from "/assets/console/words.js";

const dialog = document.getElementById("edit");
const form = dialog.querySelector("form");
const message = dialog.querySelector("[data-message]");
const reload = dialog.querySelector("[data-reload]");
const lock = dialog.querySelector("[data-lock]");
const tagged = (link, headers) => ({ link, tag: headers.get("ETag") });

let api;
let open;

/** @param call the API, with a login */
export function editWith(call) {
  api = call;
  const once = oneAtATime(save);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once().catch((error) => (message.textContent = `Not saved. ${error.message}`));
  });
  reload.addEventListener("click", () => load().catch((error) => (message.textContent = error.message)));
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  lock.querySelector("button").addEventListener("click", () => unlock().catch((error) => (message.textContent = error.message)));
}

/**
 * Shows the dialog.
 *
 * @param shown called once it is saved, with the link's new view where the issuer knows it already
 */
export async function edit(link, shown) {
  open = { id: link.id, shown };
  try {
    await load();
    dialog.showModal();
  } catch (error) {
    say("failed", error.message);
  }
}

async function load() {
  const { link, tag } = await api(`/share-links/${open.id}`, { take: tagged });
  open = { ...open, tag, before: fieldsFor(link) };
  for (const [name, value] of Object.entries(open.before)) {
    const field = form.elements[name];
    if (field.type === "checkbox") {
      field.checked = value;
    } else {
      keepChoice(field, value);
      field.value = value;
    }
  }
  showKind(form, open.before.kind);
  form.elements.noPassword.closest("label").hidden = !link.hasPassword;
  lock.hidden = !link.passwordLock?.locked && !link.passwordLock?.addressesRefused;
  lock.querySelector("span").textContent = link.passwordLock?.locked
    ? `Too many wrong passwords: the link is locked until ${when(link.passwordLock.until)}.`
    : "Too many wrong passwords came from one address lately: passwords from there are refused for a while.";
  reload.hidden = true;
  message.textContent = "";
}

/** A link may name a destination that the operator has taken away since: saving another field doesn't take it away. */
function keepChoice(field, value) {
  if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) {
    field.append(new Option(value));
  }
}

async function save() {
  const body = changes(open.before, fieldsOf(form));
  if (Object.keys(body).length === 0) {
    dialog.close();
    return;
  }
  try {
    const answer = await api(`/share-links/${open.id}`, { method: "PATCH", body, headers: { "If-Match": open.tag } });
    dialog.close();
    const narrowed = answer.edit?.narrowed;
    const saved = narrowed ? progress(answer.edit, "every location refuses the tokens issued before the edit") : "Saved.";
    say(narrowed ? answer.edit.state : "published", [saved, ...warned(answer.warnings)].join(" "));
    await open.shown(answer.link);
  } catch (error) {
    if (error.status !== 412) {
      throw error;
    }
    message.textContent = "The link was changed meanwhile. Reload it, then edit it again.";
    reload.hidden = false;
    reload.focus();
  }
}

async function unlock() {
  await api(`/share-links/${open.id}/unlock`, { method: "POST" });
  lock.hidden = true;
}
