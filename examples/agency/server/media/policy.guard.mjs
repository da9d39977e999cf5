import { createHash, timingSafeEqual } from "node:crypto";
import fs from "node:fs/promises";
import { HttpError } from "../http.mjs";

const digest = (text) => createHash("sha256").update(text).digest();

/** Lets the issuer through, which shows the secret that both know. */
export class PolicyGuard {
  constructor(secretFile) {
    this.secretFile = secretFile;
  }

  async check(request) {
    const secret = await this.#secret();
    if (!timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${secret}`))) {
      throw new HttpError(401, "For the issuer only.");
    }
  }

  async #secret() {
    try {
      return (await fs.readFile(this.secretFile, "utf8")).trim();
    } catch (error) {
      console.error(`The issuer's secret can't be read: ${error.message}`);
      throw new HttpError(503, "The policy can't be asked at the moment.");
    }
  }
}
