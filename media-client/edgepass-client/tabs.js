/**
 * One token for all tabs of a name, and for a tab's reloads. Session storage keeps it for this tab, a BroadcastChannel hands it to the others, a Web Lock lets one of them ask
 * for the next. All three are this origin's alone; what arrives is checked all the same. Nothing outlives the browser's tabs. Without a name nothing is kept or shared.
 */

const PREFIX = "edgepass.media.";
/** The longest that a tab waits for another one's turn; then it goes ahead. */
const TURN_MS = 10_000;
/** For a tab that is there to say what it has. One that is frozen doesn't. */
const REPLY_MS = 300;

export class Tabs {
  #channel = null;
  #present = null;
  #leave = null;
  #reply = () => {};

  /**
   * `current()` is the record to hand on, `isGood(record)` whether another one is better, `take(record)` uses it. Of other tabs, `spent(token)` hears that no tab is to load
   * media by that token any more, and `forgotten()` that the token was forgotten.
   */
  constructor(name, scope, { current, isGood, take, spent, forgotten }) {
    this.key = name === null ? null : PREFIX + name;
    Object.assign(this, { scope, current, isGood, take, spent, forgotten });
  }

  open() {
    const channel = this.#join();
    if (channel) {
      channel.onmessage = ({ data }) => this.#hear(data);
      this.#channel = channel;
      // A lock that is held while the client runs, so that a tab that is alone waits for no answer.
      this.#present = new Promise((entered) => {
        const stay = () => {
          entered();
          return this.#channel === channel ? new Promise((resolve) => (this.#leave = resolve)) : null;
        };
        this.#locks?.request(`${this.key}.tab`, { mode: "shared" }, stay).catch(entered);
      });
    }
  }

  close() {
    this.#channel?.close();
    this.#channel = null;
    this.#leave?.();
    this.#leave = null;
  }

  /** This tab's record from before its reload. */
  read() {
    return this.#stored((storage) => JSON.parse(storage.getItem(this.key)));
  }

  keep(record) {
    this.#stored((storage) => storage.setItem(this.key, JSON.stringify(record)));
    this.#channel?.postMessage({ record });
  }

  /** The next load of this tab, and of each other open tab that has the token, asks for another one. */
  spend(token) {
    this.remove();
    this.#channel?.postMessage({ spent: token });
  }

  remove() {
    this.#stored((storage) => storage.removeItem(this.key));
  }

  /** Other tabs hear of it also from a client that is stopped. */
  forget() {
    this.remove();
    const channel = this.#channel ?? this.#join();
    channel?.postMessage({ forget: true });
    channel?.close();
  }

  /** Runs `run` when no other tab does. */
  async inTurn(run) {
    let begun;
    const begin = () => (begun = run());
    try {
      return await this.#locks.request(`${this.key}.renewal`, { signal: AbortSignal.timeout(TURN_MS) }, begin);
    } catch {
      return begun ?? run();
    }
  }

  /** A better record that another tab has; null where there is none. */
  async ask() {
    if (!this.#channel || !this.#locks) {
      return null;
    }
    await this.#present;
    const { held } = await this.#locks.query();
    let silent = held.filter(({ name }) => name === `${this.key}.tab`).length - 1;
    if (silent < 1 || !this.#channel) {
      return null;
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), REPLY_MS);
      this.#reply = (record) => {
        if (record !== null || --silent <= 0) {
          clearTimeout(timer);
          resolve(record);
        }
      };
      this.#channel.postMessage({ ask: true });
    });
  }

  #hear(data) {
    if (data?.ask) {
      this.#channel.postMessage({ record: this.current() });
    } else if (data?.spent) {
      this.spent(data.spent);
    } else if (data?.forget) {
      this.remove();
      this.forgotten();
    } else if (data?.record !== undefined) {
      const isGood = this.isGood(data.record);
      if (isGood) {
        this.#stored((storage) => storage.setItem(this.key, JSON.stringify(data.record)));
        this.take(data.record);
      }
      this.#reply(isGood ? data.record : null);
    }
  }

  #join() {
    const { BroadcastChannel } = this.scope;
    return this.key !== null && BroadcastChannel && new BroadcastChannel(this.key);
  }

  get #locks() {
    return this.key === null ? undefined : this.scope.navigator?.locks;
  }

  /** A browser that blocks site data throws where its storage is merely named. */
  #stored(access) {
    try {
      return this.key === null ? null : access(this.scope.sessionStorage);
    } catch {
      return null;
    }
  }
}
