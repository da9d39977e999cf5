/** The dialog that says which locations were seen to know a revocation. */

import { cell, say } from "/assets/dialog.js";
import { receipt, standing } from "/assets/console/words.js";

const dialog = document.getElementById("receipts");
const heading = dialog.querySelector("h2");
const bound = dialog.querySelector("[data-bound]");
const table = dialog.querySelector("table");
const rows = dialog.querySelector("tbody");

dialog.querySelector("[data-done]").addEventListener("click", () => dialog.close());

/**
 * @param call the API, with a login
 * @param what was revoked, in words
 */
export async function showReceipts(call, { id, what }) {
  try {
    const receipts = await call(`/revocations/${encodeURIComponent(id)}/receipts`);
    heading.textContent = `Locations: ${what}`;
    bound.textContent = standing(receipts);
    table.hidden = receipts.locations.length === 0;
    rows.replaceChildren(...receipts.locations.map(row));
    dialog.showModal();
  } catch (error) {
    say("failed", error.message);
  }
}

function row(location) {
  const tr = document.createElement("tr");
  tr.dataset.state = location.state;
  tr.append(cell(location.location), cell(receipt(location)));
  return tr;
}
