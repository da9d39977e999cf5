// What the scripts use of the local stack.
import { createRequire } from "node:module";
import path from "node:path";

export { compatibilityOf } from "../../../../local-stack/src/main/edge/compatibility.mjs";

const edge = path.resolve(import.meta.dirname, "../../../../local-stack/src/main/edge");

/** The binary that comes with Miniflare. */
export const workerd = createRequire(createRequire(path.join(edge, "edge-host.mjs")).resolve("miniflare"))("workerd").default;

/** Runs EDGEPASS_WORKERD so that it ends with the process that started it. */
export const workerdWithParent = path.join(edge, "workerd-with-parent.sh");
