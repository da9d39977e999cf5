// The Worker's job, hand-written: all but the signature, which each peer verifies in its own way. Keys and revocations come as one JSON object from R2, and a Map
// in the isolate holds them; media comes from the Cache API, else from R2.
const POLL_INTERVAL = 1_500;
const MAX_READ_AGE = 3_000;
const MAX_LIFETIME = 86_400;
const SKEW = 60;
const EXPOSED =
  "accept-ranges, cache-status, content-disposition, content-length, content-range, edgepass-as-of, etag, retry-after, server-timing";

/** What this isolate knows: `keys` by kid, `states` by handle. */
const known = { keys: new Map(), states: new Map(), position: 0, asOf: 0, readAt: -Infinity, issuedAt: -Infinity, etag: undefined };

class Refused extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

async function read(env, now, importKey) {
  known.issuedAt = now;
  const object = await env.FEED.get("revocations.json", known.etag && { onlyIf: { etagDoesNotMatch: known.etag } });
  if (object === null) {
    return;
  }
  if (object.body) {
    const { keys, states, position, asOf } = await object.json();
    const imported = await Promise.all(keys.map(async (jwk) => [jwk.kid, known.keys.get(jwk.kid) ?? (await importKey(jwk))]));
    Object.assign(known, { keys: new Map(imported), states: new Map(Object.entries(states)), position, asOf, etag: object.etag });
  }
  known.readAt = now;
}

async function refresh(env, context, importKey) {
  const now = Date.now();
  if (now - known.readAt > MAX_READ_AGE) {
    await read(env, now, importKey);
  } else if (now - known.issuedAt >= POLL_INTERVAL) {
    context.waitUntil(read(env, now, importKey));
  }
}

function requireClaims(claims, key) {
  const now = Date.now();
  if (now - known.readAt > MAX_READ_AGE) {
    throw new Refused(503, "stale-feed");
  }
  if (claims.iss !== "edgepass" || claims.aud !== "edgepass-edge" || !(claims.exp - claims.iat <= MAX_LIFETIME)) {
    throw new Refused(401, "malformed-token");
  }
  if (now >= claims.exp * 1000) {
    throw new Refused(403, "expired");
  }
  if (claims.iat * 1000 > now + SKEW * 1000) {
    throw new Refused(403, "not-yet-valid");
  }
  if (!claims.pth.some((path) => (path.endsWith("/") ? key.startsWith(path) : key === path))) {
    throw new Refused(403, "out-of-scope");
  }
}

function requireState(handle, position) {
  const state = known.states.get(handle);
  if (state !== undefined && (state.blocked || position < state.cutoff)) {
    throw new Refused(403, state.blocked ? "blocked" : "revoked");
  }
}

function requireNotRevoked(claims, key) {
  requireState("all:", claims.pos);
  requireState(`jti:${claims.jti}`, claims.pos);
  requireState(`sub:${claims.sub}`, claims.pos);
  if (claims.lnk !== undefined) {
    requireState(`lnk:${claims.lnk}`, claims.pos);
  }
  if (claims.tnt !== undefined) {
    requireState(`tnt:${claims.tnt}`, claims.pos);
  }
  requireState(`file:${key}`, claims.pos);
  for (let slash = key.indexOf("/"); slash >= 0; slash = key.indexOf("/", slash + 1)) {
    requireState(`folder:${key.slice(0, slash + 1)}`, claims.pos);
  }
}

function objectKey(path) {
  let key;
  try {
    key = decodeURIComponent(path);
  } catch {
    throw new Refused(400, "malformed-key");
  }
  if (key === "" || key.normalize() !== key || /[\\\x00-\x1f\x7f]|^\/|\/\/|\/$|(^|\/)\.\.?(\/|$)/.test(key)) {
    throw new Refused(400, "malformed-key");
  }
  return key;
}

function answer(body, status, entity, claims, begun, source) {
  const now = Date.now();
  const [age, readAge] = [now - known.asOf, now - known.readAt];
  const headers = {
    "cache-control": `private, max-age=${Math.max(0, Math.min(300, claims.exp - Math.floor(now / 1000)))}, must-revalidate`,
    etag: entity.etag,
    "last-modified": entity.lastModified,
    "content-type": entity.contentType,
    "content-length": entity.length,
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": EXPOSED,
    "timing-allow-origin": "*",
    "edgepass-as-of": `position=${known.position}, as-of=${known.asOf}, age-ms=${age}, read-age-ms=${readAge}`,
    "server-timing": `edgepass-read-age;dur=${readAge};desc="position ${known.position}", edgepass-total;dur=${now - begun}`,
    "cache-status": source,
  };
  if (entity.range !== undefined) {
    headers["content-range"] = entity.range;
  }
  return new Response(body, { status, headers, encodeBody: "manual" });
}

/** The object from the location's cache, else from R2, which fills the cache. Ranges of what isn't cached fill nothing. */
async function media(request, env, context, host, key, path, claims, begun) {
  const url = `https://${host}/media/${path}`;
  const range = request.headers.get("range");
  const hit = await caches.default.match(new Request(url, range === null ? {} : { headers: { range } }));
  if (hit) {
    const { headers } = hit;
    const entity = {
      etag: headers.get("etag"), lastModified: headers.get("last-modified"), contentType: headers.get("content-type"),
      length: headers.get("content-length"), range: headers.get("content-range") ?? undefined,
    };
    return answer(hit.body, hit.status, entity, claims, begun, "edgepass; hit");
  }
  const object = await env.MEDIA.get(key, range === null ? {} : { range: request.headers });
  if (object === null) {
    throw new Refused(404, "not-found");
  }
  const entity = {
    etag: object.httpEtag, lastModified: object.uploaded.toUTCString(), contentType: object.httpMetadata?.contentType ?? "application/octet-stream",
    length: String(object.size),
  };
  if (range !== null && object.range) {
    const { offset = 0, length = object.size - offset } = object.range;
    return answer(
      object.body, 206, { ...entity, length: String(length), range: `bytes ${offset}-${offset + length - 1}/${object.size}` }, claims, begun, "edgepass; fwd=miss");
  }
  const stored = new Response(object.body, {
    headers: {
      "cache-control": "public, max-age=86400", etag: entity.etag, "last-modified": entity.lastModified, "content-type": entity.contentType,
      "content-length": entity.length,
    },
  });
  context.waitUntil(caches.default.put(new Request(url), stored.clone()));
  return answer(stored.body, 200, entity, claims, begun, "edgepass; fwd=miss");
}

/**
 * A Worker.
 *
 * @param importKey (jwk) => Promise of what `verify` takes for a key
 * @param verify (token, keyOf) => Promise of the claims; rejects a bad signature, another algorithm and another type. `keyOf(kid)` is the key or undefined
 */
export function gate(importKey, verify) {
  const keyOf = (kid) => known.keys.get(kid);
  return {
    async fetch(request, env, context) {
      const begun = Date.now();
      try {
        const { url, method } = request;
        const authority = url.indexOf("//") + 2;
        const start = url.indexOf("/", authority);
        if (!url.startsWith("/view/", start)) {
          throw new Refused(404, "no-such-route");
        }
        if (method !== "GET") {
          throw new Refused(405, "method-not-allowed");
        }
        const slash = url.indexOf("/", start + 6);
        const query = url.indexOf("?", slash);
        const path = query < 0 ? url.slice(slash + 1) : url.slice(slash + 1, query);
        const key = objectKey(path);
        await refresh(env, context, importKey);
        let claims;
        try {
          claims = await verify(url.slice(start + 6, slash), keyOf);
        } catch {
          throw new Refused(401, "bad-signature");
        }
        requireClaims(claims, key);
        requireNotRevoked(claims, key);
        return await media(request, env, context, url.slice(authority, start), key, path, claims, begun);
      } catch (error) {
        if (error instanceof Refused) {
          return Response.json({ type: `urn:edgepass:problem:${error.message}` }, { status: error.status });
        }
        throw error;
      }
    },
  };
}
