/** The auditor's page: from a question in the field or in the address to what is shown. */

import { say } from "../dialog.js";
import { authorized, logIn } from "../login.js";
import "./archive.js";
import { linkAnswer, tokenAnswer } from "./answers.js";
import { fillQuestion, onQuestion } from "./form.js";
import { hideEvents, listEvents } from "./list.js";
import { pathAnswer } from "./path-answer.js";
import { fromHash, toHash } from "./question.js";
import { refusalOf } from "./refusal.js";
import { instantOf, localOf, zone } from "./times.js";

const desk = document.getElementById("desk");
const begin = document.getElementById("begin");
const answer = document.getElementById("answer");
const title = document.getElementById("answer-title");
const state = document.getElementById("answer-state");
const body = document.getElementById("answer-body");
const moment = document.getElementById("moment");

const ANSWERS = { token: tokenAnswer, link: linkAnswer, path: pathAnswer };
const TITLES = { token: "Token", link: "Share link", path: "File or folder" };

let shown;

onQuestion(go);

moment.addEventListener("submit", (event) => {
  event.preventDefault();
  go({ ...shown, at: instantOf(moment.elements.at.value), path: moment.elements.path.value.trim() });
});
moment.addEventListener("focusin", () => (moment.elements.at.max = localOf(new Date())));
moment.querySelector("[data-now]").addEventListener("click", () => go({ ...shown, at: undefined }));

/** The address has the question, so the browser's Back and a colleague find it again. */
function go(question) {
  const hash = toHash(question);
  if (hash === location.hash) {
    show();
  } else {
    location.hash = hash;
  }
}

addEventListener("hashchange", () => show());

async function show() {
  const question = fromHash(location.hash);
  shown = question;
  begin.hidden = question !== null;
  answer.hidden = question === null || !(question.kind in ANSWERS || question.kind === "id");
  if (question === null) {
    delete desk.dataset.busy;
    hideEvents();
    return;
  }
  fillQuestion(question);
  fillMoment(question);
  // What stands below an answer is shown once that is whole: nothing moves under a person's eyes.
  desk.dataset.busy = "";
  await (question.kind === "id" ? find(question) : Promise.all([answerTo(question), listEvents(question)]));
  if (question === shown) {
    delete desk.dataset.busy;
  }
}

function fillMoment({ kind, path, at }) {
  // A position of the log is no time for the field.
  moment.elements.at.value = /^\d+$/.test(at ?? "") ? "" : localOf(at);
  moment.elements.path.value = path ?? "";
  moment.querySelector("[data-path]").hidden = kind !== "token";
}

/** A token's id and a link's look alike. The address then says which it is, in place of the question that it was. */
async function find(question) {
  head("Looking for it", question.id, "Looking it up…");
  hideEvents();
  for (const kind of ["token", "link"]) {
    try {
      await authorized(`/audit/${kind}s/${encodeURIComponent(question.id)}`);
      return become({ ...question, kind });
    } catch (error) {
      if (question !== shown) {
        return;
      }
      if (error.status !== 404) {
        return refuse(error);
      }
    }
  }
  refuse({ code: "nothing-of-this-id" });
}

function become(question) {
  history.replaceState(null, "", toHash(question));
  return show();
}

function head(kind, id, text) {
  title.replaceChildren(`${kind} `, Object.assign(document.createElement("span"), { className: "id", textContent: id }));
  state.textContent = text;
  body.replaceChildren();
}

async function answerTo(question) {
  const by = ANSWERS[question.kind];
  if (!by) {
    return;
  }
  head(TITLES[question.kind], question.id, "Looking it up…");
  try {
    const made = await by(question);
    if (question === shown) {
      state.textContent = "";
      body.replaceChildren(...made);
      // Who doesn't see the page hears the heading, and then the sentence that it is described by.
      body.querySelector(".said").id = "answer-said";
      title.focus();
    }
  } catch (error) {
    if (question === shown) {
      refuse(error);
    }
  }
}

function refuse(error) {
  state.textContent = "";
  body.replaceChildren(refusalOf(error, () => show()));
}

async function main() {
  document.getElementById("zone").textContent = `Times are in your zone, ${zone()}.`;
  await logIn();
  try {
    const me = await authorized("/me");
    document.getElementById("who").textContent = me.subject;
    if (!me.roles.includes("auditor") && !me.roles.includes("admin")) {
      say("failed", "This page is for auditors and admins. This login is neither.");
      return;
    }
    desk.hidden = false;
    await show();
  } catch (error) {
    say("failed", `${error.title ?? "The issuer doesn't answer"}. ${error.message}`);
  }
}

main();
