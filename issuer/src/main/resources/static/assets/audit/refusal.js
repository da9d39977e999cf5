/** Why there is no answer, and what to do. */

import { verdict } from "./answers.js";
import { make } from "./parts.js";

const WORDS = {
  "nothing-of-this-id": "The log has no token and no share link of this id. Was all of it copied?",
  "not-issued-here": "The log has no token of this id. It wasn't issued here, or the id isn't whole.",
  "before-the-log": "The log begins only later: nothing is known of that time.",
  "audit-not-configured": "The audit isn't set up here, so there are no answers. Whoever runs this issuer finds how in its documents.",
  "audit-unavailable": "The audit's index doesn't answer right now. The log itself isn't touched by that.",
  "not-indexed-yet": "The index hasn't come that far in the log yet.",
};

/** What asking again may mend. */
const PASSES = new Set(["audit-unavailable", "not-indexed-yet"]);

export function wordsOf(error) {
  return WORDS[error.code] ?? error.message;
}

/** @param again called when somebody asks again */
export function refusalOf(error, again) {
  const words = wordsOf(error);
  const made = verdict("unknown", words, error.message === words ? "" : error.message);
  if (PASSES.has(error.code) || error instanceof TypeError) {
    const button = make("button", { type: "button", className: "quiet", textContent: "Ask again" });
    button.addEventListener("click", again);
    made.append(button);
  }
  return made;
}
