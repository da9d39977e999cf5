// What a process has used, as Linux and V8 say it.
import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds of CPU that the process has had, all threads, to the nanosecond. */
export function cpu(pid) {
  let nanoseconds = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]);
  }
  return nanoseconds / 1e6;
}

/** MB resident now (VmRSS), and at the peak (VmHWM). */
export const resident = (pid) =>
  Object.fromEntries([...readFileSync(`/proc/${pid}/status`, "utf8").matchAll(/^(VmRSS|VmHWM):\s+(\d+)/gm)].map(([, name, kb]) => [name, kb / 1024]));

/**
 * MB of V8's heap and of what array buffers hold outside it.
 *
 * @param request makes a request to the Worker, for a collection first: workerd begins one only as it answers
 */
export async function heap(inspector, request) {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${inspector}/json`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((open, failed) => Object.assign(socket, { onopen: open, onerror: failed }));
  let id = 0;
  const ask = (method) => {
    const asked = ++id;
    return new Promise((answered) => {
      socket.addEventListener("message", ({ data }) => JSON.parse(data).id === asked && answered(JSON.parse(data).result));
      socket.send(JSON.stringify({ id: asked, method }));
    });
  };
  if (request) {
    const requests = setInterval(request, 20);
    await ask("HeapProfiler.collectGarbage");
    clearInterval(requests);
  }
  const { usedSize, backingStorageSize = 0 } = await ask("Runtime.getHeapUsage");
  socket.close();
  return (usedSize + backingStorageSize) / 2 ** 20;
}
