// Compatibility date and flags of a wrangler.jsonc, as `wrangler deploy` would take them.
import { readFileSync } from "node:fs";

/** JSONC: comments and trailing commas, but not inside strings. */
export function compatibilityOf(file) {
  const json = readFileSync(file, "utf8")
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "$1")
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, "$1");
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags = [] } = JSON.parse(json);
  return { compatibilityDate, compatibilityFlags };
}
