import { createHmac, timingSafeEqual } from "node:crypto";

/** The issuer takes a session only if it names this audience. */
const AUDIENCE = "edgepass-issuer";
export const LIFETIME_S = 8 * 3600;

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (text) => JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
const HEADER = encode({ alg: "HS256", typ: "JWT" });

/** Sessions: JWTs by HS256. In an app a library's; this is what they have to contain. */
export class SessionsService {
  #secret;

  constructor(secret) {
    this.#secret = secret;
  }

  issue(person, now = Date.now()) {
    const iat = Math.floor(now / 1000);
    const content = `${HEADER}.${encode({ sub: person.id, aud: AUDIENCE, iat, exp: iat + LIFETIME_S })}`;
    return `${content}.${this.#sign(content)}`;
  }

  /** The person's id; null where it is no session of this app, or one that has ended. */
  verify(session, now = Date.now()) {
    const [header, claims, signature, ...rest] = session.split(".");
    if (header !== HEADER || !claims || !signature || rest.length > 0 || !isEqual(signature, this.#sign(`${header}.${claims}`))) {
      return null;
    }
    const { sub, aud, exp } = decode(claims);
    return aud === AUDIENCE && now < exp * 1000 ? sub : null;
  }

  #sign(content) {
    return createHmac("sha256", this.#secret).update(content).digest("base64url");
  }
}

function isEqual(left, right) {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
