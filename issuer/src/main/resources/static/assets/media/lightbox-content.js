/** What the lightbox shows of an object: `element`, and what can be done with it. `begin` is called once it is in its place, `end` when it leaves. */

import { icon, iconOfKind } from "./icons.js";
import { element, link } from "./media-card.js";
import { formatSize, kindOf, nameOf } from "./media-kinds.js";
import { pictureOf } from "./lightbox-picture.js";
import { playStream } from "./stream.js";

/** More of a text is left to an editor. */
const TEXT_BYTES = 256 * 1024;

/**
 * @param {object} options
 * @param {string} [options.small] URL of a picture that has been loaded
 * @param {boolean} options.allowDownload
 * @param {boolean} options.playing whether a film plays at once
 * @param {() => void} options.failed the object can't be shown
 * @param {(by: number) => void} options.swiped
 * @returns {{element: HTMLElement, end: () => void, begin?: (stage: HTMLElement) => void, zoom?: (direction: number) => void, renewed?: () => void}}
 */
export function contentOf(object, session, options) {
  const kind = kindOf(object.contentType, object.key);
  return { picture: pictureOf, video: playerOf, audio: playerOf, stream: streamOf, text: textOf }[kind]?.(object, session, options) ?? fileOf(object, session, options);
}

function player(kind, { allowDownload, playing }) {
  const made = element(kind, { controls: true, preload: "metadata", autoplay: playing, playsInline: true });
  if (!allowDownload) {
    made.setAttribute("controlslist", "nodownload");
  }
  return made;
}

/** Goes on under the new token where it was, if the old one's answers stop. */
function playerOf(object, session, options) {
  const kind = kindOf(object.contentType, object.key);
  const media = player(kind, options);
  const made = { element: media, end: () => silence(media) };
  if (kind === "audio") {
    made.element = element("div", { className: "sheet audio" });
    made.element.append(iconOfKind("audio"), element("h2", { textContent: nameOf(object) }), media);
  }
  if (media.canPlayType(object.contentType) === "") {
    return fileOf(object, session, options, "This browser can't play it.");
  }
  let from = session.url(object.key);
  media.src = from;
  media.addEventListener("error", () => {
    const now = session.url(object.key);
    if (now !== from) {
      const { currentTime, paused } = media;
      from = now;
      media.src = now;
      media.currentTime = currentTime;
      if (!paused) {
        media.play().catch(() => {});
      }
    } else {
      made.element.replaceWith(fileOf(object, session, options, "It can't be played at the moment.").element);
      options.failed();
    }
  });
  return made;
}

function streamOf(object, session, options) {
  const media = player("video", options);
  let stop = () => {};
  let over = false;
  const failed = (text) => !over && media.replaceWith(fileOf(object, session, options, text).element);
  playStream(media, object.key, session, failed).then(
    (made) => (over ? made() : (stop = made)),
    () => failed("The player couldn't be loaded. Check your connection, then try again."),
  );
  return {
    element: media,
    end: () => {
      over = true;
      stop();
      silence(media);
    },
  };
}

/** A player that has left the page goes on loading unless it is told. */
function silence(media) {
  media.pause();
  media.removeAttribute("src");
  media.load();
}

function textOf(object, session, options) {
  const text = element("pre", { className: "text", tabIndex: 0, textContent: "Loading…" });
  const note = element("p", { className: "soft", hidden: true });
  const made = element("div", { className: "sheet" });
  const reading = new AbortController();
  made.append(text, note);
  beginningOf(session.url(object.key), TEXT_BYTES, reading.signal).then(
    (read) => {
      text.textContent = read;
      if (object.size > TEXT_BYTES) {
        note.textContent = `This is the beginning: the first ${formatSize(TEXT_BYTES)} of ${formatSize(object.size)}.`;
        note.hidden = false;
      }
    },
    () => {
      if (!reading.signal.aborted) {
        made.replaceWith(fileOf(object, session, options, "It can't be shown at the moment.").element);
        options.failed();
      }
    },
  );
  return { element: made, end: () => reading.abort() };
}

/** The first `most` bytes of a text in UTF-8. */
export async function beginningOf(url, most, signal) {
  const response = await fetch(url, { signal });
  if (!response.ok) {
    throw new Error(`answered ${response.status}`);
  }
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  for (let left = most; left > 0; ) {
    const { done, value } = await reader.read();
    if (done) {
      return text + decoder.decode();
    }
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.length;
  }
  await reader.cancel();
  return text;
}

/** What a page doesn't show itself; a browser shows a PDF in a tab of its own. */
function fileOf(object, session, { allowDownload }, text) {
  const kind = kindOf(object.contentType, object.key);
  const opens = kind === "pdf" || kind === "text";
  const made = element("div", { className: "sheet" });
  const actions = element("p", { className: "actions" });
  if (opens) {
    const opener = link(object, session, { className: "action", label: "Open" });
    opener.append(icon("open"), "Open in a new tab");
    actions.append(opener);
  }
  if (allowDownload && kind !== "stream") {
    const save = link(object, session, { download: true, className: opens ? "quiet" : "action", label: "Download" });
    save.append(icon("download"), "Download");
    actions.append(save);
  }
  made.append(
    iconOfKind(kind),
    element("h2", { textContent: nameOf(object) }),
    element("p", { className: "soft", textContent: [formatSize(object.size), text ?? (opens ? "" : allowDownload ? "No preview of this kind of file" : "It can't be shown here")].filter(Boolean).join(" · ") }),
    actions,
  );
  return { element: made, end: () => {} };
}
