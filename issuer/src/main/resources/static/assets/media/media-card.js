/** The tile of one object in the grid: a picture, or a sign of what it is, with its name. A click on it opens the lightbox. */

import { icon, iconOfKind } from "./icons.js";
import { formatSize, kindOf, nameOf, titleOf } from "./media-kinds.js";

/**
 * @param {{key: string, size: number, contentType: string, thumbnailKey?: string}} object
 * @param {{url: (key: string) => string}} session
 * @param {object} options
 * @param {boolean} options.allowDownload whether the token allows to save the object as a file
 * @param {HTMLImageElement} [options.image] of a picture, or of what has a thumbnail
 */
export function tile(object, session, { allowDownload, image }) {
  const kind = kindOf(object.contentType, object.key);
  const opener = element("button", { type: "button", className: "photo", title: nameOf(object) });
  opener.dataset.full = object.key;
  if (image) {
    opener.append(image);
    if (kind !== "picture") {
      opener.append(badge(kind));
    }
  } else {
    opener.classList.add("sign");
    opener.append(iconOfKind(kind), element("span", { className: "kind", textContent: signOf(object, kind) }));
  }
  opener.setAttribute("aria-label", [titleOf(object), image ? SPOKEN[kind] : signOf(object, kind)].filter(Boolean).join(", "));
  const made = element("figure", { className: "tile" });
  made.append(opener, caption(object, session, allowDownload && kind !== "stream"));
  return made;
}

/** Beside a name that has a picture; a sign has its own words. */
const SPOKEN = { video: "video", audio: "sound", stream: "film", pdf: "document", text: "text", file: "file" };

/** In the place of an object that is refused for itself. */
export function refusedTile(object) {
  const made = element("figure", { className: "tile refused" });
  const sign = element("p", { className: "photo sign", textContent: "Not available at the moment" });
  const line = element("figcaption", { className: "line" });
  line.append(element("span", { className: "name", textContent: titleOf(object) }));
  made.append(sign, line);
  return made;
}

/** Leads to the object whose key `target` has, with the token that is in use. */
export function point(target, session) {
  const url = session.url(target.dataset.key);
  if (target.tagName === "A") {
    target.href = target.dataset.download === undefined ? url : `${url}?download`;
  } else {
    target.src = url;
  }
}

/** A link to the object that opens in a tab of its own, or saves it. */
export function link(object, session, { download, className = "", label }) {
  const made = element("a", { className, rel: "noopener" });
  made.dataset.key = object.key;
  made.setAttribute("aria-label", `${label} ${nameOf(object)}`);
  if (download) {
    made.dataset.download = ""; // The answer is saved, so this page stays.
  } else {
    made.target = "_blank";
  }
  point(made, session);
  return made;
}

export function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

function badge(kind) {
  const made = element("span", { className: "badge-kind" });
  made.append(iconOfKind(kind));
  return made;
}

function signOf(object, kind) {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(nameOf(object))?.[1].toUpperCase();
  return kind === "stream" ? "Film" : [ending, formatSize(object.size)].filter(Boolean).join(" · ");
}

function caption(object, session, allowDownload) {
  const line = element("figcaption", { className: "line" });
  line.append(element("span", { className: "name", textContent: titleOf(object), title: nameOf(object) }));
  if (allowDownload) {
    const save = link(object, session, { download: true, className: "download", label: "Download" });
    save.title = "Download";
    save.append(icon("download"));
    line.append(save);
  }
  return line;
}
