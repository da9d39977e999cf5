/** The issuer's API, for these pages. */

const LOGIN = "edgepass.login";

/** An answer that is a problem (RFC 9457). */
export class ApiError extends Error {
  constructor(status, problem, retryAfterMs) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.title = problem.title ?? `The server answered ${status}`;
    this.code = (problem.type ?? "").replace("urn:edgepass:problem:", "");
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Calls `/api/v1/media<path>`; `body` makes it a POST. Throws {@link ApiError}, or TypeError where there is no answer.
 * `take` makes of the answer and its headers what is returned.
 */
export async function call(path, { method, body, login, headers = {}, take = (answer) => answer } = {}) {
  const response = await fetch("/api/v1/media" + path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    cache: "no-store",
    headers: {
      Accept: "application/json, application/problem+json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(login ? { Authorization: `Bearer ${login}` } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const seconds = Number(response.headers.get("Retry-After"));
    throw new ApiError(response.status, answer, seconds > 0 ? seconds * 1000 : 0);
  }
  return take(answer, response.headers);
}

/** All pages of a listing. `page(cursor)` fetches one. */
export async function everything(page) {
  const objects = [];
  let cursor;
  do {
    const part = await page(cursor);
    objects.push(...part.objects);
    cursor = part.next;
  } while (cursor);
  return objects;
}

/** The login JWT: from the address (`#login=...`, which is cleaned at once), else from this tab's storage. */
export function takeLogin() {
  const given = /^#login=(.+)$/.exec(location.hash);
  if (given) {
    sessionStorage.setItem(LOGIN, decodeURIComponent(given[1]));
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(LOGIN);
}

export function forgetLogin() {
  sessionStorage.removeItem(LOGIN);
}

/** Shows the login form and waits for it. */
export function askForLogin(panel, message) {
  panel.hidden = false;
  panel.querySelector("[data-message]").textContent = message ?? "";
  const form = panel.querySelector("form");
  return new Promise((resolve) => {
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const login = new FormData(form).get("login").trim();
        sessionStorage.setItem(LOGIN, login);
        form.reset();
        panel.hidden = true;
        resolve(login);
      },
      { once: true },
    );
  });
}

/** Who a login JWT is for, for display only. */
export function subjectOf(login) {
  try {
    const bytes = Uint8Array.from(atob(login.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)).sub ?? "";
  } catch {
    return "";
  }
}
