/** Sends a part to the store. XMLHttpRequest, since `fetch` tells of no upload's progress. */

/** The longest that a store may take nothing and say nothing. */
const SILENT_MS = 60_000;

/** The store refused, or there was no answer (`status` 0). */
export class StoreError extends Error {
  constructor(status) {
    super(status === 0 ? "the store didn't answer" : `the store answered ${status}`);
    this.status = status;
  }
}

/**
 * @param {{url: string, method: string, headers: Record<string, string>}} target
 * @param {Blob} bytes
 * @param {{signal: AbortSignal, progress: (bytes: number) => void}} options
 * @returns {Promise<string>} the part's ETag
 */
export function put({ url, method, headers }, bytes, { signal, progress }) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    let silent;
    const heard = () => {
      clearTimeout(silent);
      silent = setTimeout(abort, SILENT_MS);
    };
    request.open(method, url);
    // The browser sets the length itself, and lets no page do it.
    const { "content-length": length, ...others } = headers;
    Object.entries(others).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener("progress", ({ loaded }) => {
      heard();
      progress(loaded);
    });
    request.addEventListener("loadend", () => {
      clearTimeout(silent);
      signal.removeEventListener("abort", abort);
      const etag = request.getResponseHeader("ETag");
      if (signal.aborted) {
        reject(signal.reason);
      } else if (request.status >= 200 && request.status < 300 && etag) {
        resolve(etag);
      } else {
        reject(new StoreError(request.status));
      }
    });
    signal.addEventListener("abort", abort);
    heard();
    // Without a type: the signature covers none, and a Blob's own would be sent.
    request.send(new Blob([bytes], { type: "" }));
  });
}
