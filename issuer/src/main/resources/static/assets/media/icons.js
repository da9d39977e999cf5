/** The pages' icons: strokes of 24 by 24, in the colour of the text beside them. Screen readers pass them over. */

const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  previous: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  download: "M12 4v11m-5-4 5 5 5-5M5 20h14",
  upload: "M12 15V4m-5 4 5-5 5 5M5 20h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 7v6.5M12 17v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  retry: "M19 12a7 7 0 1 1-2.2-5.1M19 3v5h-5",
  larger: "M12 6v12M6 12h12",
  smaller: "M6 12h12",
  play: "M8 5.5v13l11-6.5z",
  audio: "M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zm10-2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z",
  pdf: "M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h4",
  text: "M7 3h7l5 5v13H7zM14 3v5h5M10 12h6M10 15h6M10 18h3",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
};
const SVG = "http://www.w3.org/2000/svg";

/** @param {keyof PATHS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Of a kind of object, as `media-kinds.js` has them. */
export function iconOfKind(kind) {
  return icon({ video: "play", stream: "play" }[kind] ?? (PATHS[kind] ? kind : "file"));
}
