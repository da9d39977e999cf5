// Raw WebCrypto: nothing but what the platform has.
import { gate } from "./gate.mjs";

const ES256 = { name: "ECDSA", hash: "SHA-256" };
const BASE64URL = { alphabet: "base64url" };
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const json = (part) => JSON.parse(decoder.decode(Uint8Array.fromBase64(part, BASE64URL)));

export default gate(
  (jwk) => crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]),
  async (token, keyOf) => {
    const first = token.indexOf(".");
    const second = token.indexOf(".", first + 1);
    const { alg, typ, kid, crit } = json(token.slice(0, first));
    if (alg !== "ES256" || typ !== "media+jwt" || crit !== undefined) {
      throw new Error("not ours");
    }
    const signature = Uint8Array.fromBase64(token.slice(second + 1), BASE64URL);
    if (!(await crypto.subtle.verify(ES256, keyOf(kid), signature, encoder.encode(token.slice(0, second))))) {
      throw new Error("bad signature");
    }
    return json(token.slice(first + 1, second));
  },
);
