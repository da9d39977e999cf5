/** What pages are built of. */

/** An element with its properties and children; a child that is null or empty is left out. */
export function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** `run`, which no second click begins while it is under way: that one gets the same outcome. */
export function oneAtATime(run) {
  let running;
  return (...given) => (running ??= (async () => run(...given))().finally(() => (running = undefined)));
}

/** Names and values, without those that have none. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return make("dl", { className: "facts" }, ...known.map(([name, value]) => make("div", {}, make("dt", { textContent: name }), make("dd", {}, value))));
}
