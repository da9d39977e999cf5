// Says when workerd is silent: a hang of it leaves no other trace.
import { readdirSync, readFileSync } from "node:fs";

/**
 * Asks `url` again and again, without keeping this process alive, and hands `say` a line when there is no answer and another when there is one again.
 *
 * @param options `every` and `patience` in milliseconds
 */
export function watchForSilence(url, say, { every = 5_000, patience = 15_000 } = {}) {
  let silent = false;
  const ask = async () => {
    const answered = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(patience) }).then(() => true, () => false);
    if (answered === silent) {
      silent = !answered;
      say(silent ? `workerd hasn't answered for ${patience / 1000} s; ${threadsOfChildren()}` : "workerd answers again");
    }
    setTimeout(ask, every).unref();
  };
  setTimeout(ask, every).unref();
}

/** What the kernel says of each thread: its state, where it waits, and its system call. Linux alone has that. */
function threadsOfChildren() {
  try {
    const children = readdirSync("/proc/self/task").flatMap((task) => words(`/proc/self/task/${task}/children`));
    return children.map((pid) => `process ${pid}: ${readdirSync(`/proc/${pid}/task`).map((thread) => stateOf(`/proc/${pid}/task/${thread}`)).join("; ")}`).join(" | ");
  } catch (error) {
    return `its threads can't be looked at: ${error.code}`;
  }
}

function stateOf(thread) {
  const state = /^State:\s+(\S)/m.exec(readFileSync(`${thread}/status`, "utf8"))?.[1];
  const parts = ["comm", "wchan", "syscall"].map((file) => {
    try {
      return words(`${thread}/${file}`)[0] ?? "";
    } catch {
      return "?";
    }
  });
  return [state, ...parts].join(" ");
}

const words = (file) => readFileSync(file, "utf8").split(/\s+/).filter(Boolean);
