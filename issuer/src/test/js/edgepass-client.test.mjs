import assert from "node:assert/strict";
import { test } from "node:test";
import { createMediaSession, encodeKey, renewalDelay, retryDelay } from "../../main/resources/static/edgepass-client.js";

const START = Date.parse("2026-01-01T00:00:00Z");

/** A token of 1,000 s whose `iat` is `issuedAt`. */
function token(name, issuedAt = START) {
  const payload = Buffer.from(JSON.stringify({ iat: issuedAt / 1000, jti: name })).toString("base64url");
  return {
    token: `e30.${payload}.c2ln`,
    baseUrl: `https://media.example/view/${name}/`,
    refreshAt: new Date(issuedAt + 800_000).toISOString(),
    expiresAt: new Date(issuedAt + 1_000_000).toISOString(),
  };
}

/** A session on a clock that only the test moves. */
function harness(answers) {
  const clock = { now: START, timers: [] };
  const asked = [];
  const session = createMediaSession({
    fetchToken: async (current) => {
      asked.push(current);
      const answer = answers.shift();
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
    now: () => clock.now,
    setTimer: (run, ms) => {
      clock.timers = [{ run, at: clock.now + ms }];
      return clock.timers[0];
    },
    clearTimer: (timer) => {
      clock.timers = clock.timers.filter((other) => other !== timer);
    },
    random: () => 0,
  });
  const fire = async () => {
    const [timer] = clock.timers;
    clock.now = timer.at;
    clock.timers = [];
    await timer.run();
  };
  return { clock, asked, session, fire };
}

function failure(status, retryAfterMs) {
  return Object.assign(new Error("refused"), { status, retryAfterMs });
}

test("a key's URL is the base URL and the key, percent-encoded as the issuer does it", async () => {
  const { session } = harness([token("t1")]);
  await session.start();
  assert.equal(session.url("projects/42/a b(1)é.jpg"), "https://media.example/view/t1/projects/42/a%20b%281%29%C3%A9.jpg");
  assert.equal(encodeKey("a/b~c-d_e.f"), "a/b~c-d_e.f");
});

test("the token is renewed at refreshAt, with the current one in hand", async () => {
  const { session, fire, clock, asked } = harness([token("t1"), token("t2", START + 800_000)]);
  await session.start();
  assert.equal(clock.timers[0].at, START + 800_000);
  await fire();
  assert.match(session.url("a"), /t2/);
  assert.equal(session.renewals, 1);
  assert.equal(asked[1].baseUrl, "https://media.example/view/t1/");
});

test("the delay goes by the token's iat, so a clock that is an hour off doesn't matter", () => {
  assert.equal(renewalDelay(token("t"), START + 3_600_000, 0), 800_000);
  assert.equal(renewalDelay(token("t"), START - 3_600_000, 0), 800_000);
});

test("jitter spreads renewals and keeps them before the expiry", () => {
  const latest = renewalDelay(token("t"), START, 1);
  assert.ok(latest > 800_000 && latest < 1_000_000, String(latest));
});

test("a renewal that fails is tried again with growing delays, and the token stays in use", async () => {
  const retries = [];
  const { session, fire } = harness([token("t1"), new TypeError("no network"), failure(503, 9_000), token("t2")]);
  session.addEventListener("retry", ({ detail }) => retries.push(detail.inMs));
  await session.start();
  await fire();
  await fire();
  assert.match(session.url("a"), /t1/);
  await fire();
  assert.match(session.url("a"), /t2/);
  assert.deepEqual(retries, [500, 9_000]);
});

test("backoff doubles and stops at a minute", () => {
  assert.deepEqual([0, 1, 2, 10].map((n) => retryDelay(n, null, 1)), [1_000, 2_000, 4_000, 60_000]);
});

test("a refusal ends the session and says why", async () => {
  const { session, fire, clock } = harness([token("t1"), failure(410)]);
  let ended;
  session.addEventListener("ended", ({ detail }) => (ended = detail.error));
  await session.start();
  await fire();
  assert.equal(ended.status, 410);
  assert.deepEqual(clock.timers, []);
});

test("a start that is refused rejects with the reason", async () => {
  const { session } = harness([failure(404)]);
  await assert.rejects(session.start(), { status: 404 });
});

test("after sleep an overdue token is renewed at once, and only then", async () => {
  const { session, clock } = harness([token("t1"), token("t2", START + 900_000)]);
  await session.start();
  assert.equal(session.wake(), undefined);
  clock.now = START + 900_000;
  await session.wake();
  assert.match(session.url("a"), /t2/);
});

test("calls while a renewal is under way share it", async () => {
  const { session, asked } = harness([token("t1"), token("t2")]);
  await session.start();
  await Promise.all([session.renew(), session.renew(), session.renew()]);
  assert.equal(asked.length, 2);
});
