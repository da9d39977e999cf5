/**
 * Keeps a media token fresh and makes media URLs with it. No dependency; for any page, by `import`.
 *
 *   const session = createMediaSession({ fetchToken: () => postForToken(["projects/42/"]) });
 *   session.addEventListener("token", () => { image.src = session.url("projects/42/a.jpg"); });
 *   await session.start();
 *
 * @typedef {object} MediaToken the issuer's answer
 * @property {string} token the media token, a JWT
 * @property {string} baseUrl a key's media URL is this and the key, percent-encoded
 * @property {string} expiresAt ISO 8601
 * @property {string} refreshAt ISO 8601: when to ask again
 */

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** Clients that started together don't come back together: they spread over this part of what is left of the life. */
const JITTER = 0.25;

/**
 * A session, to be started. `fetchToken` gets a new token, or throws: an error with a `status` from 400 to 499 (but 408 and 429) ends the session, any other is tried
 * again; `retryAfterMs` of the error is honoured.
 *
 * @param {object} options
 * @param {(current: MediaToken | null) => Promise<MediaToken>} options.fetchToken
 * @param {() => number} [options.now] milliseconds
 * @param {(run: () => void, ms: number) => unknown} [options.setTimer]
 * @param {(timer: any) => void} [options.clearTimer]
 * @param {() => number} [options.random] from 0 to 1
 * @returns {MediaSession}
 */
export function createMediaSession(options) {
  return new MediaSession(options);
}

/**
 * Events: `token` (a new one is in use), `retry` (detail `{error, inMs}`), `ended` (detail `{error}`: no token will come any more).
 */
class MediaSession extends EventTarget {
  /** @type {MediaToken | null} */
  #current = null;
  #renewals = 0;
  #failures = 0;
  #renewAt = Infinity;
  #timer = null;
  #pending = null;
  #stopped = false;

  constructor({
    fetchToken,
    now = Date.now,
    setTimer = (run, ms) => setTimeout(run, ms),
    clearTimer = (timer) => clearTimeout(timer),
    random = Math.random,
  }) {
    super();
    this.fetchToken = fetchToken;
    this.now = now;
    this.setTimer = setTimer;
    this.clearTimer = clearTimer;
    this.random = random;
    this.#onWake = () => this.wake();
  }

  #onWake;

  /** Gets the first token; rejects where there is none to be had. */
  async start() {
    for (const [target, event] of wakeEvents()) {
      target.addEventListener(event, this.#onWake);
    }
    await this.renew();
    if (this.#current === null) {
      this.stop();
      throw this.lastError;
    }
  }

  /** Ends the renewals; URLs that were made stay good until the token expires. */
  stop() {
    this.#stopped = true;
    this.clearTimer(this.#timer);
    for (const [target, event] of wakeEvents()) {
      target.removeEventListener(event, this.#onWake);
    }
  }

  /** The token in use; null before the first. */
  get current() {
    return this.#current;
  }

  /** Tokens fetched after the first one. */
  get renewals() {
    return this.#renewals;
  }

  /** The media URL of an object key. */
  url(key) {
    if (this.#current === null) {
      throw new Error("no token yet (expected: start() has resolved)");
    }
    return this.#current.baseUrl + encodeKey(key);
  }

  /** Renews now. Calls while one is under way share it. */
  renew() {
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  /** After sleep, or when the page is seen again: a timer may have been held back. */
  wake() {
    if (!this.#stopped && this.#current !== null && this.now() >= this.#renewAt) {
      return this.renew();
    }
    return undefined;
  }

  async #fetch() {
    this.clearTimer(this.#timer);
    try {
      const token = await this.fetchToken(this.#current);
      this.#renewals += this.#current === null ? 0 : 1;
      this.#current = token;
      this.#failures = 0;
      this.#schedule(renewalDelay(token, this.now(), this.random()));
      this.dispatchEvent(new Event("token"));
    } catch (error) {
      this.lastError = error;
      if (isFinal(error) || this.#stopped) {
        this.stop();
        this.dispatchEvent(new CustomEvent("ended", { detail: { error } }));
        return;
      }
      const inMs = retryDelay(this.#failures++, error, this.random());
      this.#schedule(inMs);
      this.dispatchEvent(new CustomEvent("retry", { detail: { error, inMs } }));
    }
  }

  #schedule(ms) {
    if (this.#stopped) {
      return;
    }
    this.#renewAt = this.now() + ms;
    this.#timer = this.setTimer(() => this.renew(), ms);
  }
}

/** Milliseconds from the token's arrival to its renewal. By the token's own `iat`, so that a wrong clock here doesn't matter. */
export function renewalDelay(token, now, random) {
  const refreshAt = Date.parse(token.refreshAt);
  const issuedAt = issuedAtOf(token.token) ?? now;
  const left = Date.parse(token.expiresAt) - refreshAt;
  return Math.max(0, refreshAt - issuedAt + left * JITTER * random);
}

/** Milliseconds to the next attempt: doubling, spread, never less than the server asked for. */
export function retryDelay(failures, error, random) {
  const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
  return Math.max(error?.retryAfterMs ?? 0, backoff * (0.5 + random / 2));
}

/** An object key as the path of a URL: every byte but RFC 3986's unreserved ones and the slash is percent-encoded. */
export function encodeKey(key) {
  return key
    .split("/")
    .map((segment) =>
      encodeURIComponent(segment).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase()),
    )
    .join("/");
}

function isFinal(error) {
  const status = error?.status;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function issuedAtOf(token) {
  try {
    const payload = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    const issuedAt = JSON.parse(atob(payload)).iat;
    return typeof issuedAt === "number" ? issuedAt * 1000 : null;
  } catch {
    return null;
  }
}

function wakeEvents() {
  const events = [];
  if (typeof document !== "undefined") {
    events.push([document, "visibilitychange"]);
  }
  if (typeof window !== "undefined") {
    events.push([window, "online"], [window, "pageshow"]);
  }
  return events;
}
