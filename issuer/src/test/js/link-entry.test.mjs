import assert from "node:assert/strict";
import { test } from "node:test";
import { enterLink, isCurrent, NotNow, passwordMessage, renewLink, tokenMemory } from "../../main/resources/static/assets/share/link-entry.js";

const SECRET = "s3cret";

/** What tabs share. Like IndexedDB, it shows a value for sure once the call that stored it has ended, and here no sooner. */
function storage() {
  const items = new Map();
  const later = (run) => new Promise((resolve) => setTimeout(() => resolve(run()), 5));
  return {
    items,
    get: async (key) => items.get(key) ?? null,
    set: (key, value) => later(() => items.set(key, value)),
    delete: (key) => later(() => items.delete(key)),
  };
}

function refusal(status, code, retryAfterMs = 0) {
  return Object.assign(new Error(code), { status, code, retryAfterMs });
}

/** A server that answers by turns, and the bodies that it was sent. */
function server(...answers) {
  const bodies = [];
  const exchange = async (body) => {
    bodies.push(body);
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return answerOf(answer);
  };
  return { bodies, exchange };
}

const NOW = Date.parse("2026-12-01T10:00:00Z");
const answerOf = (token, refreshAt = "2020-01-01T00:00:00Z") => ({ token, refreshAt, baseUrl: `https://media.example/view/${token}/`, position: 7, label: "The wedding" });
const young = (token) => answerOf(token, "2026-12-01T11:00:00Z");
const now = () => NOW;
const tokenOf = async (memory) => (await memory.read())?.token ?? null;

/** Whether the issuer takes a kept token, and the tokens that it was asked about. */
function issuer(...good) {
  const asked = [];
  const isGood = async ({ token }) => asked.push(token) > 0 && good.includes(token);
  return { asked, isGood };
}

const nobodyTypes = () => assert.fail("no password is asked for");

test("a first visit exchanges the secret, a reload renews", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  const { bodies, exchange } = server("t1", "t2");

  await enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes });
  const again = await enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes });

  assert.deepEqual(bodies, [{ secret: SECRET }, { token: "t1" }]);
  assert.equal(again.token, "t2");
  assert.equal(await tokenOf(memory), "t2");
});

test("a reload uses the same token while it is young and good, so that its URLs stay", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  await memory.keep(young("t1"));
  const { asked, isGood } = issuer("t1");
  const { bodies, exchange } = server();

  const again = await enterLink({ secret: SECRET, memory, exchange, isGood, askForPassword: nobodyTypes, now });

  assert.equal(again.baseUrl, "https://media.example/view/t1/");
  assert.deepEqual([asked, bodies], [["t1"], []]);
});

test("a young token that isn't good any more, or of a link that has changed, is renewed", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  await memory.keep(young("t1"));
  const { bodies, exchange } = server("t2");

  await enterLink({ secret: SECRET, memory, exchange, isGood: issuer().isGood, askForPassword: nobodyTypes, now });

  assert.deepEqual(bodies, [{ token: "t1" }]);
  assert.equal(await tokenOf(memory), "t2");
});

test("a kept answer is current while nothing of the link was changed or taken down since, and the edge has the same address", () => {
  const { baseUrl, position } = young("t1");

  assert.equal(isCurrent({ baseUrl, position }, { baseUrl, linkPosition: position }), true);
  assert.equal(isCurrent({ baseUrl, position }, { baseUrl, linkPosition: position + 1 }), false);
  assert.equal(isCurrent({ baseUrl, position }, { baseUrl: "https://other.example/view/t1/", linkPosition: position }), false);
  assert.equal(isCurrent({ baseUrl, position }, { linkPosition: position }), false, "an issuer of the release before doesn't say the address");
});

test("an issuer that can't say whether a young token is good is asked for another one", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  await memory.keep(young("t1"));
  const { bodies, exchange } = server("t2");
  const isGood = () => Promise.reject(refusal(503, "storage-unavailable"));

  await enterLink({ secret: SECRET, memory, exchange, isGood, askForPassword: nobodyTypes, now });

  assert.deepEqual(bodies, [{ token: "t1" }]);
});

test("a token that an earlier release has kept alone, and words that are none, are renewed", async () => {
  for (const words of ["t1", "{"]) {
    const shared = storage();
    const memory = await tokenMemory(shared, SECRET);
    await memory.keep(young("t0"));
    const [key] = shared.items.keys();
    shared.items.set(key, words);
    const { bodies, exchange } = server("t2");

    await enterLink({ secret: SECRET, memory, exchange, isGood: issuer("t0").isGood, askForPassword: nobodyTypes, now });

    assert.deepEqual(bodies, [{ token: words }]);
  }
});

test("the secret, and what people wrote, is in nothing that the browser keeps, and each link has its own token", async () => {
  const kept = storage();
  const memory = await tokenMemory(kept, SECRET);

  await memory.keep(answerOf("t1"));

  assert.ok([...kept.items.values()].every((words) => words.includes("t1") && !words.includes("wedding")));
  assert.ok([...kept.items.keys()].every((key) => !key.includes(SECRET)));
  assert.equal(await tokenOf(await tokenMemory(kept, SECRET)), "t1");
  assert.equal(await (await tokenMemory(kept, "other")).read(), null);
});

test("a token that is refused is shown with the secret, so that its viewer keeps the seat", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  await memory.keep(answerOf("old"));
  const { bodies, exchange } = server(refusal(403, "revoked"), refusal(403, "password-required"), "t2");

  await enterLink({ secret: SECRET, memory, exchange, askForPassword: async () => "right" });

  assert.deepEqual(bodies, [{ token: "old" }, { secret: SECRET, token: "old" }, { secret: SECRET, token: "old", password: "right" }]);
  assert.equal(await tokenOf(memory), "t2");
});

test("a suspended link takes no token away: after its resumption it is renewed", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  await memory.keep(answerOf("old"));
  const { bodies, exchange } = server(refusal(403, "blocked"), "t2");

  await assert.rejects(enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes }), { code: "blocked" });
  assert.equal(await tokenOf(memory), "old");
  await enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes });

  assert.deepEqual(bodies, [{ token: "old" }, { token: "old" }]);
  assert.equal(await tokenOf(memory), "t2");
});

test("an open page's renewal is tried again where the refusal can be lifted, and ends where the link is over", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  await memory.keep(answerOf("t1"));
  for (const code of ["blocked", "revoked", "link-not-active"]) {
    const refused = await renewLink({ memory, current: "t1", ...server(refusal(403, code)) }).catch((error) => error);
    assert.ok(refused instanceof NotNow && refused.status === undefined && refused.reason.code === code, code);
    assert.equal(await tokenOf(memory), "t1");
  }
  await assert.rejects(renewLink({ memory, current: "t1", ...server(refusal(410, "link-closed")) }), { status: 410 });
  assert.equal(await memory.read(), null);
});

test("a token is forgotten once its link is over", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  await memory.keep(answerOf("old"));
  const { bodies, exchange } = server(refusal(403, "revoked"), refusal(410, "link-closed"));

  await assert.rejects(enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes }), { code: "link-closed" });

  assert.deepEqual(bodies, [{ token: "old" }, { secret: SECRET, token: "old" }]);
  assert.equal(await memory.read(), null);
});

test("a server that is away takes no new seat and no token away", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  await memory.keep(answerOf("old"));
  const { bodies, exchange } = server(refusal(503, "read-model-unavailable"));

  await assert.rejects(enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes }));

  assert.deepEqual(bodies, [{ token: "old" }]);
  assert.equal(await tokenOf(memory), "old");
});

test("a password is asked for until it is right", async () => {
  const memory = await tokenMemory(storage(), SECRET);
  const messages = [];
  const typed = ["wrong", "right"];
  const { bodies, exchange } = server(refusal(403, "password-required"), refusal(403, "link-or-password-wrong"), "t1");

  await enterLink({
    secret: SECRET,
    memory,
    exchange,
    askForPassword: async (message) => {
      messages.push(message);
      return typed.shift();
    },
  });

  assert.deepEqual(bodies.slice(1), [{ secret: SECRET, password: "wrong" }, { secret: SECRET, password: "right" }]);
  assert.deepEqual(messages, ["", "That password isn't right. Try again."]);
});

test("a lock says until when", () => {
  const now = Date.parse("2026-11-25T12:00:00Z");
  const text = passwordMessage(refusal(429, "too-many-attempts", 600_000), now);

  assert.ok(text.includes(new Date(now + 600_000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })));
});

test("a browser that stores nothing still opens the link, and its open page renews", async () => {
  const refuses = () => Promise.reject(new Error("SecurityError"));
  const memory = await tokenMemory({ get: refuses, set: refuses, delete: refuses }, SECRET);
  const { exchange } = server("t1", "t2");

  assert.equal((await enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes })).token, "t1");
  assert.equal(await tokenOf(memory), "t1");
  assert.equal((await renewLink({ memory, exchange, current: "t1" })).token, "t2");
  await memory.forget();
  assert.equal(await memory.read(), null);
});

/** Web Locks of one name: one after the other. */
function locks() {
  let last = Promise.resolve();
  return {
    request: (name, options, run) => {
      const mine = last.then(run);
      last = mine.catch(() => {});
      return mine;
    },
  };
}

test("tabs that are opened together have one token", async () => {
  const shared = { storage: storage(), locks: locks() };
  const bodies = [];
  const exchange = async (body) => bodies.push(body) && young("t1");
  const { isGood } = issuer("t1");
  const tab = async () => enterLink({ secret: SECRET, memory: await tokenMemory(shared.storage, SECRET, shared.locks), exchange, isGood, askForPassword: nobodyTypes, now });

  const tokens = await Promise.all([tab(), tab()]);

  assert.deepEqual(bodies, [{ secret: SECRET }]);
  assert.deepEqual(tokens.map(({ token }) => token), ["t1", "t1"]);
});

test("tabs that are opened together are one viewer: where the first one's token isn't young, the second one renews it", async () => {
  const shared = { storage: storage(), locks: locks() };
  const { bodies, exchange } = server("t1", "t2");
  const tab = async () => enterLink({ secret: SECRET, memory: await tokenMemory(shared.storage, SECRET, shared.locks), exchange, askForPassword: nobodyTypes });

  const tokens = await Promise.all([tab(), tab()]);

  assert.deepEqual(bodies, [{ secret: SECRET }, { token: "t1" }]);
  assert.deepEqual(tokens.map(({ token }) => token).sort(), ["t1", "t2"]);
});

test("a viewer who types a password holds no other tab up, and what that tab got is used", async () => {
  const shared = { storage: storage(), locks: locks() };
  const { bodies, exchange } = server(refusal(403, "password-required"), refusal(403, "password-required"), "t1", "t2");
  // By their names: which tab asks first isn't said.
  const typed = new Map();
  const tab = async (name) =>
    enterLink({
      secret: SECRET,
      memory: await tokenMemory(shared.storage, SECRET, shared.locks),
      exchange,
      askForPassword: () => new Promise((resolve) => typed.set(name, resolve)),
    });
  const tabs = { one: tab("one"), other: tab("other") };
  while (typed.size < 2) {
    await new Promise(setImmediate);
  }

  typed.get("other")("right");
  await tabs.other;
  typed.get("one")("right");
  await tabs.one;

  assert.deepEqual(bodies, [{ secret: SECRET }, { secret: SECRET }, { secret: SECRET, password: "right" }, { token: "t1" }]);
});

test("locks that are refused keep no viewer out", async () => {
  const denied = { request: async () => Promise.reject(new Error("SecurityError")) };
  const { exchange } = server("t1", refusal(403, "viewer-limit-reached"));
  const memory = await tokenMemory(storage(), SECRET, denied);

  assert.equal((await enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes })).token, "t1");
  await memory.forget();
  await assert.rejects(enterLink({ secret: SECRET, memory, exchange, askForPassword: nobodyTypes }), { code: "viewer-limit-reached" });
});
