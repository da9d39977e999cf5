// The local edge in a container (docker-compose.yml): one location, settings from the environment, the feed's keys from /keys.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

const FEED_KEY = "/keys/feed.jwk";
// Pinned too where they are there: a rotation finds its key pinned already, and the last head readable.
const OTHER_FEED_KEYS = ["/keys/feed-previous.jwk", "/keys/feed-next.jwk"];
const CONFIG = "/tmp/edge-host.json";

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set (expected: the same value as the services have)`);
    process.exit(1);
  }
  return value;
}

// The revocation consumer makes the key at its first start.
while (!existsSync(FEED_KEY)) {
  console.error(`waiting for ${FEED_KEY}`);
  await setTimeout(1000);
}
const feedKeys = [FEED_KEY, ...OTHER_FEED_KEYS.filter((file) => existsSync(file))].map((file) => {
  // Public members only: the file of a key that signs has the private one too.
  const { kty, crv, kid, x, y } = JSON.parse(readFileSync(file, "utf8"));
  return { kty, crv, kid, x, y };
});

const config = {
  host: "0.0.0.0",
  port: 8785,
  kvApiPort: 8786,
  persist: "/data",
  worker: { dir: "/worker/target/worker", main: "index.mjs", wrangler: "/worker/wrangler.jsonc" },
  edges: [
    {
      name: "edge-1",
      port: 8790,
      vars: {
        ISSUER: "edgepass",
        AUDIENCE: "edgepass-edge",
        FEED_KEYS: JSON.stringify({ keys: feedKeys }),
        CACHE_NAME: "edge-1",
        SILENCE_LIMIT_SECONDS: "600",
        MAX_LIFETIME_SECONDS: "86400",
        CLOCK_SKEW_SECONDS: "60",
        MEDIA_MAX_AGE_SECONDS: "60",
      },
    },
  ],
  buckets: { MEDIA: "edgepass-media", FEED: "edgepass-feed" },
  s3: { accessKeyId: required("EDGEPASS_R2_ACCESSKEYID"), secretAccessKey: required("EDGEPASS_R2_SECRETACCESSKEY") },
  kv: { binding: "SEGMENTS", accountId: "local", namespaceId: "edgepass-segments", apiToken: required("EDGEPASS_KV_APITOKEN") },
};
writeFileSync(CONFIG, JSON.stringify(config), { mode: 0o600 });
process.argv[2] = CONFIG;
await import("./edge-host.mjs");
