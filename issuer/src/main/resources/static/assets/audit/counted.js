/** An export as it comes: its parts, and how many events they have. */

/** What a page keeps in memory. */
const MOST_BYTES = 256 * 1024 * 1024;

const LINE_FEED = 10;
const QUOTE = 34;

/**
 * Reads an answer to its end. In CSV (RFC 4180) a line feed within quotes ends no record, and the first record is the heading.
 *
 * @param stream of bytes
 * @param kind `csv` or `ndjson`
 * @param seen called with the number of events so far
 * @returns {Promise<{parts: Uint8Array[], events: number}>}
 */
export async function readCounted(stream, kind, seen = () => {}) {
  const parts = [];
  const isCsv = kind === "csv";
  let records = 0;
  let bytes = 0;
  let quoted = false;
  let last = LINE_FEED;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    bytes += value.length;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      throw new Error("That is more than a page can hold. Choose a shorter time, or use ./edgepass audit export.");
    }
    for (const byte of value) {
      if (isCsv && byte === QUOTE) {
        quoted = !quoted;
      } else if (byte === LINE_FEED && !quoted) {
        records++;
      }
    }
    last = value.at(-1) ?? last;
    parts.push(value);
    seen(Math.max(0, records - (isCsv ? 1 : 0)));
  }
  if (last !== LINE_FEED) {
    records++;
  }
  return { parts, events: Math.max(0, records - (isCsv ? 1 : 0)) };
}
