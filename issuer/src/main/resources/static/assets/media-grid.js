/** Shows objects through the edge: images in a grid, anything else as a card with a player or a link. */

const CHECK_MS = 5_000;

/**
 * Fills `grid`. URLs follow the session's token; whatever hasn't been loaded moves over to a new one.
 *
 * @param {HTMLElement} grid
 * @param {{key: string, size: number, contentType: string, thumbnailKey?: string}[]} objects
 */
export function showObjects(grid, objects, session, { allowDownload = true } = {}) {
  grid.replaceChildren(...objects.map((object) => card(object, session, allowDownload)));
  session.addEventListener("token", () => {
    for (const element of grid.querySelectorAll("[data-key]")) {
      const loaded = element.tagName === "IMG" && element.complete && element.naturalWidth > 0;
      const playing = element.tagName === "VIDEO" && !element.paused;
      if (!loaded && !playing) {
        point(element, session);
      }
    }
  });
}

/** Opens images of `grid` large in `dialog`: the objects themselves, not their thumbnails. */
export function enableLightbox(grid, dialog, session) {
  const image = dialog.querySelector("img");
  const caption = dialog.querySelector("figcaption");
  grid.addEventListener("click", (event) => {
    const opener = event.target.closest("button.photo");
    if (opener) {
      const shown = opener.querySelector("img");
      const small = shown.dataset.key !== opener.dataset.full;
      image.src = small ? session.url(opener.dataset.full) : shown.currentSrc || shown.src;
      image.alt = shown.alt;
      caption.textContent = shown.alt;
      dialog.showModal();
    }
  });
  dialog.addEventListener("click", () => dialog.close());
}

/**
 * Asks the edge now and then whether the first object is still granted; calls `refused(problem)` once it isn't. The edge decides this alone: no call reaches the
 * issuer.
 */
export function watchAccess(key, session, refused) {
  let over = false;
  const check = async () => {
    if (over || document.visibilityState !== "visible" || session.current === null) {
      return;
    }
    const problem = await refusal(session.url(key));
    if (problem && !over) {
      over = true;
      clearInterval(timer);
      refused(problem);
    }
  };
  const timer = setInterval(check, CHECK_MS);
  document.addEventListener("visibilitychange", check);
}

/** What the edge says of its knowledge, or null. */
export async function freshness(session) {
  try {
    const origin = new URL(session.current.baseUrl).origin;
    const response = await fetch(`${origin}/.well-known/edgepass`, { cache: "no-store" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

export function formatSize(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit > 1 ? 1 : 0)} ${units[unit]}`;
}

async function refusal(url) {
  try {
    const response = await fetch(url, { method: "HEAD", cache: "no-store" });
    return response.status === 401 || response.status === 403 ? { status: response.status } : null;
  } catch {
    return null; // No network, or a page of another origin: nothing is known.
  }
}

function card(object, session, allowDownload) {
  const name = object.key.slice(object.key.lastIndexOf("/") + 1);
  if (object.contentType.startsWith("image/")) {
    const image = element("img", { loading: "lazy", decoding: "async", alt: name });
    image.dataset.key = object.thumbnailKey ?? object.key;
    image.addEventListener("load", () => image.classList.add("loaded"));
    image.addEventListener("error", () => {
      if (image.dataset.key !== object.key) {
        image.dataset.key = object.key; // The thumbnail went away after the listing.
        point(image, session);
      }
    });
    point(image, session);
    const opener = element("button", { type: "button", className: "photo", title: name });
    opener.dataset.full = object.key;
    opener.append(image);
    return opener;
  }
  const file = element("article", { className: "file" });
  if (object.contentType.startsWith("video/")) {
    const video = element("video", { controls: true, preload: "metadata" });
    video.dataset.key = object.key;
    point(video, session);
    file.append(video);
  }
  const line = element("p", {});
  line.append(element("strong", { textContent: name }), ` ${formatSize(object.size)} `);
  if (allowDownload) {
    const link = element("a", { textContent: "Open", target: "_blank", rel: "noopener" });
    link.dataset.key = object.key;
    point(link, session);
    line.append(link);
  }
  file.append(line);
  return file;
}

function point(target, session) {
  const url = session.url(target.dataset.key);
  if (target.tagName === "A") {
    target.href = url;
  } else {
    target.src = url;
  }
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
