import { askForLogin, call, forgetLogin, subjectOf, takeLogin } from "/assets/api.js";
import { say, silence } from "/assets/dialog.js";
import { editWith } from "/assets/edit.js";
import { listLinks, previewWith, showLinks } from "/assets/links.js";
import { showRevocations } from "/assets/revocations.js";
import { fieldsOf, given, termsOf } from "/assets/terms.js";

const createForm = document.getElementById("create");
const created = document.getElementById("created");
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
    const link = await authorized("/share-links", { body: given(termsOf(fieldsOf(createForm))) });
    const url = created.querySelector("input");
    url.value = link.url;
    created.hidden = false;
    url.select();
    createForm.reset();
    silence();
    await listLinks();
  } catch (error) {
    say("failed", `Not created. ${error.message}`);
  }
});

created.querySelector("button").addEventListener("click", async ({ currentTarget }) => {
  await navigator.clipboard.writeText(created.querySelector("input").value);
  currentTarget.textContent = "Copied";
});

document.getElementById("logout").addEventListener("click", () => {
  forgetLogin();
  location.reload();
});

async function main() {
  login = takeLogin() ?? (await askForLogin(panel));
  try {
    editWith(authorized);
    await showLinks(authorized);
    document.getElementById("who").textContent = subjectOf(login);
    document.getElementById("console").hidden = false;
    previewWith(await showRevocations(authorized, listLinks));
  } catch (error) {
    say("failed", `${error.title ?? "The issuer doesn't answer"}. ${error.message}`);
  }
}

main();
