/** Taking down a file or folder, taking back a person's access, and recent revocations. For admins; auditors read. */

import { ask, button, cell, focusNotice, say } from "/assets/dialog.js";
import { oneAtATime } from "/assets/make.js";
import { dateOf } from "/assets/console/dates.js";
import { showReceipts } from "/assets/console/receipts.js";
import { failure, hits, hitsOfLogin, progress, targets } from "/assets/console/words.js";

const section = document.getElementById("taken-back");
const rows = document.getElementById("revocations");
const none = document.getElementById("no-revocations");
const more = document.getElementById("more-revocations");
const form = document.getElementById("takedown");
const person = document.getElementById("person");

let api;
let isAdmin;
let changed;
let cursor;

/**
 * Shows the section, for a login that may see it.
 *
 * @param afterChange called after a revocation or a lift
 * @param admin whether the login may revoke and lift
 */
export async function showRevocations(call, afterChange, admin) {
  api = call;
  isAdmin = admin;
  changed = afterChange;
  await list();
  section.hidden = false;
  more.addEventListener("click", () => list(cursor).catch((error) => say("failed", error.message)));
  for (const [asked, run] of [[form, oneAtATime(takeDown)], [person, oneAtATime(takeBackFromPerson)]]) {
    asked.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
  }
}

function preview(revocation) {
  return api("/revocations?dryRun=true", { body: revocation });
}

async function list(before) {
  const query = new URLSearchParams({ limit: "20", ...(before === undefined ? {} : { cursor: before }) });
  const page = await api(`/revocations?${query}`);
  if (before === undefined) {
    rows.replaceChildren();
  }
  rows.append(...page.revocations.map(row));
  cursor = page.next ?? undefined;
  more.hidden = cursor === undefined;
  none.hidden = rows.childElementCount > 0;
  rows.closest("table").hidden = !none.hidden;
}

function row(revocation) {
  const tr = document.createElement("tr");
  tr.dataset.id = revocation.id;
  const over = !revocation.lifted && revocation.active === false;
  const state = revocation.lifted ? "lifted" : over ? "expired" : "in force";
  const badge = Object.assign(document.createElement("span"), { className: `badge ${state.replace(" ", "-")}`, textContent: state });
  const lift = button("quiet small", "Lift", `the revocation of ${targets(revocation)}`, () => askToLift(revocation));
  const actions = document.createDocumentFragment();
  actions.append(button("quiet small", "Locations", `for the revocation of ${targets(revocation)}`, () => showReceipts(api, { id: revocation.id, what: targets(revocation) })));
  if (!revocation.lifted && !over && isAdmin) {
    actions.append(lift);
  }
  tr.append(
    cell(dateOf(revocation.acceptedAt), "", "When"),
    cell(targets(revocation), "paths", "What"),
    cell(revocation.effect === "block" ? "all access, until lifted" : "tokens issued before it", "", "Effect"),
    cell(revocation.reason ?? "", "", "Reason"),
    cell(revocation.actor ?? "", "", "By"),
    cell(badge, "state", "State"),
    cell(actions, "actions"),
  );
  return tr;
}

function takeDown() {
  const path = form.elements.path.value.trim();
  const kind = path.endsWith("/") ? "folder" : "file";
  return takeBack(form, { target: { kind, id: path } }, `every location refuses the ${kind}`, {
    value: "takedown",
    title: `Take down the ${kind} “${path}”?`,
    text: "No link and no login opens it until you lift this.",
    action: "Take down",
  });
}

function takeBackFromPerson() {
  const name = person.elements.subject.value.trim();
  const tenant = person.elements.tenant.value.trim();
  const effect = person.elements.effect.value;
  const target = { kind: "subject", id: name, ...(tenant ? { tenant } : {}) };
  return takeBack(person, { target, effect }, "every location refuses the tokens of this person", {
    value: "person",
    title: `Take back what “${name}”${tenant ? ` of the tenant “${tenant}”` : ""} may see?`,
    words: hitsOfLogin,
    text:
      effect === "block"
        ? "No token of this login opens anything, and it gets no other, until you lift this. Links that this person has open as before."
        : "Tokens that this login has are refused; it can get another at once. Links that this person has open as before.",
    action: "Take back",
  });
}

/** Asks, and records it. */
async function takeBack(from, target, effect, { words = hits, ...question }) {
  const reason = from.elements.reason.value.trim();
  const revocation = { ...target, ...(reason ? { reason } : {}) };
  if (!(await ask({ ...question, preview: preview(revocation).then(words) }))) {
    return;
  }
  say("working", "Recording it…");
  try {
    const answer = await api("/revocations", { body: revocation });
    from.reset();
    await refresh();
    say(answer.state, progress(answer, effect), () => lift({ ...revocation, ...answer }, ""));
  } catch (error) {
    say("failed", failure(error, "Nothing was taken back", "it was taken back"));
  }
}

async function askToLift(revocation) {
  const question = {
    value: "lift",
    title: `Lift the revocation of ${targets(revocation)}?`,
    text: "Access works again, unless another revocation, a suspension or the closing of a link still refuses it.",
    action: "Lift",
  };
  if (await ask(question)) {
    await lift(revocation, "");
  }
}

async function lift(revocation, query) {
  say("working", "Recording it…");
  try {
    const answer = await api(`/revocations/${revocation.id}${query}`, { method: "DELETE" });
    say(answer.state, progress(answer, "no location refuses access because of this revocation"));
    await refresh();
  } catch (error) {
    if (error.code === "revocation-overlaps" && query === "") {
      await liftAll(revocation, error.message);
    } else {
      say("failed", failure(error, "Not lifted", "it was lifted"));
    }
  }
}

async function liftAll(revocation, causes) {
  say("failed", `Not lifted. ${causes}`);
  const question = { value: "lift-all", title: "Lift all of them?", text: causes, action: "Lift all" };
  if (await ask(question)) {
    await lift(revocation, "?all=true");
  }
}

async function refresh() {
  focusNotice();
  await list().catch(() => {});
  await changed().catch(() => {});
}
