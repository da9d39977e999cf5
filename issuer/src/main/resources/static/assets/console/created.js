/** The links that were just made. Their addresses are shown here once. */

const panel = document.getElementById("created");
const entries = panel.querySelector(".once");
const hints = panel.querySelector("[data-warnings]");
const all = panel.querySelector("[data-all]");

let lines;

all.addEventListener("click", () => copy(all, lines));

/**
 * @param links one, or one for each recipient, with their `url`
 * @param {string[]} warnings
 */
export function showCreated(links, warnings) {
  hints.replaceChildren(...warnings.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  hints.hidden = warnings.length === 0;
  entries.replaceChildren(...links.map(entry));
  lines = links.map(({ recipient, url }) => `${recipient}\t${url}`).join("\n");
  all.textContent = "Copy all, with the recipients";
  all.hidden = links.length < 2;
  panel.hidden = false;
  entries.querySelector("input").select();
}

function entry({ recipient, url }) {
  const field = Object.assign(document.createElement("input"), { readOnly: true, value: url });
  const label = document.createElement("label");
  label.append(recipient ? `For ${recipient}` : "The link", " ", field);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Copy" });
  button.setAttribute("aria-label", recipient ? `Copy the link for ${recipient}` : "Copy the link");
  button.addEventListener("click", () => copy(button, url));
  const made = document.createElement("li");
  made.append(label, button);
  return made;
}

/** There is no clipboard on a page without https, and a browser may refuse it. */
async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not copied: select the text and copy it";
  }
}
