// Compatibility date and flags of a wrangler.jsonc, read by the parser that wrangler uses itself.
import { readFileSync } from "node:fs";
import jsonc from "jsonc-parser";

export function compatibilityOf(file) {
  const errors = [];
  const configuration = jsonc.parse(readFileSync(file, "utf8"), errors, { allowTrailingComma: true });
  if (errors.length > 0) {
    throw new Error(`${file}: ${jsonc.printParseErrorCode(errors[0].error)} at offset ${errors[0].offset}`);
  }
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags = [] } = configuration;
  return { compatibilityDate, compatibilityFlags };
}
