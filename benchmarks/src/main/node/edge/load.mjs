// An HTTP/1.1 client that costs little: a few connections that are kept, one request at a time on each.
import { connect } from "node:net";

const END = "\r\n\r\n";

export const requestOf = (path, headers = {}) =>
  [`GET ${path} HTTP/1.1`, "Host: media.example", ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n");

/** Sends every one of `requests`; answers how many answers had which status, and how many bytes their bodies had. */
export async function load(port, requests, connections) {
  const total = { statuses: {}, bytes: 0 };
  let next = 0;
  const run = () => new Promise((done, failed) => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    let begun = Buffer.alloc(0);
    let left = -1;
    const send = () => {
      if (next === requests.length) {
        socket.end();
        done();
        return;
      }
      socket.write(requests[next++]);
    };
    const answered = (text) => {
      const status = text.slice(9, 12);
      const length = /\r\ncontent-length: *(\d+)/i.exec(text);
      if (length === null) {
        throw new Error(`an answer without a length: ${text}`);
      }
      total.statuses[status] = (total.statuses[status] ?? 0) + 1;
      left = Number(length[1]);
      total.bytes += left;
    };
    socket.on("connect", send);
    socket.on("error", failed);
    socket.on("close", () => failed(new Error("the connection was closed")));
    socket.on("data", (chunk) => {
      try {
        let body = chunk;
        if (left < 0) {
          const head = begun.length === 0 ? chunk : Buffer.concat([begun, chunk]);
          const at = head.indexOf(END);
          if (at < 0) {
            begun = head;
            return;
          }
          begun = Buffer.alloc(0);
          answered(head.latin1Slice(0, at + 2));
          body = head.subarray(at + END.length);
        }
        left -= body.length;
        if (left === 0) {
          left = -1;
          send();
        }
      } catch (error) {
        socket.destroy();
        failed(error);
      }
    });
  });
  await Promise.all(Array.from({ length: connections }, run));
  return total;
}
