import assert from "node:assert/strict";
import { test } from "node:test";
import { createMediaClient } from "../edgepass-client.js";
import { Browser, Clock, START, token, turns } from "./browser.mjs";

const NAME = "anna/projects/42";

/** A browser whose backend numbers the tokens that it gives. */
function browser() {
  const clock = new Clock();
  const origin = new Browser();
  const backend = { asked: 0, wait: null, refusal: null };
  const open = (scope = origin.tab(), options = {}) => {
    const client = createMediaClient({
      token: async () => {
        const given = token(`t${++backend.asked}`, clock.now);
        await backend.wait;
        if (backend.refusal) {
          throw backend.refusal;
        }
        return given;
      },
      name: NAME,
      scope,
      ...clock.options(),
      ...options,
    });
    return Object.assign(client, { tab: scope });
  };
  return { clock, origin, backend, open };
}

test("tabs of a name use one token, and one of them renews it for all", async () => {
  const { clock, backend, open } = browser();
  const tabs = [open(), open(), open()];
  for (const tab of tabs) {
    await tab.start();
  }
  assert.deepEqual(tabs.map((tab) => tab.url("a")), Array(3).fill("https://media.example/view/t1/a"));
  await clock.pass(800_000);
  assert.deepEqual(tabs.map((tab) => tab.url("a")), Array(3).fill("https://media.example/view/t2/a"));
  assert.equal(backend.asked, 2);
  assert.deepEqual(tabs.map(({ renewals }) => renewals), [1, 1, 1]);
});

test("tabs that are opened at once ask once", async () => {
  const { backend, open } = browser();
  const tabs = [open(), open()];
  await Promise.all(tabs.map((tab) => tab.start()));
  assert.equal(backend.asked, 1);
});

test("a tab whose token is refused takes the newer one that another tab has", async () => {
  const { backend, open } = browser();
  const [one, other] = [open(), open()];
  await one.start();
  await other.start();
  await Promise.all([one.renew(), other.renew()]);
  assert.equal(backend.asked, 2);
  assert.equal(other.url("a"), one.url("a"));
});

test("a reload uses the same URLs while the token is young, and another token after that", async () => {
  const { clock, origin, backend, open } = browser();
  const before = open();
  await before.start();
  before.stop();
  await clock.pass(700_000);
  const after = open(origin.tab(before.tab.storage));
  await after.start();
  assert.equal(after.url("a"), before.url("a"));
  assert.equal(backend.asked, 1);
  after.stop();
  await clock.pass(200_000);
  const late = open(origin.tab(before.tab.storage));
  await late.start();
  assert.equal(late.url("a"), "https://media.example/view/t2/a");
});

test("a reload's renewal is due when the first page's was", async () => {
  const { clock, origin, backend, open } = browser();
  const before = open();
  await before.start();
  before.stop();
  await clock.pass(700_000);
  const after = open(origin.tab(before.tab.storage));
  await after.start();
  await clock.pass(100_000);
  assert.equal(backend.asked, 2);
});

test("without a name nothing is kept and nothing is shared", async () => {
  const { origin, backend, open } = browser();
  const tabs = [open(origin.tab(), { name: null }), open(origin.tab(), { name: null })];
  for (const tab of tabs) {
    await tab.start();
  }
  assert.equal(backend.asked, 2);
  assert.equal(tabs[0].tab.storage.size, 0);
  assert.equal(origin.channels.size, 0);
});

test("another name is another token", async () => {
  const { origin, backend, open } = browser();
  const anna = open();
  await anna.start();
  const berta = open(origin.tab(anna.tab.storage), { name: "berta/projects/42" });
  await berta.start();
  assert.notEqual(berta.url("a"), anna.url("a"));
  assert.equal(backend.asked, 2);
});

test("a logout forgets the token in all tabs", async () => {
  const { open } = browser();
  const [one, other] = [open(), open()];
  await one.start();
  await other.start();
  let ended = 0;
  other.addEventListener("ended", () => ended++);
  one.forget();
  await turns();
  for (const tab of [one, other]) {
    assert.equal(tab.current, null);
    assert.equal(tab.tab.storage.size, 0);
    assert.throws(() => tab.url("a"), /no token/);
  }
  assert.equal(ended, 1);
});

test("a logout reaches the other tabs also where this one's client is stopped, has ended, or was never started", async () => {
  const states = {
    stopped: async (client) => {
      await client.start();
      client.stop();
    },
    ended: async (client, backend) => {
      await client.start();
      backend.refusal = Object.assign(new Error("refused"), { status: 403 });
      await client.renew();
      assert.equal(client.error, backend.refusal);
      backend.refusal = null;
    },
    "never started": () => {},
  };
  for (const [state, reach] of Object.entries(states)) {
    const { origin, backend, open } = browser();
    const one = open();
    await reach(one, backend);
    const other = open();
    await other.start();
    one.forget();
    await turns();
    assert.deepEqual([other.current, other.tab.storage.size], [null, 0], state);
    assert.equal(origin.channels.size, 0, "no channel stays open");
  }
});

test("a token that arrives after the logout is dropped", async () => {
  const { backend, open } = browser();
  let arrive;
  backend.wait = new Promise((resolve) => (arrive = resolve));
  const tab = open();
  const started = tab.start();
  await turns();
  tab.forget();
  arrive();
  await assert.rejects(started);
  await turns();
  assert.equal(tab.current, null);
  assert.equal(tab.tab.storage.size, 0);
});

test("what the storage or a channel says is used only where it is a young token", async () => {
  const record = { answer: token("other"), takenAt: START, renewAt: START + 800_000 };
  const bad = [
    null,
    7,
    "x",
    {},
    { ...record, answer: {} },
    { ...record, answer: { ...token("other"), baseUrl: "javascript:alert(1)//" } },
    { ...record, takenAt: START + 1 },
    { ...record, takenAt: undefined },
    { ...record, renewAt: START },
    { ...record, renewAt: Infinity },
    { ...record, renewAt: START + 2_000_000 },
  ];
  for (const one of bad) {
    const { origin, backend, open } = browser();
    const tab = open(origin.tab(new Map([[`edgepass.media.${NAME}`, JSON.stringify(one)]])));
    await tab.start();
    const sender = new (origin.tab().BroadcastChannel)(`edgepass.media.${NAME}`);
    sender.onmessage = () => {};
    sender.postMessage({ record: one });
    sender.postMessage(one);
    await turns();
    assert.equal(tab.url("a"), "https://media.example/view/t1/a", JSON.stringify(one));
    assert.equal(backend.asked, 1);
  }
});

test("storage that is forbidden, full or broken, and a browser without locks or channels, cost a token more and nothing else", async () => {
  const { origin, backend, open } = browser();
  const forbidden = origin.tab();
  Object.defineProperty(forbidden, "sessionStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
  const old = { document: new EventTarget(), window: new EventTarget(), sessionStorage: { getItem: () => "{", setItem: () => { throw new DOMException("full", "QuotaExceededError"); } } };
  for (const scope of [forbidden, old]) {
    const tab = open(scope);
    await tab.start();
    assert.match(tab.url("a"), /view/);
    tab.stop();
  }
  assert.equal(backend.asked, 2);
});

test("a tab whose renewal fails leaves the turn to the next one", async () => {
  const { clock, open } = browser();
  const broken = open(undefined, { token: async () => { throw new TypeError("no network"); } });
  await assert.rejects(broken.start(), TypeError);
  const tab = open();
  await tab.start();
  await turns();
  assert.equal(broken.url("a"), tab.url("a"), "and gets the other one's token");
  await clock.pass(1_000);
  assert.equal(broken.error, null);
});
