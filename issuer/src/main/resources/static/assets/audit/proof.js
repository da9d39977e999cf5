/** The dialog that hands out an event with the proof that the log has it. */

import { authorized } from "../login.js";
import { request } from "../api.js";
import { make } from "./parts.js";

const dialog = document.getElementById("proof");
const [event, message, files, links, command, seal, done] = ["event", "message", "files", "links", "command", "seal", "done"].map((name) =>
  dialog.querySelector(`[data-${name}]`));

let shown;
let saved = [];

done.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", forget);
seal.addEventListener("click", () => sealNow());

/** @param title what happened */
export async function showProof(of, title) {
  shown = of;
  dialog.querySelector("h2").textContent = `Proof: ${title}`;
  event.textContent = `Event ${of.offset} of the log ${of.log}.`;
  clear("Looking for the proof…");
  dialog.showModal();
  await load();
}

async function load() {
  const of = shown;
  try {
    const query = new URLSearchParams({ log: of.log, offset: of.offset });
    const answer = await authorized(`/audit/proofs?${query}`);
    if (of === shown) {
      offer(answer);
    }
  } catch (error) {
    if (of === shown) {
      refuse(error);
    }
  }
}

function clear(text) {
  forget();
  message.textContent = text;
  files.hidden = true;
  seal.hidden = true;
}

function refuse(error) {
  clear(error.code === "not-archived-yet" ? "This event isn't in the archive yet. It is sealed by itself soon, or at once if you ask for it." : error.message);
  seal.hidden = error.code !== "not-archived-yet";
}

async function sealNow() {
  clear("Sealing every log up to now…");
  try {
    await authorized("/audit/seal", { method: "POST" });
  } catch (error) {
    clear(`Not sealed. ${error.message}`);
    seal.hidden = false;
    return;
  }
  await load();
  message.focus();
}

function offer({ log, offset, leaf, proof }) {
  clear("");
  const name = `${log}-${offset}`;
  links.replaceChildren(file("Save the proof", `${name}.tlog-proof`, proof), " ", file("Save the event", `${name}.json`, leaf), ...blobs(log, leaf));
  command.textContent = `./edgepass audit check-proof ${name}.tlog-proof --key KEY`;
  files.hidden = false;
}

function file(text, name, content) {
  return make("a", { className: "action", href: kept(new Blob([content])), download: name, textContent: text });
}

/** What the event's line was too short for, named there by its SHA-256. */
function blobs(log, leaf) {
  const { valueSha256, headersSha256, keySha256 } = JSON.parse(leaf);
  return [valueSha256, headersSha256, keySha256].filter(Boolean).flatMap((sha256) => {
    const made = make("button", { type: "button", className: "quiet", textContent: `Save its part ${sha256.slice(0, 8)}…` });
    made.addEventListener("click", () => saveBlob(log, sha256).catch((error) => (message.textContent = error.message)));
    return [" ", made];
  });
}

async function saveBlob(log, sha256) {
  const answer = await authorized(`/audit/log/${encodeURIComponent(log)}/blob/${sha256}`, { accept: "application/octet-stream" }, request);
  make("a", { href: kept(await answer.blob()), download: sha256 }).click();
}

function kept(blob) {
  const url = URL.createObjectURL(blob);
  saved.push(url);
  return url;
}

function forget() {
  saved.forEach((url) => URL.revokeObjectURL(url));
  saved = [];
}
