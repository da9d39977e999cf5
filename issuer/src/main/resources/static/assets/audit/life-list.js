/** What happened to a token or a link, in order: the picture, and the numbered list that says the same. */

import { isSame } from "./events.js";
import { make } from "./parts.js";
import { pictureOf } from "./picture.js";
import { eventRow, momentRow } from "./rows.js";
import { toneOf } from "./verdicts.js";

const BY_THE_CLOCK = {
  open: "The time that it was to open came",
  "not-yet-active": "It had a time from which on it was to open",
  expired: "Its time ended",
  granted: "Its time began",
};

/**
 * @param timeline of the answer
 * @param events those that are known in full, of those that the timeline names
 * @param more what else the picture has: `tokens`, `opens`, `at`
 * @param label what it is the life of
 */
export function lifeOf(timeline, events, more, label) {
  const moments = timeline.map(({ time, verdict, knownAtEdge }, i) => ({ time, state: verdict, known: knownAtEdge, number: i + 1 }));
  return make(
    "div",
    {},
    make("h3", { textContent: label }),
    pictureOf({ moments, end: new Date().toISOString(), ...more }, label),
    make("ol", { className: "events numbered" }, ...timeline.map((entry) => row(entry, events))),
  );
}

function row({ time, verdict, reason, event, knownAtEdge }, events) {
  const words = (verdict === "refused" && reason ? reason : verdict).replaceAll("-", " ");
  const how = { state: words, tone: toneOf(verdict) };
  if (!event) {
    return momentRow(time, BY_THE_CLOCK[reason ?? verdict] ?? "By the clock", how);
  }
  const known = events.find((one) => isSame(one, event));
  return eventRow(known ?? { ...event, time, type: "", archived: true, knownAtEdge }, how);
}
