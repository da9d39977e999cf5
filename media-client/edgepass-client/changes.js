/**
 * The issuer's stream of changes (`POST /api/v1/media/events`): it tells what was published about one media token. The token travels in the body, so that no URL has it.
 */

/** The first event comes at once; where it doesn't, something between here and the issuer holds it back. */
const FIRST_EVENT_MS = 5_000;
/** The issuer sends a comment every 20 s. */
const SILENCE_MS = 45_000;
/** A browser has six connections to a host by HTTP/1.1, for all its tabs: two are left for calls. The issuer allows one address as many. */
const STREAMS = 4;

/** A stream that wasn't to be had; `retryAfterMs` is 0 where the issuer names no time. */
export class NoStream extends Error {
  constructor(message, status = 0, retryAfterMs = 0) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Reads the stream until it ends, is silent for too long, or `signal` ends it. Resolves at its end; throws {@link NoStream}, or TypeError without a network.
 *
 * @param {string} token
 * @param {(change: {position: number, kind: string, paths?: string[]}) => void} take
 * @param {AbortSignal} signal
 */
export async function readChanges(token, take, signal, { issuer = "", send = fetch, firstEventMs = FIRST_EVENT_MS, silenceMs = SILENCE_MS } = {}) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), firstEventMs);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  const abort = () => silence.abort();
  signal.addEventListener("abort", abort);
  try {
    const response = await send(`${issuer}/api/v1/media/events`, {
      method: "POST",
      cache: "no-store",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream, application/problem+json" },
      body: JSON.stringify({ token }),
      signal: silence.signal,
    });
    if (!response.ok || !response.body) {
      const seconds = Number(response.headers.get("Retry-After"));
      throw new NoStream(`The issuer answered ${response.status}.`, response.status, seconds > 0 ? seconds * 1000 : 0);
    }
    await parse(response.body, take, alive);
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    throw silence.signal.aborted ? new NoStream("The stream was silent.") : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/**
 * Runs `run` while this tab holds one of the browser's few streams.
 *
 * @returns {Promise<boolean>} false where all of them are held, or the browser can't tell
 */
export async function withStream(run, locks = globalThis.navigator?.locks) {
  for (let slot = 0; locks && slot < STREAMS; slot++) {
    const held = await locks.request(`edgepass.changes.${slot}`, { ifAvailable: true }, async (lock) => {
      if (lock) {
        await run();
      }
      return lock !== null;
    });
    if (held) {
      return true;
    }
  }
  return false;
}

/** Server-sent events (HTML standard, section 9.2), of which the issuer uses `data` and comments. */
async function parse(body, take, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    text += value;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const data = text.slice(0, end).split("\n").filter((line) => line.startsWith("data:"));
      text = text.slice(end + 2);
      alive();
      if (data.length > 0) {
        take(JSON.parse(data.map((line) => line.slice(5)).join("\n")));
      }
    }
  }
}
