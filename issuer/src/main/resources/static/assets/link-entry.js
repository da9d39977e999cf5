/** How a share page gets its first token: with the one that this browser has, so that a reload is no new viewer, else with the secret and, where it is asked for, a password. */

const PREFIX = "edgepass.share.";
const PASSWORD_PROBLEMS = new Set(["password-required", "link-or-password-wrong", "too-many-attempts", "passwords-busy"]);

/** The token of one link in this browser. `storage` is Web Storage; where it is missing or full, nothing is remembered. */
export function tokenMemory(storage, secret) {
  const key = PREFIX + secret;
  const quietly = (access) => {
    try {
      return access();
    } catch {
      return null;
    }
  };
  return {
    read: () => quietly(() => storage.getItem(key)),
    keep: (token) => quietly(() => storage.setItem(key, token)),
    forget: () => quietly(() => storage.removeItem(key)),
  };
}

/**
 * The answer of `/share-links/access-token`.
 *
 * @param {object} options
 * @param {(body: object) => Promise<object>} options.exchange throws errors with `status`, `code` and `retryAfterMs`
 * @param {(message: string) => Promise<string>} options.askForPassword
 */
export async function enterLink({ secret, memory, exchange, askForPassword, now = Date.now }) {
  const remembered = memory.read();
  if (remembered) {
    try {
      return kept(memory, await exchange({ token: remembered }));
    } catch (error) {
      if (!isRefusal(error)) {
        throw error;
      }
      memory.forget();
    }
  }
  let password;
  for (;;) {
    try {
      return kept(memory, await exchange(password === undefined ? { secret } : { secret, password }));
    } catch (error) {
      if (!PASSWORD_PROBLEMS.has(error.code)) {
        throw error;
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

/** The detail of `link-not-active`, with its time as people here write it. */
export function opensAt(detail) {
  return detail.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, (instant) => new Date(instant).toLocaleString());
}

function kept(memory, answer) {
  memory.keep(answer.token);
  return answer;
}

/** The server said no, and won't say yes to the same token later. */
function isRefusal(error) {
  return error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;
}

function clock(ms) {
  return new Date(ms).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
