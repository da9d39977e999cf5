import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { Answer } from "./http.mjs";

const TYPES = { html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" };

/** The page and its two files. */
export class PageController {
  constructor({ issuer, media }) {
    this.headers = {
      "Content-Security-Policy":
        `default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ` +
        `img-src ${media} data:; media-src ${media}; connect-src 'self' ${media} ${issuer}`,
    };
    this.routes = {
      "GET /": { run: () => this.#file("index.html") },
      "GET /app.css": { run: () => this.#file("app.css") },
      "GET /app.js": { run: () => this.#file("built/app.js") },
    };
  }

  #file(name) {
    const file = fileURLToPath(new URL(`../web/${name}`, import.meta.url));
    return new Answer(200, { ...this.headers, "Content-Type": TYPES[name.split(".").pop()] }, fs.readFileSync(file));
  }
}
