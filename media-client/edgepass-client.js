/** Media URLs with a token that is kept fresh. Each member is described in `edgepass-client.d.ts`. */
import { attach } from "./edgepass-client/attach.js";
import { Tabs } from "./edgepass-client/tabs.js";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** Clients that started together spread over this part of the life that is left at `refreshAt`. */
const JITTER = 0.25;
/** A timer doesn't count the time that a machine sleeps: the clock is looked at again after this. */
const TICK_MS = 60_000;
/** For an answer of `token`, but the first, which may wait for a person. */
const ANSWER_MS = 30_000;
/** Of those that `url()` was called for: when they aren't shown any more isn't known. */
const MOST_KEYS = 10_000;

/** `help` is the place in the documentation that says what to do. */
export class MediaError extends Error {
  constructor(anchor, message, { cause, ...details } = {}) {
    super(message, { cause });
    Object.assign(this, { name: new.target.name, help: `docs/frontend.md#${anchor}` }, details);
  }
}

export class NoTokenError extends MediaError {
  constructor() {
    super("notokenerror", "There is no token yet (expected: start() has resolved).");
  }
}

export class BadAnswerError extends MediaError {
  constructor() {
    super("badanswererror", "`token` gave no answer of the issuer (expected: an object with token, baseUrl, refreshAt and expiresAt).");
  }
}

export class TokenRefusedError extends MediaError {
  constructor(message, details) {
    super("tokenrefusederror", message, details);
  }
}

export class TokenUnavailableError extends MediaError {
  constructor(message, details) {
    super("tokenunavailableerror", message, details);
  }
}

export class WithdrawnError extends MediaError {
  constructor(key, reason) {
    super("withdrawnerror", `The edge refuses ${key === null ? "the token" : "the object"}: ${reason}.`, { key, reason });
  }
}

export function createMediaClient(options) {
  return new MediaClient(options);
}

class MediaClient extends EventTarget {
  /** The token in use: `{answer, takenAt, renewAt}`, times in ms of this machine's clock. */
  #record = null;
  /** A token that no reload, no `start()` and no other tab gets. */
  #spent = null;
  #started = false;
  #epoch = 0;
  #failures = 0;
  #renewAt = Infinity;
  #timer = null;
  #pending = null;
  #watch = null;
  #keys = new Set();
  #reasons = new Map();
  #source;
  #issuer;
  #tabs;
  #now;
  #setTimer;
  #clearTimer;
  #random;
  #loadWatch;
  #scope;
  #onWake = ({ type }) => (type === "online" && this.#failures > 0 ? this.renew() : this.wake());

  constructor({
    token,
    name = null,
    issuer = null,
    now = Date.now,
    setTimer = (run, ms) => setTimeout(run, ms),
    clearTimer = (timer) => clearTimeout(timer),
    random = Math.random,
    loadWatch = () => import("./edgepass-client/watch.js"),
    scope = globalThis,
  }) {
    super();
    this.#source = token;
    this.#issuer = issuer;
    this.#now = now;
    this.#setTimer = setTimer;
    this.#clearTimer = clearTimer;
    this.#random = random;
    this.#loadWatch = loadWatch;
    this.#scope = scope;
    this.renewals = 0;
    this.error = null;
    const isGood = (record) => isRecord(record, this.#now()) && isNewer(record, this.#record);
    this.#tabs = new Tabs(name, scope, {
      current: () => this.#unspent(),
      isGood,
      take: (record) => this.#use(record),
      spent: (token) => {
        if (token === this.current?.token) {
          this.#spent = token;
          this.#tabs.remove();
        }
      },
      forgotten: () => this.#forget(),
    });
  }

  async start() {
    const wasRefused = isFinal(this.error ?? {});
    if (!this.#started) {
      this.#started = true;
      this.error = null;
      this.#tabs.open();
      for (const [target, event] of wakeEvents(this.#scope)) {
        target.addEventListener(event, this.#onWake);
      }
    }
    const record = this.#unspent() ?? this.#tabs.read();
    if (!wasRefused && isRecord(record, this.#now())) {
      this.#use(record);
    } else {
      await this.renew();
    }
    if (this.#record === null || (wasRefused && this.error !== null)) {
      throw this.error ?? new NoTokenError();
    }
  }

  stop() {
    this.#started = false;
    this.#clearTimer(this.#timer);
    this.#watch?.then((watch) => watch?.stop());
    this.#watch = null;
    this.#reasons.clear();
    this.#tabs.close();
    for (const [target, event] of wakeEvents(this.#scope)) {
      target.removeEventListener(event, this.#onWake);
    }
  }

  forget() {
    this.#tabs.forget();
    this.#forget();
  }

  get current() {
    return this.#record?.answer ?? null;
  }

  /** `isShown` is false where this package tells by itself, in {@link #shown}, how long the object is shown. */
  url(key, isShown = true) {
    if (this.#record === null) {
      throw new NoTokenError();
    }
    if (isShown) {
      this.#keys.delete(key);
      this.#keys.add(key);
      if (this.#keys.size > MOST_KEYS) {
        this.#keys.delete(this.#keys.values().next().value);
      }
    }
    return this.current.baseUrl + encodeKey(key);
  }

  fresh(url) {
    const { baseUrl } = this.current ?? {};
    const views = baseUrl?.replace(/[^/]+\/$/, "");
    return baseUrl && url.startsWith(views) ? baseUrl + url.slice(views.length).replace(/^[^/]*\//, "") : url;
  }

  attach(element, key) {
    return attach(this, element, key);
  }

  failed(key, begun) {
    this.#watching().then((watch) => watch?.suspect(key, begun));
  }

  reason(key) {
    return this.#reasons.get(null) ?? this.#reasons.get(key) ?? null;
  }

  spend() {
    this.#spent = this.current.token;
    this.#tabs.spend(this.#spent);
  }

  renew() {
    if (this.#pending === null) {
      const pending = this.#fetch().finally(() => (this.#pending = this.#pending === pending ? null : this.#pending));
      this.#pending = pending;
    }
    return this.#pending;
  }

  wake() {
    if (this.#started && this.#now() >= this.#renewAt) {
      return this.renew();
    }
    return this.#tick();
  }

  async #fetch() {
    this.#clearTimer(this.#timer);
    const epoch = this.#epoch;
    const stale = this.#record;
    try {
      const record = await this.#tabs.inTurn(async () => (this.#record === stale && (await this.#tabs.ask().catch(() => null))) || this.#next(stale, epoch));
      if (epoch === this.#epoch) {
        this.#use(record);
      }
    } catch (error) {
      if (epoch !== this.#epoch) {
        return;
      }
      this.error = error;
      if (!this.#started) {
        return;
      }
      if (isFinal(error)) {
        this.stop();
        this.#tell("ended", { error });
      } else {
        const inMs = retryDelay(this.#failures++, error, this.#random());
        this.#schedule(this.#now() + inMs);
        this.#tell("retry", { error, inMs });
      }
    }
  }

  /** Asks the page's callback, unless another tab's token came meanwhile. */
  async #next(stale, epoch) {
    if (this.#record !== stale) {
      return this.#record;
    }
    const answer = await this.#answer(stale?.answer ?? null);
    const takenAt = this.#now();
    const record = { answer, takenAt, renewAt: takenAt + renewalDelay(answer, takenAt, this.#random()) };
    if (epoch === this.#epoch) {
      this.#tabs.keep(record);
    }
    return record;
  }

  async #answer(current) {
    const patience = new AbortController();
    const late = new Promise((_, reject) =>
      patience.signal.addEventListener("abort", () => reject(new TokenUnavailableError("`token` didn't answer in time."))));
    const timer = current && this.#setTimer(() => patience.abort(), ANSWER_MS);
    try {
      const given = await Promise.race([this.#source(current, patience.signal), late]);
      const answer = typeof given?.json === "function" ? await Promise.race([read(given), late]) : given;
      if (!isAnswer(answer)) {
        throw new BadAnswerError();
      }
      return answer;
    } finally {
      this.#clearTimer(timer);
    }
  }

  #unspent() {
    return this.current?.token === this.#spent ? null : this.#record;
  }

  #use(record) {
    const isOther = record.answer.token !== this.current?.token;
    this.renewals += isOther && this.#record ? 1 : 0;
    this.#record = record;
    this.#failures = 0;
    this.error = null;
    this.#schedule(record.renewAt);
    if (isOther) {
      this.#tell("token", {});
    }
    if (this.#started && this.#issuer !== null) {
      this.#watching();
    }
  }

  #forget() {
    this.#epoch++;
    this.#pending = null;
    this.stop();
    this.#record = null;
    this.error = new TokenRefusedError("The page has forgotten its token (expected: start() again).");
    this.#tell("ended", { error: this.error });
  }

  /** Resolves to what hears of revocations, which is loaded when it is needed; to null where it can't be. */
  #watching() {
    this.#watch ??= this.#loadWatch().then(
      ({ watchAccess }) =>
        this.#started && this.#record
          ? watchAccess({
              session: this,
              keys: () => this.#shown(),
              issuer: this.#issuer,
              polls: false,
              refused: (reason) => this.#withdrawn(null, reason),
              closed: (key, reason) => this.#withdrawn(key, reason),
              granted: () => this.#restored(null),
              opened: (key) => this.#restored(key),
              spent: () => this.spend(),
            })
          : (this.#watch = null),
      () => (this.#watch = null),
    );
    return this.#watch;
  }

  /** What is attached, or used by a hook, adds its own key. */
  #shown() {
    const keys = new Set(this.#keys);
    this.#tell("keys", keys);
    return [...keys];
  }

  #withdrawn(key, reason) {
    if (reason === "expired") {
      return; // It is renewed.
    }
    this.#reasons.set(key, reason);
    this.#tell("withdrawn", { key, reason, error: new WithdrawnError(key, reason) });
  }

  #restored(key) {
    if (key === null) {
      this.#reasons.clear();
    }
    this.#reasons.delete(key);
    this.#tell("restored", { key });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #schedule(at) {
    this.#renewAt = at;
    this.#tick();
  }

  #tick() {
    this.#clearTimer(this.#timer);
    if (this.#started && this.#renewAt < Infinity) {
      const ms = Math.max(0, Math.min(TICK_MS, this.#renewAt - this.#now()));
      this.#timer = this.#setTimer(() => this.wake(), ms);
    }
  }
}

/** Milliseconds from a token's arrival to its renewal. A clock here that is wrong by more than the token's life isn't believed, and no clock makes it renew all the time. */
export function renewalDelay({ token, refreshAt, expiresAt }, now, random) {
  const refresh = Date.parse(refreshAt);
  const expiry = Date.parse(expiresAt);
  const issued = issuedAtOf(token) ?? now;
  const age = now > issued && now < expiry ? now - issued : 0;
  const spread = (expiry - refresh) * JITTER;
  return Math.max(spread, refresh - issued - age + spread * random);
}

/** Milliseconds to the next attempt: doubling, spread, never less than the server asked for. */
export function retryDelay(failures, error, random) {
  const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
  return Math.max(error?.retryAfterMs ?? 0, backoff * (0.5 + random / 2));
}

/** An object key as the path of a URL: every byte but RFC 3986's unreserved ones and the slash is percent-encoded. */
export function encodeKey(key) {
  return encodeURIComponent(key)
    .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase())
    .replace(/%2F/g, "/");
}

/** A refusal by who decides. A 404 that isn't the issuer's own may be a backend that is being deployed. */
function isFinal({ status, code }) {
  return [401, 403, 410].includes(status) || (!!code && status >= 400 && status < 500 && ![408, 425, 429].includes(status));
}

async function read(response) {
  const body = await response.json().catch(() => null);
  if (response.ok) {
    return body;
  }
  const { status } = response;
  const seconds = Number(response.headers.get("Retry-After"));
  const code = /^urn:edgepass:problem:([a-z-]+)$/.exec(body?.type)?.[1];
  const details = { status, code, title: body?.title, retryAfterMs: seconds > 0 ? seconds * 1_000 : 0 };
  const message = body?.detail ?? `The server answered ${status}.`;
  throw isFinal(details) ? new TokenRefusedError(message, details) : new TokenUnavailableError(message, details);
}

function isAnswer(answer) {
  return (
    typeof answer?.token === "string" &&
    /^https?:\/\/\S+\/$/.test(answer.baseUrl) &&
    Date.parse(answer.refreshAt) <= Date.parse(answer.expiresAt)
  );
}

/** Whether what a tab or the storage had is a token that is young by this clock. */
function isRecord(record, now) {
  return (
    isAnswer(record?.answer) &&
    Number.isFinite(record.takenAt) &&
    record.takenAt <= now &&
    now < record.renewAt &&
    record.renewAt - record.takenAt <= Date.parse(record.answer.expiresAt) - (issuedAtOf(record.answer.token) ?? now)
  );
}

function isNewer(record, than) {
  return than === null || (record.answer.token !== than.answer.token && record.takenAt >= than.takenAt);
}

function issuedAtOf(token) {
  try {
    const issuedAt = JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).iat;
    return typeof issuedAt === "number" ? issuedAt * 1000 : null;
  } catch {
    return null;
  }
}

function wakeEvents({ document, window }) {
  return [[document, "visibilitychange"], [window, "online"], [window, "pageshow"]].filter(([target]) => target);
}
