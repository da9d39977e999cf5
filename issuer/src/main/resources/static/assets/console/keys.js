/** The keys that sign media tokens, for admins: taking a new one into use, and withdrawing one. */

import { ask, button, cell, focusNotice, say } from "/assets/dialog.js";
import { make } from "/assets/make.js";
import { dateOf } from "/assets/console/dates.js";
import { failure, progress } from "/assets/console/words.js";

const STATES = {
  next: "comes next: the edge learns it first",
  active: "signs",
  retiring: "its tokens are good until they expire",
  withdrawn: "its tokens are refused",
};

const section = document.getElementById("keys");
const rows = section.querySelector("tbody");
const change = section.querySelector("[data-rotate]");

let api;

/** @param call the API, with an admin's login */
export function keysWith(call) {
  api = call;
  section.addEventListener("toggle", () => section.open && list().catch((error) => say("failed", error.message)));
  change.addEventListener("click", rotate);
}

async function list() {
  const { keys } = await api("/keys");
  rows.replaceChildren(...keys.map(row));
}

function row(key) {
  const withdrawn = key.state === "withdrawn";
  return make(
    "tr",
    {},
    cell(make("code", { textContent: key.kid }), "paths", "Key"),
    cell(make("span", {}, make("span", { className: `badge ${key.state}`, textContent: key.state }), make("span", { className: "soft", textContent: ` ${STATES[key.state] ?? ""}` })), "", "State"),
    cell(key.activatedAt ? dateOf(key.activatedAt) : "not yet", "", "In use since"),
    cell(key.held ? "yes" : "no", "", "Held here"),
    cell(withdrawn ? "" : button("danger small", "Withdraw", `the key ${key.kid}`, () => withdraw(key)), "actions"),
  );
}

async function rotate() {
  const question = {
    value: "rotate",
    title: "Take a new key into use?",
    text: "It takes some 12 seconds: every location learns the key first. Tokens under the present key stay good until they expire.",
    action: "Change the key",
  };
  if (!(await ask(question))) {
    return;
  }
  change.disabled = true;
  say("working", "Waiting until every location knows the new key…");
  focusNotice();
  try {
    const answer = await api("/keys/rotate", { method: "POST", headers: { Prefer: "wait=30" } });
    say(answer.state, `New tokens are signed with ${answer.kid}.`);
    await list().catch(() => {});
  } catch (error) {
    say("failed", failure(error, "The key is as it was", "a new key is in use"));
  } finally {
    change.disabled = false;
  }
}

async function withdraw({ kid, state }) {
  const none = state === "active" ? " It is the key in use: none can be made until you have changed the key, and every viewer sees that." : "";
  const question = {
    value: "withdraw",
    title: "Withdraw this key?",
    text: `Every media token under ${kid} is refused, for good.${none}`,
    action: "Withdraw",
    typed: "withdraw",
    because: true,
  };
  const decided = await ask(question);
  if (!decided) {
    return;
  }
  say("working", "Recording it…");
  focusNotice();
  try {
    const answer = await api(`/keys/${encodeURIComponent(kid)}/withdraw`, { body: decided.reason ? { reason: decided.reason } : {} });
    say(answer.state, progress(answer, "every location refuses tokens under the key"));
    await list().catch(() => {});
  } catch (error) {
    say("failed", failure(error, "Not withdrawn", "the key was withdrawn"));
  }
}
