/** What pages are built of. */

/** An element with its properties and children; a child that is null or empty is left out. */
export function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Names and values, without those that have none. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return make("dl", { className: "facts" }, ...known.map(([name, value]) => make("div", {}, make("dt", { textContent: name }), make("dd", {}, value))));
}
