/** The files that wait on an upload link's page: looked at, accepted or rejected. */

import { ask, button, cell } from "/assets/dialog.js";
import { make } from "/assets/make.js";
import { dateOf } from "/assets/console/dates.js";
import { acceptedInto, notAccepted, size, unfinished } from "/assets/console/words.js";

/** Files of one call. */
const MOST = 20;

const section = document.getElementById("received");
const message = section.querySelector("[data-message]");
const rows = section.querySelector("tbody");
const table = section.querySelector("table");
const all = section.querySelector("[data-all]");
const none = section.querySelector("[data-none]");
const more = section.querySelector("[data-more]");
const incomplete = section.querySelector("[data-unfinished]");

let api;
let mayChange;
let link;
let cursor;
/** The files that are in the table, by id, with their rows. */
const shown = new Map();

/**
 * @param call the API, with a login
 * @param may whether the login may accept and reject
 */
export function receivedWith(call, may) {
  api = call;
  mayChange = may;
  more.addEventListener("click", () => alone(() => list(cursor)));
  all.querySelector("[data-accept]").addEventListener("click", () => accept([...shown.keys()]));
  all.querySelector("[data-reject]").addEventListener("click", () => reject([...shown.keys()]));
}

/** Lists those of a link; none of another one is left. */
export async function showReceived(of) {
  link = of;
  cursor = undefined;
  more.hidden = true;
  all.hidden = true;
  incomplete.hidden = true;
  message.textContent = "";
  forget([...shown.keys()]);
  await alone(() => list());
}

async function list(after) {
  const of = link;
  const query = after === undefined ? "" : `?${new URLSearchParams({ cursor: after })}`;
  const page = await api(`${path(of)}${query}`);
  if (of !== link) {
    return;
  }
  page.files.filter(({ id }) => !shown.has(id)).forEach(add);
  cursor = page.next ?? undefined;
  incomplete.textContent = page.unfinished > 0 ? unfinished(page.unfinished) : "";
  incomplete.hidden = page.unfinished === 0;
  count();
}

/** Runs `run` while no button can be chosen: each is about what is shown now. What it throws is told, where its link is still shown. */
async function alone(run) {
  const of = link;
  const chosen = document.activeElement;
  disable(true);
  try {
    await run(of);
  } catch (error) {
    if (of === link) {
      say(error);
    }
  }
  if (of === link) {
    disable(false);
    if (document.activeElement === document.body) {
      chosen.focus();
    }
  }
}

function disable(disabled) {
  section.querySelectorAll("button").forEach((button) => (button.disabled = disabled));
}

function add(file) {
  const tr = make("tr");
  shown.set(file.id, { file, tr });
  tr.append(
    cell(make("span", {}, file.name, make("span", { className: "why" })), "label", "File"),
    cell(size(file.size), "", "Size"),
    cell(file.uploader ?? "no name", "from", "From"),
    cell(dateOf(file.receivedAt), "", "Received"),
    cell(make("span", { className: "buttons" }, ...(mayChange ? actions(file) : [])), "actions"),
  );
  rows.append(tr);
}

function actions({ id, name }) {
  return [
    button("quiet small", "Look", `at ${name}`, () => look(id)),
    button("quiet small", "Accept", name, () => accept([id])),
    button("danger", "Reject", name, () => reject([id])),
  ];
}

function count() {
  none.hidden = shown.size > 0;
  table.hidden = !none.hidden;
  more.hidden = cursor === undefined;
  all.hidden = !mayChange || shown.size < 2;
  all.querySelector("[data-accept]").textContent = `Accept all ${shown.size}`;
  all.querySelector("[data-reject]").textContent = `Reject all ${shown.size}…`;
}

/** Saved, never opened: nobody has checked what is in it. */
function look(id) {
  return alone(async (of) => {
    const { url } = await api(`${path(of)}/${encodeURIComponent(id)}/download-url`, { method: "POST" });
    make("a", { href: url, rel: "noreferrer" }).click();
  });
}

/** @param overwrite whether a file of the same name in the folder is replaced */
function accept(ids, overwrite = false) {
  return change(async (of) => {
    message.textContent = "Accepting…";
    const accepted = [];
    let refused = 0;
    for (const some of batches(ids)) {
      const answer = await api(`${path(of)}/accept`, { body: { files: some, overwrite } });
      if (of !== link) {
        return;
      }
      accepted.push(...answer.accepted.map(({ key }) => key));
      refused += answer.refused.length;
      forget(answer.accepted.map(({ id }) => id));
      answer.refused.forEach(tellRefused);
    }
    message.textContent = [acceptedInto(accepted), refused > 0 ? `${files(refused)} not accepted: see below.` : ""].filter(Boolean).join(" ");
  });
}

/** Runs `run` and then shows what is left. */
function change(run) {
  return alone(async (of) => {
    try {
      await run(of);
    } finally {
      if (of === link) {
        await done();
      }
    }
  });
}

function tellRefused(refusal) {
  const known = shown.get(refusal.id);
  if (!known) {
    return;
  }
  known.tr.querySelector(".why").textContent = notAccepted(refusal);
  const place = known.tr.querySelector("td.actions .buttons");
  if (refusal.reason === "key-exists" && !place.querySelector("[data-replace]")) {
    const offer = button("quiet small", "Replace", `the file ${known.file.name} of the folder`, () => replace(known.file, refusal.detail));
    offer.dataset.replace = "";
    place.prepend(offer);
  }
}

/** @param detail which object there is: the folder may have changed since the page asked */
async function replace({ id, name }, detail) {
  const question = {
    value: "replace",
    title: `Replace ${name}?`,
    text: `${detail} It becomes the received file, and what it was is gone.`,
    action: "Replace",
    typed: "replace",
  };
  if (await ask(question)) {
    await accept([id], true);
  }
}

async function reject(ids) {
  const one = ids.length === 1 ? shown.get(ids[0])?.file.name : undefined;
  const question = {
    value: "reject",
    title: one === undefined ? `Reject ${files(ids.length)}?` : `Reject ${one}?`,
    text: `${one === undefined ? "They are" : "It is"} deleted. ${one === undefined ? "Their" : "Its"} uploader isn't told.`,
    action: "Reject",
    typed: one === undefined ? `reject ${ids.length}` : "reject",
  };
  if (!(await ask(question))) {
    return;
  }
  await change(async (of) => {
    message.textContent = "Rejecting…";
    for (const some of batches(ids)) {
      await api(`${path(of)}/reject`, { body: { files: some } });
      if (of !== link) {
        return;
      }
      forget(some);
    }
    message.textContent = `${files(ids.length)} rejected and deleted.`;
  });
}

/** What is left of the listing comes up; the keyboard goes on at the message. */
async function done() {
  count();
  message.focus();
  if (shown.size === 0 && cursor !== undefined) {
    await list(cursor);
  }
}

function forget(ids) {
  for (const id of ids) {
    shown.get(id)?.tr.remove();
    shown.delete(id);
  }
}

function batches(ids) {
  return Array.from({ length: Math.ceil(ids.length / MOST) }, (_, i) => ids.slice(i * MOST, (i + 1) * MOST));
}

function files(count) {
  return `${count.toLocaleString()} ${count === 1 ? "file" : "files"}`;
}

function path({ id }) {
  return `/share-links/${encodeURIComponent(id)}/received`;
}

function say(error) {
  message.textContent = error.message;
}
