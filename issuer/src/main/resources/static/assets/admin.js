import { showCreated } from "/assets/created.js";
import { say, silence } from "/assets/dialog.js";
import { editWith } from "/assets/edit.js";
import { listLinks, previewWith, showLinks } from "/assets/links.js";
import { authorized, logIn } from "/assets/login.js";
import { showRevocations } from "/assets/revocations.js";
import { fieldsOf, orderOf } from "/assets/terms.js";
import { viewersWith } from "/assets/viewers.js";
import { warned } from "/assets/words.js";

const createForm = document.getElementById("create");

createForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await authorized("/share-links", { body: orderOf(fieldsOf(createForm)) });
    showCreated(answer.shareLinks ?? [answer], warned(answer.warnings));
    createForm.reset();
    silence();
    await listLinks();
  } catch (error) {
    say("failed", `Not created. ${error.message}`);
  }
});

/** What this login may not do isn't shown. */
function offerOnly(mayChange, isAdmin) {
  document.querySelectorAll("[data-change]").forEach((element) => (element.hidden = !mayChange));
  document.querySelectorAll("[data-admin]").forEach((element) => (element.hidden = !isAdmin));
}

/** Where the operator has set up none, there is nothing to choose. */
function offerDestinations(names) {
  document.querySelectorAll("[data-notices]").forEach((label) => {
    label.hidden = names.length === 0;
    label.querySelector("select").append(...names.map((name) => new Option(name)));
  });
}

async function main() {
  await logIn();
  try {
    const me = await authorized("/me");
    const isAdmin = me.roles.includes("admin");
    offerOnly(me.mayChange, isAdmin);
    offerDestinations(me.notices ?? []);
    editWith(authorized);
    viewersWith(authorized, me.mayChange);
    await showLinks(authorized, me.mayChange);
    document.getElementById("who").textContent = me.subject;
    document.getElementById("console").hidden = false;
    if (isAdmin || me.roles.includes("auditor")) {
      document.getElementById("to-audit").hidden = false;
      previewWith(await showRevocations(authorized, listLinks, isAdmin));
    }
  } catch (error) {
    say("failed", `${error.title ?? "The issuer doesn't answer"}. ${error.message}`);
  }
}

main();
