// The local edge in a container (docker-compose.yml): one location, settings from the environment, the feed's keys from /keys.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

// Public parts only: of the previous feed key, the current and the next.
const FEED_KEYS = "/keys/public/feed-public.jwks";
// Of reports of views: what signs them, and what networks are hashed under.
const USAGE_SECRET = "/keys/edge/usage-secret";
const NETWORK_KEY = "/keys/edge/network-key";
const CONFIG = "/tmp/edge-host.json";

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set (expected: the same value as the services have)`);
    process.exit(1);
  }
  return value;
}

// ./edgepass prepare-containers makes this file; the revocation consumer makes it, too, at its start.
while (!existsSync(FEED_KEYS)) {
  console.error(`waiting for ${FEED_KEYS}`);
  await setTimeout(1000);
}

const config = {
  host: "0.0.0.0",
  port: 8785,
  kvApiPort: 8786,
  persist: "/data",
  hosts: ["edge.localhost"], // the store's name in the containers' network; browsers and curl take it for this machine
  worker: { dir: "/worker/target/worker", main: "index.mjs", wrangler: "/worker/wrangler.jsonc" },
  edges: [
    {
      name: "edge-1",
      port: 8790,
      vars: {
        ISSUER: "edgepass",
        AUDIENCE: "edgepass-edge",
        FEED_KEYS: readFileSync(FEED_KEYS, "utf8"),
        CACHE_NAME: "edge-1",
        SILENCE_LIMIT_SECONDS: "600",
        MAX_LIFETIME_SECONDS: "86400",
        CLOCK_SKEW_SECONDS: "60",
        MEDIA_MAX_AGE_SECONDS: "60",
        USAGE_URL: "http://issuer:8780/api/v1/media/usage",
        USAGE_SECRET: readFileSync(USAGE_SECRET, "utf8").trim(),
        NETWORK_KEY: readFileSync(NETWORK_KEY, "utf8").trim(),
      },
      cf: { colo: "FRA", country: "DE" },
    },
  ],
  buckets: { MEDIA: "edgepass-media", FEED: "edgepass-feed" },
  hiddenBuckets: { AUDIT: "edgepass-audit", QUARANTINE: "edgepass-quarantine" },
  s3: { accessKeyId: required("EDGEPASS_R2_ACCESSKEYID"), secretAccessKey: required("EDGEPASS_R2_SECRETACCESSKEY") },
  kv: { binding: "SEGMENTS", accountId: "local", namespaceId: "edgepass-segments", apiToken: required("EDGEPASS_KV_APITOKEN") },
};
writeFileSync(CONFIG, JSON.stringify(config), { mode: 0o600 });
process.argv[2] = CONFIG;
await import("./edge-host.mjs");
