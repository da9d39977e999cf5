import assert from "node:assert/strict";
import { test } from "node:test";

/** The form of the page, which a person fills in when the test says so. */
class Form extends EventTarget {
  reset() {}
}

const form = new Form();
const items = new Map([["edgepass.login", "old"]]);
const messages = [];
const parts = {
  "[data-local]": {},
  "[data-message]": {
    set textContent(text) {
      messages.push(text);
    },
  },
  form,
};
globalThis.document = { getElementById: (id) => (id === "login" ? { querySelector: (part) => parts[part] } : new EventTarget()) };
globalThis.location = { hash: "" };
globalThis.sessionStorage = { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value), removeItem: (key) => items.delete(key) };
/** What the issuer's metadata says, and whether the browser has a good cookie. */
let issuer = {};
globalThis.fetch = async (path) =>
  path === "/api/v1/media/me"
    ? { ok: issuer.cookie, status: issuer.cookie ? 200 : 401, headers: new Headers(), json: async () => ({}) }
    : { ok: true, json: async () => ({ edgepass_page_cookies: issuer.cookie !== undefined }) };
let typed;
globalThis.FormData = class {
  get() {
    return typed;
  }
};
const { authorized, logIn } = await import("../../main/resources/static/assets/login.js");

const turns = () => new Promise((resolve) => setImmediate(resolve));

async function submit(login) {
  await turns();
  typed = login;
  form.dispatchEvent(new Event("submit", { cancelable: true }));
}

/** An API that accepts one login; an answer may be held back. */
function api(accepted, held = Promise.resolve()) {
  return async (path, { login }) => {
    if (login !== accepted) {
      await held;
      throw Object.assign(new Error("no"), { status: 401 });
    }
    return `${path} for ${login}`;
  };
}

test("calls at once with a login that has expired ask for another one once, and a late refusal of the old one asks for none", async () => {
  await logIn();
  let release;
  const late = authorized("/c", {}, api("new", new Promise((resolve) => (release = resolve))));
  const both = Promise.all([authorized("/a", {}, api("new")), authorized("/b", {}, api("new"))]);
  await submit("new");

  assert.deepEqual(await both, ["/a for new", "/b for new"]);
  release();
  assert.equal(await late, "/c for new");
  assert.equal(items.get("edgepass.login"), "new");
  assert.equal(messages.length, 1);
});

test("a login that isn't accepted either is asked for again", async () => {
  const answer = authorized("/d", {}, api("third"));
  await submit("wrong");
  await submit("third");

  assert.equal(await answer, "/d for third");
  assert.equal(messages.length, 3);
});

/** An API that takes a cookie, and no JWT. */
const byCookie = async (path, { login }) => {
  if (login !== null) {
    throw Object.assign(new Error("no"), { status: 401 });
  }
  return `${path} by cookie`;
};

test("a login that has expired stands before no cookie, and a cookie that has gone is asked for", async () => {
  issuer = { cookie: true };
  const asked = messages.length;

  assert.equal(await authorized("/e", {}, byCookie), "/e by cookie");
  assert.equal(items.get("edgepass.login"), undefined);
  assert.equal(messages.length, asked);

  issuer = { cookie: false };
  const answer = authorized("/f", {}, api("fifth"));
  await submit("fifth");
  assert.equal(await answer, "/f for fifth");
  assert.equal(messages.length, asked + 1);
});

test("a cookie counts where no provider logs people in", async () => {
  items.clear();
  issuer = { cookie: true };
  const asked = messages.length;

  await logIn();

  assert.equal(await authorized("/g", {}, byCookie), "/g by cookie");
  assert.equal(messages.length, asked);
});
