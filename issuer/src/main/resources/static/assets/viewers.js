/** The dialog that lists the viewers of a share link, and removes viewers. */

import { ask, button, cell, say } from "/assets/dialog.js";
import { nameOf, progress, viewerViews, viewsOf, when } from "/assets/words.js";

const dialog = document.getElementById("viewers");
const heading = dialog.querySelector("h2");
const summary = dialog.querySelector("[data-views]");
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
 * @param may whether the login may remove viewers
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
    const [known] = await Promise.all([api(`/share-links/${link.id}`), list()]);
    summary.textContent = viewsOf(known);
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
    cell(viewer.lastSeen ? when(viewer.lastSeen) : "more than a day ago"),
    cell(viewerViews(viewer), "opened"),
    cell(out ? `removed ${when(viewer.removedAt)}` : viewer.tokens > 0 ? "has access" : "no token now"),
    cell(actions(viewer, tr), "actions"),
  );
  return tr;
}

function actions(viewer, tr) {
  const made = document.createDocumentFragment();
  if (mayChange && viewer.views !== undefined) {
    made.append(button("quiet small", "Erase views", `of ${viewer.subject}`, () => erase(viewer, tr)));
  }
  if (mayChange && viewer.removedAt === undefined) {
    made.append(button("danger", "Remove", viewer.subject, () => remove(viewer, tr)));
  }
  return made;
}

async function erase(viewer, tr) {
  const question = {
    value: "erase",
    title: "Erase what was counted of this viewer?",
    text: `Opens, times and countries of ${viewer.subject} are deleted, and nothing is counted of this viewer any more. The link's totals stay, and the log keeps its reports until they expire. The viewer keeps access. This can't be undone.`,
    action: "Erase",
  };
  if (!(await ask(question))) {
    return;
  }
  try {
    await api(`/share-links/${link.id}/viewers/${encodeURIComponent(viewer.subject)}/views`, { method: "DELETE" });
    tr.replaceWith(row({ ...viewer, views: undefined, viewsErased: true }));
    message.textContent = "Accepted: what was counted of this viewer is being erased.";
  } catch (error) {
    message.textContent = `Nothing was erased. ${error.message}`;
  }
  message.focus();
}

async function remove(viewer, tr) {
  const question = {
    value: "remove",
    title: "Remove this viewer?",
    text: `${viewer.subject} loses access everywhere. The other viewers stay.`,
    action: "Remove",
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
    message.textContent = `The viewer was not removed. ${error.message}`;
  }
  message.focus();
}
