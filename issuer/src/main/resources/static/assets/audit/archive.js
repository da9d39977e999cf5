/** What the archive has, and the key that verifies it. */

import { button } from "../dialog.js";
import { authorized } from "../login.js";
import { code, make, timeOf } from "./parts.js";
import { wordsOf } from "./refusal.js";
import { count } from "./verdicts.js";

const details = document.getElementById("archive");
const state = document.getElementById("archive-state");
const body = document.getElementById("archive-body");

details.addEventListener("toggle", () => details.open && load());

async function load() {
  await say("Looking…", () => authorized("/audit/log"));
}

async function seal() {
  await say("Sealing every log up to now…", () => authorized("/audit/seal", { method: "POST" }));
}

async function say(text, ask) {
  state.textContent = text;
  try {
    show(await ask());
    state.textContent = "";
  } catch (error) {
    state.textContent = wordsOf(error);
  }
}

function show({ verifierKey, logs }) {
  body.replaceChildren(
    make("p", {}, "Verifier key: ", code(verifierKey)),
    make("p", { className: "soft", textContent: "Publish it where others find it without asking for a proof: whoever checks one needs it from elsewhere." }),
    make("ul", { className: "logs" }, ...logs.map(logRow)),
    button("quiet", "Seal now", "every log", seal),
  );
}

function logRow({ id, origin, size, sealedAt }) {
  return make("li", {}, make("strong", { textContent: id }), ` ${count(size, "event")}, `, ...(sealedAt ? ["sealed ", timeOf(sealedAt)] : ["not sealed yet"]), make("span", { className: "soft origin", textContent: origin }));
}
