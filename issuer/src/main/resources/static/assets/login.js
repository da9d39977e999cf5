/** The login of a page that has the section `#login` and the button `#logout`. */

import { askForLogin, call, forgetLogin, takeLogin } from "./api.js";

const panel = document.getElementById("login");

let login;
/** The question for another login, while it stands. */
let asking;

/** Takes the tab's login, or asks for one. */
export async function logIn() {
  login = (await takeLogin()) ?? (await askForLogin(panel));
}

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

async function askAgain() {
  forgetLogin();
  try {
    login = await askForLogin(panel, "That login isn't accepted or has expired.");
  } finally {
    asking = undefined;
  }
}

document.getElementById("logout").addEventListener("click", () => {
  forgetLogin();
  location.reload();
});
