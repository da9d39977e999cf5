/**
 * How a share page gets its first token: it is the one that this browser has, so that a reload has the same URLs; or one for that, so that it is no new viewer; else with the
 * secret and, where it is asked for, a password.
 */

import { sha256 } from "../hex.js";

const PREFIX = "edgepass.share.";
/** The longest that one tab waits for another one's answer; then it asks by itself. */
const TURN_MS = 10_000;
/** The form tells them ({@link passwordMessage}). */
export const PASSWORD_PROBLEMS = new Set(["password-required", "link-or-password-wrong", "too-many-attempts", "passwords-busy"]);

/** Of an answer, what this browser keeps: nothing that somebody wrote. */
const KEPT = ["token", "baseUrl", "expiresAt", "refreshAt", "position"];

/**
 * The token of one link in this browser, under the secret's SHA-256: storage outlives the page, and the secret is in nothing that does. `store` is what tabs share
 * (`tabs-store.js`); where it refuses, or WebCrypto is missing (plain http), this page alone remembers. `locks` are Web Locks.
 */
export async function tokenMemory(store, secret, locks = globalThis.navigator?.locks) {
  const digest = await sha256(new TextEncoder().encode(secret));
  const key = digest && PREFIX + digest;
  const quietly = async (access) => (key ? access().catch(() => null) : null);
  let own = null;
  return {
    /** The answer that has the token, without what is about the link; or the token alone, which is to be renewed before it is used. */
    read: async () => parse((await quietly(() => store.get(key))) ?? own),
    keep: (answer) => {
      own = JSON.stringify(answer, KEPT);
      return quietly(() => store.set(key, own));
    },
    forget: () => {
      own = null;
      return quietly(() => store.delete(key));
    },
    inTurn: (run) => inTurn(key ? locks : undefined, key, run),
  };
}

function parse(words) {
  try {
    return JSON.parse(words);
  } catch {
    return { token: words };
  }
}

/** Runs `run` after those of other tabs. Without locks (an old browser, blocked site data), and past {@link TURN_MS}, at once. */
async function inTurn(locks, name, run) {
  let begun;
  const begin = () => (begun = run());
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(TURN_MS) }, begin);
  } catch {
    return begun ?? run();
  }
}

/** The link is over for everybody: no token of it will be good again. */
const OVER = new Set(["link-not-found", "link-closed", "link-expired"]);
/** What may be lifted: the token that a viewer has, and their seat with it, count again then. */
const FOR_NOW = new Set(["blocked", "revoked", "link-not-active"]);

/** A renewal that was refused and may be granted later; `reason` is the issuer's answer. Without a `status`, so that a session tries again. */
export class NotNow extends Error {
  constructor(reason) {
    super(reason.message);
    this.reason = reason;
  }
}

/**
 * The answer of `/share-links/access-token` for an open page. Throws {@link NotNow} for what can be lifted.
 */
export async function renewLink({ memory, exchange, current }) {
  try {
    return await kept(memory, await exchange({ token: current }));
  } catch (error) {
    if (FOR_NOW.has(error.code)) {
      throw new NotNow(error);
    }
    throw await forgetting(memory, error);
  }
}

/**
 * The answer of `/share-links/access-token`, or of what this browser keeps of one. A token that this browser had is shown with the secret, also where it isn't good any more: it
 * is the same viewer, who has a seat. Tabs that are opened together ask one after the other, so that they are one viewer: the first one's token is also the next one's.
 *
 * @param {object} options
 * @param {(body: object) => Promise<object>} options.exchange throws errors with `status`, `code` and `retryAfterMs`
 * @param {(answer: object) => Promise<boolean>} options.isGood whether the issuer takes the kept token, and it {@link isCurrent}; may throw
 * @param {(message: string) => Promise<string>} options.askForPassword
 */
export async function enterLink({ secret, memory, exchange, isGood, askForPassword, now = Date.now }) {
  let refused = null;
  let password;
  /** No tab holds the others up while its viewer types. */
  const attempt = async () => {
    const remembered = await memory.read();
    if (isYoung(remembered, now()) && (await isGood(remembered).catch(() => false))) {
      return remembered;
    }
    const token = remembered?.token;
    if (token !== undefined && token !== refused) {
      try {
        return await kept(memory, await exchange({ token }));
      } catch (error) {
        if (!isRefusal(error) || error.code === "blocked") {
          throw error;
        }
        refused = token;
      }
    }
    const known = token === undefined ? { secret } : { secret, token };
    return kept(memory, await exchange(password === undefined ? known : { ...known, password }));
  };
  for (;;) {
    try {
      return await memory.inTurn(attempt);
    } catch (error) {
      if (!PASSWORD_PROBLEMS.has(error.code)) {
        throw await forgetting(memory, error);
      }
      password = await askForPassword(passwordMessage(error, now()));
    }
  }
}

/** What a person is told who has to type a password, or type it again. */
export function passwordMessage(error, now) {
  switch (error.code) {
    case "link-or-password-wrong":
      return "That password isn't right. Try again.";
    case "too-many-attempts":
      return `Too many passwords were tried. Try again at ${clock(now + (error.retryAfterMs || 0))}.`;
    case "passwords-busy":
      return "The server is busy. Try again in a moment.";
    default:
      return "";
  }
}

/** By this machine's clock. Where that is slow, the issuer refuses a token that has expired. */
function isYoung(answer, now) {
  return now < Date.parse(answer?.refreshAt);
}

/** Whether a kept answer, whose token the issuer takes, is what the link gives now, by the listing's first page: nothing of the link was changed or taken down since. */
export function isCurrent({ baseUrl, position }, page) {
  return page.baseUrl === baseUrl && page.linkPosition <= position;
}

async function kept(memory, answer) {
  await memory.keep(answer);
  return answer;
}

async function forgetting(memory, error) {
  if (OVER.has(error.code)) {
    await memory.forget();
  }
  return error;
}

/** The server said no, and won't say yes to the same token later. */
function isRefusal(error) {
  return error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;
}

function clock(ms) {
  return new Date(ms).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
