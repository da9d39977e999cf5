// Tokens, heads and segments as issuer and publisher make them, for measurements that need no Kafka and no Redis.
import { createHash, generateKeyPairSync, randomBytes, randomFillSync, sign } from "node:crypto";

const MAGIC = 0x31535045;

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function keyPair(kid) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  return { kid, privateKey, jwk: { kty: "EC", crv: "P-256", kid, x, y } };
}

/** A compact JWS with ES256. */
export function jws(key, typ, payload) {
  const input = `${encode({ alg: "ES256", typ, kid: key.kid })}.${encode(payload)}`;
  return `${input}.${sign("sha256", Buffer.from(input), { key: key.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

/** The bytes of a segment with that many random entries. */
export function segmentBytes(entries) {
  const words = new Uint32Array(2 + 4 * entries);
  const high = randomFillSync(new Uint32Array(entries)).sort();
  words.set([MAGIC, entries]);
  words.set(high, 2);
  randomFillSync(words, 2 + entries, entries);
  words.fill(1000, 2 + 2 * entries, 2 + 3 * entries);
  return Buffer.from(words.buffer);
}

/** A segment, and how a head names it. */
export function segment(entries) {
  const bytes = segmentBytes(entries);
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { bytes, ref: { hash, size: bytes.length, count: entries, mirrored: true } };
}

/** Signs one head after the other, each newer than the last. */
export class Heads {
  #sequence = 0;
  #fingerprintKey = randomBytes(16).toString("base64url");

  constructor(feedKey, tokenJwk) {
    this.feedKey = feedKey;
    this.tokenJwk = tokenJwk;
  }

  /**
   * @param tail number of random entries in it
   * @param segments how the head names them
   */
  next(tail, segments = []) {
    const sequence = ++this.#sequence;
    return jws(this.feedKey, "edgepass-head+jwt", {
      term: 1, sequence, publisher: "bench", asOf: Date.now(), position: sequence, prunedTo: 0, topicId: "topic",
      fingerprintKey: this.#fingerprintKey, keys: [this.tokenJwk], segments, tail: segmentBytes(tail).toString("base64url"),
    });
  }
}

/** A media token for `paths`, unlike every other. */
export function mediaToken(key, paths, now = Math.floor(Date.now() / 1000)) {
  const id = () => randomBytes(12).toString("base64url");
  return jws(key, "media+jwt", {
    iss: "edgepass", aud: "edgepass-edge", sub: id(), jti: id(), iat: now, exp: now + 86_400, pos: 2000, lnk: id(), pth: paths, dl: true,
  });
}
