// What following the feed costs the built Worker on workerd, in CPU and memory: `node benchmarks/src/main/node/feed/feed-cost.mjs [worker folder]`, once all is built.
//
// The stores are in memory and the segments come over HTTP, so that the process is the Worker's alone. CPU is the process's own, all threads, less that of the
// same request without a poll. Memory is what V8 says (heap, and backing stores of array buffers), and the process's resident set and its peak.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { Heads, keyPair, segment as made } from "../edge/feed.mjs";
import { cpu, heap, resident } from "../edge/usage.mjs";
import { call, startWorkerd, variable } from "../edge/workerd.mjs";

const here = import.meta.dirname;
const workerFolder = path.resolve(process.argv[2] ?? path.join(here, "../../../../../edge-worker/target/worker"));
const modules = {
  "entry.mjs": readFileSync(path.join(here, "feed-cost-entry.mjs"), "utf8"),
  "edgepass.js": readFileSync(path.join(workerFolder, "edgepass.js"), "utf8"),
};

const feedKey = keyPair("feed");
const heads = new Heads(feedKey, keyPair("token").jwk);
const stored = new Map();

function segment(entries) {
  const { bytes, ref } = made(entries);
  stored.set(`/${ref.hash}`, bytes);
  return ref;
}

const head = (tail, segments) => heads.next(tail, segments);

const origin = createServer((request, response) => {
  const bytes = stored.get(request.url);
  response.writeHead(bytes ? 200 : 404, { "content-length": bytes?.length ?? 0 }).end(bytes);
});

async function start() {
  const running = await startWorkerd({
    modules, compatibilityDate: "2026-07-30", v8Flags: ["--expose-gc"], inspector: true, experimental: true,
    services: { origin: origin.address().port },
    bindings: [variable("FEED_KEYS", JSON.stringify({ keys: [feedKey.jwk] })), '(name = "ORIGIN", service = "origin")'],
  });
  await running.ready("/__idle");
  const ask = async (at, body) => {
    const answer = await call(running.port, at, body === undefined ? {} : { method: "PUT", body: JSON.stringify(body) });
    const text = answer.body.toString();
    return text.startsWith("{") ? JSON.parse(text) : text;
  };
  return { pid: running.pid, inspector: running.inspector, call: ask, stop: running.stop };
}

async function cost(worker, at, times) {
  const before = cpu(worker.pid);
  for (let i = 0; i < times; i++) {
    await worker.call(at);
  }
  return (cpu(worker.pid) - before) / times;
}

/** The best of several processes and rounds: whatever else runs on the machine only adds. */
async function polls(name, next, { times = 100, rounds = 5 } = {}) {
  const best = { cold: Infinity, idleCold: Infinity, hot: Infinity, idle: Infinity };
  const keep = (name, value) => (best[name] = Math.min(best[name], value));
  for (let process = 0; process < 3; process++) {
    const worker = await start();
    await worker.call("/__heads", [head(0)]);
    await worker.call("/__poll");
    const run = async (n) => {
      await worker.call("/__heads", Array.from({ length: n }, next));
      await worker.call("/__gc");
      return await cost(worker, "/__poll", n);
    };
    await cost(worker, "/__idle", 20);
    keep("idleCold", await cost(worker, "/__idle", 20));
    keep("cold", await run(1));
    for (let round = 0; round < rounds; round++) {
      keep("idle", await cost(worker, "/__idle", times));
      keep("hot", await run(times));
    }
    await worker.stop();
  }
  console.log(`${name.padEnd(30)} first in a cold isolate ${(best.cold - best.idleCold).toFixed(1)} ms, later ${(best.hot - best.idle).toFixed(2)} ms`);
}

async function memory() {
  const worker = await start();
  const report = async (name) => {
    const peak = resident(worker.pid).VmHWM;
    await worker.call("/__gc");
    await worker.call("/__gc");
    const { VmRSS } = resident(worker.pid);
    const used = await heap(worker.inspector);
    const { entries } = await worker.call("/__idle");
    base ??= { VmRSS, used };
    console.log(`${name.padEnd(44)} ${entries} entries: heap and buffers +${(used - base.used).toFixed(1)} MB; resident +${(VmRSS - base.VmRSS).toFixed(1)} MB, at its peak +${(peak - base.VmRSS).toFixed(1)} MB`);
    writeFileSync(`/proc/${worker.pid}/clear_refs`, "5");
  };
  let base;
  const load = async (name, ...sizes) => {
    await worker.call("/__heads", [head(0, sizes.map(segment))]);
    await worker.call("/__poll");
    await report(name);
    stored.clear();
  };
  for (let i = 0; i < 300; i++) {
    await worker.call("/__heads", [head(100)]);
    await worker.call("/__poll");
  }
  await report("no segment");
  await load("one segment", 1_000_000);
  await load("replaced by one segment", 1_000_000);
  await load("replaced by eight", 500_000, 250_000, 125_000, 60_000, 30_000, 20_000, 10_000, 5_000);
  await load("replaced by one segment", 1_000_000);
  await load("replaced by a small one", 1_000);
  await worker.stop();
}

await new Promise((ready) => origin.listen(0, "127.0.0.1", ready));
const only = process.argv[3];
if (only !== "memory") {
  await polls("unchanged", () => null, { times: 300 });
  for (const tail of [0, 100, 1000, 4000]) {
    await polls(`new head, tail of ${tail}`, () => head(tail));
  }
  for (const entries of [10_000, 100_000, 250_000, 1_000_000]) {
    await polls(`new segment of ${entries}`, () => head(0, [segment(entries)]), { times: 3, rounds: 3 });
    stored.clear();
  }
}
if (only !== "cpu") {
  await memory();
}
origin.close();
