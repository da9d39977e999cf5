/** The viewers of a share link, on its page. */

import { ask, button, cell } from "/assets/dialog.js";
import { dateOf, said } from "/assets/console/dates.js";
import { failure, progress, viewerViews } from "/assets/console/words.js";

const section = document.getElementById("viewers");
const message = section.querySelector("[data-message]");
const rows = section.querySelector("tbody");
const table = section.querySelector("table");
const none = section.querySelector("[data-none]");
const more = section.querySelector("[data-more]");

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
}

/** Lists those of a link; none of another one is left. */
export async function showViewers(of) {
  link = of;
  message.textContent = "";
  rows.replaceChildren();
  try {
    await list();
  } catch (error) {
    message.textContent = error.message;
  }
}

async function list(after) {
  const query = new URLSearchParams({ limit: "50", ...(after === undefined ? {} : { cursor: after }) });
  const of = link;
  const page = await api(`/share-links/${of.id}/viewers?${query}`);
  if (of !== link) {
    return;
  }
  if (after === undefined) {
    rows.replaceChildren();
  }
  rows.append(...page.viewers.map(row));
  cursor = page.next ?? undefined;
  more.hidden = cursor === undefined;
  none.hidden = rows.childElementCount > 0;
  table.hidden = !none.hidden;
}

function row(viewer) {
  const tr = document.createElement("tr");
  const out = viewer.removedAt !== undefined;
  tr.append(
    cell(viewer.subject, "paths", "Viewer"),
    cell(dateOf(viewer.firstSeen), "", "First let in"),
    cell(viewer.lastSeen ? dateOf(viewer.lastSeen) : "more than a day ago", "", "Last token"),
    cell(viewerViews(viewer), "opened", "Views"),
    cell(out ? `removed ${said(viewer.removedAt)}` : viewer.tokens > 0 ? "has access" : "no token now", "", "State"),
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
    text: `Opens, times and countries of ${viewer.subject} are deleted, and nothing is counted of this viewer any more. The link's totals stay, and the log keeps its reports until they expire. The viewer keeps access.`,
    action: "Erase",
    typed: "erase",
  };
  if (!(await ask(question))) {
    return;
  }
  try {
    await api(`/share-links/${link.id}/viewers/${encodeURIComponent(viewer.subject)}/views`, { method: "DELETE" });
    tr.replaceWith(row({ ...viewer, views: undefined, viewsErased: true }));
    message.textContent = "Accepted: what was counted of this viewer is being erased.";
  } catch (error) {
    message.textContent = failure(error, "Nothing was erased", "it was erased");
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
    message.textContent = failure(error, "The viewer was not removed", "the viewer was removed");
  }
  message.focus();
}
