/** Which files may be sent, in which parts, and which of them were begun before. Pure. */

/**
 * A file as its link knows it.
 *
 * @typedef {object} Begun
 * @property {string} id
 * @property {string} name
 * @property {number} size bytes
 * @property {number} lastModified ms since 1970, as the browser has it
 * @property {number} partSize bytes; the last part has the rest
 * @property {number} parts
 * @property {Record<number, string>} etags of the parts that the store has, by number from 1
 */

/** @typedef {"empty" | "too-large" | "too-many" | "no-room" | "name"} Unfit */

const LONGEST_NAME_BYTES = 255;

/** The bytes of a part, the end not included. */
export function rangeOf({ size, partSize }, number) {
  const start = (number - 1) * partSize;
  return { start, end: Math.min(size, start + partSize) };
}

/** @returns {number[]} those that the store hasn't */
export function missingParts({ parts, etags }) {
  return Array.from({ length: parts }, (_, i) => i + 1).filter((number) => etags[number] === undefined);
}

/** Bytes of the parts that the store has. */
export function bytesStored(begun) {
  return Object.keys(begun.etags).reduce((sum, number) => sum + rangeOf(begun, Number(number)).end - rangeOf(begun, Number(number)).start, 0);
}

/**
 * Why each file can't be sent, or null where it can: in their order, so that the first ones take the room.
 *
 * @param {{name: string, size: number}[]} files
 * @param {{filesLeft: number, bytesLeft: number, maxFileBytes: number}} limits
 * @returns {(Unfit | null)[]}
 */
export function unfit(files, { filesLeft, bytesLeft, maxFileBytes }) {
  return files.map(({ name, size }) => {
    const reason = reasonOf(name, size, { filesLeft, bytesLeft, maxFileBytes });
    if (reason === null) {
      filesLeft -= 1;
      bytesLeft -= size;
    }
    return reason;
  });
}

function reasonOf(name, size, { filesLeft, bytesLeft, maxFileBytes }) {
  if (size === 0) {
    return "empty";
  }
  if (new TextEncoder().encode(name).length > LONGEST_NAME_BYTES) {
    return "name";
  }
  if (size > maxFileBytes) {
    return "too-large";
  }
  if (filesLeft < 1) {
    return "too-many";
  }
  return size > bytesLeft ? "no-room" : null;
}

/** Whether both are one file, unchanged. Its name is compared as the link keeps it, in Unicode NFC. */
export function isSame(one, other) {
  return one.name.normalize("NFC") === other.name.normalize("NFC") && one.size === other.size && one.lastModified === other.lastModified;
}

/**
 * Which of the chosen files go on, and which are new. Each file that was begun goes on once.
 *
 * @template {Begun} B
 * @param {B[]} begun
 * @param {File[]} chosen
 * @returns {{again: [B, File][], fresh: File[]}}
 */
export function matched(begun, chosen) {
  const left = [...begun];
  const again = [];
  const fresh = [];
  for (const file of chosen) {
    const at = left.findIndex((one) => isSame(one, file));
    if (at < 0) {
      fresh.push(file);
    } else {
      again.push([left.splice(at, 1)[0], file]);
    }
  }
  return { again, fresh };
}
