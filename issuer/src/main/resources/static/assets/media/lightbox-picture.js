/** A picture in the lightbox: its thumbnail until it has come, then itself, to zoom by buttons, keys, wheel, double click and two fingers, and to swipe. */

import { element } from "./media-card.js";
import { titleOf } from "./media-kinds.js";
import { CLOSER, fitted, moved, STEP, swiped, WHOLE, zoomed } from "./zoom.js";

const DOUBLE_TAP_MS = 300;

export function pictureOf(object, session, { small, failed, swiped: go }) {
  const url = session.url(object.key);
  const made = element("div", { className: "zoom" });
  const image = element("img", { alt: titleOf(object), draggable: false, decoding: "async" });
  const wait = element("p", { className: "wait", textContent: "Loading…" });
  let view = WHOLE;
  let stage;

  const sizes = () => {
    const stageSize = { width: stage.clientWidth, height: stage.clientHeight };
    const natural = { width: image.naturalWidth || 1, height: image.naturalHeight || 1 };
    return { ...fitted(natural, stageSize), stageWidth: stageSize.width, stageHeight: stageSize.height };
  };
  const show = (next) => {
    view = next;
    made.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    stage.classList.toggle("enlarged", view.scale > 1);
  };
  const middle = { x: 0, y: 0 };
  const toggle = (point) => show(view.scale > 1 ? WHOLE : zoomed(view, CLOSER, point, sizes()));

  if (small && small !== url) {
    const first = element("img", { src: small, alt: "", draggable: false, className: "small" });
    made.append(first);
    image.addEventListener("load", () => first.remove());
  }
  image.addEventListener("load", () => wait.remove());
  image.addEventListener("error", () => {
    wait.textContent = "This picture can't be shown at the moment.";
    made.append(wait);
    failed();
  });
  image.src = url;
  made.append(image);
  if (!image.complete && !small) {
    made.append(wait);
  }

  const fingers = new Fingers({ view: () => view, show, toggle, sizes, go, pointOf: (event) => pointOf(event, stage) });
  const handlers = {
    pointerdown: (event) => fingers.down(event),
    pointermove: (event) => fingers.move(event),
    pointerup: (event) => fingers.up(event),
    pointercancel: (event) => fingers.up(event),
    dblclick: (event) => fingers.isMouse && toggle(pointOf(event, stage)),
    wheel: (event) => {
      event.preventDefault();
      show(zoomed(view, Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), pointOf(event, stage), sizes()));
    },
  };
  return {
    element: made,
    begin: (place) => {
      stage = place;
      stage.classList.add("zooms");
      Object.entries(handlers).forEach(([name, run]) => stage.addEventListener(name, run, { passive: false }));
    },
    end: () => {
      stage.classList.remove("zooms", "enlarged");
      Object.entries(handlers).forEach(([name, run]) => stage.removeEventListener(name, run));
      image.removeAttribute("src");
    },
    zoom: (direction) => show(direction === 0 ? WHOLE : zoomed(view, STEP ** direction, middle, sizes())),
  };
}

/** One finger or the mouse moves an enlarged picture and swipes one that fits; two fingers zoom. */
class Fingers {
  #down = new Map();
  #begun = null;
  #tapped = 0;
  /** Taps are counted here; some browsers make double clicks of them, too. */
  isMouse = false;

  constructor(options) {
    Object.assign(this, options);
  }

  down(event) {
    this.isMouse = event.pointerType === "mouse";
    event.target.setPointerCapture?.(event.pointerId);
    this.#down.set(event.pointerId, this.pointOf(event));
    this.#begun = this.#down.size === 1 ? { ...this.pointOf(event), at: event.timeStamp } : null;
  }

  move(event) {
    const before = this.#down.get(event.pointerId);
    if (!before) {
      return;
    }
    const point = this.pointOf(event);
    const [other] = [...this.#down].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    if (other) {
      const by = distance(point, other) / Math.max(1, distance(before, other));
      this.show(zoomed(this.view(), by, { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 }, this.sizes()));
    } else if (this.view().scale > 1) {
      this.show(moved(this.view(), point.x - before.x, point.y - before.y, this.sizes()));
    }
    this.#down.set(event.pointerId, point);
  }

  up(event) {
    this.#down.delete(event.pointerId);
    if (!this.#begun || event.type === "pointercancel" || event.pointerType === "mouse" || (this.view().scale > 1 && !this.#isTap(event))) {
      return;
    }
    const point = this.pointOf(event);
    if (this.#isTap(event)) {
      // Browsers make no double click of taps where gestures are the page's own.
      if (event.timeStamp - this.#tapped < DOUBLE_TAP_MS) {
        this.toggle(point);
      }
      this.#tapped = event.timeStamp;
      return;
    }
    const by = swiped(point.x - this.#begun.x, point.y - this.#begun.y, event.timeStamp - this.#begun.at);
    if (by !== 0) {
      this.go(by);
    }
  }

  #isTap(event) {
    return distance(this.pointOf(event), this.#begun) < 10;
  }
}

function pointOf({ clientX, clientY }, stage) {
  const box = stage.getBoundingClientRect();
  return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
}

function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
