// Cloudflare's stores as a location far from them sees them, on top of Miniflare's, which answer at once and are never behind.
// For benchmarks and tests only: nothing of it is in the product's bundle.
//
// What Cloudflare documents (developers.cloudflare.com/kv/concepts/how-kv-works, .../kv/api/read-key-value-pairs, .../r2/reference/consistency):
//   - KV: a location answers a key from its cache until that copy is too old. A write is seen at once only where it was made and "may
//     take up to 60 seconds or more" to be seen elsewhere. A key that was looked up and missing is cached in the same way. `cacheTtl` is
//     how long a location may keep an answer: at least 30 s, 60 s where it isn't given.
//   - R2 read through a binding is strongly consistent: a read that begins after a write has ended sees it.
// What is modelled here, and how it errs:
//   - KV: an answer, a miss included, is kept for 30 to 60 s at random where `cacheTtl` is 60 s or less (or not given), else for `cacheTtl`. That flatters KV: its
//     documentation gives no upper bound, and second copies between the location and the store, which can be behind too, are left out.
//   - KV: the first time that a key is asked for at a location, the copy's remaining life is drawn as if the key had been asked for there
//     since long before. Otherwise all copies would be brand-new at the start of a watch, which would be unfair to KV.
//   - KV: a read of the store itself takes 30 to 300 ms, one from the cache no time.
//   - R2: a read takes 40 to 400 ms, most of them little more than the least; the store is read in the middle of that time.
//   - Cache API: whole small objects in the isolate's memory. Miniflare's takes more of this machine's processor than all the rest of a view, and would make the
//     views of 24 locations a measure of itself.
// Drawn from one seeded generator for each location: two runs differ by their timing only.

/** Values up to this size are kept by the model; larger ones (segments, which never change) are read again from Miniflare. */
const KEPT_BYTES = 4096;

const SHORT_TTL = { low: 30_000, high: 60_000 };

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Bounded Pareto: between `low` and `high`, with a long tail. `shape` 1.2 puts the median at 1.7 times `low`, the 99th percentile near 9 times. */
export function longTail(random, low, high, shape = 1.2) {
  return low / (1 - random() * (1 - (low / high) ** shape)) ** (1 / shape);
}

/** What is left of a life between `low` and `high` at a random moment of it: longer lives are met more often. */
export function restOfLife(random, low, high) {
  const life = Math.sqrt(low * low + random() * (high * high - low * low));
  return random() * life;
}

/**
 * An R2 bucket whose reads take time.
 *
 * @param world {now, wait, random}: now() in milliseconds, wait(milliseconds) => Promise, random() from 0 to 1
 */
export function modelledBucket(bucket, world) {
  const slow = async (read) => {
    const half = longTail(world.random, 40, 400) / 2;
    await world.wait(half);
    const answer = await read();
    await world.wait(half);
    return answer;
  };
  return {
    get: (...args) => slow(() => bucket.get(...args)),
    head: (...args) => slow(() => bucket.head(...args)),
  };
}

/**
 * A KV namespace with a location's cache before it.
 *
 * @param cache a Map of that location, which outlives the request
 */
export function modelledKv(namespace, cache, world) {
  return {
    async get(key, options) {
      const known = cache.get(key);
      if (known !== undefined && world.now() < known.until) {
        return known.kept ? copy(known.value) : namespace.get(key, options);
      }
      const half = longTail(world.random, 30, 300) / 2;
      await world.wait(half);
      const value = await namespace.get(key, options);
      await world.wait(half);
      const raced = cache.get(key);
      if (raced === known || raced === undefined) {
        const kept = value === null || size(value) <= KEPT_BYTES;
        cache.set(key, { until: world.now() + life(options, known === undefined, world.random), kept, value: kept ? copy(value) : null });
      }
      return value;
    },
  };
}

/** `caches`, in memory: whole responses by URL, without ranges or expiry. */
export function memoryCaches() {
  const named = new Map();
  const open = (name) => {
    if (!named.has(name)) {
      named.set(name, memoryCache(new Map()));
    }
    return named.get(name);
  };
  return { open: async (name) => open(name), default: open("") };
}

function memoryCache(stored) {
  const urlOf = (request) => (typeof request === "string" ? request : request.url);
  return {
    async match(request) {
      const found = stored.get(urlOf(request));
      return found && new Response(found.bytes, { headers: found.headers });
    },
    async put(request, response) {
      const bytes = await response.arrayBuffer();
      stored.set(urlOf(request), { bytes, headers: { ...Object.fromEntries(response.headers), "content-length": String(bytes.byteLength) } });
    },
  };
}

function life(options, first, random) {
  const ttl = options?.cacheTtl ?? 60;
  if (ttl > 60) {
    return ttl * 1000;
  }
  const { low, high } = SHORT_TTL;
  return first ? restOfLife(random, low, high) : low + random() * (high - low);
}

function size(value) {
  return value.byteLength ?? value.length;
}

function copy(value) {
  return value instanceof ArrayBuffer ? value.slice(0) : value;
}
