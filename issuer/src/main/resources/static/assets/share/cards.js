/** What stands in the place of a link's content: the reason why nothing is shown, the question for a password; and the banner of a page that is offline. Pages of links have these elements. */

const byId = (id) => document.getElementById(id);
const notice = byId("notice");
const panel = byId("password");

/** @param {(() => void) | null} again what the notice's button does; none is offered without */
export function showNotice([head, text], code, again) {
  panel.hidden = true;
  notice.querySelector("h2").textContent = head;
  notice.querySelector("p").textContent = text;
  const button = notice.querySelector("button");
  button.hidden = again === null;
  button.onclick = again;
  notice.dataset.code = code;
  notice.hidden = false;
  document.body.dataset.state = "closed";
}

/** The link is open. */
export function hideCards() {
  panel.hidden = true;
  notice.hidden = true;
  document.body.dataset.state = "open";
}

/** Resolves with what was typed. */
export function askForPassword(message) {
  const form = panel.querySelector("form");
  const button = form.querySelector("button");
  panel.querySelector("[data-message]").textContent = message;
  panel.hidden = false;
  button.disabled = false;
  button.textContent = "Open";
  document.body.dataset.state = "asking";
  form.elements.password.focus();
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      const password = form.elements.password.value;
      form.reset();
      button.disabled = true;
      button.textContent = "Checking…";
      resolve(password);
    };
  });
}

function sayNetwork() {
  byId("offline").hidden = navigator.onLine;
}

addEventListener("online", sayNetwork);
addEventListener("offline", sayNetwork);
sayNetwork();
