// What our Worker costs beside its peers: `node bench-edge.mjs '{"worker":FOLDER,"wrangler":FILE,"rounds":N,"seed":N,"quick":BOOLEAN,"output":FILE}'`.
//
// Prints a line for each part as it begins, and writes what was measured to the output file, every round of it. Ends when its standard input does.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import { mediaToken } from "./feed.mjs";
import { backing, Fleet, gzipped, PEERS, pin, sources } from "./fleet.mjs";
import { requestOf } from "./load.mjs";
import { coldStarts, memory, operations, rounds } from "./measurements.mjs";
import { random } from "./random.mjs";

const { worker: workerFolder, wrangler, rounds: count, seed, quick, output, only } = JSON.parse(process.argv[2]);
if (!existsSync("/proc/self/schedstat")) {
  console.error("This benchmark reads CPU time from /proc/PID/task/TID/schedstat: it needs Linux.");
  process.exit(3);
}
process.stdin.on("end", () => process.exit(1)).resume();

const GALLERY = Array.from({ length: 117 }, (_, i) => [`gallery/2026/${String(i).padStart(3, "0")}.jpg`, 16 << 10]);
const LARGE = Array.from({ length: 20 }, (_, i) => [`large/${i}.jpg`, 200 << 10]);
const VIDEO = ["video/recording.mp4", 1 << 30];
const objects = Object.fromEntries([...GALLERY, ...LARGE, VIDEO]);
const SEGMENTS = quick ? [2_000, 1_000] : [500_000, 250_000, 125_000, 60_000, 30_000, 20_000, 10_000, 5_000];
const ENTRIES = SEGMENTS.reduce((sum, size) => sum + size, 0);
/** Rounds until V8 has compiled what it will: an isolate serves for hours. */
const WARM_UPS = 45;
const scale = (full, small) => (quick ? small : full);

const prefix = pin();
if (prefix === null) {
  console.log("Nothing can be pinned to a core here (that takes two cores, and taskset of util-linux): figures will vary more.");
}
const modules = await sources(workerFolder);
const stores = backing();
const fleet = new Fleet({ modules, stores, prefix, wrangler });
const next = random(seed);

const token = () => mediaToken(fleet.tokenKey, ["gallery/2026/", "large/", "video/"]);
const view = (of, key, headers) => requestOf(`/view/${of}/${key}`, headers);
const cycle = (items, length) => Array.from({ length }, (_, i) => items[i % items.length]);
const keysOf = (pairs) => pairs.map(([key]) => key);
const prepared = (workers) => Promise.all(workers.map((worker) => fleet.prepare({ objects, ...worker })));
const EDGEPASS = { name: "edgepass" };
const NOT_HOT = { name: "edgepass-not-hot", worker: "edgepass", variables: { HOT_MEDIA_BYTES: "0" } };
const peersOf = (bytes) => PEERS.map((name) => ({ name, variables: { BYTES: bytes } }));
const oneToken = token();

async function compared(workers, requests, more = {}) {
  return await rounds({ workers: await prepared(workers), requests, rounds: count, warmUps: scale(WARM_UPS, 1), next, ...more });
}

/** What Cloudflare says of a request, about as long as there. */
const CF_HEADER = "Bench-Cf";
const CF = JSON.stringify({
  clientTcpRtt: 12, longitude: "8.68333", latitude: "50.11667", tlsCipher: "AEAD-AES128-GCM-SHA256", continent: "EU", asn: 64500, clientAcceptEncoding: "gzip, br, zstd",
  country: "DE", isEUCountry: "1", verifiedBotCategory: "", tlsVersion: "TLSv1.3", city: "Frankfurt am Main", timezone: "Europe/Berlin", colo: "FRA", region: "Hesse",
  regionCode: "HE", postalCode: "60313", httpProtocol: "HTTP/2", requestPriority: "weight=16;exclusive=0;group=0;group-weight=0", edgeRequestKeepAliveStatus: 1,
  asOrganization: "An Internet Provider of some Length GmbH", tlsClientRandom: "k5VnVbSgBYBt2AsWlfvVjXq1jzTAsGEsRNL3GTTsXWM=", tlsClientHelloLength: "1846",
  tlsExportedAuthenticator: { clientFinished: "0".repeat(64), clientHandshake: "1".repeat(64), serverHandshake: "2".repeat(64), serverFinished: "3".repeat(64) },
  tlsClientAuth: { certPresented: "0", certVerified: "NONE", certRevoked: "0", certIssuerDN: "", certSubjectDN: "", certSerial: "", certFingerprintSHA1: "" },
  tlsClientExtensionsSha1: "Y7DIC8A6G0/aXviZ8ie/xDbJb7g=", tlsClientCiphersSha1: "JZtiTn8H/ntxORk+XXvU2EvNoz8=",
});
/** As it comes through Cloudflare: every 20th from another address. */
let viewers = 0;
const seen = (of, key) => {
  const viewer = Math.floor(viewers++ / 20) % 250;
  return view(of, key, { "CF-Connecting-IP": `198.51.${viewer % 3}.${viewer}`, [CF_HEADER]: CF });
};

/** With views counted, and without, twice. */
async function counted(requests) {
  const secret = "bm90IGEgc2VjcmV0OiBhIGJlbmNobWFyaydzIGtleTs=";
  const variables = { USAGE_URL: "http://issuer.example/api/v1/media/usage", USAGE_SECRET: secret, NETWORK_KEY: secret };
  const off = { worker: "edgepass", cfHeader: CF_HEADER };
  const workers = await prepared([{ name: "off", ...off }, { name: "off-again", ...off }, { name: "on", ...off, variables }]);
  const samples = await rounds({ workers, requests, rounds: scale(2 * count, count), warmUps: scale(WARM_UPS, 1), between: true, next });
  const { reports } = await workers[2].counts();
  if (reports === 0) {
    throw new Error("no report came (expected: at least one)");
  }
  return samples;
}

const parts = {
  newTokens: ["Every token new, 16 KB", () => {
    const keys = cycle(keysOf(GALLERY), scale(351, 120));
    return compared([...peersOf(16 << 10), NOT_HOT, EDGEPASS], () => keys.map((key) => view(token(), key)));
  }],
  gallery: ["Gallery: one token, 117 objects of 16 KB", () => {
    const requests = cycle(keysOf(GALLERY), scale(585, 117)).map((key) => view(oneToken, key));
    return compared([...peersOf(16 << 10), NOT_HOT, EDGEPASS], () => requests);
  }],
  large: ["One token, 20 objects of 200 KB", () => {
    const requests = cycle(keysOf(LARGE), scale(200, 60)).map((key) => view(oneToken, key));
    return compared([...peersOf(200 << 10), NOT_HOT, EDGEPASS], () => requests);
  }],
  seeks: ["Seeks in 1 GB", () => {
    const seek = () => {
      const length = (64 << 10) + Math.floor(next() * (192 << 10));
      const first = Math.floor(next() * (VIDEO[1] - length));
      return view(oneToken, VIDEO[0], { Range: `bytes=${first}-${first + length - 1}` });
    };
    const requests = Array.from({ length: scale(300, 30) }, seek);
    return compared([EDGEPASS, { name: "jose" }], () => requests, { rounds: scale(5, 1), status: 206 });
  }],
  entries: [`${ENTRIES} revocation entries: CPU`, async () => {
    const tokens = Array.from({ length: 500 }, token);
    const keys = keysOf(GALLERY);
    const requests = Array.from({ length: scale(700, 500) }, (_, i) => view(tokens[i % tokens.length], keys[i % keys.length]));
    const none = { worker: "edgepass", feed: { tail: 0, segments: [] } };
    const workers = await prepared([{ name: "none", ...none }, { name: "none-again", ...none }, { name: "many", worker: "edgepass", feed: { tail: 0, segments: SEGMENTS } }]);
    workers[0].entries = workers[1].entries = 0;
    workers[2].entries = ENTRIES;
    return await rounds({ workers, requests: () => requests, rounds: scale(5 * count, count), warmUps: scale(15, 1), next });
  }],
  counting: ["Views that are counted and reported, gallery", () => {
    const requests = cycle(keysOf(GALLERY), scale(585, 117)).map((key) => seen(oneToken, key));
    return counted(() => requests);
  }],
  countingNew: ["Views that are counted and reported, every token new", () => {
    const keys = cycle(keysOf(GALLERY), scale(351, 120));
    return counted(() => keys.map((key) => seen(token(), key)));
  }],
  memory: [`${ENTRIES} revocation entries: memory`, async () => {
    const [worker] = await prepared([{ name: "edgepass", feed: { tail: 0, segments: [] }, inspector: true }]);
    const requests = cycle(keysOf(GALLERY), scale(1_000, 117)).map((key) => view(oneToken, key));
    return await memory({ worker, segments: SEGMENTS, requests, rounds: scale(5, 1) });
  }],
  operations: ["Operations of a gallery's load", async () => {
    const maxAge = 2;
    const variables = { MEDIA_MAX_AGE_SECONDS: maxAge };
    const [worker] = await prepared([{ name: "edgepass", variables, feed: { tail: 100, segments: [1_000, 1_000] } }]);
    return await operations({ worker, requests: keysOf(GALLERY).map((key) => view(oneToken, key)), maxAge });
  }],
  coldStart: ["Cold start", async () => {
    const workers = await prepared([...peersOf(16 << 10), EDGEPASS]);
    return await coldStarts({ workers, path: `/view/${oneToken}/${GALLERY[0][0]}`, rounds: count, next });
  }],
};

const loadAverage = () => os.loadavg().map((load) => Math.round(load * 10) / 10);
const result = {
  begun: new Date().toISOString(), machine: { cpu: os.cpus()[0].model, cores: os.cpus().length, kernel: os.release(), pinned: prefix !== null },
  seed, rounds: count, quick, entries: ENTRIES, loadBefore: loadAverage(), samples: {},
};
result.bundles = Object.fromEntries(Object.entries(modules).map(([name, files]) => [name, gzipped(files)]));
result.versions = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).dependencies;
for (const [name, [title, measure]] of Object.entries(parts)) {
  if (only === undefined || only.includes(name)) {
    console.log(title);
    result.samples[name] = await measure();
    result.loadAfter = loadAverage();
    writeFileSync(output, JSON.stringify(result));
  }
}
stores.stop();
process.exit(0);
