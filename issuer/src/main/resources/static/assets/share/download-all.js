/** The button that saves all files as one archive, and how far that has come. */

import { icon } from "../media/icons.js";
import { element } from "../media/media-card.js";
import { formatSize } from "../media/media-kinds.js";
import { saveAll } from "./zip.js";
import { zipName } from "./zip-names.js";

const ARCHIVER = "/assets/vendor/client-zip/index.js";
/** Of an archive that has to be in memory first. */
const MOST_IN_MEMORY = 1_000_000_000;

/**
 * @param {HTMLElement} place
 * @param {object} options
 * @param {() => {key: string, size: number}[]} options.objects what can be saved at the moment
 * @param {{url: (key: string) => string}} options.session
 * @param {() => string} options.title
 * @param {(key: string) => void} options.refused
 * @returns {() => void} ends what is under way
 */
export function offerDownload(place, options) {
  const offer = new Offer(place, options);
  return () => offer.cancel();
}

class Offer {
  #running = null;

  constructor(place, options) {
    Object.assign(this, options);
    this.button = element("button", { type: "button", className: "action" });
    this.button.append(icon("download"), "Download all");
    this.button.addEventListener("click", () => this.#run());
    this.progress = element("progress", { max: 1, value: 0 });
    this.progress.setAttribute("aria-label", "Download of all files");
    this.cancelling = element("button", { type: "button", className: "quiet", textContent: "Cancel" });
    this.cancelling.addEventListener("click", () => this.cancel());
    this.said = element("p", { className: "said" });
    this.said.setAttribute("role", "status");
    place.replaceChildren(this.said, this.progress, this.cancelling, this.button);
    this.#show(false);
  }

  cancel() {
    this.#running?.abort();
  }

  #show(running) {
    this.button.hidden = running;
    this.progress.hidden = !running;
    this.cancelling.hidden = !running;
  }

  async #run() {
    const objects = this.objects();
    const total = objects.reduce((sum, { size }) => sum + size, 0);
    this.#running = new AbortController();
    const { signal } = this.#running;
    try {
      const target = await targetOf(zipName(this.title()), total);
      if (target === null) {
        this.said.textContent = `This browser saves at most ${formatSize(MOST_IN_MEMORY)} at once, and these are ${formatSize(total)}. Save files one by one, or use Chrome or Edge on a computer.`;
        return;
      }
      this.#show(true);
      this.#say(0, total);
      const { makeZip } = await import(ARCHIVER);
      const left = await saveAll({
        objects,
        url: (key) => this.session.url(key),
        archive: (entries) => makeZip(entries, { buffersAreUTF8: true }),
        sink: target.sink,
        signal,
        progress: (bytes) => this.#say(bytes, total),
        refused: this.refused,
      });
      await target.done?.();
      this.said.textContent = summary(left);
    } catch (error) {
      this.said.textContent = signal.aborted || error.name === "AbortError" ? "" : "The download broke off. Check your connection, then try again.";
    } finally {
      const hadFocus = document.activeElement === this.cancelling;
      this.#running = null;
      this.#show(false);
      if (hadFocus) {
        this.button.focus();
      }
    }
  }

  #say(bytes, total) {
    this.progress.value = total === 0 ? 0 : bytes / total;
    const percent = Math.floor((100 * bytes) / Math.max(1, total));
    const text = `${percent}% of ${formatSize(total)}`;
    if (this.said.textContent !== text) {
      this.said.textContent = text;
    }
  }
}

function summary(left) {
  if (left.length === 0) {
    return "All files are saved.";
  }
  const names = left.slice(0, 3).join(", ") + (left.length > 3 ? ` and ${left.length - 3} more` : "");
  return `Saved, without what isn't available at the moment: ${names}.`;
}

/** Where the archive goes: to the disk as it comes, else to memory and then to the disk; null where it is too large for that. Must be called in the click itself. */
async function targetOf(name, total) {
  if (globalThis.showSaveFilePicker) {
    const handle = await globalThis.showSaveFilePicker({ suggestedName: name, types: [{ accept: { "application/zip": [".zip"] } }] });
    return { sink: await handle.createWritable() };
  }
  if (total > MOST_IN_MEMORY) {
    return null;
  }
  const { readable, writable } = new TransformStream();
  const blob = new Response(readable, { headers: { "Content-Type": "application/zip" } }).blob();
  blob.catch(() => {}); // Where it ends early.
  return { sink: writable, done: async () => save(await blob, name) };
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
