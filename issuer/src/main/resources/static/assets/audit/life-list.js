/** What happened to a token or a link, in order: the picture, and the numbered list that says the same. */

import { isSame } from "./events.js";
import { make } from "./parts.js";
import { pictureOf } from "./picture.js";
import { eventRow, momentRow } from "./rows.js";
import { toneOf } from "./verdicts.js";

const BY_THE_CLOCK = {
  open: "Begin of its time",
  granted: "Begin of its time",
  expired: "End of its time",
};

/** Of an event that is known by its outcome alone. */
const AS_FAR_AS_KNOWN = { revoked: "Access revoked", blocked: "Access blocked", granted: "Access given again", open: "Access given again", "unknown-key": "Signing key withdrawn" };

/**
 * @param timeline of the answer
 * @param events those that are known in full, of those that the timeline names
 * @param more what else the picture has: `tokens`, `opens`, `at`
 * @param label what it is the life of
 */
export function lifeOf(timeline, events, { about, ...more }, label) {
  const moments = timeline.map((entry, i) => ({ time: entry.time, state: stateOf(entry), known: entry.knownAtEdge, number: i + 1 }));
  return make(
    "div",
    {},
    make("h3", { textContent: label }),
    make("p", { className: "soft caption", textContent: captionOf(more) }),
    pictureOf({ moments, end: new Date().toISOString(), ...more }, label),
    make("ol", { className: "events numbered" }, ...timeline.map((entry) => row(entry, events, about))),
  );
}

function captionOf({ tokens, opens }) {
  return [
    "Not to scale: what happened stands in order, with the time between. The dashed line is the moment that you asked about.",
    tokens ? "Numbers count the tokens issued." : "",
    opens?.length > 0 ? "The diamond is the last open that the edge reported." : "",
  ].filter(Boolean).join(" ");
}

/** Of a token that is refused, why. */
function stateOf({ verdict, reason }) {
  return verdict === "refused" && reason ? reason : verdict;
}

function row(entry, events, about) {
  const state = stateOf(entry);
  const how = { state: state.replaceAll("-", " "), tone: toneOf(state), about };
  if (!entry.event) {
    return momentRow(entry.time, BY_THE_CLOCK[state] ?? "By the clock", how);
  }
  const known = events.find((one) => isSame(one, entry.event));
  return eventRow(known ?? { ...entry.event, title: AS_FAR_AS_KNOWN[state] ?? "An event", time: entry.time, archived: true, knownAtEdge: entry.knownAtEdge }, how);
}
