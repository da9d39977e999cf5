/** The issuer's answer to `POST /api/v1/media/access-token` or `/share-links/access-token`. It may have more members. */
export interface MediaToken {
  /** The media token, a JWT. Whoever has it sees the media: keep it out of logs. */
  token: string;
  /** A key's media URL is this and the key, percent-encoded. */
  baseUrl: string;
  /** ISO 8601. */
  expiresAt: string;
  /** ISO 8601: when the next token is fetched. */
  refreshAt: string;
}

export interface MediaClientOptions<T extends MediaToken = MediaToken> {
  /**
   * Asks your backend for a token. `current` is the answer in use, null at first. Returns the issuer's answer, or the `Response` that has it.
   * An error with `status` 401, 403 or 410, or with the `code` of one of Edgepass' problems, ends the client; after any other it asks again, not before the error's `retryAfterMs`.
   * `signal` ends after 30 s, from the first renewal on.
   */
  token(current: T | null, signal: AbortSignal): Promise<T | Response>;
  /**
   * Tabs and reloads with the same name share one token, and so the browser's cache. It has to name the user and what the token opens, such as `"anna/projects/42"`; call `forget()` at logout.
   * Without a name the token is in this page's memory alone.
   */
  name?: string | null;
  /** The issuer's origin, such as `https://issuer.example`, whose stream tells of revocations. It has to allow this page's origin (`edgepass.web.allowed-origins`). */
  issuer?: string | null;
}

export interface MediaClientEvents {
  /** Another token is in use. Elements that `attach` leads need nothing. */
  token: CustomEvent<{}>;
  /** No token was to be had; the next attempt is in `inMs`. */
  retry: CustomEvent<{ error: Error; inMs: number }>;
  /** No token will come any more: refused, or forgotten. `start()` begins again. */
  ended: CustomEvent<{ error: Error }>;
  /** The edge refuses the object `key`, or with `key` null the token. `reason` is the code of its problem, such as `revoked` or `blocked`. */
  withdrawn: CustomEvent<{ key: string | null; reason: string; error: WithdrawnError }>;
  /** It is granted again. */
  restored: CustomEvent<{ key: string | null }>;
}

export interface MediaClient<T extends MediaToken = MediaToken> extends EventTarget {
  /** Resolves when there is a token. Rejects where the first attempt fails; unless it was refused, attempts go on until `stop()`. May be called again after `stop()`. */
  start(): Promise<void>;
  /** Ends renewals and the stream. URLs stay good until their token expires. */
  stop(): void;
  /** Logout: stops, and removes the token here and in other tabs whose client of the same name is started. */
  forget(): void;
  /** The answer in use. */
  readonly current: T | null;
  /** Tokens that followed the first one. */
  readonly renewals: number;
  /** Of the last attempt, where it failed. */
  readonly error: Error | null;
  /** The media URL of an object key. Throws NoTokenError before the first token. The object counts as shown until 10,000 others came after it; an attached one, while its element is there. */
  url(key: string): string;
  /** The same object under the token in use, for players of streams; a URL that isn't media stays as it is. */
  fresh(url: string): string;
  /**
   * Keeps an image, a player or a link on the object's URL; may be called before there is a token. A player keeps its place. Returns the function that ends it; attaching the element
   * again ends it, too.
   */
  attach(element: HTMLElement, key: string): () => void;
  /** An element that isn't attached couldn't load the object, or with `begun` the rest of it: the edge is asked once for the reason (event `withdrawn`). */
  failed(key: string, begun?: boolean): void;
  /** Why the object, or all of them, is refused; null where it isn't, as far as the client knows. */
  reason(key: string): string | null;
  /** No reload, no `start()` and no other tab begins by the token in use. The client calls it where withdrawn media may be in the browser's cache. */
  spend(): void;
  /** Fetches another token now. Never rejects: see the events. */
  renew(): Promise<void>;
  addEventListener<K extends keyof MediaClientEvents>(
    type: K,
    listener: (event: MediaClientEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
}

export function createMediaClient<T extends MediaToken = MediaToken>(options: MediaClientOptions<T>): MediaClient<T>;

/** An object key as the path of a URL. */
export function encodeKey(key: string): string;

/** `help` is the place in the documentation that says what to do. No message has a token in it. */
export class MediaError extends Error {
  readonly help: string;
}
/** `url()` was called before the first token. */
export class NoTokenError extends MediaError {}
/** The callback returned something that isn't the issuer's answer. */
export class BadAnswerError extends MediaError {}
/** The backend or the issuer refuses a token to this user. `code` is the problem's, where it is one of Edgepass'. */
export class TokenRefusedError extends MediaError {
  readonly status?: number;
  readonly code?: string;
  readonly title?: string;
}
/** There is no token at the moment. */
export class TokenUnavailableError extends MediaError {
  readonly status?: number;
  readonly code?: string;
  readonly title?: string;
  readonly retryAfterMs?: number;
}
/** The edge refuses the object `key`, or with null the token. */
export class WithdrawnError extends MediaError {
  readonly key: string | null;
  readonly reason: string;
}
