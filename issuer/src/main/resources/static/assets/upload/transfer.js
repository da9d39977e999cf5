/** One file on its way, from being chosen to being received. */

import { bytesStored, missingParts } from "./plan.js";

/**
 * "lost" waits for its file to be chosen again, after a reload. "failed" has an `error`, and may be tried again.
 *
 * @typedef {"queued" | "uploading" | "done" | "failed" | "lost" | "cancelled"} State
 */

/** One file. Its members are what pages show; the queue alone changes them. */
export class Transfer {
  /** @type {State} */
  state = "queued";
  /** @type {string | undefined} once the link knows it */
  id;
  /** By which it is announced, also again where the answer was lost. @type {string | undefined} */
  ref;
  /** @type {Record<number, string>} */
  etags = {};
  partSize = 0;
  parts = 0;
  /** @type {Error | undefined} */
  error;
  /** In a row, over all of its parts: those that fail during a rest are the failure that it rests after. */
  failures = 0;
  /** Parts whose last URL the store refused. @type {Set<number>} */
  refused = new Set();
  /** Parts under way, with the bytes that have left. */
  sending = new Map();
  /** @type {Map<number, {url: string, method: string, headers: object, until: number}>} */
  urls = new Map();
  asking = null;
  /** What it waits after until the next attempt. @type {{error: Error} | null} */
  resting = null;
  /** Whether the link had received it before it heard of the cancel. */
  cancelledLate = false;
  ending = new AbortController();

  /** @param {{name: string, size: number, lastModified: number}} file a File, or what is known of one that was chosen before */
  constructor({ name, size, lastModified }, file) {
    Object.assign(this, { name, size, lastModified, file });
  }

  /** Bytes that the store has, or that have left for it. */
  get bytes() {
    return this.state === "done" ? this.size : bytesStored(this) + [...this.sending.values()].reduce((sum, one) => sum + one, 0);
  }

  /** The next part to send; 0 when the file is to be completed, null when nothing is to be begun. */
  get next() {
    const missing = missingParts(this);
    return missing.length === 0 ? (this.sending.size === 0 ? 0 : null) : (missing.find((number) => !this.sending.has(number)) ?? null);
  }
}
