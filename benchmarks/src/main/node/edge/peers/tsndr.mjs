// @tsndr/cloudflare-worker-jwt. It takes one key and leaves the type to its caller, so the header is looked at first.
import { verify } from "@tsndr/cloudflare-worker-jwt";
import { gate } from "./gate.mjs";

const OPTIONS = { algorithm: "ES256", throwError: true };
const decoder = new TextDecoder();

export default gate(
  (jwk) => crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]),
  async (token, keyOf) => {
    const header = Uint8Array.fromBase64(token.slice(0, token.indexOf(".")), { alphabet: "base64url" });
    const { typ, kid } = JSON.parse(decoder.decode(header));
    if (typ !== "media+jwt") {
      throw new Error("not ours");
    }
    return (await verify(token, keyOf(kid), OPTIONS)).payload;
  },
);
