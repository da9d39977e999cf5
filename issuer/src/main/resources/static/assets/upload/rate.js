/** How fast bytes leave, and so how long the rest takes. Pure. */

const WINDOW_MS = 12_000;
/** With less there is nothing to go by. */
const LEAST_MS = 2_000;

export class Rate {
  /** @type {{at: number, bytes: number}[]} */
  #samples = [];

  /** @param {number} bytes of all files so far. Less than before, as after a part that has to be sent again, begins anew */
  add(bytes, at) {
    if (bytes < (this.#samples.at(-1)?.bytes ?? 0)) {
      this.#samples = [];
    }
    this.#samples.push({ at, bytes });
    while (this.#samples[0].at < at - WINDOW_MS) {
      this.#samples.shift();
    }
  }

  /** After a stop: what was before says nothing. */
  reset() {
    this.#samples = [];
  }

  /** Seconds for `bytes` more, or null where it isn't known. */
  secondsFor(bytes) {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || last.at - first.at < LEAST_MS || last.bytes === first.bytes) {
      return null;
    }
    return (bytes * (last.at - first.at)) / (last.bytes - first.bytes) / 1000;
  }
}
