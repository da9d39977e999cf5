/** The card of one object: a picture, a player, or its name with what can be done about it. */

/** What a browser shows in a tab of its own. */
const OPENS = /^(application\/pdf|text\/(plain|csv|markdown|vtt))$/;
const UNKNOWN = "application/octet-stream";

/**
 * @param {{key: string, size: number, contentType: string, thumbnailKey?: string}} object `contentType` is a guess by the key's ending
 * @param {{url: (key: string) => string}} session
 * @param {object} options
 * @param {boolean} options.allowDownload whether the token allows to save the object as a file
 * @param {() => void} options.failed the object can't be shown
 */
export function card(object, session, { allowDownload, failed }) {
  const holder = element("div", { className: "holder" });
  const fill = (contentType) => holder.replaceChildren(cardOf(object, contentType, session, allowDownload, failed));
  fill(object.contentType);
  if (object.contentType === UNKNOWN) {
    // The listing doesn't have the stored type: the edge is asked once the card is on the screen.
    whenSeen(holder.firstElementChild, async () => {
      const contentType = await storedType(session.url(object.key));
      if (contentType !== null && contentType !== UNKNOWN) {
        fill(contentType);
      }
    });
  }
  return holder;
}

/** In the place of an object that is refused for itself. */
export function refusedCard(object) {
  const file = element("article", { className: "file refused" });
  const line = element("p", {});
  line.append(element("strong", { textContent: nameOf(object) }), " isn't available at the moment");
  file.append(line);
  return file;
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

export function formatSize(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit > 1 ? 1 : 0)} ${units[unit]}`;
}

function cardOf(object, contentType, session, allowDownload, failed) {
  return contentType.startsWith("image/")
    ? pictureOf(object, session, allowDownload, failed)
    : fileOf(object, contentType, session, allowDownload, failed);
}

function pictureOf(object, session, allowDownload, failed) {
  const name = nameOf(object);
  const image = element("img", { loading: "lazy", decoding: "async", alt: name });
  image.dataset.key = object.thumbnailKey ?? object.key;
  image.addEventListener("load", () => image.classList.add("loaded"));
  image.addEventListener("error", () => {
    if (image.dataset.key !== object.key) {
      image.dataset.key = object.key; // The thumbnail went away after the listing.
      point(image, session);
    } else {
      failed();
    }
  });
  point(image, session);
  const opener = element("button", { type: "button", className: "photo", title: name });
  opener.dataset.full = object.key;
  opener.append(image);
  const picture = element("figure", { className: "picture" });
  picture.append(opener);
  if (allowDownload) {
    picture.append(download(object, session));
  }
  return picture;
}

function fileOf(object, contentType, session, allowDownload, failed) {
  const file = element("article", { className: "file" });
  const player = playerOf(contentType, allowDownload);
  if (player) {
    player.dataset.key = object.key;
    player.addEventListener("error", failed);
    point(player, session);
    file.append(player);
  }
  const line = element("p", {});
  line.append(element("strong", { textContent: nameOf(object) }), ` ${formatSize(object.size)} `);
  if (OPENS.test(contentType)) {
    line.append(link(object, session, "Open"), " ");
  }
  if (allowDownload) {
    line.append(download(object, session));
  } else if (!player && !OPENS.test(contentType)) {
    line.append(element("span", { className: "soft", textContent: "can't be shown here" }));
  }
  file.append(line);
  return file;
}

/** Null for what this browser doesn't play, such as the segments of a stream. A player's own menu offers downloads too. */
function playerOf(contentType, allowDownload) {
  const kind = /^(video|audio)\//.exec(contentType)?.[1];
  if (!kind) {
    return null;
  }
  const player = element(kind, { controls: true, preload: "metadata" });
  if (!allowDownload) {
    player.setAttribute("controlslist", "nodownload");
  }
  return player.canPlayType(contentType) === "" ? null : player;
}

function link(object, session, text) {
  const made = element("a", { textContent: text, target: "_blank", rel: "noopener" });
  made.dataset.key = object.key;
  made.setAttribute("aria-label", `${text} ${nameOf(object)}`);
  point(made, session);
  return made;
}

function download(object, session) {
  const made = link(object, session, "Download");
  made.className = "download";
  made.dataset.download = "";
  made.removeAttribute("target"); // The answer is saved, so this page stays.
  point(made, session);
  return made;
}

async function storedType(url) {
  try {
    const response = await fetch(url, { method: "HEAD", cache: "no-store" });
    return response.ok ? (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase() : null;
  } catch {
    return null;
  }
}

function whenSeen(target, run) {
  const observer = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) {
      observer.disconnect();
      run();
    }
  });
  observer.observe(target);
}

function nameOf(object) {
  return object.key.slice(object.key.lastIndexOf("/") + 1);
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
