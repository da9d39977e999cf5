// jose, with its own checks of the claims where it has them.
import { importJWK, jwtVerify } from "jose";
import { gate } from "./gate.mjs";

const OPTIONS = {
  algorithms: ["ES256"], typ: "media+jwt", issuer: "edgepass", audience: "edgepass-edge", requiredClaims: ["exp", "iat"], clockTolerance: 60,
};

export default gate(
  (jwk) => importJWK(jwk, "ES256"),
  async (token, keyOf) => (await jwtVerify(token, ({ kid }) => keyOf(kid), OPTIONS)).payload,
);
