import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { takeLogin } from "../../main/resources/static/assets/api.js";

const items = new Map();
let metadata;

beforeEach(() => {
  items.clear();
  metadata = { edgepass_local_logins: true };
  globalThis.sessionStorage = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
  globalThis.location = { pathname: "/admin", search: "", hash: "" };
  globalThis.history = { replaceState: () => (location.hash = "") };
  globalThis.fetch = async (path) => {
    assert.equal(path, "/.well-known/oauth-authorization-server");
    if (metadata instanceof Error) {
      throw metadata;
    }
    return { ok: true, json: async () => metadata };
  };
});

function visit(login) {
  location.hash = `#login=${login}`;
  return takeLogin();
}

test("on a developer's machine the address may bring a login, which leaves the address bar", async () => {
  assert.equal(await visit("mine"), "mine");
  assert.equal(location.hash, "");
  assert.equal(await takeLogin(), "mine");
});

test("an address never changes the login that a tab has", async () => {
  await visit("mine");

  assert.equal(await visit("a-strangers"), "mine");
  assert.equal(location.hash, "");
});

test("in production an address brings no login", async () => {
  metadata = { edgepass_local_logins: false };
  assert.equal(await visit("a-strangers"), null);
  assert.equal(location.hash, "");

  metadata = {};
  assert.equal(await visit("a-strangers"), null);
});

test("where the issuer can't be asked, an address brings no login", async () => {
  metadata = new TypeError("Failed to fetch");
  assert.equal(await visit("a-strangers"), null);
});
