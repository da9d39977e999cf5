/** Events of the log as rows of a list. */

import { button } from "../dialog.js";
import { detailOf, nameOf, titleOf } from "./events.js";
import { badge, link, make, timeOf } from "./parts.js";
import { showProof } from "./proof.js";
import { toHash } from "./question.js";
import { knownSentence } from "./verdicts.js";

/** @param more `{state, tone}` how what the list is about stood from then on; `about`, the id that the list is about anyway */
export function eventRow(event, { state, tone, about } = {}) {
  const title = titleOf(event);
  return make(
    "li",
    { className: "event" },
    timeOf(event.time),
    make(
      "div",
      {},
      make("p", { className: "what" }, make("strong", { textContent: title }), state ? " → " : null, state ? badge(tone, state) : null),
      make("p", { className: "detail", textContent: detailOf(event) }),
      make("p", { className: "soft detail" }, ...joined([by(event), ...leads(event, about), nameOf(event), event.archived ? null : "not sealed yet"])),
      sentence(knownSentence(event.knownAtEdge)),
    ),
    button("quiet small", "Proof", `of ${title}, ${nameOf(event)}`, () => showProof(event, title)),
  );
}

/** A moment that no event made, such as the end of a token. */
export function momentRow(time, title, { state, tone } = {}) {
  return make("li", { className: "event" }, timeOf(time), make("p", { className: "what" }, make("strong", { textContent: title }), " → ", badge(tone, state)));
}

function by({ actor }) {
  return actor ? `by ${actor}` : null;
}

/** Where one can go on from it. */
function leads({ jti, link: id, subject }, about) {
  return [
    jti && jti !== about ? link(toHash({ kind: "token", id: jti }), `token ${jti}`) : null,
    id && id !== about ? link(toHash({ kind: "link", id }), `share link ${id}`) : null,
    subject && subject !== about ? link(toHash({ kind: "subject", id: subject }), `${subject.startsWith("u-") ? "login" : "viewer"} ${subject}`) : null,
  ];
}

function joined(parts) {
  return parts.filter(Boolean).flatMap((part, i) => (i === 0 ? [part] : [" · ", part]));
}

function sentence(text) {
  return text ? make("p", { className: "detail soft", textContent: text }) : null;
}
