/** The fields of a question: what it is about, and of which events. */

import { TYPES } from "./events.js";
import { NotAQuestion, understand } from "./question.js";
import { instantOf, localOf } from "./times.js";

const form = document.getElementById("ask");
const fields = form.elements;
const complaint = document.getElementById("ask-error");

/** Whether a person has said what the text is, since a question was shown. */
let isChosen = false;

/** Only a login has one. */
function offerTenant() {
  form.querySelector("[data-tenant]").hidden = !["who", "actor"].includes(fields.kind.value) && fields.tenant.value === "";
}

fields.type.append(...Object.entries(TYPES).map(([type, words]) => new Option(words, type)));
fields.kind.addEventListener("change", () => {
  isChosen = true;
  offerTenant();
});
// What another question was about says nothing of this one.
fields.q.addEventListener("input", () => {
  if (!isChosen) {
    fields.kind.value = "";
    offerTenant();
  }
});

/** @param ask called with each question that a person asks */
export function onQuestion(ask) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const about = understood();
    if (about !== null) {
      const who = ["who", "actor"].includes(about.kind) ? { tenant: fields.tenant.value.trim() } : {};
      ask({ ...about, ...who, from: instantOf(fields.from.value), to: instantOf(fields.to.value), type: fields.type.value });
    }
  });
}

/** Null where the text is no question, which is said beside the field. */
function understood() {
  complaint.hidden = true;
  try {
    return understand(fields.q.value, fields.kind.value);
  } catch (error) {
    if (!(error instanceof NotAQuestion)) {
      throw error;
    }
    complaint.textContent = error.message;
    complaint.hidden = false;
    fields.q.focus();
    return null;
  }
}

/** Shows a question. In the place of an address with a token its id stands then. */
export function fillQuestion({ kind, id, tenant, from, to, type }) {
  isChosen = false;
  fields.q.value = id ?? "";
  fields.kind.value = kind === "events" || kind === "id" ? "" : kind;
  fields.tenant.value = tenant ?? "";
  fields.from.value = localOf(from);
  fields.to.value = localOf(to);
  fields.type.value = type ?? "";
  offerTenant();
}
