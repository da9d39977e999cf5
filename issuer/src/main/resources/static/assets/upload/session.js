/** The link's API for its uploader: a session is opened by the secret, and opened again where it has ended. */

import { passwordMessage, PASSWORD_PROBLEMS } from "../share/link-entry.js";

/** The session is no good any more, and the link may be: the secret opens another. */
const SESSION_OVER = new Set(["session-expired", "revoked"]);
const MOST_IDS = 100;

export class UploadSession {
  /** @type {{label?: string, expiresAt?: string, maxFiles: number, maxBytes: number, filesLeft: number, bytesLeft: number, maxFileBytes: number}} */
  link;
  #session;
  #password;
  #opening = null;

  /**
   * @param {object} options
   * @param {string} options.secret
   * @param {(path: string, options: {body: object}) => Promise<object>} options.exchange throws errors with `status`, `code` and `retryAfterMs`
   * @param {(message: string) => Promise<string>} options.askForPassword
   * @param {() => void} [options.reopened] after a session that ended, perhaps with another password
   * @param {() => number} [options.now]
   */
  constructor(options) {
    Object.assign(this, { now: Date.now, reopened: () => {}, ...options });
  }

  /** What the browser keeps, so that a reload needn't ask for the password. */
  get kept() {
    return { session: this.#session, link: this.link };
  }

  /**
   * Opens the link. Where it asks for a password, a session of before is good without one, while it lasts: `kept` and the ids of files that it began.
   *
   * @returns {Promise<object[] | null>} the state of those files, if they were asked for
   */
  async open(kept, ids = []) {
    try {
      await this.#exchange();
    } catch (error) {
      if (error.code !== "password-required") {
        throw error;
      }
      if (kept?.session && ids.length > 0) {
        this.link = kept.link;
        this.#session = kept.session;
        const states = await this.#statesOf(ids, (path, body) => this.#post(path, body)).catch(() => null);
        if (states) {
          return states;
        }
      }
      await this.#openWithPassword(error);
    }
    return ids.length > 0 ? this.#statesOf(ids, (path, body) => this.call(path, body)) : null;
  }

  /** `POST /upload-links<path>`. */
  async call(path, body) {
    const used = this.#session;
    try {
      return await this.#post(path, body);
    } catch (error) {
      if (!SESSION_OVER.has(error.code)) {
        throw error;
      }
      if (used === this.#session) {
        this.#opening ??= this.#openAgain().finally(() => (this.#opening = null));
      }
      await this.#opening;
      return this.#post(path, body);
    }
  }

  async #statesOf(ids, call) {
    const files = [];
    for (let from = 0; from < ids.length; from += MOST_IDS) {
      const answer = await call("/files/state", { ids: ids.slice(from, from + MOST_IDS) });
      Object.assign(this.link, { filesLeft: answer.filesLeft, bytesLeft: answer.bytesLeft });
      files.push(...answer.files);
    }
    return files;
  }

  #post(path, body) {
    return this.exchange(`/upload-links${path}`, { body: { session: this.#session, ...body } });
  }

  async #exchange() {
    const body = { secret: this.secret, ...(this.#password === undefined ? {} : { password: this.#password }) };
    const { session, link } = await this.exchange("/upload-links/sessions", { body });
    this.#session = session;
    this.link = link;
  }

  async #openAgain() {
    try {
      await this.#exchange();
    } catch (error) {
      await this.#openWithPassword(error);
    }
    this.reopened();
  }

  async #openWithPassword(error) {
    while (PASSWORD_PROBLEMS.has(error.code)) {
      this.#password = await this.askForPassword(passwordMessage(error, this.now()));
      try {
        return await this.#exchange();
      } catch (next) {
        error = next;
      }
    }
    throw error;
  }
}
