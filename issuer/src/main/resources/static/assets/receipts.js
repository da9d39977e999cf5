/** The dialog that says which locations were seen to know a revocation. */

import { cell, say } from "/assets/dialog.js";
import { receipt, targets, when } from "/assets/words.js";

const dialog = document.getElementById("receipts");
const heading = dialog.querySelector("h2");
const bound = dialog.querySelector("[data-bound]");
const rows = dialog.querySelector("tbody");
const none = dialog.querySelector("[data-none]");

dialog.querySelector("[data-done]").addEventListener("click", () => dialog.close());

/** @param call the API, with a login */
export async function showReceipts(call, revocation) {
  try {
    const receipts = await call(`/revocations/${revocation.id}/receipts`);
    heading.textContent = `Locations: ${targets(revocation)}`;
    bound.textContent = inForce(receipts);
    rows.replaceChildren(...receipts.locations.map(row));
    none.hidden = receipts.locations.length > 0;
    dialog.showModal();
  } catch (error) {
    say("failed", error.message);
  }
}

/** The bound alone says that it is in force; reports can only contradict it. */
function inForce({ enforcedBy, judged }) {
  const parts = [
    enforcedBy === undefined
      ? "It isn't known here when it was published, so no time can be given from which on it is in force everywhere."
      : new Date(enforcedBy) <= new Date()
        ? `In force everywhere since ${when(enforcedBy)} at the latest, by the bound.`
        : `In force everywhere by ${when(enforcedBy)}, by the bound.`,
    "Below is what locations reported: a location is silent until the link or object is tried there.",
    judged ? "" : "For this kind of target views that were granted afterwards can't be told from reports.",
  ];
  return parts.filter(Boolean).join(" ");
}

function row(location) {
  const tr = document.createElement("tr");
  tr.dataset.state = location.state;
  tr.append(cell(location.location), cell(receipt(location)));
  return tr;
}
