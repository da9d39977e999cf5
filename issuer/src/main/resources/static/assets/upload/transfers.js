/** The queue of files on their way: which part is sent next, what is tried again and when, and what ends it. */

import { hex } from "../hex.js";
import { missingParts, rangeOf } from "./plan.js";

/** @typedef {import("./transfer.js").Transfer} Transfer */

/** Requests to the store at once, over all files. */
const MOST_AT_ONCE = 3;
/** Parts whose URLs are asked for in one call: those that are due now. */
const AHEAD = 3;
/** A URL is good for five minutes from when it was asked for. In the last of them it isn't used. */
const URL_MS = 4 * 60_000;
const MOST_DECLARED = 50;
const MOST_FAILURES = 8;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** The link takes nothing at the moment, or never again. */
const STOPS = new Set(["link-closed", "link-expired", "link-not-found", "link-not-active", "blocked", "uploads-not-configured"]);

export class Transfers {
  /** @type {Transfer[]} in their order */
  all = [];
  /** Why nothing is sent, where the link says so. */
  stopped = null;
  /** As the uploader calls themselves: asked for before a file is announced. */
  uploader = "";
  #running = 0;
  #declaring = false;

  /**
   * @param {object} options
   * @param {(path: string, body: object) => Promise<object>} options.call the link's API, with its session; throws errors with `status`, `code` and `retryAfterMs`
   * @param {(target: object, bytes: Blob, options: object) => Promise<string>} options.put gives the part's ETag, or throws an error with `status`
   * @param {(ms: number, signal: AbortSignal) => Promise<void>} options.pause ends early, without an error, when the file ends
   * @param {() => boolean} options.isOnline
   * @param {(transfer: Transfer) => void} options.keep for the next reload; what is done, failed for good or cancelled isn't kept
   * @param {(transfer?: Transfer) => void} options.changed
   * @param {(left: {filesLeft: number, bytesLeft: number}) => void} options.left the room that the link has left
   * @param {(transfer: Transfer) => void} options.freed a cancelled file's room is the link's again
   */
  constructor(options) {
    Object.assign(this, { now: () => performance.now(), ...options });
  }

  /** Files of before a reload, which go on when they are chosen again. */
  remember(transfers) {
    this.all.push(...transfers);
  }

  send(transfers) {
    this.all.push(...transfers);
    this.run();
  }

  /** @param {File} file the same one, chosen again */
  resume(transfer, file) {
    Object.assign(transfer, { file, state: "queued", error: undefined, failures: 0 });
    if (transfer.id !== undefined) {
      this.keep(transfer);
    }
    this.run();
  }

  /** The link is told; if it doesn't hear, it ends the file by itself after a day. One that it has received already comes back. */
  cancel(transfer) {
    this.#end(transfer, "cancelled");
    this.all = this.all.filter((one) => one !== transfer);
    this.run();
    if (transfer.id !== undefined) {
      this.#tellCancelled(transfer);
    }
  }

  async #tellCancelled(transfer) {
    try {
      await this.call("/files/cancel", { id: transfer.id });
      this.freed(transfer);
    } catch (error) {
      if (error.code === "upload-not-found") {
        this.#received(transfer);
      }
    }
  }

  #received(transfer) {
    if (transfer.state === "cancelled") {
      transfer.cancelledLate = true;
      this.all.push(transfer);
    }
    this.#end(transfer, "done");
  }

  /** After `stopped`, or when the network is back. */
  resumeAll() {
    this.stopped = null;
    this.all.forEach((transfer) => (transfer.resting = null));
    this.run();
  }

  /** Begins whatever may begin now. */
  run() {
    while (this.stopped === null && this.isOnline() && this.#running < MOST_AT_ONCE) {
      const job = this.#job();
      if (!job) {
        break;
      }
      this.#running++;
      job().finally(() => {
        this.#running--;
        this.run();
      });
    }
    this.changed();
  }

  #job() {
    const ready = this.all.filter(({ state, resting, file }) => (state === "queued" || state === "uploading") && !resting && file);
    const unknown = ready.filter(({ id }) => id === undefined);
    if (unknown.length > 0 && !this.#declaring) {
      return () => this.#declare(unknown.slice(0, MOST_DECLARED));
    }
    const transfer = ready.find((one) => one.id !== undefined && one.next !== null);
    if (!transfer) {
      return null;
    }
    const number = transfer.next;
    transfer.sending.set(number, 0);
    transfer.state = "uploading";
    return () => this.#attempt(transfer, number);
  }

  async #attempt(transfer, number) {
    try {
      await (number === 0 ? this.#complete(transfer) : this.#sendPart(transfer, number));
      transfer.failures = 0;
      transfer.refused.delete(number);
    } catch (error) {
      transfer.sending.delete(number);
      await this.#failed(transfer, number, error);
    } finally {
      transfer.sending.delete(number);
      this.changed(transfer);
    }
  }

  async #sendPart(transfer, number) {
    const target = await this.#urlOf(transfer, number);
    const { signal } = transfer.ending;
    signal.throwIfAborted();
    const { start, end } = rangeOf(transfer, number);
    const etag = await this.put(target, transfer.file.slice(start, end), {
      signal,
      progress: (bytes) => {
        transfer.sending.set(number, bytes);
        this.changed(transfer);
      },
    });
    transfer.urls.delete(number);
    transfer.etags[number] = etag;
    this.keep(transfer);
  }

  async #urlOf(transfer, number) {
    for (;;) {
      const known = transfer.urls.get(number);
      if (known && known.until > this.now()) {
        return known;
      }
      transfer.asking ??= this.#askForUrls(transfer, number).finally(() => (transfer.asking = null));
      await transfer.asking;
    }
  }

  async #askForUrls(transfer, number) {
    const until = this.now() + URL_MS;
    const due = missingParts(transfer).filter((one) => one === number || (one > number && !(transfer.urls.get(one)?.until > this.now())));
    const { parts } = await this.call("/parts", { id: transfer.id, parts: due.slice(0, AHEAD) });
    parts.forEach((part) => transfer.urls.set(part.number, { ...part, until }));
  }

  async #complete(transfer) {
    const parts = Object.keys(transfer.etags).map((number) => ({ number: Number(number), etag: transfer.etags[number] }));
    await this.call("/files/complete", { id: transfer.id, parts });
    this.#received(transfer);
  }

  /** Makes files known to the link; where it doesn't take all of them, one by one. */
  async #declare(transfers) {
    this.#declaring = true;
    try {
      await this.#declareTogether(transfers);
    } catch (error) {
      const alone = transfers.length > 1 && (error.code === "upload-limit" || error.code === "invalid-request");
      for (const some of alone ? transfers.map((transfer) => [transfer]) : [transfers]) {
        await (alone ? this.#declareTogether(some) : Promise.reject(error)).catch((why) => Promise.all(some.map((transfer) => this.#failed(transfer, null, why))));
      }
    } finally {
      this.#declaring = false;
    }
  }

  async #declareTogether(transfers) {
    transfers.forEach((transfer) => (transfer.ref ??= randomRef()));
    const answer = await this.call("/files", { uploader: this.uploader, files: transfers.map(({ name, size, ref }) => ({ name: name.normalize("NFC"), size, ref })) });
    this.left(answer);
    answer.files.forEach(({ id, partSize, parts }, i) => {
      const transfer = transfers[i];
      Object.assign(transfer, { id, partSize, parts, failures: 0 });
      if (transfer.state === "cancelled") {
        this.#tellCancelled(transfer);
      } else {
        this.keep(transfer);
      }
    });
  }

  async #failed(transfer, number, error) {
    if ((transfer.state !== "queued" && transfer.state !== "uploading") || this.stopped) {
      return;
    }
    if (STOPS.has(error.code)) {
      this.#stop(error);
      return;
    }
    if (error.code === "upload-incomplete") {
      // The store doesn't know one of the parts, and the answer can't say which.
      transfer.etags = {};
      this.keep(transfer);
    } else if (error.status === 403 && error.code === undefined && transfer.urls.delete(number) && !transfer.refused.has(number)) {
      // The URL was too old. A new one is asked for, and if that is refused as well it is an error like others.
      transfer.refused.add(number);
      return;
    } else if (isFinal(error)) {
      this.#end(transfer, "failed", error);
      return;
    } else if (!(await isReadable(transfer.file))) {
      this.#end(transfer, "failed", Object.assign(new Error("changed"), { code: "file-changed" }));
      return;
    }
    if (transfer.resting || !this.isOnline()) {
      // The pauses are the file's: of parts that fail in one outage the first one counts, and begins the rest.
      return;
    }
    if (error.status !== 429) {
      // Being told to wait is no failure.
      transfer.failures++;
    }
    if (transfer.failures >= MOST_FAILURES) {
      this.#end(transfer, "failed", error);
      return;
    }
    this.#rest(transfer, error);
  }

  /** In the background: a file that rests holds no other one up. */
  async #rest(transfer, error) {
    const rest = { error };
    transfer.resting = rest;
    this.changed(transfer);
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, transfer.failures - 1));
    await this.pause(Math.max(error.retryAfterMs ?? 0, longest * (0.5 + Math.random() / 2)), transfer.ending.signal);
    if (transfer.resting === rest) {
      transfer.resting = null;
      this.run();
    }
  }

  /** Nothing is sent any more, and nothing is lost: the parts that are there stay. */
  #stop(error) {
    this.stopped = error;
    for (const transfer of this.all) {
      transfer.ending.abort();
      transfer.ending = new AbortController();
    }
    this.changed();
  }

  #end(transfer, state, error) {
    transfer.ending.abort();
    Object.assign(transfer, { state, error, ending: new AbortController(), resting: null });
    transfer.urls.clear();
    if (isGone(error)) {
      // Another attempt begins anew.
      Object.assign(transfer, { id: undefined, ref: undefined, etags: {} });
    }
    this.keep(transfer);
    this.changed(transfer);
  }
}

function randomRef() {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/** The link doesn't know the file any more. */
function isGone(error) {
  return error?.status === 404 || error?.status === 410;
}

/** Another attempt of the same wouldn't help. */
function isFinal(error) {
  const { status, code } = error;
  return isGone(error) || (code !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429);
}

/** A file that was changed or moved since it was chosen can't be read, and all that a request says is that it failed. */
async function isReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
