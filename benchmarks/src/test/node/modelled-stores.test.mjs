// Run by BenchScriptsTest with Node's own test runner.
import assert from "node:assert/strict";
import { test } from "node:test";
import { longTail, modelledBucket, modelledKv, restOfLife, seeded } from "../../main/node/revocation/modelled-stores.mjs";

/** A world whose clock moves only when somebody waits, or when the test says so. */
function world(seed = 7) {
  const clock = { time: 1_000_000 };
  return {
    clock,
    now: () => clock.time,
    wait: async (millis) => {
      clock.time += millis;
    },
    random: seeded(seed),
  };
}

function store(initial = {}) {
  const values = new Map(Object.entries(initial));
  const reads = [];
  return {
    values,
    reads,
    async get(key) {
      reads.push(key);
      return values.get(key) ?? null;
    },
    async head(key) {
      return values.has(key) ? { key } : null;
    },
  };
}

/** Milliseconds after `written` until the location answers with the value, asked four times a second. */
async function seenAfter(kv, w, written, options) {
  while ((await kv.get("key", options)) === null) {
    w.clock.time += 250;
  }
  return w.clock.time - written;
}

test("the same seed gives the same numbers, another one others", () => {
  const [a, b, c] = [seeded(5), seeded(5), seeded(6)];
  const first = Array.from({ length: 5 }, a);

  assert.deepEqual(Array.from({ length: 5 }, b), first);
  assert.notDeepEqual(Array.from({ length: 5 }, c), first);
  assert.ok(first.every((number) => number >= 0 && number < 1));
});

test("a read of R2 takes 40 to 400 ms, most of them little more than the least", () => {
  const random = seeded(1);
  const delays = Array.from({ length: 10_000 }, () => longTail(random, 40, 400)).sort((a, b) => a - b);

  assert.ok(delays[0] >= 40 && delays.at(-1) <= 400);
  assert.ok(delays[5_000] > 55 && delays[5_000] < 85, `median ${delays[5_000]}`);
  assert.ok(delays[9_900] > 300, `p99 ${delays[9_900]}`);
});

test("R2 gives what it holds in the middle of the read, so a write that ended before the read is always seen", async () => {
  const w = world();
  const bucket = store({ head: 1 });
  const begun = w.clock.time;
  const answer = await modelledBucket(bucket, w).get("head");

  assert.equal(answer, 1);
  assert.ok(w.clock.time - begun >= 40);
  assert.deepEqual(await modelledBucket(bucket, w).head("head"), { key: "head" });
});

test("a missing key is cached: a location goes on to miss it after it was written, for a minute at most", async () => {
  const later = [];
  for (let seed = 1; seed <= 300; seed++) {
    const w = world(seed);
    const namespace = store();
    const kv = modelledKv(namespace, new Map(), w);
    assert.equal(await kv.get("key"), null);
    namespace.values.set("key", "1");
    later.push(await seenAfter(kv, w, w.clock.time));
  }
  later.sort((a, b) => a - b);

  assert.ok(later.at(-1) <= 60_000 + 250 + 300, `max ${later.at(-1)}`);
  assert.ok(later[150] > 15_000 && later[150] < 30_000, `median ${later[150]}`);
});

test("a location that has just looked again misses the key for 30 s at least", async () => {
  for (let seed = 1; seed <= 50; seed++) {
    const w = world(seed);
    const namespace = store();
    const kv = modelledKv(namespace, new Map(), w);
    await kv.get("key");
    w.clock.time += 60_001;
    await kv.get("key");
    namespace.values.set("key", "1");
    const after = await seenAfter(kv, w, w.clock.time);

    assert.ok(after > 29_000 && after < 60_600, `after ${after}`);
  }
});

test("a value is cached too, for cacheTtl where that is longer than a minute", async () => {
  const w = world();
  const namespace = store({ key: "old" });
  const kv = modelledKv(namespace, new Map(), w);
  await kv.get("key", { cacheTtl: 3600 });
  namespace.values.set("key", "new");

  w.clock.time += 3_599_000;
  assert.equal(await kv.get("key", { cacheTtl: 3600 }), "old");
  w.clock.time += 1_001;
  assert.equal(await kv.get("key", { cacheTtl: 3600 }), "new");
});

test("two locations are behind for different times", async () => {
  const namespace = store();
  const found = [];
  for (const seed of [1, 2]) {
    const w = world(seed);
    namespace.values.delete("key");
    const kv = modelledKv(namespace, new Map(), w);
    await kv.get("key");
    namespace.values.set("key", "1");
    found.push(await seenAfter(kv, w, w.clock.time));
  }
  assert.notEqual(found[0], found[1]);
});

test("bytes that the model keeps are handed out as copies, large ones are read again", async () => {
  const w = world();
  const small = new ArrayBuffer(8);
  const namespace = store({ small, large: new ArrayBuffer(5000) });
  const kv = modelledKv(namespace, new Map(), w);
  const options = { type: "arrayBuffer", cacheTtl: 86_400 };
  await kv.get("small", options);
  new Uint8Array(await kv.get("small", options))[0] = 9;
  assert.equal(new Uint8Array(await kv.get("small", options))[0], 0);
  await kv.get("large", options);
  await kv.get("large", options);

  assert.deepEqual(namespace.reads, ["small", "large", "large"]);
});

test("what is left of a life is from nothing to all of it, half of its mean and a little more on average", () => {
  const random = seeded(3);
  const rests = Array.from({ length: 20_000 }, () => restOfLife(random, 30_000, 60_000));
  const mean = rests.reduce((a, b) => a + b) / rests.length;

  assert.ok(rests.every((rest) => rest >= 0 && rest <= 60_000));
  // E[L^2] / 2 E[L] = 23.3 s
  assert.ok(Math.abs(mean - 23_333) < 300, `mean ${mean}`);
});
