/** All files of a link as one ZIP archive, made here: the edge serves files as always, and knows of no archive. */

import { namesInZip } from "./zip-names.js";

const ATTEMPTS = 3;
const FIRST_RETRY_MS = 1_000;

/**
 * Writes an archive of `objects` to `sink`, one file after the other. What the edge refuses is left out; what fails otherwise ends it, since a file that broke off can't be taken back.
 *
 * @param {object} options
 * @param {{key: string, size: number, lastModified?: string}[]} options.objects
 * @param {(key: string) => string} options.url asked for each file when its turn comes: the token may be another one by then
 * @param {(entries: AsyncIterable<{name: string, input: ReadableStream, lastModified?: Date}>) => ReadableStream<Uint8Array>} options.archive
 * @param {WritableStream} options.sink
 * @param {AbortSignal} options.signal
 * @param {(bytes: number) => void} options.progress of the files so far
 * @param {(key: string) => void} options.refused
 * @returns {Promise<string[]>} the names of what was left out
 */
export async function saveAll({ objects, url, archive, sink, signal, progress, refused, get = fetch, pause = wait }) {
  const names = namesInZip(objects.map(({ key }) => key));
  const left = [];
  let bytes = 0;
  async function* entries() {
    for (const { key, lastModified } of objects) {
      const response = await answered(() => get(url(key), { signal }), signal, pause);
      if (response === null) {
        left.push(names.get(key));
        refused(key);
        continue;
      }
      const counting = new TransformStream({
        transform(chunk, to) {
          bytes += chunk.length;
          progress(bytes);
          to.enqueue(chunk);
        },
      });
      yield { name: names.get(key), input: response.body.pipeThrough(counting), ...(lastModified ? { lastModified: new Date(lastModified) } : {}) };
    }
  }
  await archive(entries()).pipeTo(sink, { signal });
  return left;
}

/** Null where the edge refuses the file. */
async function answered(ask, signal, pause) {
  for (let attempt = 1; ; attempt++) {
    let problem;
    try {
      const response = await ask();
      if (response.ok) {
        return response;
      }
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        return null;
      }
      problem = new Error(`answered ${response.status}`);
    } catch (error) {
      problem = error;
    }
    signal.throwIfAborted();
    if (attempt === ATTEMPTS) {
      throw problem;
    }
    await pause(FIRST_RETRY_MS * attempt, signal);
  }
}

function wait(ms, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ms);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
