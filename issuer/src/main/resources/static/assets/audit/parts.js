/** What the audit's page is built of. */

import { facts, make } from "../make.js";
import { clock } from "./times.js";

export { facts, make };

/** A time to read, which says itself in UTC where somebody points at it. */
export function timeOf(instant, beside) {
  return make("time", { dateTime: instant, title: `${instant} (UTC)`, textContent: clock(instant, beside) });
}

export function badge(tone, text) {
  return make("span", { className: `badge tone-${tone}`, textContent: text });
}

export function link(href, text, name) {
  const made = make("a", { href, textContent: text });
  if (name) {
    made.setAttribute("aria-label", name);
  }
  return made;
}

/** An id that is long and means nothing to a person, but can be copied. */
export function code(text) {
  return make("code", { textContent: text });
}
