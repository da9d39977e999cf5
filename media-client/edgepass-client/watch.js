/**
 * Watches whether an open page may go on showing its media. The issuer's stream says when something was published about the token, and the edge, asked then, decides.
 * Without a stream the edge is asked every few seconds. A refused object closes alone; a refused token closes the page until the edge grants it again.
 */
import { readChanges, withStream } from "./changes.js";
import { askEdge } from "./edge-question.js";

const WITHOUT_STREAM_MS = 5_000;
/** In case the stream left something out: the one request a minute of an open page. */
const WITH_STREAM_MS = 60_000;
/** Nothing is shown then: that it may be again has time. */
const DARK_MS = 15_000;
/** Pages that are told the same don't ask at once. */
const JITTER_MS = 1_000;
/** A location knows of a change at most 3 s after its publication: it is asked again until it does. */
const BEHIND_MS = 1_000;
const MOST_BEHIND = 5;
/** Where nothing asks again later. */
const MOST_BEHIND_ALONE = 30;
/** Where anything may have changed, all are asked about: so many, then a pause. */
const ASKED_AT_A_TIME = 20;
const BETWEEN_MS = 1_000;
const RENEWALS_APART_MS = 10_000;
const FIRST_RECONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 60_000;
const HIDDEN_MS = 10_000;
/** No position. */
const MISSED = -1;

/**
 * Begins to watch.
 *
 * @param {object} options
 * @param {MediaClient} options.session that has a token
 * @param {string[] | (() => string[])} options.keys of the objects that the page shows; what is refused is asked about without them, too
 * @param {string | null} [options.issuer] the origin of the issuer; by default the page's own. Null: there is no stream
 * @param {boolean} [options.polls] whether the edge is asked also where nothing has told of a change
 * @param {(code: string) => void} options.refused the token is refused: show nothing
 * @param {() => void} options.granted it is good again: show everything
 * @param {(key: string, code: string) => void} options.closed one object is refused
 * @param {(key: string) => void} options.opened it is granted again
 * @param {() => void} options.spent no reload is to load by the token in use: by its URLs the browser's cache would show for a while what was withdrawn, or only a later token opens it. Told once for a token
 * @param {(answer: {position: number, ageMs: number}) => void} [options.answered] after each answer of the edge that says what it knows
 */
export function watchAccess(options) {
  return new Watch(options);
}

class Watch {
  /** The code by which each object is refused. */
  #closed = new Map();
  /** What was asked about, under this token, since it couldn't be shown. */
  #suspects = new Set();
  /** Of those, what the edge hasn't granted since, and of which no part was shown: only of them it is sure that no cache has them. */
  #unseen = new Set();
  /** The token that {@link spent} was told of. */
  #spent = null;
  #dark = false;
  #over = false;
  #streaming = false;
  /** Up to where the stream has told of changes: undefined at first, {@link MISSED} once it may have left some out. */
  #told;
  /** What is to be asked about, one after the other. */
  #due = new Set();
  #isAskingDue = false;
  #asking = Promise.resolve();
  #turn = 0;
  #timer = null;
  #later = null;
  #connection = null;
  #hiding = null;
  #renewedAt = -Infinity;
  #wake = () => {};
  #unlisten;

  constructor({
    session,
    keys,
    issuer = "",
    polls = true,
    refused,
    granted,
    closed,
    opened,
    spent,
    answered = () => {},
    ask = askEdge,
    read = (token, take, signal) => readChanges(token, take, signal, { issuer }),
    hold = withStream,
    isVisible = () => document.visibilityState === "visible",
    onVisibility = (run) => {
      document.addEventListener("visibilitychange", run);
      return () => document.removeEventListener("visibilitychange", run);
    },
    now = () => performance.now(),
    setTimer = (run, ms) => setTimeout(run, ms),
    clearTimer = (timer) => clearTimeout(timer),
    random = Math.random,
  }) {
    Object.assign(this, { session, polls, refused, granted, closed, opened, spent, answered, ask, read, hold, isVisible, now, setTimer, clearTimer, random });
    this.keys = typeof keys === "function" ? keys : () => keys;
    this.#unlisten = onVisibility(() => this.#visibility());
    this.onToken = () => {
      this.#connection?.abort(); // The next one is for the new token.
      this.#forgetSuspects();
      if (this.#dark) {
        this.#check(this.#next());
      } else {
        this.#askAbout(this.#closed.keys()); // It may open more than the one before.
      }
    };
    session.addEventListener("token", this.onToken);
    this.#schedule();
    if (issuer !== null) {
      this.#stayConnected();
    }
  }

  stop() {
    this.#over = true;
    this.#unlisten();
    this.session.removeEventListener("token", this.onToken);
    this.clearTimer(this.#hiding);
    this.clearTimer(this.#timer);
    this.clearTimer(this.#later);
    this.#connection?.abort();
    this.#wake();
  }

  /** An object couldn't be shown, or not to its end where `begun`: whether it is refused is asked once, one after the other. */
  suspect(key, begun = false) {
    if (!this.#suspects.has(key)) {
      this.#suspects.add(key);
      if (!begun) {
        this.#unseen.add(key);
      }
      this.#asking = this.#asking.then(() => (this.#dark ? undefined : this.#check(key)));
    }
  }

  #forgetSuspects() {
    this.#suspects.clear();
    this.#unseen.clear();
  }

  #schedule() {
    this.clearTimer(this.#timer);
    if (!this.#over && this.polls) {
      const ms = this.#streaming ? WITH_STREAM_MS : this.#dark ? DARK_MS : WITHOUT_STREAM_MS;
      this.#timer = this.setTimer(() => {
        this.#schedule();
        if (this.isVisible()) {
          this.#check(this.#next());
        }
      }, ms);
    }
  }

  #visibility() {
    this.clearTimer(this.#hiding);
    if (this.isVisible()) {
      this.#check(this.#next());
      this.#wake();
    } else {
      this.#hiding = this.setTimer(() => this.#connection?.abort(), HIDDEN_MS);
    }
  }

  /** What is refused, and what the page shows: an object's place may have gone with it. */
  #all() {
    return [...new Set([...this.#closed.keys(), ...this.keys()])];
  }

  /** Each object has its turn: any of them tells of the token, and each of itself. */
  #next() {
    const keys = this.#all();
    return keys[this.#turn++ % keys.length];
  }

  /** Asks about `key` until the edge knows at least `position`. */
  async #check(key, position = 0) {
    for (let behind = 0; behind <= (this.polls ? MOST_BEHIND : MOST_BEHIND_ALONE) && key !== undefined && !this.#over && this.session.current !== null; behind++) {
      const { token } = this.session.current;
      const answer = await this.ask(this.session.url(key, false));
      if (this.#over || this.session.current?.token !== token) {
        continue; // Of a token that isn't in use any more.
      }
      this.#take(key, answer);
      if (position === 0 || (answer.verdict !== "unknown" && answer.position >= position)) {
        return;
      }
      await this.#pause(BEHIND_MS);
    }
  }

  #take(key, { verdict, code, position = -1, ageMs }) {
    if (position >= 0) {
      this.answered({ position, ageMs });
    }
    if (verdict === "token") {
      this.#darken(code);
    } else if (verdict !== "unknown") {
      this.#lighten();
      if (verdict === "object" && !this.#closed.has(key)) {
        this.#closed.set(key, code);
        if (!this.#unseen.has(key) || code === "revoked") {
          this.#spend();
        }
        this.closed(key, code);
      } else if (verdict === "granted") {
        this.#unseen.delete(key);
        if (this.#closed.delete(key)) {
          this.#suspects.delete(key);
          this.opened(key);
        }
      }
    }
  }

  #spend() {
    const { token } = this.session.current;
    if (this.#spent !== token) {
      this.#spent = token;
      this.spent();
    }
  }

  #darken(code) {
    if (code !== "expired") {
      this.#spend();
    }
    if (!this.#dark) {
      this.#dark = true;
      this.refused(code);
      this.#schedule();
    }
    // The issuer says why, or gives another token.
    const inMs = this.#renewedAt + RENEWALS_APART_MS - this.now();
    if (inMs <= 0) {
      this.#renewedAt = this.now();
      this.session.renew();
    } else if (!this.polls) {
      this.clearTimer(this.#later);
      this.#later = this.setTimer(() => this.#dark && this.#check(this.#next()), inMs);
    }
  }

  #lighten() {
    if (this.#dark) {
      this.#dark = false;
      const all = this.#all();
      this.#closed.clear();
      this.#forgetSuspects();
      this.granted();
      this.#schedule();
      this.#askAbout(all); // Of no object the edge had an answer meanwhile.
    }
  }

  async #changed({ position, kind, paths }) {
    this.#setStreaming(true);
    const hasMissed = kind === "open" && this.#told !== undefined && this.#told !== position;
    this.#told = position;
    if (kind !== "open") {
      await this.#pause(this.random() * JITTER_MS);
    }
    if (kind === "objects") {
      for (const path of paths) {
        await this.#checkAll(this.#all().filter((key) => covers(path, key)), position);
      }
    } else if (kind === "unknown" || hasMissed) {
      this.#askAbout(this.#all());
    } else {
      await this.#check(this.#next(), position);
    }
  }

  /** All objects under a path close with one question. Without news of the first, or after a lift, each is asked about: it may be refused by itself. */
  async #checkAll([first, ...others], position) {
    const wasClosed = this.#closed.has(first);
    await this.#check(first, position);
    if (this.#over || this.#dark) {
      return;
    }
    const code = this.#closed.get(first);
    if (code !== undefined && !wasClosed) {
      others.forEach((key) => this.#take(key, { verdict: "object", code }));
    } else {
      this.#askAbout(others);
    }
  }

  /** Asks about each, until the edge knows what the stream has told. While everything is refused there is nothing to ask: all are asked about after that. */
  async #askAbout(keys) {
    for (const key of keys) {
      this.#due.add(key);
    }
    if (this.#isAskingDue) {
      return;
    }
    this.#isAskingDue = true;
    let asked = 0;
    for (const key of this.#due) {
      this.#due.delete(key);
      await this.#check(key, this.#told);
      if (this.#over || this.#dark) {
        this.#due.clear();
      } else if (++asked % ASKED_AT_A_TIME === 0) {
        await this.#pause(BETWEEN_MS);
      }
    }
    this.#isAskingDue = false;
  }

  async #stayConnected() {
    for (let failures = 0; !this.#over; ) {
      if (!this.isVisible()) {
        await new Promise((resolve) => (this.#wake = resolve));
        this.#told ??= MISSED;
        continue;
      }
      let begun = this.now();
      let retryAfterMs = 0;
      const held = await this.hold(async () => {
        if (this.#over) {
          return;
        }
        this.#connection = new AbortController();
        begun = this.now();
        await this.read(this.session.current.token, (change) => this.#changed(change), this.#connection.signal).catch((error) => {
          retryAfterMs = error.retryAfterMs ?? 0;
        });
      }).catch(() => false);
      const aborted = this.#connection?.signal.aborted;
      this.#connection = null;
      this.#told ??= MISSED;
      this.#setStreaming(false);
      if (aborted && !this.#over) {
        continue;
      }
      failures = this.now() - begun > LONGEST_RECONNECT_MS ? 0 : failures + 1;
      const backoff = held ? Math.min(LONGEST_RECONNECT_MS, FIRST_RECONNECT_MS * 2 ** failures) : LONGEST_RECONNECT_MS;
      await this.#pause(Math.max(retryAfterMs, backoff * (0.5 + this.random() / 2)));
    }
  }

  #setStreaming(streaming) {
    if (this.#streaming !== streaming) {
      this.#streaming = streaming;
      this.#schedule();
    }
  }

  #pause(ms) {
    return new Promise((resolve) => this.setTimer(resolve, ms));
  }
}

/** Whether a revocation of `path`, a file or a folder with its final slash, concerns the object `key`; a file's thumbnail (`ObjectKey.isThumbnailOf`) goes with it. */
function covers(path, key) {
  return path.endsWith("/") ? key.startsWith(path) : key === path || key === `${path}.thumb.webp`;
}
