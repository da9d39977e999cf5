/** The list of events that match a question, a page at a time, and its download. */

import { request } from "../api.js";
import { authorized } from "../login.js";
import { query } from "./answers.js";
import { readCounted } from "./counted.js";
import { link, make } from "./parts.js";
import { filterOf, toHash } from "./question.js";
import { wordsOf } from "./refusal.js";
import { eventRow } from "./rows.js";
import { count } from "./verdicts.js";

const PAGE = 50;
const ACCEPT = { csv: "text/csv", ndjson: "application/x-ndjson" };

const section = document.getElementById("happened");
const rows = document.getElementById("events");
const other = document.getElementById("happened-other");
const state = document.getElementById("happened-state");
const more = document.getElementById("more");
const downloads = section.querySelectorAll("[data-save]");

let about;
let filter;
let cursor;
let asked = 0;

more.addEventListener("click", () => load());
downloads.forEach((button) => button.addEventListener("click", () => save(button.value)));

/** Shows what matches a question. */
export async function listEvents(question) {
  about = question.id;
  filter = filterOf(question);
  cursor = undefined;
  rows.replaceChildren();
  other.replaceChildren(...otherSide(question));
  section.hidden = false;
  await load();
}

/** What a login was issued is one list, what it did another. */
function otherSide({ kind, id, tenant, from, to }) {
  switch (kind) {
    case "who":
      return [`What the login ${id} was issued, and what was revoked for it. `, link(toHash({ kind: "actor", id, tenant, from, to }), "What it did itself")];
    case "actor":
      return [`What the login ${id} did. `, link(toHash({ kind: "who", id, tenant, from, to }), "What it was issued")];
    default:
      return [];
  }
}

export function hideEvents() {
  asked++;
  section.hidden = true;
}

async function load() {
  const mine = ++asked;
  const from = rows.childElementCount;
  more.hidden = true;
  state.textContent = "Looking…";
  try {
    const page = await authorized(`/audit/events?${query({ ...filter, limit: PAGE, cursor })}`);
    if (mine !== asked) {
      // Another question was asked meanwhile.
      return;
    }
    rows.append(...page.events.map((event) => eventRow(event, { about })));
    cursor = page.next ?? undefined;
    show();
    if (from > 0) {
      rows.children[from]?.querySelector("button, a")?.focus();
    }
  } catch (error) {
    if (mine === asked) {
      state.textContent = wordsOf(error);
      more.hidden = cursor === undefined;
      downloads.forEach((button) => (button.disabled = true));
    }
  }
}

function show() {
  const shown = rows.childElementCount;
  more.hidden = cursor === undefined;
  downloads.forEach((button) => (button.disabled = shown === 0 && cursor === undefined));
  if (shown === 0) {
    state.textContent = cursor === undefined ? "Nothing in the log matches." : "Nothing so far. There is more of the log to look at.";
  } else {
    state.textContent = cursor === undefined ? `${count(shown, "event")}, the earliest first.` : `The first ${count(shown, "event")}, the earliest first.`;
  }
}

/** Saves all of it, not only what is shown. */
async function save(kind) {
  const mine = asked;
  const tell = (text) => mine === asked && (state.textContent = text);
  downloads.forEach((button) => (button.disabled = true));
  try {
    tell("Fetching…");
    const answer = await authorized(`/audit/events?${query(filter)}`, { accept: ACCEPT[kind] }, request);
    const { parts, events } = await readCounted(answer.body, kind, (so) => tell(`${count(so, "event")} so far…`));
    const url = URL.createObjectURL(new Blob(parts, { type: ACCEPT[kind] }));
    make("a", { href: url, download: `edgepass-events.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    tell(`${count(events, "event")} saved as edgepass-events.${kind}.`);
  } catch (error) {
    tell(`Nothing was saved. ${error.message}`);
  }
  downloads.forEach((button) => (button.disabled = false));
}
