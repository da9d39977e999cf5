// R2, KV and the Cache API of the measured Workers, in a process of its own, as plain workerd asks `external` services for them:
//   R2: the request is JSON in the header CF-R2-Request; the answer is metadata as JSON, CF-R2-Metadata-Size bytes of it, and then the object's bytes
//   KV: GET /key
//   reports of views: taken, and counted
//   Cache API: proxy-style GET, PUT (the body is the whole response) and PURGE; a hit says CF-Cache-Status: HIT
// Every Worker has its own. The parent calls over IPC: {id, call, arguments}, answered by {id, result} or {id, failure}.
import { createServer } from "node:http";
import { Heads, keyPair, segment } from "./feed.mjs";
import { partOf } from "./part.mjs";

const HEARTBEAT = 5_000;
const UPLOADED = Date.parse("2026-07-01T00:00:00Z");
const BLOCK = Buffer.alloc(1 << 20, 7);

const listening = (server) => new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server.address().port)));

function headersOf(text) {
  return Object.fromEntries(text.split("\r\n").slice(1).map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function writeFiller(response, bytes) {
  let left = bytes;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      const block = left < BLOCK.length ? BLOCK.subarray(0, left) : BLOCK;
      left -= block.length;
      if (!response.write(block)) {
        response.once("drain", more);
        return;
      }
    }
    response.end();
  };
  more();
}

/** One Worker's stores. */
class Stores {
  mediaBytes = 0;
  /** Operations so far, by what they would be counted as. */
  counts = { mediaReads: 0, feedReads: 0, kvReads: 0, cacheMatches: 0, cachePuts: 0, reports: 0 };
  #cache = new Map();
  #segments = new Map();
  #feedKey = keyPair("feed");
  #version = 0;

  /**
   * @param tokenJwk what vouches for tokens
   * @param objects sizes in bytes by key
   */
  constructor(tokenJwk, objects) {
    this.tokenJwk = tokenJwk;
    this.objects = objects;
    this.heads = new Heads(this.#feedKey, tokenJwk);
  }

  async open() {
    this.publish({ tail: 0, segments: [] });
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT).unref();
    const routes = {
      media: (request, response) => {
        this.counts.mediaReads++;
        this.#r2(request, response, (key) => this.#media(key));
      },
      feed: (request, response) => {
        this.counts.feedReads++;
        this.#r2(request, response, (key) => this.#feedObject(key));
      },
      kv: (request, response) => this.#kv(request, response),
      cache: (request, response) => this.#cacheApi(request, response),
      usage: (request, response) => this.#report(request, response),
    };
    const ports = {};
    for (const [name, route] of Object.entries(routes)) {
      ports[name] = await listening(createServer({ requireHostHeader: false, keepAliveTimeout: 600_000 }, route));
    }
    return { ports, feedKeys: JSON.stringify({ keys: [this.#feedKey.jwk] }) };
  }

  /** From now on heads have a tail of that many entries, and segments of those sizes. */
  publish({ tail, segments }) {
    const made = segments.map(segment);
    this.#segments = new Map(made.map(({ ref, bytes }) => [ref.hash, bytes]));
    this.feed = { tail, refs: made.map(({ ref }) => ref) };
    this.beat();
  }

  beat() {
    const { tail, refs } = this.feed;
    const asOf = Date.now();
    const states = Object.fromEntries(Array.from({ length: tail }, (_, i) => [`jti:revoked-${i}`, { cutoff: 1000, blocked: false }]));
    this.#version++;
    this.head = Buffer.from(this.heads.next(tail, refs));
    this.revocations = Buffer.from(JSON.stringify({ asOf, position: this.#version, keys: [this.tokenJwk], states }));
  }

  #media(key) {
    const size = this.objects[key];
    return size === undefined ? undefined : { size, etag: `media-${size}`, contentType: "image/jpeg" };
  }

  #feedObject(key) {
    const bytes = { head: this.head, "revocations.json": this.revocations }[key];
    return bytes && { size: bytes.length, etag: `feed-${this.#version}`, contentType: "application/jose", bytes };
  }

  #r2(request, response, find) {
    const asked = JSON.parse(request.headers["cf-r2-request"]);
    const object = find(asked.object);
    if (object === undefined) {
      const error = JSON.stringify({ message: "The specified key does not exist.", version: 1, v4code: 10007 });
      response.writeHead(404, { "cf-r2-error": error, "content-length": 0 }).end();
      return;
    }
    const range = partOf(asked, object.size);
    const metadata = Buffer.from(JSON.stringify({
      name: asked.object, version: "1", size: object.size, etag: object.etag, uploaded: UPLOADED, httpFields: { contentType: object.contentType },
      customFields: [], checksums: {}, ...(range && { range }),
    }));
    const unwanted = asked.onlyIf?.etagDoesNotMatch?.some(({ value }) => value === object.etag);
    if (asked.method === "head" || unwanted) {
      const failed = unwanted && { "cf-r2-error": JSON.stringify({ message: "Precondition failed", version: 1, v4code: 10031 }) };
      response.writeHead(unwanted ? 412 : 200, { "cf-r2-metadata-size": metadata.length, "content-length": metadata.length, ...failed }).end(metadata);
      return;
    }
    const length = range?.length ?? object.size;
    response.writeHead(200, { "cf-r2-metadata-size": metadata.length, "content-length": metadata.length + length });
    response.write(metadata);
    if (object.bytes) {
      response.end(object.bytes);
      return;
    }
    this.mediaBytes += length;
    writeFiller(response, length);
  }

  #kv(request, response) {
    this.counts.kvReads++;
    const bytes = this.#segments.get(request.url.slice(1).split("?")[0]);
    response.writeHead(bytes ? 200 : 404, { "content-length": bytes?.length ?? 0 }).end(bytes);
  }

  async #report(request, response) {
    this.counts.reports++;
    await bodyOf(request);
    response.writeHead(202, { "content-length": 0 }).end();
  }

  async #cacheApi(request, response) {
    const key = request.url;
    if (request.method === "PUT") {
      this.counts.cachePuts++;
      const whole = await bodyOf(request);
      const end = whole.indexOf("\r\n\r\n");
      const headers = headersOf(whole.toString("latin1", 0, end));
      if (headers["transfer-encoding"]) {
        throw new Error(`cache: ${key} was put without a length`);
      }
      this.#cache.set(key, { headers: { ...headers, "cf-cache-status": "HIT" }, body: whole.subarray(end + 4) });
      response.writeHead(204).end();
      return;
    }
    const entry = this.#cache.get(key);
    this.counts.cacheMatches += request.method === "GET" ? 1 : 0;
    if (request.method === "PURGE") {
      response.writeHead(this.#cache.delete(key) ? 200 : 404, { "content-length": 0 }).end();
    } else if (entry === undefined) {
      response.writeHead(504, { "cf-cache-status": "MISS", "content-length": 0 }).end();
    } else {
      response.writeHead(200, entry.headers).end(entry.body);
    }
  }
}

const workers = [];
const calls = {
  open: async ({ tokenJwk, objects }) => {
    const stores = new Stores(tokenJwk, objects);
    return { worker: workers.push(stores) - 1, ...(await stores.open()) };
  },
  publish: ({ worker, tail, segments }) => workers[worker].publish({ tail, segments }),
  mediaBytes: ({ worker }) => workers[worker].mediaBytes,
  counts: ({ worker }) => workers[worker].counts,
};

process.on("message", async ({ id, call, argument }) => {
  try {
    process.send({ id, result: (await calls[call](argument)) ?? null });
  } catch (error) {
    process.send({ id, failure: String(error.stack) });
  }
});
process.on("disconnect", () => process.exit());
