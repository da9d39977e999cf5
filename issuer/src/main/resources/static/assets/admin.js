import { askForLogin, call, forgetLogin, subjectOf, takeLogin } from "/assets/api.js";
import { say, silence } from "/assets/dialog.js";
import { listLinks, previewWith, showLinks } from "/assets/links.js";
import { showRevocations } from "/assets/revocations.js";

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
  const form = new FormData(createForm);
  const paths = form.get("paths").split(/[\n,]/).map((path) => path.trim()).filter(Boolean);
  const expires = form.get("expiresAt");
  const body = {
    label: form.get("label").trim() || null,
    paths,
    expiresAt: expires ? new Date(expires).toISOString() : null,
    allowDownload: form.get("allowDownload") !== null,
  };
  try {
    const link = await authorized("/share-links", { body });
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
    await showLinks(authorized);
    document.getElementById("who").textContent = subjectOf(login);
    document.getElementById("console").hidden = false;
    previewWith(await showRevocations(authorized, listLinks));
  } catch (error) {
    say("failed", `${error.title ?? "The issuer doesn't answer"}. ${error.message}`);
  }
}

main();
