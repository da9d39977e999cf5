/** Shows objects through the edge: images in a grid, anything else as a card with a player or a link. */

/**
 * Fills `grid`. URLs follow the session's token; whatever hasn't been loaded moves over to a new one.
 *
 * @param {HTMLElement} grid
 * @param {{key: string, size: number, contentType: string, thumbnailKey?: string}[]} objects
 * @param {(key: string) => void} failed an object can't be shown
 * @returns what the page does with them: `show` and `hide` all, `close` and `open` one by its key
 */
export function showObjects(grid, objects, session, { allowDownload = true, failed = () => {} } = {}) {
  const cards = new Map();
  const open = (object) => card(object, session, allowDownload, () => failed(object.key));
  const exchange = (key, make) => {
    const object = objects.find((one) => one.key === key);
    const next = make(object);
    cards.get(key)?.replaceWith(next);
    cards.set(key, next);
  };
  const show = () => {
    objects.forEach((object) => cards.set(object.key, open(object)));
    grid.replaceChildren(...cards.values());
  };
  show();
  session.addEventListener("token", () => {
    for (const element of grid.querySelectorAll("[data-key]")) {
      const loaded = element.tagName === "IMG" && element.complete && element.naturalWidth > 0;
      const playing = element.tagName === "VIDEO" && !element.paused;
      if (!loaded && !playing) {
        point(element, session);
      }
    }
  });
  return {
    show,
    hide: () => grid.replaceChildren(),
    close: (key) => exchange(key, refusedCard),
    open: (key) => exchange(key, open),
  };
}

/**
 * Opens images of `grid` large in `dialog`: the objects themselves, not their thumbnails.
 *
 * @returns {(key?: string) => void} closes it, where it shows that object or none is named
 */
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
      dialog.dataset.shown = opener.dataset.full;
      caption.textContent = shown.alt;
      dialog.showModal();
    }
  });
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => image.removeAttribute("src"));
  return (key) => {
    if (dialog.open && (key === undefined || dialog.dataset.shown === key)) {
      dialog.close();
    }
  };
}

export function formatSize(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit > 1 ? 1 : 0)} ${units[unit]}`;
}

function nameOf(object) {
  return object.key.slice(object.key.lastIndexOf("/") + 1);
}

/** In the place of an object that is refused for itself. */
function refusedCard(object) {
  const file = element("article", { className: "file refused" });
  const line = element("p", {});
  line.append(element("strong", { textContent: nameOf(object) }), " isn't available at the moment");
  file.append(line);
  return file;
}

function card(object, session, allowDownload, failed) {
  const name = nameOf(object);
  if (object.contentType.startsWith("image/")) {
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
    return opener;
  }
  const file = element("article", { className: "file" });
  if (object.contentType.startsWith("video/")) {
    const video = element("video", { controls: true, preload: "metadata" });
    video.dataset.key = object.key;
    video.addEventListener("error", failed);
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
