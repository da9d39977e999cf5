import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("..", import.meta.url));

test("the main entry is under 4 KB, minified and gzipped as an app bundles it, without what comes on demand", async (t) => {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ["edgepass-client.js"],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    outdir: "out",
    write: false,
  });
  const main = outputFiles.filter(({ path }) => path.endsWith("edgepass-client.js"));
  assert.equal(main.length, 1);
  const size = gzipSync(main[0].contents, { level: 9 }).length;
  t.diagnostic(`main entry: ${size} bytes; on demand: ${outputFiles.filter((file) => file !== main[0]).map(({ contents }) => gzipSync(contents, { level: 9 }).length)} bytes`);
  assert.ok(size < 4_096, String(size));
});

test("the types hold for the package's use", () => {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--project", "test/types"], { cwd: folder, stdio: "pipe", encoding: "utf8" });
});

test("it depends on nothing, and ships what it names", async () => {
  const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  assert.equal(manifest.dependencies, undefined);
  for (const entry of Object.values(manifest.exports).flatMap(Object.values)) {
    await readFile(new URL(`../${entry}`, import.meta.url));
  }
});
