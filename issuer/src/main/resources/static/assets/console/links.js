/** The list of share links. */

import { cell, focusNotice, say } from "/assets/dialog.js";
import { make } from "/assets/make.js";
import { labelOf, lastOpened, nameOf, terms } from "/assets/console/words.js";
import { actionsFor, whatItHits } from "/assets/console/actions.js";
import { dateOf } from "/assets/console/dates.js";
import { findBy, isNarrowed, wanted } from "/assets/console/find.js";
import { closeMarkedWith, countMarks, markOf } from "/assets/console/marks.js";

const MOST_PATHS = 5;
const rows = document.getElementById("links");
const table = rows.closest("table");
const empty = document.getElementById("empty");
const welcome = document.getElementById("welcome");
const more = document.getElementById("more");

let options;
let mayChange;
let cursor;
let asked = 0;

/** The links that are in the table, by id. */
const shown = new Map();

/**
 * @param call the API, with a login
 * @param may whether the login may change its links
 * @param preview what a revocation would hit; undefined where this login can't ask
 */
export function showLinks(call, may, preview) {
  options = { call, preview, changed: (link) => (link ? replace(link) : listLinks()) };
  mayChange = may;
  const show = (after) => listLinks(after).catch((error) => say("failed", error.message));
  more.addEventListener("click", () => show(cursor));
  findBy(() => show());
  closeMarkedWith(call, (ids) => whatItHits(ids.map((id) => shown.get(id)), preview), (ids) => {
    ids.filter((id) => shown.has(id)).forEach((id) => replace({ ...shown.get(id), status: "closed" }));
  });
  return listLinks();
}

export async function listLinks(after) {
  const query = new URLSearchParams({ limit: "50", ...wanted(), ...(after === undefined ? {} : { cursor: after }) });
  const mine = ++asked;
  const page = await options.call(`/share-links?${query}`);
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
  const none = rows.childElementCount === 0 && cursor === undefined;
  welcome.hidden = !none || isNarrowed();
  if (!welcome.hidden) {
    document.getElementById("new").open = true;
  }
  empty.hidden = !none || !isNarrowed();
  table.hidden = none;
}

function row(link) {
  const tr = make("tr");
  tr.dataset.id = link.id;
  shown.set(link.id, link);
  tr.append(
    cell(link.status === "closed" || !mayChange ? "" : markOf(link), "mark"),
    cell(make("a", { href: `#link=${link.id}`, textContent: labelOf(link) }), "label", "Label"),
    cell(pathsOf(link), "paths", "Opens"),
    cell(terms(link), "terms", "Terms"),
    cell(dateOf(link.createdAt), "", "Created"),
    cell(lastOpened(link), "opened", "Last opened"),
    cell(dateOf(link.expiresAt), "", "Expires"),
    cell(badgeOf(link), "state", "State"),
    cell(make("span", {}, ...(mayChange ? actionsFor(link, options) : [])), "actions"),
  );
  return tr;
}

export function badgeOf({ status }) {
  return make("span", { className: `badge ${status}`, textContent: status.replace("-", " ") });
}

/** One a line, as names have commas in them; the name of the folder or file stands out from where it lies. */
export function pathsOf({ kind, paths, prefix }, most = MOST_PATHS) {
  if (kind === "upload") {
    return make("span", {}, make("span", { className: "soft", textContent: "receives files into " }), prefix);
  }
  const more = paths.length - most;
  const lines = paths.slice(0, most).flatMap((path, i) => {
    const name = path.lastIndexOf("/", path.length - 2) + 1;
    return [...(i > 0 ? ["\n"] : []), make("span", { className: "soft", textContent: path.slice(0, name) }), path.slice(name)];
  });
  return make("span", {}, ...lines, ...(more > 0 ? [`\nand ${more} more`] : []));
}

/** The link's row, which may be another than before, or gone: the list goes on while somebody decides. */
function replace(link) {
  const before = [...rows.children].find((tr) => tr.dataset.id === link.id);
  const fresh = row(link);
  before?.replaceWith(fresh);
  countMarks();
  const next = before && fresh.querySelector("td.actions button");
  next ? next.focus() : focusNotice();
}
