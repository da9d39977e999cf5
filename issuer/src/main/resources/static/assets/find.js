/** What of the share links is shown, and in which order. */

const form = document.getElementById("find");
const order = document.getElementById("order");
const PAUSE_MS = 250;
const DESCENDING = "-";

let sort = "-createdAt";

/** The parameters of the list. */
export function wanted() {
  const fields = new FormData(form);
  const query = { sort };
  for (const name of ["q", "status"]) {
    const value = fields.get(name).trim();
    if (value) {
      query[name] = value;
    }
  }
  return query;
}

/** @param show called when somebody wants another list, a moment after the last key */
export function findBy(show) {
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
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
