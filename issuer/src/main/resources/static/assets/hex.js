/** Bytes as hexadecimal digits. */

/** @param {Uint8Array} bytes */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 of them; undefined where the page has no WebCrypto: with plain http from another machine. */
export async function sha256(bytes) {
  const digest = await globalThis.crypto?.subtle?.digest("SHA-256", bytes);
  return digest && hex(new Uint8Array(digest));
}
