// Test-only entry of the edge locations of `edgepass bench revocation`; not in the product's bundle. Before the built Worker and, under
// /kv-per-token/, before the design that everybody writes first, it puts the stores of modelled-stores.mjs: one model, one KV cache and
// one seed for both designs at a location.
// Every answer says when it was given, by this machine's clock: `bench-answered-at`, milliseconds since the epoch.
//   GET /bench/head -> what the head in R2 says and when it was written, read without the model's delay
import { fetch as product } from "./edgepass.js";
import { fetch as kvPerToken } from "./kv-per-token.mjs";
import { memoryCaches, modelledBucket, modelledKv, seeded } from "./modelled-stores.mjs";

// Of this location: values only, as isolates share nothing else between requests.
const kvCache = new Map();
let world;
let lastHead = null;
Object.defineProperty(globalThis, "caches", { value: memoryCaches() });

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/bench/head") {
      return head(env);
    }
    world ??= { now: () => Date.now(), wait: (millis) => scheduler.wait(millis), random: seeded(Number(env.BENCH_SEED)) };
    const modelled = {
      ...env,
      MEDIA: modelledBucket(env.MEDIA, world),
      FEED: modelledBucket(env.FEED, world),
      SEGMENTS: modelledKv(env.SEGMENTS, kvCache, world),
    };
    const design = pathname.startsWith("/kv-per-token/") ? kvPerToken : product;
    const answer = await design(request, modelled, context);
    answer.headers.set("bench-answered-at", String(Date.now()));
    return answer;
  },
};

async function head(env) {
  const object = await env.FEED.get("head", lastHead === null ? {} : { onlyIf: { etagDoesNotMatch: lastHead.etag } });
  if (object === null) {
    return Response.json(null);
  }
  if (object.body) {
    const compact = await object.text();
    const payload = JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(compact.split(".")[1], { alphabet: "base64url" })));
    const tail = new DataView(Uint8Array.fromBase64(payload.tail, { alphabet: "base64url" }).buffer).getInt32(4, true);
    lastHead = {
      etag: object.etag,
      writtenAt: object.uploaded.getTime(),
      bytes: compact.length,
      sequence: payload.sequence,
      position: payload.position,
      segments: payload.segments.length,
      entries: payload.segments.reduce((sum, segment) => sum + segment.count, tail),
    };
  }
  return Response.json(lastHead);
}
