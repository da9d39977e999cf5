/** The console's one question, and its one notice. */

const dialog = document.getElementById("confirm");
const notice = document.getElementById("notice");

/**
 * Asks before something is done.
 *
 * @param {{value: string, title: string, text: string, action: string, preview?: Promise<string>}} question `preview` may come later, and may fail
 * @returns {Promise<boolean>}
 */
export async function ask({ value, title, text, action, preview }) {
  const [heading, body, hit, confirm] = ["title", "text", "preview", "action"].map((name) => dialog.querySelector(`[data-${name}]`));
  heading.textContent = title;
  body.textContent = text;
  confirm.textContent = action;
  confirm.value = value;
  hit.textContent = preview ? "Counting what it hits…" : "";
  let open = true;
  preview?.then(
    (found) => open && (hit.textContent = found),
    () => open && (hit.textContent = ""),
  );
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  open = false;
  return dialog.returnValue === value;
}

/** @param {"working" | "published" | "accepted" | "failed"} state */
export function say(state, text) {
  notice.dataset.state = state;
  notice.textContent = text;
  notice.hidden = false;
}

export function silence() {
  notice.hidden = true;
}

/** Where the keyboard goes on when what it was on is gone. */
export function focusNotice() {
  notice.focus();
}

export function button(className, text, name, action) {
  const made = Object.assign(document.createElement("button"), { type: "button", className, textContent: text });
  made.setAttribute("aria-label", `${text} ${name}`);
  made.addEventListener("click", action);
  return made;
}

export function cell(content, className) {
  const td = document.createElement("td");
  td.className = className ?? "";
  td.append(content);
  return td;
}
