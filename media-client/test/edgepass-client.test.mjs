import assert from "node:assert/strict";
import { test } from "node:test";
import * as module from "../edgepass-client.js";
import { watchAccess } from "../edgepass-client/watch.js";
import { Browser, Clock, image, START, token, turns } from "./browser.mjs";

const { createMediaClient, encodeKey, renewalDelay, retryDelay } = module;

/** A client of one tab. `answers` are what its callback gives, one after the other; errors are thrown. */
function page(answers, { clock = new Clock(), scope = new Browser().tab(), ...options } = {}) {
  const asked = [];
  const events = [];
  const client = createMediaClient({
    token: async (current, signal) => {
      asked.push({ current, signal });
      const answer = answers.shift();
      assert.ok(answer !== undefined, "no more tokens were expected");
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
    scope,
    ...clock.options(),
    ...options,
  });
  for (const type of ["token", "retry", "ended", "withdrawn", "restored"]) {
    client.addEventListener(type, (event) => events.push({ type, ...event.detail }));
  }
  return { client, clock, scope, asked, events };
}

function failure(status, more = {}) {
  return Object.assign(new Error("refused"), { status, ...more });
}

function problem(status, body, headers = {}) {
  return new Response(JSON.stringify(body), { status, headers });
}

test("a key's URL is the base URL and the key, percent-encoded as the issuer does it", async () => {
  const { client } = page([token("t1")]);
  assert.throws(() => client.url("a"), module.NoTokenError);
  await client.start();
  assert.equal(client.url("projects/42/a b(1)é.jpg"), "https://media.example/view/t1/projects/42/a%20b%281%29%C3%A9.jpg");
  assert.equal(encodeKey("a/b~c-d_e.f"), "a/b~c-d_e.f");
});

test("a player's old URL has a fresh one: the same object under the token in use; what isn't media stays", async () => {
  const { client } = page([token("t1"), token("t2")]);
  assert.equal(client.fresh("https://media.example/view/t0/a"), "https://media.example/view/t0/a");
  await client.start();
  const old = client.url("streams/a b.ts");
  await client.renew();
  assert.equal(client.fresh(`${old}?x=/1`), "https://media.example/view/t2/streams/a%20b.ts?x=/1");
  for (const other of ["https://keys.example/view/t1/a", "https://media.example.evil.example/view/t1/a", "blob:https://media.example/1", "/view/t1/a"]) {
    assert.equal(client.fresh(other), other);
  }
});

test("the token is renewed at refreshAt, with the current one in hand", async () => {
  const { client, clock, asked } = page([token("t1"), token("t2", START + 800_000)]);
  await client.start();
  await clock.pass(799_999);
  assert.match(client.url("a"), /t1/);
  await clock.pass(1);
  assert.match(client.url("a"), /t2/);
  assert.equal(client.renewals, 1);
  assert.equal(asked[1].current.baseUrl, "https://media.example/view/t1/");
});

test("the delay goes by the token's iat, so a clock that is an hour off doesn't matter", () => {
  assert.equal(renewalDelay(token("t"), START + 3_600_000, 0), 800_000);
  assert.equal(renewalDelay(token("t"), START - 3_600_000, 0), 800_000);
});

test("a token that a backend had kept is renewed before it expires", () => {
  assert.equal(renewalDelay(token("t"), START + 500_000, 0), 300_000);
});

test("no clock makes a client renew all the time", () => {
  assert.equal(renewalDelay(token("t"), START + 999_000, 0), 50_000);
});

test("jitter spreads renewals and keeps them before the expiry", () => {
  const latest = renewalDelay(token("t"), START, 1);
  assert.ok(latest > 800_000 && latest < 1_000_000, String(latest));
});

test("after sleep an overdue token is renewed within a minute, and at once where the page is seen again", async () => {
  const slept = page([token("t1"), token("t2", START + 900_000)]);
  await slept.client.start();
  slept.clock.sleep(900_000);
  await slept.clock.pass(60_000);
  assert.match(slept.client.url("a"), /t2/);

  const seen = page([token("t1"), token("t2", START + 900_000)]);
  await seen.client.start();
  seen.scope.document.dispatchEvent(new Event("visibilitychange"));
  await turns();
  assert.equal(seen.asked.length, 1, "it isn't due");
  seen.clock.sleep(900_000);
  seen.scope.document.dispatchEvent(new Event("visibilitychange"));
  await turns();
  assert.match(seen.client.url("a"), /t2/);
});

test("the network's return ends a backoff at once", async () => {
  const none = new TypeError("no network");
  const { client, clock, scope, asked } = page([token("t1"), none, none, none, none, none, none, none, token("t2", START + 900_000)]);
  await client.start();
  await clock.pass(850_000);
  assert.equal(asked.length, 8);
  assert.match(client.url("a"), /t1/);
  scope.window.dispatchEvent(new Event("online"));
  await turns();
  assert.equal(asked.length, 9);
  assert.match(client.url("a"), /t2/);
});

test("the network's return renews nothing that isn't due", async () => {
  const { client, scope, asked } = page([token("t1")]);
  await client.start();
  scope.window.dispatchEvent(new Event("online"));
  await turns();
  assert.equal(asked.length, 1);
});

test("a renewal that fails is tried again with growing delays, and the token stays in use", async () => {
  const { client, clock, events } = page([token("t1"), new TypeError("no network"), failure(503, { retryAfterMs: 9_000 }), token("t2", START + 809_500)]);
  await client.start();
  await clock.pass(800_000);
  await clock.pass(500);
  assert.match(client.url("a"), /t1/);
  await clock.pass(9_000);
  assert.match(client.url("a"), /t2/);
  assert.deepEqual(events.filter(({ type }) => type === "retry").map(({ inMs }) => inMs), [500, 9_000]);
});

test("backoff doubles and stops at a minute", () => {
  assert.deepEqual([0, 1, 2, 10].map((n) => retryDelay(n, null, 1)), [1_000, 2_000, 4_000, 60_000]);
});

test("a backend that doesn't answer a renewal is given up after 30 s, and asked again", async () => {
  const { client, clock, events, asked } = page([token("t1"), new Promise(() => {}), token("t2", START + 830_500)]);
  await client.start();
  await clock.pass(829_999);
  assert.equal(asked[1].signal.aborted, false);
  await clock.pass(1);
  assert.equal(asked[1].signal.aborted, true);
  assert.ok(events.at(-1).error instanceof module.TokenUnavailableError);
  await clock.pass(500);
  assert.match(client.url("a"), /t2/);
});

test("a refusal ends the client and says why", async () => {
  const { client, clock, events } = page([token("t1"), failure(410)]);
  await client.start();
  await clock.pass(800_000);
  assert.deepEqual(events.map(({ type }) => type), ["token", "ended"]);
  assert.equal(events.at(-1).error.status, 410);
  assert.deepEqual(clock.timers, []);
});

test("a backend that is being deployed ends nothing: its 404 isn't the issuer's", async () => {
  const { client, clock, events } = page([token("t1"), failure(404), failure(404, { code: "link-not-found" })]);
  await client.start();
  await clock.pass(800_500);
  assert.deepEqual(events.map(({ type }) => type), ["token", "retry", "ended"]);
});

test("a start that is refused rejects with the reason, and may be repeated", async () => {
  const { client, clock } = page([failure(403), token("t1")]);
  await assert.rejects(client.start(), { status: 403 });
  assert.deepEqual(clock.timers, []);
  await client.start();
  assert.match(client.url("a"), /t1/);
});

test("after a refusal a start asks anew, although there is a token from before", async () => {
  const { client, clock, asked } = page([token("t1"), failure(403), failure(403), token("t2", START + 900_000)]);
  await client.start();
  await clock.pass(900_000);
  await assert.rejects(client.start(), { status: 403 });
  await client.start();
  assert.match(client.url("a"), /t2/);
  assert.equal(asked.length, 4);
});

test("a start without a network rejects, and the token comes with the network", async () => {
  const { client, scope, events } = page([new TypeError("no network"), token("t1")]);
  await assert.rejects(client.start(), TypeError);
  scope.window.dispatchEvent(new Event("online"));
  await turns();
  assert.deepEqual(events.map(({ type }) => type), ["retry", "token"]);
});

test("start, stop, start: one token, and it is renewed", async () => {
  const { client, clock, asked } = page([token("t1"), token("t2", START + 800_000)]);
  const first = client.start();
  client.stop();
  await Promise.all([first, client.start()]);
  assert.equal(asked.length, 1);
  client.stop();
  await clock.pass(100_000);
  await client.start();
  assert.equal(asked.length, 1, "the token is young");
  await clock.pass(700_000);
  assert.match(client.url("a"), /t2/);
});

test("a stopped client asks for nothing and hears nothing", async () => {
  const { client, clock, scope, asked } = page([token("t1")]);
  await client.start();
  client.stop();
  await clock.pass(2_000_000);
  scope.window.dispatchEvent(new Event("online"));
  scope.document.dispatchEvent(new Event("visibilitychange"));
  await turns();
  assert.equal(asked.length, 1);
});

test("calls while a renewal is under way share it", async () => {
  const { client, asked } = page([token("t1"), token("t2")]);
  await client.start();
  await Promise.all([client.renew(), client.renew(), client.renew()]);
  assert.equal(asked.length, 2);
});

test("the callback may give the response itself, also one that refuses", async () => {
  const { client } = page([new Response(JSON.stringify(token("t1")), { status: 201 })]);
  await client.start();
  assert.match(client.url("a"), /t1/);

  const refused = page([problem(403, { type: "urn:edgepass:problem:blocked", title: "Blocked", detail: "The subject is blocked." })]);
  await assert.rejects(refused.client.start(), { name: "TokenRefusedError", status: 403, code: "blocked", title: "Blocked", message: "The subject is blocked." });

  const busy = page([problem(503, {}, { "Retry-After": "7" })]);
  await assert.rejects(busy.client.start(), { name: "TokenUnavailableError", status: 503, retryAfterMs: 7_000 });
  busy.client.stop();
});

test("what isn't the issuer's answer isn't used, and the error doesn't show it", async () => {
  const answers = [null, "", {}, { ...token("t"), baseUrl: "javascript:alert(1)//" }, { ...token("t"), refreshAt: "soon" }, { ...token("secret"), token: 7 }];
  for (const answer of answers) {
    const { client } = page([answer]);
    await assert.rejects(client.start(), (error) => error instanceof module.BadAnswerError && !error.message.includes("secret"));
    client.stop();
  }
});

test("nothing that a client says of itself has its token", async () => {
  const { client, events } = page([token("t1")]);
  await client.start();
  assert.ok(!JSON.stringify([client, String(client), events]).includes(client.current.token));
  assert.deepEqual(Object.keys(client), ["renewals", "error"]);
});

/** The part that hears of revocations, held by the test. */
function watching() {
  const watch = { suspects: [], begun: 0, stopped: 0 };
  const watchAccess = (options) => {
    Object.assign(watch, options, { begun: watch.begun + 1 });
    return { suspect: (key) => watch.suspects.push(key), stop: () => watch.stopped++ };
  };
  return { watch, loadWatch: async () => ({ watchAccess }) };
}

test("with an issuer's origin its stream is heard from the first token on, until the client stops", async () => {
  const { watch, loadWatch } = watching();
  const { client } = page([token("t1")], { issuer: "https://issuer.example", loadWatch });
  await client.start();
  client.url("a.jpg");
  await turns();
  assert.equal(watch.issuer, "https://issuer.example");
  assert.deepEqual(watch.keys(), ["a.jpg"]);
  client.stop();
  await client.start();
  await turns();
  assert.deepEqual([watch.begun, watch.stopped], [2, 1]);
});

test("what the edge refuses is withdrawn with its reason, until it is granted again", async () => {
  const { watch, loadWatch } = watching();
  const { client, events } = page([token("t1")], { issuer: "", loadWatch });
  await client.start();
  await turns();
  watch.closed("a.jpg", "blocked");
  assert.deepEqual([client.reason("a.jpg"), client.reason("b.jpg")], ["blocked", null]);
  watch.opened("a.jpg");
  assert.equal(client.reason("a.jpg"), null);
  watch.refused("revoked");
  assert.deepEqual([client.reason("a.jpg"), client.reason("b.jpg")], ["revoked", "revoked"]);
  watch.granted();
  assert.equal(client.reason("a.jpg"), null);
  assert.deepEqual(
    events.slice(1).map(({ type, key, reason, error }) => [type, key, reason, error?.name]),
    [
      ["withdrawn", "a.jpg", "blocked", "WithdrawnError"],
      ["restored", "a.jpg", undefined, undefined],
      ["withdrawn", null, "revoked", "WithdrawnError"],
      ["restored", null, undefined, undefined],
    ],
  );
});

test("what a stopped client knew of refusals is over: it may have missed their end", async () => {
  const { watch, loadWatch } = watching();
  const { client } = page([token("t1")], { issuer: "", loadWatch });
  await client.start();
  await turns();
  watch.refused("revoked");
  client.stop();
  assert.equal(client.reason("a.jpg"), null);
});

test("a spent token is used by no reload and no other tab", async () => {
  const browser = new Browser();
  const { watch, loadWatch } = watching();
  const shared = { name: "anna", clock: new Clock(), issuer: "", loadWatch };
  const first = page([token("t1")], { ...shared, scope: browser.tab() });
  await first.client.start();
  await turns();
  const { spent } = watch;
  watch.closed("b.jpg", "blocked");
  const second = page([], { ...shared, scope: browser.tab() });
  await second.client.start();
  assert.match(second.client.url("a"), /t1/, "what was never shown spends no token");
  second.client.stop();

  spent();
  const reloaded = page([token("t2")], { ...shared, scope: browser.tab(first.scope.storage) });
  await reloaded.client.start();
  assert.match(reloaded.client.url("a"), /t2/);
});

test("another tab that has the same token neither hands it on nor starts by it again", async () => {
  const browser = new Browser();
  const { watch, loadWatch } = watching();
  const shared = { name: "anna", clock: new Clock(), issuer: "", loadWatch };
  const first = page([token("t1")], { ...shared, scope: browser.tab() });
  await first.client.start();
  await turns();
  const { spent } = watch;
  const second = page([token("t2")], { ...shared, scope: browser.tab() });
  await second.client.start();
  assert.match(second.client.url("a"), /t1/);

  spent();
  await turns();
  assert.equal(second.scope.storage.size, 0);
  second.client.stop();
  await second.client.start();
  assert.match(second.client.url("a"), /t2/);
  await turns();
  assert.match(first.client.url("a"), /t2/, "the new one goes round as ever");
  const third = page([], { ...shared, scope: browser.tab() });
  await third.client.start();
  assert.match(third.client.url("a"), /t2/);
});

test("what the edge was asked about doesn't count as shown for that", async () => {
  const asked = [];
  let keys;
  const loadWatch = async () => ({
    watchAccess: (options) => {
      ({ keys } = options);
      return watchAccess({ ...options, ask: async (url) => asked.push(url) && { verdict: "granted" }, isVisible: () => true, onVisibility: () => () => {} });
    },
  });
  const { client } = page([token("t1")], { loadWatch });
  await client.start();
  const detach = client.attach(image(), "a.jpg");
  client.failed("a.jpg");
  await turns();
  assert.deepEqual(asked, ["https://media.example/view/t1/a.jpg"]);
  detach();
  assert.deepEqual(keys(), []);
  client.stop();
});

test("a client that is stopped and started again loads by another token, too", async () => {
  const { watch, loadWatch } = watching();
  const { client } = page([token("t1"), token("t2")], { issuer: "", loadWatch });
  await client.start();
  await turns();
  watch.spent();
  client.stop();
  await client.start();
  assert.match(client.url("a"), /t2/);
});

test("the edge is asked about what is attached, as long as it is there, and about the last 10,000 other URLs", async () => {
  const { watch, loadWatch } = watching();
  const { client } = page([token("t1")], { issuer: "", loadWatch });
  await client.start();
  await turns();
  const [shown, other, removed] = [image(), image(), image()];
  const detach = client.attach(shown, "a.jpg");
  client.attach(other, "b.jpg");
  client.attach(removed, "c.jpg");
  assert.deepEqual(watch.keys(), ["a.jpg", "b.jpg", "c.jpg"]);
  detach();
  client.attach(other, "d.jpg");
  removed.isConnected = false;
  assert.deepEqual(watch.keys(), ["d.jpg"]);

  for (let i = 0; i <= 10_000; i++) {
    client.url(`url/${i}`);
  }
  client.url("url/1");
  client.url("url/new");
  const keys = new Set(watch.keys());
  assert.equal(keys.size, 10_001);
  assert.deepEqual(["d.jpg", "url/0", "url/1", "url/2", "url/new"].map((key) => keys.has(key)), [true, false, true, false, true]);
});

test("a token that has merely expired is renewed without a word", async () => {
  const { watch, loadWatch } = watching();
  const { client, events } = page([token("t1")], { issuer: "", loadWatch });
  await client.start();
  await turns();
  watch.refused("expired");
  assert.deepEqual(events.map(({ type }) => type), ["token"]);
});

test("without an issuer's origin nothing is loaded until an element fails", async () => {
  const { watch, loadWatch } = watching();
  const { client } = page([token("t1")], { loadWatch });
  await client.start();
  await turns();
  assert.equal(watch.begun, 0);
  client.failed("a.jpg");
  await turns();
  assert.deepEqual(watch.suspects, ["a.jpg"]);
  assert.equal(watch.issuer, null);
});

test("each error's help is a heading of the documentation", async () => {
  const { readFile } = await import("node:fs/promises");
  const text = await readFile(new URL("../../docs/frontend.md", import.meta.url), "utf8");
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\w -]/g, "").replace(/ /g, "-"));
  const errors = [new module.NoTokenError(), new module.BadAnswerError(), new module.TokenRefusedError("x"), new module.TokenUnavailableError("x"), new module.WithdrawnError("k", "revoked")];
  assert.equal(errors.length, Object.keys(module).filter((name) => name.endsWith("Error")).length - 1);
  for (const { name, help } of errors) {
    assert.equal(help, `docs/frontend.md#${name.toLowerCase()}`);
    assert.ok(anchors.includes(name.toLowerCase()), `docs/frontend.md has no heading ${name}`);
  }
});
