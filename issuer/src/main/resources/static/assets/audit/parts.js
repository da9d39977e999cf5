/** What the audit's page is built of. */

import { clock } from "./times.js";

/** An element with its properties and children; a child that is null or empty is left out. */
export function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A time to read, which says itself in UTC where somebody points at it. */
export function timeOf(instant, beside) {
  return make("time", { dateTime: instant, title: `${instant} (UTC)`, textContent: clock(instant, beside) });
}

export function badge(tone, text) {
  return make("span", { className: `badge tone-${tone}`, textContent: text });
}

/** Names and values, without those that have none. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return make("dl", { className: "facts" }, ...known.map(([name, value]) => make("div", {}, make("dt", { textContent: name }), make("dd", {}, value))));
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
