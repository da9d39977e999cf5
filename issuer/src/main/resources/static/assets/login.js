/** The login of a page that has the section `#login` and the button `#logout`. */

import { askForLogin, call, forgetLogin, hasCookie, takeLogin } from "./api.js";
import { tabStorage } from "./storage.js";

const RETURN = "edgepass.return";

/** Why the identity provider's page led back without a login. */
const FAILED = {
  cancelled: "You weren't logged in. Try again.",
  refused: "The identity provider's answer wasn't accepted. Try again; if it stays so, the issuer's log says why.",
  unavailable: "The identity provider doesn't answer. Try again.",
  "too-large": "This login names too many folders to be kept by a browser.",
};

const panel = document.getElementById("login");

/** Null where a cookie is the login. */
let login;
/** The question for another login, while it stands. */
let asking;

/** Takes the tab's login or the browser's, or asks for one. */
export async function logIn() {
  const failed = FAILED[new URLSearchParams(location.hash.slice(1)).get("login-failed")];
  login = await takeLogin();
  if (login !== null) {
    return;
  }
  if (failed) {
    history.replaceState(null, "", location.pathname);
  } else if (await hasCookie()) {
    goBack();
    return;
  }
  login = await askForLogin(panel, failed);
}

/** To where the person was when the identity provider was asked. */
function goBack() {
  const place = tabStorage().getItem(RETURN);
  tabStorage().removeItem(RETURN);
  if (place && /^\/(admin|audit)(#|$)/.test(place)) {
    location.replace(place);
  }
}

panel.querySelector("[data-provider] a")?.addEventListener("click", () => {
  tabStorage().setItem(RETURN, location.pathname + location.hash);
});

/** Calls the API; a login that isn't accepted any more is asked for again, once for all calls that have it. `by` is another way to call it. */
export async function authorized(path, options = {}, by = call) {
  for (;;) {
    const used = login;
    try {
      return await by(path, { ...options, login: used });
    } catch (error) {
      if (error.status !== 401) {
        throw error;
      }
      if (used === login) {
        asking ??= askAgain();
      }
      await asking;
    }
  }
}

/** A JWT that isn't good any more stands before no cookie, such as one that an app's page has just handed over. */
async function askAgain() {
  forgetLogin();
  try {
    if (login !== null && (await hasCookie().catch(() => false))) {
      login = null;
      return;
    }
    login = await askForLogin(panel, "That login isn't accepted or has expired.");
  } finally {
    asking = undefined;
  }
}

document.getElementById("logout").addEventListener("click", async () => {
  forgetLogin();
  await fetch("/login/end", { method: "POST", headers: { "Edgepass-Page": "1" } }).catch(() => {});
  location.reload();
});
