// Runs the built Worker on workerd, with R2, KV and the Cache API of Miniflare, for one test class.
//
//   node worker-host.mjs <worker folder> <variables as JSON>
//
// Prints {"worker":URL,"admin":URL} when both listen. The admin port stores what a test wants the Worker to find:
//   PUT|DELETE /FEED/<key> or /MEDIA/<key> (R2; a PUT's headers become the object's metadata), PUT|DELETE /SEGMENTS/<key> (KV),
//   POST /restart (a cold isolate on the same stores).
// Ends when its standard input does, so it can't outlive the test.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { Miniflare } from "miniflare";

const [folder, variables] = process.argv.slice(2);

const faultyEntry = readFileSync(path.resolve(import.meta.dirname, "faulty-entry.mjs"), "utf8");

const options = (round) => ({
  host: "127.0.0.1",
  port: 0,
  name: "edgepass",
  modulesRoot: "/",
  modules: [
    // Beside the bundle that it imports, as far as workerd can tell.
    { type: "ESModule", path: path.resolve(folder, "faulty-entry.mjs"), contents: faultyEntry },
    { type: "ESModule", path: path.resolve(folder, "edgepass.js") },
  ],
  compatibilityDate: "2026-07-30",
  bindings: { ...JSON.parse(variables), ROUND: String(round) },
  r2Buckets: ["MEDIA", "FEED"],
  kvNamespaces: ["SEGMENTS"],
  // What Cloudflare says of every request.
  cf: { colo: "TST", country: "DE" },
  telemetry: { enabled: false },
  handleRuntimeStdio: (stdout, stderr) => {
    stdout.pipe(process.stderr, { end: false });
    stderr.pipe(process.stderr, { end: false });
  },
});

let round = 0;
const miniflare = new Miniflare(options(round));

async function store(request, binding, key) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (binding === "SEGMENTS") {
    const namespace = await miniflare.getKVNamespace(binding);
    return request.method === "DELETE" ? namespace.delete(key) : namespace.put(key, body);
  }
  const bucket = await miniflare.getR2Bucket(binding);
  const httpMetadata = {
    contentType: request.headers["content-type"],
    contentEncoding: request.headers["content-encoding"],
    contentDisposition: request.headers["content-disposition"],
    contentLanguage: request.headers["content-language"],
  };
  return request.method === "DELETE" ? bucket.delete(key) : bucket.put(key, body, { httpMetadata });
}

const admin = createServer(async (request, response) => {
  try {
    const [binding, ...key] = decodeURIComponent(request.url.slice(1)).split("/");
    if (binding === "restart") {
      await miniflare.setOptions(options(++round));
      response.end(String(await miniflare.ready));
    } else {
      await store(request, binding, key.join("/"));
      response.end();
    }
  } catch (error) {
    response.writeHead(500).end(String(error.stack));
  }
});

process.stdin.on("end", () => miniflare.dispose().finally(() => process.exit(0))).resume();
const worker = await miniflare.ready;
admin.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify({ worker: worker.origin, admin: `http://127.0.0.1:${admin.address().port}` })}\n`);
});
