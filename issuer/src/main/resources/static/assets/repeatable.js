/** Calls that may be sent again where it isn't known whether the first one did its work (`docs/load.md`, the same call twice). */

import { hex } from "./hex.js";

/** The last call that may have done its work, and the key that it was sent with. */
let open;

/**
 * Sends `body` with an `Idempotency-Key`. The same body, sent again after an answer that got lost, has the same key: it gets the first answer, and nothing is made twice.
 *
 * @param {(body: object, headers: object) => Promise<object>} send
 */
export async function repeatable(send, body) {
  const text = JSON.stringify(body);
  const key = open?.text === text ? open.key : hex(crypto.getRandomValues(new Uint8Array(16)));
  open = { text, key };
  try {
    const answer = await send(body, { "Idempotency-Key": key });
    open = undefined;
    return answer;
  } catch (error) {
    if (error.status < 500 && error.code !== "request-running") {
      open = undefined;
    }
    throw error;
  }
}
