// Cloudflare's REST API for Workers KV, as far as Edgepass uses it:
//   PUT /client/v4/accounts/{account}/storage/kv/namespaces/{namespace}/bulk
//   POST /client/v4/accounts/{account}/storage/kv/namespaces/{namespace}/bulk/delete
//   GET /client/v4/accounts/{account}/storage/kv/namespaces/{namespace}/values/{key}
// with the real API's bodies, answers and limits. A bulk write or delete goes to the own namespace of every location: that is Cloudflare's
// replication without its delay.
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const MAX_BODY_BYTES = 100 * 1024 * 1024;
const MAX_VALUE_BYTES = 25 * 1024 * 1024;
const MAX_KEY_BYTES = 512;
const MAX_PAIRS = 10_000;
const MIN_TTL_SECONDS = 60;

/** A request that is answered with an error of the real API: HTTP status, Cloudflare's error code, a sentence. */
class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Serves the API.
 *
 * @param kv {accountId, namespaceId, apiToken}
 * @param namespaces () => Promise<KVNamespace[]>, one for each location; asked again for every request, because a restarted workerd
 *   makes old handles unusable
 */
export function kvApi(kv, namespaces) {
  const expected = sha256(`Bearer ${kv.apiToken}`);
  return createServer(async (request, response) => {
    try {
      if (!timingSafeEqual(sha256(request.headers.authorization ?? ""), expected)) {
        throw new Refusal(403, 10000, "Authentication error");
      }
      await route(kv, namespaces, request, response);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 10001, "Internal error");
      if (refusal !== error) {
        console.error("kv api:", error);
      }
      answer(response, refusal.status, {
        result: null,
        success: false,
        errors: [{ code: refusal.code, message: refusal.message }],
        messages: [],
      });
    }
  });
}

async function route(kv, namespaces, request, response) {
  const path = new URL(request.url, "http://localhost").pathname;
  const prefix = `/client/v4/accounts/${kv.accountId}/storage/kv/namespaces/${kv.namespaceId}/`;
  if (!path.startsWith(prefix)) {
    throw new Refusal(404, 10013, "namespace not found");
  }
  const rest = path.slice(prefix.length);
  if (request.method === "PUT" && rest === "bulk") {
    const pairs = parsePairs(await body(request));
    const targets = await namespaces();
    await Promise.all(targets.flatMap((namespace) => pairs.map((p) => namespace.put(p.key, p.value, p.options))));
    answer(response, 200, {
      result: { successful_key_count: pairs.length, unsuccessful_keys: [] },
      success: true,
      errors: [],
      messages: [],
    });
  } else if (request.method === "POST" && rest === "bulk/delete") {
    const keys = parseKeys(await body(request));
    const targets = await namespaces();
    await Promise.all(targets.flatMap((namespace) => keys.map((key) => namespace.delete(key))));
    answer(response, 200, {
      result: { successful_key_count: keys.length, unsuccessful_keys: [] },
      success: true,
      errors: [],
      messages: [],
    });
  } else if (request.method === "GET" && rest.startsWith("values/")) {
    const [first] = await namespaces();
    const value = await first.get(decodeURIComponent(rest.slice("values/".length)), "arrayBuffer");
    if (value === null) {
      throw new Refusal(404, 10009, "get: 'key not found'");
    }
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(Buffer.from(value));
  } else {
    throw new Refusal(405, 10405, `Method ${request.method} not available for that URI`);
  }
}

function parsePairs(bytes) {
  let pairs;
  try {
    pairs = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Refusal(400, 10012, "could not parse the body: expected a JSON array of key-value pairs");
  }
  if (!Array.isArray(pairs) || pairs.length > MAX_PAIRS) {
    throw new Refusal(400, 10012, `expected an array of at most ${MAX_PAIRS} key-value pairs`);
  }
  return pairs.map(parsePair);
}

function parseKeys(bytes) {
  let keys;
  try {
    keys = JSON.parse(bytes.toString("utf8"));
  } catch {
    keys = null;
  }
  if (!Array.isArray(keys) || keys.length > MAX_PAIRS || !keys.every((key) => typeof key === "string" && key !== "")) {
    throw new Refusal(400, 10012, `expected an array of at most ${MAX_PAIRS} keys`);
  }
  return keys;
}

function parsePair(pair, index) {
  const { key, value, base64 = false, expiration, expiration_ttl: expirationTtl, metadata } = pair ?? {};
  if (typeof key !== "string" || key === "" || Buffer.byteLength(key) > MAX_KEY_BYTES || key === "." || key === "..") {
    throw new Refusal(400, 10014, `pair ${index}: expected a key of 1 to ${MAX_KEY_BYTES} bytes`);
  }
  if (typeof value !== "string" || typeof base64 !== "boolean") {
    throw new Refusal(400, 10012, `pair ${index}: expected a string value, and true or false for base64`);
  }
  if (expirationTtl !== undefined && !(expirationTtl >= MIN_TTL_SECONDS)) {
    throw new Refusal(400, 10030, `pair ${index}: expiration_ttl: ${expirationTtl} (expected: >= ${MIN_TTL_SECONDS})`);
  }
  const bytes = Buffer.from(value, base64 ? "base64" : "utf8");
  if (bytes.length > MAX_VALUE_BYTES) {
    throw new Refusal(413, 10047, `pair ${index}: value of ${bytes.length} bytes (expected: <= ${MAX_VALUE_BYTES})`);
  }
  return { key, value: bytes, options: { expiration, expirationTtl, metadata } };
}

async function body(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new Refusal(413, 10047, `body over ${MAX_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer(response, status, json) {
  if (!response.headersSent) {
    response.writeHead(status, { "content-type": "application/json" });
  }
  response.end(JSON.stringify(json));
}

function sha256(text) {
  return createHash("sha256").update(text).digest();
}
