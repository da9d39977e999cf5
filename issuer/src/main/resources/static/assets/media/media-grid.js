/** Shows objects through the edge in a justified grid. What was placed stays where it is: a row waits a moment for the sizes of its pictures. */

import { nextRow, restHeight, rowHeight, SIGN_RATIO, USUAL_RATIO } from "./justified.js";
import { element, point, refusedTile, tile } from "./media-card.js";
import { kindOf, UNKNOWN } from "./media-kinds.js";
import { storedType } from "./stored-type.js";

const GAP = 8;
/** Of the line with the name, as `style.css` has it. */
const CAPTION = 32;
/** How long a row waits for a picture's size; then it is cropped to the usual one. */
const PATIENCE_MS = 1_500;
/** Loaded at the same time ahead of their rows. */
const AHEAD = 12;
const SCREENS_AHEAD = 1.5;

/**
 * Fills `grid`. URLs follow the session's token; whatever hasn't been loaded moves over to a new one.
 *
 * @param {HTMLElement} grid
 * @param {{key: string, size: number, contentType: string, thumbnailKey?: string, width?: number, height?: number}[]} objects the first ones; `add` brings more
 * @param {object} [options]
 * @param {boolean} [options.allowDownload]
 * @param {boolean} [options.complete] whether these are all
 * @param {(key: string) => void} [options.failed] an object can't be shown
 */
export function showObjects(grid, objects, session, options = {}) {
  return new Board(grid, objects, session, options);
}

class Board {
  #closed = new Set();
  /** What couldn't be loaded as a picture: a sign of it is shown until the next attempt. */
  #broken = new Set();
  #types = new Map();
  #ratios = new Map();
  #images = new Map();
  #tiles = [];
  #rest = element("div", { className: "rest" });
  #height = 0;
  #width = 0;
  #hidden = false;

  constructor(grid, objects, session, { allowDownload = true, complete = true, failed = () => {}, settled = () => {} }) {
    Object.assign(this, { grid, objects: [...objects], session, allowDownload, complete, failed, settled });
    this.show();
    session.addEventListener("token", () => this.#follow());
    new ResizeObserver(() => this.#resized()).observe(grid);
    addEventListener("online", () => this.#retry());
    addEventListener("scroll", () => this.#place(), { passive: true });
  }

  /** The objects that can be opened, in their order. */
  get shown() {
    return this.objects.filter(({ key }) => !this.#closed.has(key));
  }

  /** The next objects of the listing; with `complete` there are no more. */
  add(objects, complete) {
    this.objects.push(...objects);
    this.complete = complete;
    this.#place();
  }

  show() {
    this.#hidden = false;
    this.#tiles = [];
    this.#images.clear();
    this.#closed.clear();
    this.#broken.clear();
    this.#height = 0;
    this.#width = this.grid.clientWidth;
    this.grid.replaceChildren(this.#rest);
    this.#place();
  }

  hide() {
    this.#hidden = true;
    this.#tiles = [];
    this.#images.clear();
    this.grid.replaceChildren();
  }

  close(key) {
    this.#closed.add(key);
    this.#exchange(key);
  }

  open(key) {
    this.#closed.delete(key);
    this.#broken.delete(key);
    this.#images.delete(key);
    this.#exchange(key);
  }

  /** The button of an object, where its row is placed. */
  opener(key) {
    return this.#tiles[this.#indexOf(key)]?.querySelector("button.photo");
  }

  #indexOf(key) {
    return this.objects.findIndex((one) => one.key === key);
  }

  #exchange(key) {
    const index = this.#indexOf(key);
    const old = this.#tiles[index];
    if (old) {
      const made = this.#tile(this.objects[index]);
      made.style.width = old.style.width;
      made.style.setProperty("--height", old.style.getPropertyValue("--height"));
      old.replaceWith(made);
      this.#tiles[index] = made;
    }
  }

  #place() {
    if (this.#hidden || this.#width === 0) {
      return;
    }
    const target = rowHeight(this.#width);
    const shape = { complete: this.complete, count: this.objects.length, width: this.#width, gap: GAP, height: target };
    const top = this.grid.getBoundingClientRect().top;
    const wanted = innerHeight * (1 + SCREENS_AHEAD) - top;
    while (this.#tiles.length < this.objects.length && this.#height < wanted) {
      const from = this.#tiles.length;
      const passed = this.#height + target < -top - innerHeight;
      const row = nextRow((index) => this.#ratioOf(index, passed), { ...shape, from });
      if (row.needs !== undefined) {
        this.#ask(row.needs);
        break;
      }
      this.#append(from, row, passed);
    }
    const left = this.objects.length - this.#tiles.length;
    this.#rest.style.height = left === 0 ? "0" : `${restHeight(left, { ...shape, caption: CAPTION })}px`;
    this.settled({ placed: this.#tiles.length, all: left === 0 && this.complete });
  }

  #append(from, { to, height, widths }, passed) {
    const row = document.createDocumentFragment();
    for (let index = from; index < to; index++) {
      const made = this.#tile(this.objects[index], passed);
      this.#size(made, widths[index - from], height);
      this.#tiles.push(made);
      row.append(made);
    }
    this.#rest.before(row);
    this.#height += height + CAPTION + GAP;
  }

  #size(made, width, height) {
    made.style.width = `${width}px`;
    made.style.setProperty("--height", `${height}px`);
  }

  /** Undefined while it is being found out. */
  #ratioOf(index, passed) {
    const object = this.objects[index];
    if (object.width > 0 && object.height > 0) {
      return object.width / object.height;
    }
    if (!this.#hasImage(object)) {
      return this.#ratios.get(object.key) ?? SIGN_RATIO;
    }
    return this.#ratios.get(object.key) ?? (passed || this.#closed.has(object.key) ? USUAL_RATIO : undefined);
  }

  #hasImage(object) {
    return !this.#broken.has(object.key) && (object.thumbnailKey !== undefined || kindOf(object.contentType, object.key) === "picture");
  }

  /** Begins to load the pictures from `first` on, so that their sizes become known. */
  #ask(first) {
    for (const object of this.objects.slice(first, first + AHEAD)) {
      if (this.#hasImage(object) && !this.#images.has(object.key) && !this.#closed.has(object.key)) {
        this.#image(object);
        setTimeout(() => this.#ratios.has(object.key) || this.#learn(object.key, USUAL_RATIO), PATIENCE_MS);
      }
    }
  }

  #learn(key, ratio) {
    const waited = !this.#ratios.has(key);
    this.#ratios.set(key, ratio);
    if (waited) {
      this.#place();
    }
  }

  #tile(object, lazy = false) {
    if (this.#closed.has(object.key)) {
      return refusedTile(object);
    }
    const image = this.#hasImage(object) ? this.#images.get(object.key) ?? this.#image(object, lazy) : undefined;
    const made = tile(object, this.session, { allowDownload: this.allowDownload, image });
    if (object.contentType === UNKNOWN && !this.#types.has(object.key)) {
      whenSeen(made, () => this.learnType(object));
    }
    return made;
  }

  /**
   * Asks the edge, once, for a type that the listing doesn't have.
   *
   * @returns {Promise<boolean>} whether it became known
   */
  learnType(object) {
    if (!this.#types.has(object.key)) {
      this.#types.set(object.key, this.#askType(object));
    }
    return this.#types.get(object.key);
  }

  async #askType(object) {
    const contentType = await storedType(this.session.url(object.key));
    if (contentType === null || contentType === UNKNOWN) {
      return false;
    }
    object.contentType = contentType;
    this.#exchange(object.key);
    return true;
  }

  #image(object, lazy = false) {
    const image = element("img", { decoding: "async", alt: "", loading: lazy ? "lazy" : "eager" });
    image.dataset.key = object.thumbnailKey ?? object.key;
    image.addEventListener("load", () => {
      image.classList.add("loaded");
      this.#learn(object.key, image.naturalWidth / image.naturalHeight || USUAL_RATIO);
    });
    image.addEventListener("error", () => {
      if (image.dataset.key !== object.key && kindOf(object.contentType, object.key) === "picture") {
        image.dataset.key = object.key; // The thumbnail went away after the listing.
        point(image, this.session);
      } else {
        this.#broken.add(object.key);
        this.#images.delete(object.key);
        this.#ratios.has(object.key) || this.#learn(object.key, USUAL_RATIO);
        this.#exchange(object.key);
        this.failed(object.key);
      }
    });
    this.#images.set(object.key, image);
    point(image, this.session);
    return image;
  }

  #follow() {
    const links = this.grid.querySelectorAll("a[data-key]");
    for (const target of [...links, ...this.#images.values()]) {
      const loaded = target.tagName === "IMG" && target.complete && target.naturalWidth > 0;
      if (!loaded) {
        point(target, this.session);
      }
    }
    this.#retry();
  }

  #retry() {
    const again = [...this.#broken];
    this.#broken.clear();
    again.forEach((key) => this.#exchange(key));
  }

  #resized() {
    const width = this.grid.clientWidth;
    if (width === this.#width || width === 0 || this.#hidden) {
      return;
    }
    this.#width = width;
    this.#height = 0;
    const count = this.#tiles.length;
    const all = this.complete && count === this.objects.length;
    for (let from = 0; from < count; ) {
      const row = nextRow((index) => this.#ratioOf(index, true), { from, count, complete: true, width, gap: GAP, height: rowHeight(width) });
      if (row.to === count && !all) {
        // The last row may take more pictures now.
        this.#tiles.splice(from).forEach((made) => made.remove());
        break;
      }
      row.widths.forEach((size, index) => this.#size(this.#tiles[from + index], size, row.height));
      this.#height += row.height + CAPTION + GAP;
      from = row.to;
    }
    this.#place();
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
