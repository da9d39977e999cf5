import { Answer, HttpError } from "../http.mjs";

const PATIENCE_MS = 5_000;
const MOST_FILES = 1_000;

/** The issuer's API, called with the person's own session: the issuer decides by it, and its log says who. */
export class EdgepassService {
  constructor({ issuer, tokenTtl }) {
    this.api = `${issuer}/api/v1/media`;
    this.tokenTtl = tokenTtl;
  }

  /** The issuer's answer as it is, also a refusal: the page's client knows both. */
  async mediaToken(session, paths) {
    const answer = await this.#call("/access-token", session, { method: "POST", body: JSON.stringify({ paths, ttl: this.tokenTtl }) });
    const headers = Object.fromEntries(["content-type", "retry-after"].filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]));
    return new Answer(answer.status, headers, await answer.text());
  }

  /** What lies in a folder, with the keys of its thumbnails where there are any. */
  async files(session, folder) {
    const answer = await this.#call(`/objects?limit=${MOST_FILES}&prefix=${encodeURIComponent(folder)}`, session);
    if (!answer.ok) {
      throw new HttpError(502, `The media service answered ${answer.status}.`);
    }
    return (await answer.json()).objects.map(({ key, thumbnailKey, size }) => ({ key, thumbnailKey, size }));
  }

  async #call(path, session, options = {}) {
    const headers = { Authorization: `Bearer ${session}`, "Content-Type": "application/json" };
    try {
      return await fetch(this.api + path, { ...options, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      throw new HttpError(503, "The media service doesn't answer.");
    }
  }
}
