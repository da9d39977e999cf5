/** The table of share links. */

import { ask, button, cell, focusNotice, say } from "/assets/dialog.js";
import { edit } from "/assets/edit.js";
import { eraseWords, hasWords } from "/assets/erasure.js";
import { findBy, wanted } from "/assets/find.js";
import { closeMarkedWith, countMarks, markOf } from "/assets/marks.js";
import { showViewers } from "/assets/viewers.js";
import { hits, labelOf, lastOpened, nameOf, progress, terms, when } from "/assets/words.js";

const MOST_PATHS = 5;
const rows = document.getElementById("links");
const empty = document.getElementById("empty");
const more = document.getElementById("more");

let api;
let mayChange;
let preview;
let cursor;
let asked = 0;

/** The links that are in the table, by id. */
const shown = new Map();

/**
 * @param call the API, with a login
 * @param may whether the login may change its links
 */
export function showLinks(call, may) {
  api = call;
  mayChange = may;
  const show = (after) => listLinks(after).catch((error) => say("failed", error.message));
  more.addEventListener("click", () => show(cursor));
  findBy(() => show());
  closeMarkedWith(call, (revocation) => preview?.(revocation), (ids) => {
    ids.filter((id) => shown.has(id)).forEach((id) => replace({ ...shown.get(id), status: "closed" }));
  });
  return listLinks();
}

/** @param ask what a revocation would hit; undefined where this login can't ask */
export function previewWith(ask) {
  preview = ask;
}

export async function listLinks(after) {
  const query = new URLSearchParams({ limit: "50", ...wanted(), ...(after === undefined ? {} : { cursor: after }) });
  const mine = ++asked;
  const page = await api(`/share-links?${query}`);
  if (mine !== asked) {
    // Somebody typed on meanwhile: a later answer is on its way.
    return;
  }
  if (after === undefined) {
    rows.replaceChildren();
    shown.clear();
  }
  rows.append(...page.shareLinks.map(row));
  countMarks();
  cursor = page.next ?? undefined;
  more.hidden = cursor === undefined;
  empty.hidden = rows.childElementCount > 0;
}

function row(link) {
  const tr = document.createElement("tr");
  tr.dataset.id = link.id;
  shown.set(link.id, link);
  const badge = Object.assign(document.createElement("span"), { className: `badge ${link.status}`, textContent: link.status.replace("-", " ") });
  tr.append(
    cell(link.status === "closed" || !mayChange ? "" : markOf(link)),
    cell(labelOf(link), "label"),
    cell(pathsOf(link), "paths"),
    cell(terms(link), "terms"),
    cell(when(link.createdAt)),
    cell(lastOpened(link), "opened"),
    cell(when(link.expiresAt)),
    cell(badge, "state"),
    cell(actions(link), "actions"),
  );
  return tr;
}

/** One a line: names have commas in them. */
function pathsOf({ paths }) {
  const more = paths.length - MOST_PATHS;
  return [...paths.slice(0, MOST_PATHS), ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

function actions(link) {
  const made = document.createDocumentFragment();
  const name = nameOf(link);
  if (!mayChange) {
    made.append(...viewersOf(link));
    return made;
  }
  if (link.status === "active") {
    made.append(button("quiet small", "Suspend", name, () => suspend(link)));
  }
  if (link.status === "suspended") {
    made.append(button("quiet small", "Resume", name, () => resume(link)));
  }
  made.append(...viewersOf(link));
  if (link.status !== "closed") {
    made.append(button("quiet small", "Edit", name, () => edit(link, (changed) => (changed ? replace(changed) : listLinks()))));
    made.append(button("danger", "Revoke", name, () => revoke(link)));
  }
  if (hasWords(link)) {
    made.append(button("quiet small", "Erase", `the words of ${name}`, () => eraseWords(api, link, replace)));
  }
  return made;
}

/** Also of a closed link: whether it was tried after that. */
function viewersOf(link) {
  return link.viewers > 0 ? [button("quiet small", "Viewers", `of ${nameOf(link)}`, () => showViewers(link))] : [];
}

async function suspend(link) {
  const asked = { value: "suspend", title: `Suspend ${nameOf(link)}?`, action: "Suspend" };
  if (await ask({ ...asked, text: "The link opens for no viewer until it is resumed. Then its viewers have access again." })) {
    await change({ ...link, status: "suspended" }, `/share-links/${link.id}/suspend`, "POST", "every location refuses the link");
  }
}

function resume(link) {
  return change({ ...link, status: "active" }, `/share-links/${link.id}/resume`, "POST", "no location refuses the link because of the suspension");
}

async function revoke(link) {
  const question = {
    value: "revoke",
    title: `Revoke ${nameOf(link)}?`,
    text: "Everybody with the link loses access for good. Other links stay.",
    action: "Revoke",
    preview: preview?.({ target: { kind: "link", id: link.id }, effect: "block" }).then(hits),
  };
  if (await ask(question)) {
    await change({ ...link, status: "closed" }, `/share-links/${link.id}`, "DELETE", "every location refuses the link");
  }
}

/** The link's row, which may be another than before, or gone: the list goes on while somebody decides. */
function replace(link) {
  const fresh = row(link);
  [...rows.children].find((tr) => tr.dataset.id === link.id)?.replaceWith(fresh);
  countMarks();
  return fresh;
}

async function change(link, path, method, effect) {
  say("working", "Recording it…");
  try {
    const answer = await api(path, { method });
    const fresh = replace(link);
    say(answer.state, progress(answer, effect));
    const next = fresh.querySelector("button");
    next ? next.focus() : focusNotice();
  } catch (error) {
    say("failed", `Nothing was changed. ${error.title ?? ""} ${error.message}`);
  }
}
