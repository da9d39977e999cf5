/** The issuer's API, for these pages. */

import { tabStorage } from "./storage.js";

const LOGIN = "edgepass.login";

/** An answer that is a problem (RFC 9457). */
export class ApiError extends Error {
  constructor(status, problem, retryAfterMs) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.title = problem.title ?? `The server answered ${status}`;
    this.code = (problem.type ?? "").replace("urn:edgepass:problem:", "");
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Calls `/api/v1/media<path>`; `body` makes it a POST. Throws {@link ApiError}, or TypeError where there is no answer.
 * `take` makes of the answer and its headers what is returned.
 */
export async function call(path, { take = (answer) => answer, ...options } = {}) {
  const response = await request(path, options);
  return take(await response.json().catch(() => ({})), response.headers);
}

/** The same with the answer as it comes, in whatever form `accept` asks for. */
export async function request(path, { method, body, login, headers = {}, accept = "application/json" } = {}) {
  const response = await fetch("/api/v1/media" + path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    cache: "no-store",
    headers: {
      Accept: `${accept}, application/problem+json`,
      // What makes the cookie of a page's login count: no other site's page can send it.
      "Edgepass-Page": "1",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(login ? { Authorization: `Bearer ${login}` } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    const seconds = Number(response.headers.get("Retry-After"));
    throw new ApiError(response.status, await response.json().catch(() => ({})), seconds > 0 ? seconds * 1000 : 0);
  }
  return response;
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

/** What the issuer says of its logins: whether it runs on a developer's machine, whether an identity provider logs people in, and whether a cookie may be a login. Where it can't be asked, none is so. */
async function offers() {
  try {
    const response = await fetch("/.well-known/oauth-authorization-server");
    const metadata = response.ok ? await response.json() : {};
    return { local: metadata.edgepass_local_logins === true, provider: metadata.edgepass_page_logins === true, cookies: metadata.edgepass_page_cookies === true };
  } catch {
    return { local: false, provider: false, cookies: false };
  }
}

/** Whether this browser is logged in by a cookie. */
export async function hasCookie() {
  if (!(await offers()).cookies) {
    return false;
  }
  try {
    await call("/me");
    return true;
  } catch (error) {
    if (error.status === 401) {
      return false;
    }
    throw error;
  }
}

/**
 * The login JWT of this tab. On a developer's machine the address may bring one (`#login=...`), where the tab has none: elsewhere, or over another login, such an address would let a stranger
 * choose whose account a person works in. It leaves the address bar at once, believed or not.
 */
export async function takeLogin() {
  const given = /^#login=(.+)$/.exec(location.hash);
  if (given) {
    history.replaceState(null, "", location.pathname + location.search);
    if (tabStorage().getItem(LOGIN) === null && (await offers()).local) {
      tabStorage().setItem(LOGIN, decodeURIComponent(given[1]));
    }
  }
  return tabStorage().getItem(LOGIN);
}

export function forgetLogin() {
  tabStorage().removeItem(LOGIN);
}

/** Shows the login form and waits for it. Its `data-local` is for a developer's machine alone. */
export async function askForLogin(panel, message) {
  const { local, provider } = await offers();
  panel.querySelector("[data-local]").hidden = !local;
  const jwt = panel.querySelector("[data-jwt]");
  if (jwt) {
    // One way to log in stands out.
    jwt.open = !provider;
    jwt.querySelector("summary").hidden = !provider;
    panel.querySelector("[data-provider]").hidden = !provider;
  }
  panel.hidden = false;
  panel.querySelector("[data-message]").textContent = message ?? "";
  const form = panel.querySelector("form");
  return new Promise((resolve) => {
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const login = new FormData(form).get("login").trim();
        tabStorage().setItem(LOGIN, login);
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
