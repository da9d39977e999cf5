import { askForLogin, call, forgetLogin, subjectOf, takeLogin } from "/assets/api.js";
import { showCreated } from "/assets/created.js";
import { say, silence } from "/assets/dialog.js";
import { editWith } from "/assets/edit.js";
import { listLinks, previewWith, showLinks } from "/assets/links.js";
import { showRevocations } from "/assets/revocations.js";
import { fieldsOf, orderOf } from "/assets/terms.js";
import { viewersWith } from "/assets/viewers.js";

const createForm = document.getElementById("create");
const panel = document.getElementById("login");

let login;

/** Calls the API; a login that isn't accepted any more is asked for again. */
async function authorized(path, options = {}) {
  for (;;) {
    try {
      return await call(path, { ...options, login });
    } catch (error) {
      if (error.status !== 401) {
        throw error;
      }
      forgetLogin();
      login = await askForLogin(panel, "That login isn't accepted or has expired.");
    }
  }
}

createForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await authorized("/share-links", { body: orderOf(fieldsOf(createForm)) });
    showCreated(answer.shareLinks ?? [answer]);
    createForm.reset();
    silence();
    await listLinks();
  } catch (error) {
    say("failed", `Not created. ${error.message}`);
  }
});

document.getElementById("logout").addEventListener("click", () => {
  forgetLogin();
  location.reload();
});

async function main() {
  login = (await takeLogin()) ?? (await askForLogin(panel));
  try {
    editWith(authorized);
    viewersWith(authorized);
    await showLinks(authorized);
    document.getElementById("who").textContent = subjectOf(login);
    document.getElementById("console").hidden = false;
    previewWith(await showRevocations(authorized, listLinks));
  } catch (error) {
    say("failed", `${error.title ?? "The issuer doesn't answer"}. ${error.message}`);
  }
}

main();
