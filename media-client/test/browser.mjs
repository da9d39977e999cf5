// A browser that only the test moves: its clock, its tabs with what they share, elements.
export const START = Date.parse("2026-01-01T00:00:00Z");

/** Lets everything go on that waits for no timer. */
export async function turns() {
  for (let i = 0; i < 100; i++) {
    await null;
  }
}

/** A token of 1,000 s, refreshed after 800 s, whose `iat` is `issuedAt`. */
export function token(name, issuedAt = START) {
  const payload = Buffer.from(JSON.stringify({ iat: issuedAt / 1000, jti: name })).toString("base64url");
  return {
    token: `e30.${payload}.c2ln`,
    baseUrl: `https://media.example/view/${name}/`,
    refreshAt: new Date(issuedAt + 800_000).toISOString(),
    expiresAt: new Date(issuedAt + 1_000_000).toISOString(),
  };
}

export class Clock {
  now = START;
  timers = [];

  options() {
    return {
      now: () => this.now,
      setTimer: (run, ms) => {
        const timer = { run, at: this.now + ms };
        this.timers.push(timer);
        return timer;
      },
      clearTimer: (timer) => (this.timers = this.timers.filter((other) => other !== timer)),
      random: () => 0,
    };
  }

  /** Lets `ms` go by, with each timer in its time. */
  async pass(ms) {
    const end = this.now + ms;
    await turns();
    for (;;) {
      const due = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) {
        break;
      }
      this.timers = this.timers.filter((other) => other !== due);
      this.now = Math.max(this.now, due.at);
      due.run();
      await turns();
    }
    this.now = end;
  }

  /** The machine sleeps: time goes by, and no timer counts it. */
  sleep(ms) {
    this.now += ms;
    this.timers.forEach((timer) => (timer.at += ms));
  }
}

/** What the tabs of one origin share. */
export class Browser {
  channels = new Set();
  locks = new Locks();

  /** The globals of a new tab. `storage` is a reloaded tab's session storage. */
  tab(storage = new Map()) {
    const { channels, locks } = this;
    return {
      document: new EventTarget(),
      window: new EventTarget(),
      navigator: { locks },
      storage,
      sessionStorage: {
        getItem: (key) => storage.get(key) ?? null,
        setItem: (key, value) => storage.set(key, value),
        removeItem: (key) => storage.delete(key),
      },
      BroadcastChannel: class {
        constructor(name) {
          this.name = name;
          channels.add(this);
        }

        postMessage(data) {
          const copy = structuredClone(data);
          [...channels].filter((other) => other !== this && other.name === this.name).forEach((other) => queueMicrotask(() => other.onmessage({ data: copy })));
        }

        close() {
          channels.delete(this);
        }
      },
    };
  }
}

/** Web Locks, without their options but `mode`. */
class Locks {
  #held = [];
  #waiting = [];

  request(name, { mode = "exclusive" }, run) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ name, mode, run, resolve, reject });
      this.#grant();
    });
  }

  async query() {
    return { held: this.#held.map(({ name, mode }) => ({ name, mode })) };
  }

  #grant() {
    for (const lock of [...this.#waiting]) {
      const others = this.#held.filter(({ name }) => name === lock.name);
      if (others.length === 0 || (lock.mode === "shared" && others.every(({ mode }) => mode === "shared"))) {
        this.#waiting = this.#waiting.filter((other) => other !== lock);
        this.#held.push(lock);
        Promise.resolve()
          .then(() => lock.run(lock))
          .then(lock.resolve, lock.reject)
          .finally(() => {
            this.#held = this.#held.filter((other) => other !== lock);
            this.#grant();
          });
      }
    }
  }
}

export function image() {
  return Object.assign(new EventTarget(), { src: "", complete: false, naturalWidth: 0, isConnected: true });
}

/** As the HTML standard has it: another `src` begins again, paused, at 0. */
export class Player extends EventTarget {
  isConnected = true;
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  error = null;
  readyState = 4;
  seeking = false;
  loads = [];

  get src() {
    return this.loads.at(-1) ?? "";
  }

  set src(url) {
    this.loads.push(url);
    Object.assign(this, { currentTime: 0, playbackRate: 1, paused: true, error: null });
  }

  async play() {
    this.paused = false;
  }

  load() {
    this.dispatchEvent(new Event("loadedmetadata"));
  }

  fail() {
    this.error = { code: 2 };
    this.dispatchEvent(new Event("error"));
  }
}
