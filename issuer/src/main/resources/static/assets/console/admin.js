import { say, silence } from "/assets/dialog.js";
import { authorized, logIn } from "/assets/login.js";
import { oneAtATime } from "/assets/make.js";
import { repeatable } from "/assets/repeatable.js";
import { failure, warned } from "/assets/console/words.js";
import { showCreated } from "/assets/console/created.js";
import { editWith } from "/assets/console/edit.js";
import { watchFeed } from "/assets/console/freshness.js";
import { keysWith } from "/assets/console/keys.js";
import { hideLink, linkPageWith, showLink } from "/assets/console/link-page.js";
import { listLinks, showLinks } from "/assets/console/links.js";
import { pasteWith } from "/assets/console/paste.js";
import { pickWith } from "/assets/console/picker.js";
import { showRevocations } from "/assets/console/revocations.js";
import { receivedWith } from "/assets/console/received.js";
import { fieldsOf, orderOf, showKind } from "/assets/console/terms.js";
import { viewersWith } from "/assets/console/viewers.js";

const overview = document.getElementById("overview");
const createForm = document.getElementById("create");

const create = oneAtATime(async () => {
  say("working", "Recording it…");
  try {
    const answer = await repeatable((body, headers) => authorized("/share-links", { body, headers }), orderOf(fieldsOf(createForm)));
    showCreated(answer.shareLinks ?? [answer], warned(answer.warnings));
    const { kind } = fieldsOf(createForm);
    createForm.reset();
    createForm.elements.kind.value = kind;
    silence();
    await listLinks().catch(() => {});
  } catch (error) {
    say("failed", failure(error, "Not created", "the link was created"));
  }
});

createForm.addEventListener("submit", (event) => {
  event.preventDefault();
  create();
});

createForm.elements.kind.forEach((choice) => choice.addEventListener("change", () => showKind(createForm, choice.value)));
showKind(createForm, "view");

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

/** The address says which link is shown, so the browser's Back and a colleague find it again. */
async function route() {
  const id = new URLSearchParams(location.hash.replace(/^#/, "")).get("link");
  overview.hidden = id !== null;
  if (id) {
    await showLink(id);
  } else {
    hideLink();
    await listLinks();
  }
}

async function main() {
  await logIn();
  try {
    const me = await authorized("/me");
    const isAdmin = me.roles.includes("admin");
    const mayAudit = isAdmin || me.roles.includes("auditor");
    const preview = isAdmin ? (revocation) => authorized("/revocations?dryRun=true", { body: revocation }) : undefined;
    offerOnly(me.mayChange, isAdmin);
    offerDestinations(me.notices ?? []);
    document.querySelector("[data-kinds]").hidden = me.uploadLinks !== true;
    editWith(authorized);
    pickWith(authorized);
    viewersWith(authorized, me.mayChange);
    receivedWith(authorized, me.mayChange);
    pasteWith({ call: authorized, preview, isAdmin, mayAudit });
    linkPageWith({ call: authorized, mayChange: me.mayChange, mayAudit, preview });
    await showLinks(authorized, me.mayChange, preview);
    document.getElementById("who").textContent = me.subject;
    document.getElementById("console").hidden = false;
    const refresh = () => route().catch((error) => say("failed", error.message));
    addEventListener("hashchange", () => {
      silence();
      refresh();
    });
    if (location.hash !== "") {
      refresh();
    }
    watchFeed(authorized);
    if (isAdmin) {
      keysWith(authorized);
    }
    if (mayAudit) {
      document.getElementById("to-audit").hidden = false;
      await showRevocations(authorized, listLinks, isAdmin);
    }
  } catch (error) {
    say("failed", `${error.title ?? "The issuer doesn't answer"}. ${error.message}`);
  }
}

main();
