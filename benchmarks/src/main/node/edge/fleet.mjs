// The measured Workers: ours as built, and the peers as a deployment would bundle them. Each runs in a workerd of its own, on the first core; whoever calls this
// and the stores run on the second.
import { fork, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compatibilityOf } from "../local-stack.mjs";
import { keyPair } from "./feed.mjs";
import { startWorkerd, variable } from "./workerd.mjs";

export const PEERS = ["nothing", "webcrypto", "jose", "tsndr"];

/** Puts this process on the second core, and answers the command that puts another on the first; null where that can't be done. */
export function pin() {
  if (os.availableParallelism() < 2 || spawnSync("taskset", ["-acp", "1", String(process.pid)]).status !== 0) {
    return null;
  }
  return ["taskset", "-c", "0"];
}

/** The process with all stores; `call(name, argument)` answers what its function of that name does. */
export function backing() {
  const child = fork(path.join(import.meta.dirname, "backing.mjs"));
  const waiting = new Map();
  let ids = 0;
  child.on("message", ({ id, result, failure }) => {
    const { answered, failed } = waiting.get(id);
    waiting.delete(id);
    return failure === undefined ? answered(result) : failed(new Error(failure));
  });
  child.on("exit", (code) => waiting.forEach(({ failed }) => failed(new Error(`the stores ended (${code})`))));
  const call = (name, argument) => new Promise((answered, failed) => {
    const id = ++ids;
    waiting.set(id, { answered, failed });
    child.send({ id, call: name, argument });
  });
  return { call, stop: () => child.disconnect() };
}

async function bundle(peer) {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, "peers", `${peer}.mjs`)], bundle: true, minify: true, format: "esm", target: "es2024", write: false,
    conditions: ["workerd", "worker", "browser"],
  });
  return { "worker.mjs": outputFiles[0].text };
}

/** The module sources of every Worker, by its name. */
export async function sources(workerFolder) {
  const edgepass = Object.fromEntries(["index.mjs", "edgepass.js"].map((name) => [name, readFileSync(path.join(workerFolder, name), "utf8")]));
  return { edgepass, ...Object.fromEntries(await Promise.all(PEERS.map(async (peer) => [peer, await bundle(peer)]))) };
}

/** Bytes of a Worker's modules, gzipped. */
export const gzipped = (modules) => Object.values(modules).reduce((sum, source) => sum + gzipSync(source, { level: 9 }).length, 0);

/** Starts Workers with stores of their own. */
export class Fleet {
  tokenKey = keyPair("token");

  constructor({ modules, stores, prefix, wrangler }) {
    this.modules = modules;
    this.stores = stores;
    this.prefix = prefix ?? [];
    this.compatibilityDate = compatibilityOf(wrangler).compatibilityDate;
  }

  /**
   * Stores for a Worker, and what starts it on them.
   *
   * @param objects of the media bucket: sizes in bytes by key
   * @param feed {tail, segments}: how many entries
   * @param cfHeader name of the header with what request.cf says, as JSON
   */
  async prepare({ name, worker = name, variables = {}, objects, feed = { tail: 100, segments: [] }, inspector = false, cfHeader }) {
    const store = await this.stores.call("open", { tokenJwk: this.tokenKey.jwk, objects });
    const publish = (next) => this.stores.call("publish", { worker: store.worker, ...next });
    await publish(feed);
    const vars = { ISSUER: "edgepass", AUDIENCE: "edgepass-edge", FEED_KEYS: store.feedKeys, ...variables };
    const start = () => startWorkerd({
      prefix: this.prefix, modules: this.modules[worker], compatibilityDate: this.compatibilityDate, inspector,
      services: store.ports, cache: "cache", outbound: "usage", cfHeader,
      bindings: [
        ...Object.entries(vars).map(([key, value]) => variable(key, String(value))),
        '(name = "MEDIA", r2Bucket = "media")', '(name = "FEED", r2Bucket = "feed")', '(name = "SEGMENTS", kvNamespace = "kv")',
      ],
    });
    return {
      name, publish, start, mediaBytes: () => this.stores.call("mediaBytes", { worker: store.worker }),
      counts: () => this.stores.call("counts", { worker: store.worker }),
    };
  }
}
