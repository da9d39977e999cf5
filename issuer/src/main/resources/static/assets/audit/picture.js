/** A life as a picture: what the issuer decided above what the edge knew. What it shows is in the list below it, too. */

import { layOut } from "./life.js";
import { make } from "./parts.js";
import { duration } from "./times.js";
import { toneOf } from "./verdicts.js";

const SVG = "http://www.w3.org/2000/svg";
const BAR = 22;
const LETTER = 6.6;

let patterns = 0;

/**
 * @param life as {@link layOut} takes it, without a width
 * @param label what the picture is of
 */
export function pictureOf(life, label) {
  const holder = make("div", { className: "life", tabIndex: 0 });
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", label);
  let drawn = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width > 0 && width !== drawn) {
      drawn = width;
      holder.replaceChildren(draw(layOut({ ...life, width }), life, label));
    }
  }).observe(holder);
  return holder;
}

function draw(at, life, label) {
  const lanes = [
    { name: "Decided by the issuer", draw: (y) => at.issuer.flatMap((piece) => bar(piece, y)) },
    { name: "Known at the edge", draw: (y) => at.edge.flatMap((piece) => bar(piece, y, pattern)) },
    ...(life.tokens ? [{ name: "Tokens issued", draw: (y) => at.tokens.flatMap((bin) => tally(bin, y)) }] : []),
    ...(life.opens ? [{ name: "Last open reported by the edge, not proved", draw: (y) => [baseline(at.width, y), ...at.opens.map((open) => diamond(open, y))] }] : []),
  ];
  const pattern = `life-either-${++patterns}`;
  const top = 40;
  const step = 52;
  const bottom = top + lanes.length * step;
  const root = shape("svg", { width: at.width, height: bottom + 22, viewBox: `0 0 ${at.width} ${bottom + 22}`, role: "img", "aria-label": `${label}. The list below says the same.` });
  root.append(
    stripes(pattern),
    ...at.marks.map(({ x }) => shape("line", { x1: x, x2: x, y1: 24, y2: bottom - 10, class: "guide" })),
    ...lanes.flatMap((lane, i) => [text(lane.name, { x: 0, y: top + i * step + 10, class: "lane" }), ...lane.draw(top + i * step + 17)]),
    ...at.marks.flatMap(mark),
    ...at.gaps.filter(({ from, to, ms }) => ms >= 50 && duration(ms).length * LETTER < to - from - 4).map(({ from, to, ms }) => text(duration(ms), { x: (from + to) / 2, y: bottom + 12, class: "gap" })),
    ...(at.at === null ? [] : [shape("line", { x1: at.at, x2: at.at, y1: 28, y2: bottom - 4, class: "asked" })]),
  );
  return root;
}

function bar({ from, to, state }, y, pattern) {
  const width = Math.max(2, to - from);
  const piece = shape("rect", { x: from, y, width, height: BAR, class: `bar tone-${toneOf(state)}` });
  if (state === "either" && pattern) {
    piece.setAttribute("fill", `url(#${pattern})`);
  }
  const words = state.replaceAll("-", " ");
  return words.length * LETTER < width - 8 ? [piece, text(words, { x: from + width / 2, y: y + 15, class: `in-bar tone-${toneOf(state)}` })] : [piece];
}

function mark({ x, state, number }) {
  return [shape("circle", { cx: x, cy: 14, r: 10, class: `mark tone-${toneOf(state)}` }), text(number, { x, y: 18, class: "number" })];
}

function tally({ from, to, count }, y) {
  const height = Math.min(BAR, 5 + 5 * Math.log10(count));
  const words = count.toLocaleString();
  return [
    shape("rect", { x: from + 2, y: y + BAR - height, width: Math.max(2, to - from - 4), height, class: "tally" }),
    text(words, { x: (from + to) / 2, y: y + BAR - height - 3, class: "gap" }),
  ];
}

function baseline(width, y) {
  return shape("line", { x1: 14, x2: width - 14, y1: y + BAR / 2, y2: y + BAR / 2, class: "reported" });
}

function diamond({ x, after }, y) {
  const middle = y + BAR / 2;
  return shape("path", { d: `M${x} ${middle - 7}L${x + 7} ${middle}L${x} ${middle + 7}L${x - 7} ${middle}Z`, class: after ? "open after" : "open" });
}

/** Granted here, refused there. */
function stripes(id) {
  const made = shape("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  made.append(shape("rect", { width: 8, height: 8, class: "stripe-ground" }), shape("rect", { width: 4, height: 8, class: "stripe" }));
  const defs = shape("defs", {});
  defs.append(made);
  return defs;
}

function text(content, attributes) {
  const made = shape("text", attributes);
  made.textContent = content;
  return made;
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}
