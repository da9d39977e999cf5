// The design that everybody writes first, for comparison (bench-entry.mjs): a Worker that checks the token's signature and claims, and
// asks Workers KV for the key `revoked:<jti>` on every request. A token is revoked by writing that key through KV's REST API.
//   GET /kv-per-token/view/<token>/<key>
// It is what a careful person would write: public keys from the issuer's JWKS, every claim checked, bytes from the location's cache. Its
// weakness isn't in the code: the location answers "no such key" from its cache until that answer is too old.

const keys = new Map();

export async function fetch(request, env, context) {
  const [token, ...rest] = new URL(request.url).pathname.slice("/kv-per-token/view/".length).split("/");
  const key = decodeURIComponent(rest.join("/"));
  const claims = await verified(token, env);
  if (claims === null || !claims.pth.some((scope) => (scope.endsWith("/") ? key.startsWith(scope) : key === scope))) {
    return new Response("refused", { status: 401 });
  }
  if ((await env.SEGMENTS.get(`revoked:${claims.jti}`)) !== null) {
    return new Response("revoked", { status: 403 });
  }
  return media(key, env, context);
}

async function verified(token, env) {
  const [header, payload, signature] = token.split(".");
  const { alg, typ, kid } = json(header);
  if (alg !== "ES256" || typ !== "media+jwt") {
    return null;
  }
  const publicKey = await keyOf(kid, env);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  if (!publicKey || !(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, publicKey, bytes(signature), signed))) {
    return null;
  }
  const claims = json(payload);
  const now = Date.now() / 1000;
  const good = claims.iss === env.ISSUER && claims.aud === env.AUDIENCE && claims.iat <= now + 60 && now < claims.exp;
  return good ? claims : null;
}

async function keyOf(kid, env) {
  if (!keys.has(kid)) {
    const jwks = await (await globalThis.fetch(env.JWKS_URL)).json();
    for (const { kty, crv, x, y, kid: id } of jwks.keys) {
      keys.set(id, await crypto.subtle.importKey("jwk", { kty, crv, x, y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]));
    }
  }
  return keys.get(kid);
}

async function media(key, env, context) {
  const cache = await caches.open(env.CACHE_NAME);
  const url = `https://kv-per-token.invalid/${encodeURIComponent(key)}`;
  const hit = await cache.match(url);
  if (hit) {
    return hit;
  }
  const object = await env.MEDIA.get(key);
  if (object === null) {
    return new Response("not found", { status: 404 });
  }
  const response = new Response(object.body, { headers: { "cache-control": "public, max-age=3600" } });
  context.waitUntil(cache.put(url, response.clone()));
  return response;
}

function bytes(base64url) {
  return Uint8Array.fromBase64(base64url, { alphabet: "base64url" });
}

function json(base64url) {
  return JSON.parse(new TextDecoder().decode(bytes(base64url)));
}
