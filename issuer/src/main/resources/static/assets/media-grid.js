/** Shows objects through the edge, a card each. */

import { card, point, refusedCard } from "/assets/media-card.js";

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
  const open = (object) => card(object, session, { allowDownload, failed: () => failed(object.key) });
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
      const playing = element instanceof HTMLMediaElement && !element.paused;
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
