/** The table of share links. */

import { ask, button, cell, focusNotice, say } from "/assets/dialog.js";
import { hits, progress, when } from "/assets/words.js";

const rows = document.getElementById("links");
const empty = document.getElementById("empty");
const more = document.getElementById("more");

let api;
let preview;
let cursor;

/** @param call the API, with a login */
export function showLinks(call) {
  api = call;
  more.addEventListener("click", () => listLinks(cursor).catch((error) => say("failed", error.message)));
  return listLinks();
}

/** @param ask what a revocation would hit; undefined where this login can't ask */
export function previewWith(ask) {
  preview = ask;
}

export async function listLinks(after) {
  const query = new URLSearchParams({ limit: "50", ...(after === undefined ? {} : { cursor: after }) });
  const page = await api(`/share-links?${query}`);
  if (after === undefined) {
    rows.replaceChildren();
  }
  rows.append(...page.shareLinks.map(row));
  cursor = page.next ?? undefined;
  more.hidden = cursor === undefined;
  empty.hidden = rows.childElementCount > 0;
}

function row(link) {
  const tr = document.createElement("tr");
  tr.dataset.id = link.id;
  const badge = Object.assign(document.createElement("span"), { className: `badge ${link.status}`, textContent: link.status });
  tr.append(
    cell(link.label ?? "(no label)", "label"),
    cell(link.paths.join(", "), "paths"),
    cell(when(link.createdAt)),
    cell(when(link.expiresAt)),
    cell(badge, "state"),
    cell(actions(link, tr), "actions"),
  );
  return tr;
}

function actions(link, tr) {
  const made = document.createDocumentFragment();
  const name = `“${link.label ?? link.id}”`;
  if (link.status === "active") {
    made.append(button("quiet small", "Suspend", name, () => suspend(link, tr)));
  }
  if (link.status === "suspended") {
    made.append(button("quiet small", "Resume", name, () => resume(link, tr)));
  }
  if (link.status !== "closed") {
    made.append(button("danger", "Revoke", name, () => revoke(link, tr)));
  }
  return made;
}

async function suspend(link, tr) {
  const asked = { value: "suspend", title: `Suspend “${link.label ?? link.id}”?`, action: "Suspend" };
  if (await ask({ ...asked, text: "Nobody gets in by it until it is resumed. What they have then works again." })) {
    await change(tr, { ...link, status: "suspended" }, `/share-links/${link.id}/suspend`, "POST", "every location refuses the link");
  }
}

function resume(link, tr) {
  return change(tr, { ...link, status: "active" }, `/share-links/${link.id}/resume`, "POST", "no location refuses the link for its suspension");
}

async function revoke(link, tr) {
  const question = {
    value: "revoke",
    title: `Revoke “${link.label ?? link.id}”?`,
    text: "Everybody who holds the link loses access, for good. Other links stay.",
    action: "Revoke",
    preview: preview?.({ target: { kind: "link", id: link.id }, effect: "cutoff" }).then(hits),
  };
  if (await ask(question)) {
    await change(tr, { ...link, status: "closed" }, `/share-links/${link.id}`, "DELETE", "every location refuses the link");
  }
}

async function change(tr, link, path, method, effect) {
  say("working", "Recording it…");
  try {
    const answer = await api(path, { method });
    const fresh = row(link);
    tr.replaceWith(fresh);
    say(answer.state, progress(answer, effect));
    const next = fresh.querySelector("button");
    next ? next.focus() : focusNotice();
  } catch (error) {
    say("failed", `Nothing was changed. ${error.title ?? ""} ${error.message}`);
  }
}
