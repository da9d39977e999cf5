/** What of the share links is shown, and in which order; and what somebody pasted into the search. */

import { offerPasted } from "/assets/console/paste.js";

const form = document.getElementById("find");
const order = document.getElementById("order");
const PAUSE_MS = 250;
const DESCENDING = "-";

let sort = "-createdAt";
/** What is looked for in the place of the field's text, where that isn't to leave the page; null where the text is. */
let instead = null;

/** The parameters of the list. */
export function wanted() {
  const fields = new FormData(form);
  const said = (name) => (fields.get(name).trim() ? { [name]: fields.get(name).trim() } : {});
  return { sort, ...(instead ?? said("q")), ...said("status") };
}

/** Whether the list is of some links only. */
export function isNarrowed() {
  return Object.keys(wanted()).length > 1;
}

/** @param show called when somebody wants another list, a moment after the last key */
export function findBy(show) {
  let pause;
  const field = form.elements.q;
  form.addEventListener("input", async ({ target }) => {
    clearTimeout(pause);
    if (target === field) {
      const text = field.value;
      // Until it is known not to be a secret.
      instead = {};
      const found = await offerPasted(text, () => {
        instead = null;
        show();
      });
      if (field.value !== text) {
        return;
      }
      instead = found && (found.keep ? {} : (found.only ?? null));
      if (found && !found.keep) {
        field.value = found.q ?? "";
      }
    }
    pause = setTimeout(show, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    show();
  });
  order.addEventListener("click", ({ target }) => {
    const name = target.closest("button.sort")?.value;
    if (name) {
      sort = sort === name ? DESCENDING + name : name;
      mark();
      show();
    }
  });
  mark();
}

function mark() {
  for (const button of order.querySelectorAll("button.sort")) {
    const heading = button.closest("th");
    if (button.value === sort) {
      heading.setAttribute("aria-sort", "ascending");
    } else if (DESCENDING + button.value === sort) {
      heading.setAttribute("aria-sort", "descending");
    } else {
      heading.removeAttribute("aria-sort");
    }
  }
}
