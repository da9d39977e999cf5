// What following the feed costs the built Worker on workerd, in CPU and memory: `node src/test/node/feed-cost.mjs [worker folder]` after `mvn package`.
//
// The stores are in memory and the segments come over HTTP, so that the process is the Worker's alone. CPU is the process's own, all threads, less that of the
// same request without a poll. Memory is what V8 says (heap, and backing stores of array buffers), and the process's resident set and its peak.
import { spawn } from "node:child_process";
import { createHash, generateKeyPairSync, randomBytes, randomFillSync, sign } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";

const here = import.meta.dirname;
const workerFolder = path.resolve(process.argv[2] ?? path.join(here, "../../../target/worker"));
const workerd = path.join(here, "../../../node_modules/@cloudflare", `workerd-${process.platform}-64`, "bin/workerd");
const MAGIC = 0x31535045;

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwk = { ...publicKey.export({ format: "jwk" }), kid: "feed" };
const fingerprintKey = randomBytes(16).toString("base64url");
const stored = new Map();
let sequence = 0;

function segmentBytes(entries) {
  const words = new Uint32Array(2 + 4 * entries);
  const high = randomFillSync(new Uint32Array(entries)).sort();
  words.set([MAGIC, entries]);
  words.set(high, 2);
  randomFillSync(words, 2 + entries, entries);
  words.fill(1000, 2 + 2 * entries, 2 + 3 * entries);
  return Buffer.from(words.buffer);
}

function segment(entries) {
  const bytes = segmentBytes(entries);
  const hash = createHash("sha256").update(bytes).digest("hex");
  stored.set(`/${hash}`, bytes);
  return { hash, size: bytes.length, count: entries };
}

function head(tail, segments = []) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const key = { kty: "EC", crv: "P-256", kid: "token", x: jwk.x, y: jwk.y };
  const input = `${encode({ alg: "ES256", typ: "edgepass-head+jwt", kid: "feed" })}.${encode({
    term: 1, sequence: ++sequence, publisher: "bench", asOf: Date.now(), position: sequence, prunedTo: 0, topicId: "topic",
    fingerprintKey, keys: [key], segments, tail: segmentBytes(tail).toString("base64url"),
  })}`;
  return `${input}.${sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

const origin = createServer((request, response) => {
  const bytes = stored.get(request.url);
  response.writeHead(bytes ? 200 : 404, { "content-length": bytes?.length ?? 0 }).end(bytes);
});
const listening = (server) => new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server.address().port)));
const freePort = async () => {
  const server = createServer();
  const port = await listening(server);
  await new Promise((closed) => server.close(closed));
  return port;
};

async function start() {
  const folder = mkdtempSync(path.join(tmpdir(), "feed-cost-"));
  copyFileSync(path.join(workerFolder, "edgepass.js"), path.join(folder, "edgepass.js"));
  copyFileSync(path.join(here, "feed-cost-entry.mjs"), path.join(folder, "entry.mjs"));
  const [port, inspector] = [await freePort(), await freePort()];
  writeFileSync(path.join(folder, "config.capnp"), `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  v8Flags = ["--expose-gc"],
  services = [(name = "main", worker = .worker), (name = "origin", external = (address = "127.0.0.1:${origin.address().port}", http = ()))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "entry.mjs", esModule = embed "entry.mjs"), (name = "edgepass.js", esModule = embed "edgepass.js")],
  compatibilityDate = "2026-07-30",
  bindings = [(name = "FEED_KEYS", text = ${JSON.stringify(JSON.stringify({ keys: [jwk] }))}), (name = "ORIGIN", service = "origin")],
);
`);
  const child = spawn(workerd, ["serve", path.join(folder, "config.capnp"), "--experimental", `--inspector-addr=127.0.0.1:${inspector}`], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  // A connection for each call: workerd closes idle ones.
  const call = (at, body) => new Promise((answered, failed) => {
    const request = httpRequest({ host: "127.0.0.1", port, path: at, method: body === undefined ? "GET" : "PUT", agent: false });
    request.on("error", failed).on("response", async (response) => {
      let text = "";
      for await (const chunk of response) {
        text += chunk;
      }
      answered(text.startsWith("{") ? JSON.parse(text) : text);
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
  for (;;) {
    try {
      await call("/__heads", []);
      break;
    } catch (error) {
      if (child.exitCode !== null) {
        throw new Error("workerd ended", { cause: error });
      }
      await new Promise((later) => setTimeout(later, 50));
    }
  }
  const stop = () => new Promise((ended) => {
    child.once("exit", () => {
      rmSync(folder, { recursive: true });
      ended();
    });
    child.kill();
  });
  return { pid: child.pid, inspector, call, stop };
}

/** Milliseconds of CPU that the process has had, all threads. */
function cpu(pid) {
  let nanoseconds = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]);
  }
  return nanoseconds / 1e6;
}

async function cost(worker, at, times) {
  const before = cpu(worker.pid);
  for (let i = 0; i < times; i++) {
    await worker.call(at);
  }
  return (cpu(worker.pid) - before) / times;
}

/** The best of several processes and rounds: whatever else runs on the machine only adds. */
async function polls(name, heads, { times = 100, rounds = 5 } = {}) {
  const best = { cold: Infinity, idleCold: Infinity, hot: Infinity, idle: Infinity };
  const keep = (name, value) => (best[name] = Math.min(best[name], value));
  for (let process = 0; process < 3; process++) {
    const worker = await start();
    await worker.call("/__heads", [head(0)]);
    await worker.call("/__poll");
    const run = async (n) => {
      await worker.call("/__heads", Array.from({ length: n }, heads));
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

const rss = (pid) => Object.fromEntries([...readFileSync(`/proc/${pid}/status`, "utf8").matchAll(/^(VmRSS|VmHWM):\s+(\d+)/gm)].map(([, k, v]) => [k, v / 1024]));

async function heap(worker) {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${worker.inspector}/json`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((open, failed) => Object.assign(socket, { onopen: open, onerror: failed }));
  const { result } = await new Promise((answered) => {
    socket.onmessage = ({ data }) => JSON.parse(data).id === 1 && answered(JSON.parse(data));
    socket.send(JSON.stringify({ id: 1, method: "Runtime.getHeapUsage" }));
  });
  socket.close();
  return (result.usedSize + (result.backingStorageSize ?? 0)) / 2 ** 20;
}

async function memory() {
  const worker = await start();
  const report = async (name) => {
    const peak = rss(worker.pid).VmHWM;
    await worker.call("/__gc");
    await worker.call("/__gc");
    const { VmRSS } = rss(worker.pid);
    const used = await heap(worker);
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

await listening(origin);
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
