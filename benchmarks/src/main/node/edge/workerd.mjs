// Plain workerd: one process, one Worker, no Node in it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { workerd, workerdWithParent } from "../local-stack.mjs";

const START_LIMIT = 30_000;

export async function freePort() {
  const server = createServer();
  const port = await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server.address().port)));
  await new Promise((closed) => server.close(closed));
  return port;
}

const text = (value) => JSON.stringify(value);

/**
 * The configuration, in Cap'n Proto's text.
 *
 * @param modules source texts by name; the first is the entry
 * @param services ports of external HTTP services by name
 * @param bindings Cap'n Proto's text of each
 * @param outbound name of the service that the Worker's fetch goes to
 * @param cfHeader name of the header with what request.cf says, as JSON
 */
function configuration({ port, modules, services, bindings, cache, outbound, cfHeader, compatibilityDate, v8Flags }) {
  const external = Object.entries(services).map(([name, at]) => `(name = ${text(name)}, external = (address = "127.0.0.1:${at}", http = ()))`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  v8Flags = [${v8Flags.map(text).join(", ")}],
  services = [${["(name = \"main\", worker = .worker)", ...external].join(",\n    ")}],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (${cfHeader ? `cfBlobHeader = ${text(cfHeader)}` : ""}), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${Object.keys(modules).map((name) => `(name = ${text(name)}, esModule = embed ${text(name)})`).join(", ")}],
  compatibilityDate = ${text(compatibilityDate)},${cache ? `\n  cacheApiOutbound = ${text(cache)},` : ""}${outbound ? `\n  globalOutbound = ${text(outbound)},` : ""}
  bindings = [${bindings.join(",\n    ")}],
);
`;
}

/** A text binding. */
export const variable = (name, value) => `(name = ${text(name)}, text = ${text(value)})`;

/** One request on a connection of its own: workerd closes idle ones. Answers {status, body}. */
export const call = (port, at, { method = "GET", headers = {}, body } = {}) =>
  new Promise((answered, failed) => {
    const request = httpRequest({ host: "127.0.0.1", port, path: at, method, headers, agent: false });
    request.on("error", failed).on("response", async (response) => {
      const chunks = [];
      for await (const chunk of response) {
        chunks.push(chunk);
      }
      answered({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
    });
    request.end(body);
  });

/**
 * Starts workerd; `ready(at)` ends when `path` is answered. It ends with this process.
 *
 * @param prefix a command that runs workerd, such as taskset's
 * @param inspector whether V8's inspector is to listen
 */
export async function startWorkerd({
  modules, services = {}, bindings = [], cache, outbound, cfHeader, compatibilityDate, v8Flags = [], prefix = [], inspector = false, experimental = false,
}) {
  const folder = mkdtempSync(path.join(tmpdir(), "edgepass-workerd-"));
  const port = await freePort();
  const inspectorPort = inspector ? await freePort() : undefined;
  for (const [name, source] of Object.entries(modules)) {
    writeFileSync(path.join(folder, name), source);
  }
  const file = path.join(folder, "config.capnp");
  writeFileSync(file, configuration({ port, modules, services, bindings, cache, outbound, cfHeader, compatibilityDate, v8Flags }));
  const flags = [...(inspector ? [`--inspector-addr=127.0.0.1:${inspectorPort}`] : []), ...(experimental ? ["--experimental"] : [])];
  const wrapped = existsSync(workerdWithParent) ? [workerdWithParent] : [workerd];
  const [command, ...rest] = [...prefix, ...wrapped, "serve", file, ...flags];
  const child = spawn(command, rest, { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, EDGEPASS_WORKERD: workerd } });
  const begun = performance.now();
  const ready = async (at) => {
    for (;;) {
      try {
        return await call(port, at);
      } catch (error) {
        if (child.exitCode !== null || performance.now() - begun > START_LIMIT) {
          throw new Error("workerd didn't start", { cause: error });
        }
        await new Promise((later) => setTimeout(later, 2));
      }
    }
  };
  const ended = new Promise((exit) => child.once("exit", exit));
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { pid: child.pid, port, inspector: inspectorPort, begun, ready, stop };
}
