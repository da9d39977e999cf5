// The local edge: one workerd with N edge locations, R2 behind its S3 API, and Cloudflare's KV REST API.
//
//   node edge-host.mjs <config.json>
//
// config: {
//   host, port, kvApiPort,                              main socket (R2's S3 API) and KV REST API
//   persist,                                            folder of R2 and KV
//   hosts,                                              names besides localhost by which the main socket may be asked; none by default
//   worker: {dir, main, wrangler} | null,               wrangler: a wrangler.jsonc; null: no locations, only R2 and KV
//   edges: [{name, port, vars, replica, cf}],           vars: the Worker's text bindings at that location; replica: of KV, that it reads; its own by default;
//                                                       cf: what request.cf says there, which is empty by default
//   buckets: {BINDING: bucket}, s3: {accessKeyId, secretAccessKey},
//   hiddenBuckets: {BINDING: bucket},                   that no location has
//   kv: {binding, accountId, namespaceId, apiToken}
// }
//
// Prints one JSON line on stdout when all sockets listen: {"ready":true,"s3":URL,"kvApi":URL,"edges":[URL,...]}.
// Ends, with workerd, when its standard input closes: whoever started it need only die.
import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compatibilityOf } from "./compatibility.mjs";
import { kvApi } from "./kv-api.mjs";
import { watchForSilence } from "./silence.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const wrapper = path.join(here, "workerd-with-parent.sh");
try {
  accessSync(wrapper, constants.X_OK);
  process.env.EDGEPASS_WORKERD = createRequire(createRequire(import.meta.url).resolve("miniflare"))("workerd").default;
  process.env.MINIFLARE_WORKERD_PATH = wrapper;
} catch {
  // Without the wrapper workerd still ends with an orderly stop; a killed host's leftover is found by the next start.
}
const { Log, LogLevel, Miniflare } = await import("miniflare");

/** Miniflare's own lines go to stderr: stdout carries the ready line only. */
class StderrLog extends Log {
  log(message) {
    process.stderr.write(`${message}\n`);
  }
}

const config = JSON.parse(readFileSync(process.argv[2], "utf8"));
const MODULE_TYPES = { ".mjs": "ESModule", ".js": "ESModule", ".wasm": "CompiledWasm", ".txt": "Text" };
const IDLE_WORKER = "export default { fetch: () => new Response(null, { status: 404 }) };";

/** An entry before the Worker's own, which says of every request where it was received, as Cloudflare does. */
const placed = (main, cf) => `import worker from ${JSON.stringify(`./${main}`)};
const cf = ${JSON.stringify(cf)};
export default {
  fetch(request, env, context) {
    Object.defineProperty(request, "cf", { value: cf });
    return worker.fetch(request, env, context);
  },
};`;

function modulesOf({ dir, main }, cf) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && path.extname(entry.name) in MODULE_TYPES)
    .map((entry) => path.join(entry.parentPath, entry.name));
  const entry = path.join(dir, main);
  const modules = [entry, ...files.filter((file) => file !== entry)].map((file) => ({ type: MODULE_TYPES[path.extname(file)], path: file }));
  // Miniflare takes the first module as the entry.
  const first = Object.keys(cf).length === 0 ? [] : [{ type: "ESModule", path: path.join(dir, "placed-entry.mjs"), contents: placed(main, cf) }];
  return [...first, ...modules];
}

const replicaOf = (edge) => edge.replica ?? edge.name;

function bindings(replica, buckets) {
  return {
    r2Buckets: Object.fromEntries(Object.entries(buckets).map(([binding, id]) => [binding, { id, s3Credentials: config.s3 }])),
    kvNamespaces: { [config.kv.binding]: `segments-${replica}` },
  };
}

// Miniflare routes its main socket to the first worker: an idle one, so that the locations are reached on their own sockets only. R2's S3 API is answered under
// localhost and the hosts of routes.
const idle = {
  name: "idle",
  modules: true,
  script: IDLE_WORKER,
  compatibilityDate: "2026-01-01",
  routes: (config.hosts ?? []).map((name) => `${name}/*`),
  ...bindings("idle", { ...config.buckets, ...config.hiddenBuckets }),
};
const locations = config.edges.map((edge) => ({
  name: edge.name,
  modules: modulesOf(config.worker, edge.cf ?? {}),
  modulesRoot: config.worker.dir,
  ...compatibilityOf(config.worker.wrangler),
  bindings: edge.vars,
  unsafeDirectSockets: [{ host: config.host, port: edge.port }],
  ...bindings(replicaOf(edge), config.buckets),
}));

const miniflare = new Miniflare({
  host: config.host,
  port: config.port,
  defaultPersistRoot: config.persist,
  cachePersist: false, // as after a deployment: every start begins with cold caches
  cf: {}, // an empty object keeps Miniflare from fetching a sample of request.cf from the internet
  log: new StderrLog(LogLevel.WARN),
  logRequests: false,
  telemetry: { enabled: false },
  handleRuntimeStdio: (stdout, stderr) => {
    stdout.pipe(process.stderr, { end: false });
    stderr.pipe(process.stderr, { end: false });
  },
  workers: [idle, ...locations],
});

let stopping = false;
async function stop(code) {
  if (!stopping) {
    stopping = true;
    api?.close();
    api?.closeAllConnections();
    // Miniflare repeats a failed start's error here; it has been printed.
    await miniflare.dispose().catch(() => {});
    process.exit(code);
  }
}

let api;
process.stdin.on("end", () => stop(0)).on("error", () => stop(0)).resume();
process.on("SIGTERM", () => stop(0));
process.on("SIGINT", () => stop(0));

try {
  const url = await miniflare.ready;
  const readers = new Map([["idle", "idle"], ...config.edges.map((edge) => [replicaOf(edge), edge.name])]);
  api = kvApi(config.kv, () => Promise.all([...readers.values()].map((name) => miniflare.getKVNamespace(config.kv.binding, name))));
  await new Promise((resolve, reject) => api.once("error", reject).listen(config.kvApiPort, config.host, resolve));
  const edges = await Promise.all(config.edges.map((edge) => miniflare.unsafeGetDirectURL(edge.name)));
  const line = {
    ready: true,
    s3: new URL("/cdn-cgi/local/r2/s3", url).href,
    kvApi: `http://${config.host}:${api.address().port}/client/v4`,
    edges: edges.map((edge) => edge.origin),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  watchForSilence(url, (words) => process.stderr.write(`edge host: ${words}\n`));
} catch (error) {
  process.stderr.write(`edge host: ${error.message}\n`);
  await stop(1);
}
