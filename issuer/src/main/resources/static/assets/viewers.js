/** The dialog that shows who came by a share link, and sends viewers out. */

import { ask, button, cell, say } from "/assets/dialog.js";
import { nameOf, progress, when } from "/assets/words.js";

const dialog = document.getElementById("viewers");
const heading = dialog.querySelector("h2");
const message = dialog.querySelector("[data-message]");
const rows = dialog.querySelector("tbody");
const none = dialog.querySelector("[data-none]");
const more = dialog.querySelector("[data-more]");

let api;
let mayChange;
let link;
let cursor;

/**
 * @param call the API, with a login
 * @param may whether the login may send viewers out
 */
export function viewersWith(call, may) {
  api = call;
  mayChange = may;
  more.addEventListener("click", () => list(cursor).catch((error) => (message.textContent = error.message)));
  dialog.querySelector("[data-done]").addEventListener("click", () => dialog.close());
}

export async function showViewers(of) {
  link = of;
  heading.textContent = `Viewers of ${nameOf(link)}`;
  message.textContent = "";
  try {
    await list();
    dialog.showModal();
  } catch (error) {
    say("failed", error.message);
  }
}

async function list(after) {
  const query = new URLSearchParams({ limit: "50", ...(after === undefined ? {} : { cursor: after }) });
  const page = await api(`/share-links/${link.id}/viewers?${query}`);
  if (after === undefined) {
    rows.replaceChildren();
  }
  rows.append(...page.viewers.map(row));
  cursor = page.next ?? undefined;
  more.hidden = cursor === undefined;
  none.hidden = rows.childElementCount > 0;
}

function row(viewer) {
  const tr = document.createElement("tr");
  const out = viewer.removedAt !== undefined;
  tr.append(
    cell(viewer.subject, "paths"),
    cell(when(viewer.firstSeen)),
    cell(viewer.lastSeen ? when(viewer.lastSeen) : "not lately"),
    cell(out ? `sent out ${when(viewer.removedAt)}` : viewer.tokens > 0 ? "has access" : "no token now"),
    cell(out || !mayChange ? "" : button("danger", "Send out", viewer.subject, () => sendOut(viewer, tr)), "actions"),
  );
  return tr;
}

async function sendOut(viewer, tr) {
  const question = {
    value: "send-out",
    title: "Send out this viewer?",
    text: `${viewer.subject} loses access everywhere. The other viewers stay.`,
    action: "Send out",
  };
  if (!(await ask(question))) {
    return;
  }
  message.textContent = "Recording it…";
  try {
    const answer = await api(`/share-links/${link.id}/viewers/${encodeURIComponent(viewer.subject)}`, { method: "DELETE" });
    tr.replaceWith(row({ ...viewer, removedAt: answer.acceptedAt }));
    message.textContent = progress(answer, "every location refuses the viewer");
  } catch (error) {
    message.textContent = `Nobody was sent out. ${error.message}`;
  }
  message.focus();
}
