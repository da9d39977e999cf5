/** One object at a time over the whole window: pictures to zoom, players, text; previous and next by buttons, keys and swipes. */

import { icon } from "./icons.js";
import { contentOf } from "./lightbox-content.js";
import { element, link } from "./media-card.js";
import { kindOf, titleOf, UNKNOWN } from "./media-kinds.js";

/**
 * Opens what is clicked in the board's grid in `dialog`: the objects themselves, not their thumbnails.
 *
 * @param {ReturnType<import("./media-grid.js").showObjects>} board
 * @param {HTMLDialogElement} dialog
 * @param {{url: (key: string) => string}} session
 * @returns {(key?: string) => void} closes it, where it shows that object or none is named
 */
export function enableLightbox(board, dialog, session) {
  const lightbox = new Lightbox(board, dialog, session);
  return (key) => lightbox.close(key);
}

class Lightbox {
  #shown = null;
  #content = null;
  #ahead = [];

  constructor(board, dialog, session) {
    Object.assign(this, { board, dialog, session });
    this.#build();
    board.grid.addEventListener("click", (event) => {
      const opener = event.target.closest("button.photo");
      if (opener) {
        this.#open(opener.dataset.full);
      }
    });
    dialog.addEventListener("close", () => this.#closed());
    dialog.addEventListener("keydown", (event) => this.#key(event));
    // The button that goes back closes the lightbox and not the page.
    addEventListener("popstate", () => dialog.open && dialog.close());
    session.addEventListener("token", () => this.#content?.renewed?.());
  }

  close(key) {
    if (this.dialog.open && (key === undefined || this.#shown?.key === key)) {
      this.dialog.close();
    }
  }

  #build() {
    const button = (name, label, action) => {
      const made = element("button", { type: "button", className: `tool ${name}`, title: label });
      made.setAttribute("aria-label", label);
      made.append(icon(name));
      made.addEventListener("click", action);
      return made;
    };
    this.position = element("span", { className: "position" });
    this.name = element("span", { className: "name", id: "lightbox-name" });
    this.tools = element("span", { className: "tools" });
    this.save = element("span");
    this.smaller = button("smaller", "Smaller", () => this.#content.zoom?.(-1));
    this.larger = button("larger", "Larger", () => this.#content.zoom?.(1));
    this.tools.append(this.smaller, this.larger, this.save, button("close", "Close", () => this.dialog.close()));
    const bar = element("header", { className: "bar" });
    bar.append(this.position, this.name, this.tools);
    this.stage = element("div", { className: "stage" });
    this.previous = button("previous", "Previous", () => this.#go(-1));
    this.next = button("next", "Next", () => this.#go(1));
    this.spoken = element("p", { className: "unseen" });
    this.spoken.setAttribute("aria-live", "polite");
    this.dialog.setAttribute("aria-labelledby", "lightbox-name");
    this.dialog.replaceChildren(bar, this.stage, this.previous, this.next, this.spoken);
  }

  #open(key) {
    this.dialog.showModal();
    history.pushState({ lightbox: true }, "");
    this.#show(key, true);
    this.dialog.focus();
  }

  #show(key, playing = false) {
    const { objects, index } = this.#around(key);
    const object = objects[index];
    this.#shown = object;
    if (object.contentType === UNKNOWN) {
      this.board.learnType(object).then((learnt) => learnt && this.#shown === object && this.#show(key, playing));
    }
    this.dialog.dataset.shown = key;
    this.position.textContent = `${index + 1} of ${objects.length}${this.board.complete ? "" : "+"}`;
    this.name.textContent = titleOf(object);
    this.spoken.textContent = `${titleOf(object)}, ${index + 1} of ${objects.length}`;
    this.previous.disabled = index === 0;
    this.next.disabled = index === objects.length - 1;
    this.#content?.end();
    this.#content = contentOf(object, this.session, {
      small: this.board.opener(key)?.querySelector("img.loaded")?.currentSrc,
      allowDownload: this.board.allowDownload,
      playing,
      failed: () => this.board.failed(key),
      swiped: (by) => this.#go(by),
    });
    this.stage.replaceChildren(this.#content.element);
    this.#content.begin?.(this.stage);
    const zooms = this.#content.zoom !== undefined;
    this.smaller.hidden = !zooms;
    this.larger.hidden = !zooms;
    this.save.replaceChildren(...this.#download(object));
    this.#loadAhead(objects[index + 1], objects[index - 1]);
  }

  #download(object) {
    if (!this.board.allowDownload || kindOf(object.contentType, object.key) === "stream") {
      return [];
    }
    const made = link(object, this.session, { download: true, className: "tool download", label: "Download" });
    made.title = "Download";
    made.append(icon("download"));
    return [made];
  }

  /** The neighbours' pictures, so that the next one is there at once. */
  #loadAhead(...neighbours) {
    this.#ahead = neighbours
      .filter((object) => object && kindOf(object.contentType, object.key) === "picture")
      .map((object) => element("img", { src: this.session.url(object.key) }));
  }

  #around(key) {
    const objects = this.board.shown;
    return { objects, index: objects.findIndex((one) => one.key === key) };
  }

  #go(by) {
    const { objects, index } = this.#around(this.#shown.key);
    const to = by === -Infinity ? 0 : by === Infinity ? objects.length - 1 : index + by;
    if (to !== index && objects[to]) {
      this.#show(objects[to].key);
    }
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    // A player's own keys move within it.
    const action = event.target instanceof HTMLMediaElement ? undefined : this.#actionOf(event.key);
    if (action) {
      event.preventDefault();
      action();
    }
  }

  #actionOf(key) {
    const zoom = this.#content.zoom;
    return {
      ArrowLeft: () => this.#go(-1),
      ArrowRight: () => this.#go(1),
      Home: () => this.#go(-Infinity),
      End: () => this.#go(Infinity),
      "+": zoom && (() => zoom(1)),
      "=": zoom && (() => zoom(1)),
      "-": zoom && (() => zoom(-1)),
      0: zoom && (() => zoom(0)),
    }[key];
  }

  #closed() {
    const { key } = this.#shown;
    this.#content.end();
    this.stage.replaceChildren();
    this.#ahead = [];
    this.#content = null;
    this.#shown = null;
    if (history.state?.lightbox) {
      history.back();
    }
    // The browser gives the focus back to what was clicked; the viewer may have gone on.
    this.board.opener(key)?.focus();
  }
}
