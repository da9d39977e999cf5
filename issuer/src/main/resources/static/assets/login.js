/** The login of a page that has the section `#login` and the button `#logout`. */

import { askForLogin, call, forgetLogin, takeLogin } from "/assets/api.js";

const panel = document.getElementById("login");

let login;

/** Takes the tab's login, or asks for one. */
export async function logIn() {
  login = (await takeLogin()) ?? (await askForLogin(panel));
}

/** Calls the API; a login that isn't accepted any more is asked for again. `by` is another way to call it. */
export async function authorized(path, options = {}, by = call) {
  for (;;) {
    try {
      return await by(path, { ...options, login });
    } catch (error) {
      if (error.status !== 401) {
        throw error;
      }
      forgetLogin();
      login = await askForLogin(panel, "That login isn't accepted or has expired.");
    }
  }
}

document.getElementById("logout").addEventListener("click", () => {
  forgetLogin();
  location.reload();
});
