import assert from "node:assert/strict";
import { test } from "node:test";
import { NoStream, readChanges, withStream } from "../edgepass-client/changes.js";
import { askEdge } from "../edgepass-client/edge-question.js";
import { watchAccess } from "../edgepass-client/watch.js";

const KEYS = ["gal/0.jpg", "gal/1.jpg", "gal/sub/2.jpg"];
const MANY = Array.from({ length: 50 }, (_, i) => `gal/${i}.jpg`);
const GRANTED = { verdict: "granted", position: 10, ageMs: 1 };
const turns = async () => {
  for (let i = 0; i < 50; i++) {
    await null;
  }
};

/** A page with a clock that stands still, an edge whose answers the test sets, and a stream that the test speaks on. */
function page({ stream = true, visible = true, ...options } = {}) {
  const timers = [];
  const events = [];
  const asked = [];
  const edge = { token: null, objects: {}, position: 10 };
  const session = Object.assign(new EventTarget(), {
    current: { token: "t1" },
    renewals: 0,
    url: (key) => key,
    renew() {
      this.renewals++;
    },
  });
  const state = { now: 0, visible, streams: [], spent: [], timers, events, asked, edge, session };
  let visibility;
  state.watch = watchAccess({
    session,
    keys: KEYS,
    refused: (code) => events.push(`refused ${code}`),
    granted: () => events.push("granted"),
    closed: (key) => events.push(`closed ${key}`),
    opened: (key) => events.push(`opened ${key}`),
    spent: () => state.spent.push(session.current.token),
    ask: async (key) => {
      asked.push(key);
      const refusal = edge.token ?? edge.objects[key];
      return { ...(refusal ?? GRANTED), position: edge.position };
    },
    read: (token, take, signal) =>
      new Promise((resolve, reject) => {
        if (!stream) {
          reject(new NoStream("none", 429, 7_000));
        }
        state.streams.push({ token, take, end: resolve });
        signal.addEventListener("abort", resolve);
      }),
    hold: async (run) => {
      await run();
      return true;
    },
    isVisible: () => state.visible,
    onVisibility: (run) => {
      visibility = run;
      return () => (visibility = () => {});
    },
    now: () => state.now,
    setTimer: (run, ms) => {
      const timer = { run, at: state.now + ms };
      timers.push(timer);
      return timer;
    },
    clearTimer: (timer) => timers.includes(timer) && timers.splice(timers.indexOf(timer), 1),
    random: () => 1,
    ...options,
  });
  state.turnTo = async (visible) => {
    state.visible = visible;
    visibility();
    await turns();
  };
  /** Lets `ms` go by. */
  state.pass = async (ms) => {
    const end = state.now + ms;
    await turns();
    for (;;) {
      const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) {
        break;
      }
      timers.splice(timers.indexOf(due), 1);
      state.now = due.at;
      due.run();
      await turns();
    }
    state.now = end;
  };
  state.tell = async (change) => {
    state.streams.at(-1).take(change);
    await turns();
  };
  return state;
}

test("with a stream an open page asks the edge once a minute, without one every 5 s", async () => {
  const streaming = page();
  await streaming.pass(0);
  await streaming.tell({ kind: "open", position: 10 });
  streaming.asked.length = 0;
  await streaming.pass(600_000);
  assert.equal(streaming.asked.length, 10);

  const polling = page({ stream: false });
  await polling.pass(60_000);
  assert.equal(polling.asked.length, 12);
});

test("one refused object closes alone and comes back after the lift", async () => {
  const open = page();
  await open.pass(0);
  await open.tell({ kind: "open", position: 10 });
  open.edge.objects["gal/0.jpg"] = { verdict: "object", code: "blocked" };
  open.edge.position = 11;
  await open.tell({ kind: "objects", position: 11, paths: ["gal/0.jpg"] });
  await open.pass(2_000);
  assert.deepEqual(open.events, ["closed gal/0.jpg"]);

  delete open.edge.objects["gal/0.jpg"];
  open.edge.position = 12;
  await open.tell({ kind: "objects", position: 12, paths: ["gal/0.jpg"] });
  await open.pass(2_000);
  assert.deepEqual(open.events, ["closed gal/0.jpg", "opened gal/0.jpg"]);
  assert.equal(open.session.renewals, 0, "nothing is asked of the issuer");
});

test("a folder's objects close with one question", async () => {
  const open = page();
  await open.pass(0);
  KEYS.forEach((key) => (open.edge.objects[key] = { verdict: "object", code: "blocked" }));
  await open.tell({ kind: "objects", position: 10, paths: ["gal/"] });
  await open.pass(2_000);
  assert.deepEqual(open.events, KEYS.map((key) => `closed ${key}`));
  assert.equal(open.asked.length, 1);
});

test("a file's takedown closes its thumbnail with it; a thumbnail's own closes that alone, and outlasts the file's", async () => {
  const [file, thumbnail] = ["gal/a.jpg", "gal/a.jpg.thumb.webp"];
  for (const keys of [[file, thumbnail], [thumbnail, file]]) {
    const open = page({ keys: [...keys, "gal/a.jpg.thumb.webp.bak"] });
    const refuse = (...refused) => (open.edge.objects = Object.fromEntries(refused.map((key) => [key, { verdict: "object", code: "blocked" }])));
    const tell = async (path) => {
      open.events.length = 0;
      await open.tell({ kind: "objects", position: 10, paths: [path] });
      await open.pass(2_000);
      return open.events.toSorted();
    };
    await open.pass(0);
    refuse(file, thumbnail);
    assert.deepEqual(await tell(file), [`closed ${file}`, `closed ${thumbnail}`]);
    refuse(thumbnail);
    assert.deepEqual(await tell(file), [`opened ${file}`]);
    refuse();
    assert.deepEqual(await tell(thumbnail), [`opened ${thumbnail}`]);
    refuse(thumbnail);
    assert.deepEqual(await tell(thumbnail), [`closed ${thumbnail}`]);
  }
});

test("what is refused is asked about also where the page has taken its place away", async () => {
  let keys = KEYS;
  const open = page({ keys: () => keys });
  await open.pass(0);
  open.edge.objects["gal/0.jpg"] = { verdict: "object", code: "blocked" };
  await open.tell({ kind: "objects", position: 10, paths: ["gal/0.jpg"] });
  await open.pass(2_000);
  keys = [];
  open.edge.objects = {};
  await open.tell({ kind: "objects", position: 10, paths: ["gal/0.jpg"] });
  await open.pass(2_000);
  assert.deepEqual(open.events, ["closed gal/0.jpg", "opened gal/0.jpg"]);
});

test("what is taken down isn't held up by a lift of many", async () => {
  const open = page({ keys: [...MANY, "other.jpg"] });
  await open.pass(0);
  MANY.forEach((key) => (open.edge.objects[key] = { verdict: "object", code: "blocked" }));
  await open.tell({ kind: "objects", position: 10, paths: ["gal/"] });
  await open.pass(2_000);
  open.edge.objects = { "other.jpg": { verdict: "object", code: "blocked" } };
  open.events.length = 0;
  await open.tell({ kind: "objects", position: 10, paths: ["gal/", "other.jpg"] });
  await open.pass(1_000);
  assert.ok(open.events.includes("closed other.jpg"));
  assert.ok(open.events.length < MANY.length);
  await open.pass(4_000);
  assert.equal(open.events.length, MANY.length + 1);
});

test("a location that is behind is asked again until it knows", async () => {
  const open = page();
  await open.pass(0);
  await open.tell({ kind: "token", position: 11 });
  await open.pass(1_500);
  assert.deepEqual(open.events, []);
  open.edge.token = { verdict: "token", code: "blocked" };
  open.edge.position = 11;
  await open.pass(2_000);
  assert.deepEqual(open.events, ["refused blocked"]);
  const asked = open.asked.length;
  await open.pass(3_000);
  assert.equal(open.asked.length, asked, "it knows: no more questions");
});

test("a refused token closes the page, the issuer is asked once, and what is granted again is shown again", async () => {
  const open = page({ stream: false });
  open.edge.token = { verdict: "token", code: "blocked" };
  await open.pass(5_000);
  assert.deepEqual(open.events, ["refused blocked"]);
  assert.equal(open.session.renewals, 1);

  open.edge.token = null;
  await open.pass(15_000);
  assert.deepEqual(open.events, ["refused blocked", "granted"]);
});

test("a new token ends a closed page's wait at once, and its stream goes on with it", async () => {
  const open = page();
  await open.pass(0);
  await open.tell({ kind: "open", position: 10 });
  open.edge.token = { verdict: "token", code: "revoked" };
  await open.tell({ kind: "token", position: 10 });
  await open.pass(1_000);
  open.edge.token = null;
  open.session.current = { token: "t2" };
  open.session.dispatchEvent(new Event("token"));
  await turns();
  assert.deepEqual(open.events, ["refused revoked", "granted"]);
  assert.deepEqual(open.streams.map(({ token }) => token), ["t1", "t2"]);
});

test("a new token is asked again about what the one before didn't open", async () => {
  const open = page({ polls: false });
  await open.pass(0);
  open.edge.objects["gal/1.jpg"] = { verdict: "object", code: "out-of-scope" };
  open.watch.suspect("gal/1.jpg");
  await open.pass(0);
  open.edge.objects = {};
  open.session.current = { token: "t2" };
  open.session.dispatchEvent(new Event("token"));
  await open.pass(0);
  assert.deepEqual(open.events, ["closed gal/1.jpg", "opened gal/1.jpg"]);
});

test("what was taken down while everything was refused closes after that", async () => {
  const open = page({ polls: false });
  await open.pass(0);
  open.edge.token = { verdict: "token", code: "blocked" };
  await open.tell({ kind: "token", position: 10 });
  await open.pass(1_000);
  open.edge.objects["gal/sub/2.jpg"] = { verdict: "object", code: "blocked" };
  await open.tell({ kind: "objects", position: 10, paths: ["gal/sub/2.jpg"] });
  await open.pass(1_000);
  open.edge.token = null;
  await open.tell({ kind: "token", position: 10 });
  await open.pass(1_000);
  assert.deepEqual(open.events, ["refused blocked", "granted", "closed gal/sub/2.jpg"]);
});

test("an answer that decides nothing changes nothing", async () => {
  const open = page({ stream: false });
  open.edge.token = { verdict: "unknown" };
  await open.pass(60_000);
  assert.deepEqual(open.events, []);
});

test("a hidden page asks nothing and holds no stream; seen again it asks at once", async () => {
  const open = page();
  await open.pass(0);
  await open.turnTo(false);
  await open.pass(300_000);
  assert.equal(open.asked.length, 0);
  await open.turnTo(true);
  assert.equal(open.asked.length, 1);
  assert.equal(open.streams.length, 2);
});

test("without a stream the page tries again as late as the issuer asks, then less and less", async () => {
  const tries = [];
  const open = page({ stream: false });
  for (let last = 0; tries.length < 5; await open.pass(1_000)) {
    if (open.streams.length > last) {
      tries.push(open.now);
      last = open.streams.length;
    }
  }
  assert.deepEqual(tries.map((at) => at / 1000), [0, 7, 14, 22, 38]);
});

test("an object that can't be shown is asked about once", async () => {
  const open = page();
  await open.pass(0);
  open.edge.objects["gal/1.jpg"] = { verdict: "object", code: "blocked" };
  open.watch.suspect("gal/1.jpg");
  open.watch.suspect("gal/1.jpg");
  await open.pass(0);
  assert.deepEqual(open.events, ["closed gal/1.jpg"]);
  assert.deepEqual(open.asked, ["gal/1.jpg"]);
});

test("a token is spent once an object of it was withdrawn, unless that was surely never shown; by a cutoff in any case", async () => {
  const fail = (code, begun) => async (open) => {
    open.edge.objects["gal/1.jpg"] = { verdict: "object", code };
    open.watch.suspect("gal/1.jpg", begun);
  };
  const takeDown = async (open) => {
    open.edge.objects["gal/1.jpg"] = { verdict: "object", code: "blocked" };
    await open.tell({ kind: "objects", position: 10, paths: ["gal/1.jpg"] });
  };
  const takeDownAfterItFailed = async (open) => {
    open.watch.suspect("gal/1.jpg");
    await open.pass(0);
    await takeDown(open);
  };
  const spent = { never: [fail("blocked", false)], once: [takeDown, takeDownAfterItFailed, fail("blocked", true), fail("revoked", false)] };
  for (const [times, cases] of Object.entries(spent)) {
    for (const withdraw of cases) {
      const open = page();
      await open.pass(0);
      await withdraw(open);
      await open.pass(2_000);
      assert.deepEqual(open.events, ["closed gal/1.jpg"]);
      assert.deepEqual(open.spent, times === "never" ? [] : ["t1"], withdraw.name);
    }
  }
});

test("a token that is refused is spent, told once; one that has merely expired isn't", async () => {
  for (const [code, spent] of [["revoked", ["t1", "t2"]], ["expired", []]]) {
    const open = page({ stream: false });
    open.edge.token = { verdict: "token", code };
    await open.pass(60_000);
    open.session.current = { token: "t2" };
    open.session.dispatchEvent(new Event("token"));
    await open.pass(60_000);
    assert.deepEqual(open.spent, spent);
  }
});

test("an object that fails under a new token is asked about again", async () => {
  const open = page({ polls: false });
  await open.pass(0);
  open.watch.suspect("gal/1.jpg");
  await open.pass(0);
  open.session.current = { token: "t2" };
  open.session.dispatchEvent(new Event("token"));
  open.watch.suspect("gal/1.jpg");
  await open.pass(0);
  assert.deepEqual(open.asked, ["gal/1.jpg", "gal/1.jpg"]);
});

test("where it doesn't poll, the edge is asked after a change alone, with or without a stream", async () => {
  const open = page({ polls: false });
  await open.pass(0);
  await open.tell({ kind: "open", position: 10 });
  assert.equal(open.asked.length, 1);
  await open.pass(3_600_000);
  assert.equal(open.asked.length, 1);
  open.edge.token = { verdict: "token", code: "blocked" };
  await open.tell({ kind: "token", position: 10 });
  await open.pass(1_000);
  assert.deepEqual(open.events, ["refused blocked"]);

  const alone = page({ polls: false, issuer: null });
  await alone.pass(3_600_000);
  assert.equal(alone.streams.length, 0);
  assert.equal(alone.asked.length, 0);
});

test("where something was published while there was no stream, all are asked about: the refused ones first, 20, then a pause", async () => {
  for (const polls of [true, false]) {
    const open = page({ polls, keys: MANY });
    await open.pass(0);
    await open.tell({ kind: "open", position: 10 });
    open.edge.objects = { [MANY[40]]: { verdict: "object", code: "blocked" } };
    await open.tell({ kind: "objects", position: 10, paths: [MANY[40]] });
    await open.pass(2_000);
    open.edge.objects = { [MANY[45]]: { verdict: "object", code: "blocked" } };
    open.edge.position = 12;
    open.events.length = 0;
    open.asked.length = 0;
    await open.tell({ kind: "open", position: 12 });
    await open.pass(0);
    assert.equal(open.asked.length, 20);
    assert.deepEqual(open.events, [`opened ${MANY[40]}`]);
    await open.pass(2_000);
    assert.deepEqual(open.events, [`opened ${MANY[40]}`, `closed ${MANY[45]}`]);
    assert.deepEqual(open.asked.toSorted(), MANY.toSorted());
  }
});

test("where nothing was published meanwhile, one question is enough", async () => {
  const open = page({ polls: false, keys: MANY });
  await open.pass(0);
  await open.tell({ kind: "open", position: 10 });
  open.asked.length = 0;
  await open.turnTo(false);
  await open.pass(60_000);
  await open.turnTo(true);
  open.asked.length = 0;
  await open.tell({ kind: "open", position: 10 });
  await open.pass(5_000);
  assert.equal(open.asked.length, 1);
});

test("a first stream that comes late asks about all, too", async () => {
  let attempts = 0;
  let take;
  const read = (token, changed) => (attempts++ === 0 ? Promise.reject(new NoStream("none", 503)) : new Promise(() => (take = changed)));
  const failed = page({ polls: false, read });
  await failed.pass(5_000);
  const hidden = page({ polls: false, visible: false });
  await hidden.pass(0);
  await hidden.turnTo(true);
  for (const [open, tell] of [[failed, take], [hidden, (change) => hidden.tell(change)]]) {
    open.asked.length = 0;
    tell({ kind: "open", position: 10 });
    await open.pass(0);
    assert.deepEqual(open.asked.toSorted(), KEYS);
  }
});

test("where the issuer doesn't know what was changed, all are asked about", async () => {
  const open = page({ keys: MANY });
  await open.pass(0);
  await open.tell({ kind: "unknown", position: 10 });
  await open.pass(4_000);
  assert.equal(new Set(open.asked).size, MANY.length);
});

test("where it doesn't poll, a token that is refused soon after another one is renewed, too", async () => {
  const open = page({ polls: false });
  await open.pass(0);
  open.edge.token = { verdict: "token", code: "revoked" };
  await open.tell({ kind: "token", position: 10 });
  await open.pass(1_000);
  assert.equal(open.session.renewals, 1);
  open.session.current = { token: "t2" };
  open.session.dispatchEvent(new Event("token"));
  await open.pass(8_000);
  assert.equal(open.session.renewals, 1);
  await open.pass(2_000);
  assert.equal(open.session.renewals, 2);
  open.watch.stop();
  await open.pass(60_000);
  assert.equal(open.session.renewals, 2);
});

test("a page that shows nothing yet asks nothing", async () => {
  const open = page({ keys: () => [] });
  await open.pass(0);
  for (const kind of ["open", "token", "objects", "unknown"]) {
    await open.tell({ kind, position: 10, paths: ["gal/"] });
  }
  await open.pass(120_000);
  assert.equal(open.asked.length, 0);
});

test("a refused object's reason is told", async () => {
  const reasons = [];
  const open = page({ closed: (key, reason) => reasons.push([key, reason]) });
  await open.pass(0);
  KEYS.forEach((key) => (open.edge.objects[key] = { verdict: "object", code: "blocked" }));
  await open.tell({ kind: "objects", position: 10, paths: ["gal/"] });
  await open.pass(2_000);
  assert.deepEqual(reasons, KEYS.map((key) => [key, "blocked"]));
});

test("a stopped watch asks nothing any more", async () => {
  const open = page();
  await open.pass(0);
  open.watch.stop();
  await open.turnTo(false);
  await open.turnTo(true);
  await open.pass(600_000);
  assert.deepEqual(open.asked, []);
});

function answer(status, { body = {}, asOf = "position=7, as-of=1, age-ms=40, read-age-ms=3" } = {}) {
  return { status, headers: new Headers(asOf ? { "edgepass-as-of": asOf } : {}), json: async () => body };
}

test("the edge's refusals are told apart by the problem's type and the thing that it concerns", async () => {
  const problem = (code, concerns) => ({ type: `urn:edgepass:problem:${code}`, ...(concerns ? { concerns } : {}) });
  const verdicts = {
    token: [problem("blocked", "token"), problem("revoked", "token"), problem("revoked"), problem("expired"), problem("unknown-key")],
    object: [problem("blocked", "object"), problem("revoked", "object"), problem("out-of-scope")],
    unknown: [problem("origin-not-allowed")],
  };
  for (const [verdict, bodies] of Object.entries(verdicts)) {
    for (const body of bodies) {
      assert.equal((await askEdge("u", async () => answer(403, { body }))).verdict, verdict, body.type);
    }
  }
  for (const [status, verdict] of [[200, "granted"], [304, "granted"], [404, "granted"], [503, "unknown"], [429, "unknown"]]) {
    assert.equal((await askEdge("u", async () => answer(status))).verdict, verdict, String(status));
  }
  assert.deepEqual(await askEdge("u", async () => answer(200)), { verdict: "granted", position: 7, ageMs: 40 });
  assert.equal((await askEdge("u", async () => Promise.reject(new TypeError("no network")))).verdict, "unknown");
});

function streamed(...chunks) {
  return async (url, { body, signal }) => ({
    ok: true,
    status: 200,
    headers: new Headers(),
    sent: { url, body },
    body: new ReadableStream({
      start(controller) {
        chunks.forEach((chunk) => controller.enqueue(new TextEncoder().encode(chunk)));
        chunks.length > 0 && controller.close();
        signal.addEventListener("abort", () => controller.error(new Error("aborted")));
      },
    }),
  });
}

test("a stream's events are read wherever the network cuts them", async () => {
  const changes = [];
  await readChanges("t", (change) => changes.push(change), new AbortController().signal, {
    send: streamed(': alive\n\ndata:{"posi', 'tion":1,"kind":"open"}\n', '\n: alive\n\ndata:{"position":2,"kind":"token"}\n\n'),
  });
  assert.deepEqual(changes, [{ position: 1, kind: "open" }, { position: 2, kind: "token" }]);
});

test("the token travels in the body, and a refusal says how long to wait", async () => {
  let sent;
  const refuse = async (url, init) => {
    sent = { url, body: init.body };
    return { ok: false, status: 429, headers: new Headers({ "Retry-After": "30" }) };
  };
  await assert.rejects(readChanges("t0ken", () => {}, new AbortController().signal, { send: refuse }), { status: 429, retryAfterMs: 30_000 });
  assert.deepEqual(sent, { url: "/api/v1/media/events", body: '{"token":"t0ken"}' });
});

test("a stream that says nothing is given up", async () => {
  await assert.rejects(readChanges("t", () => {}, new AbortController().signal, { send: streamed(), firstEventMs: 1 }), NoStream);
});

test("a browser holds four streams over all its tabs, and none where it can't count them", async () => {
  const held = new Set();
  const locks = {
    async request(name, options, run) {
      if (held.has(name)) {
        return run(null);
      }
      held.add(name);
      return run({ name }).finally(() => held.delete(name));
    },
  };
  let end;
  const ended = new Promise((resolve) => (end = resolve));
  const four = [1, 2, 3, 4].map(() => withStream(() => ended, locks));
  await turns();
  assert.equal(await withStream(() => assert.fail("a fifth stream"), locks), false);
  end();
  assert.deepEqual(await Promise.all(four), [true, true, true, true]);
  assert.equal(await withStream(() => assert.fail("uncounted"), undefined), false);
});
