import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** From variables of the environment; the defaults are those of `./edgepass up` in the clone's folder. */
export function readConfig({
  PORT = "3000",
  ISSUER = "http://127.0.0.1:8780",
  MEDIA = "http://127.0.0.1:8790",
  TOKEN_TTL = "PT1H",
  SESSION_SECRET_FILE = here("../keys/session-secret"),
  POLICY_SECRET_FILE = here("../../../.edgepass/keys/path-policy-secret"),
}) {
  return {
    port: Number(PORT),
    origin: `http://127.0.0.1:${PORT}`,
    issuer: ISSUER,
    media: MEDIA,
    tokenTtl: TOKEN_TTL,
    /** Signs the sessions; the issuer verifies them with it. Made at the first start. */
    sessionSecretFile: SESSION_SECRET_FILE,
    sessionSecret: Buffer.from(secretOf(SESSION_SECRET_FILE), "base64"),
    /** The issuer shows it when it asks who may see what. `up` makes it, so it may come later. */
    policySecretFile: POLICY_SECRET_FILE,
  };
}

function secretOf(file) {
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  }
  return fs.readFileSync(file, "utf8").trim();
}
