// Opens uploaded objects in a real browser, each as a page of its own, and says what became of them. Driven by InertMediaIT.
//
//   node inert.mjs <chromium>
//
// One command a line on stdin, one answer a line on stdout, both JSON: {"open": URL} -> {"ran": whether a script of the object ran, "type": the document's media
// type, null where there is none, "viewer": whether it is in the browser's own PDF viewer, "download": whether it was saved instead}. A script says that it ran by asking for
// https://script.invalid/, which no page gets an answer from.
import readline from "node:readline";
import { launch } from "./support.mjs";

const [executablePath] = process.argv.slice(2);
const browser = await launch(executablePath);

async function open(url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  let ran = false;
  let download = false;
  page.on("request", (request) => (ran ||= request.url().startsWith("https://script.invalid/")));
  page.on("download", () => (download = true));
  try {
    // A page has loaded when all that its scripts asked for was answered or refused.
    await page.goto(url, { waitUntil: "load" }).catch((error) => {
      download = /ERR_ABORTED|Download is starting/.test(String(error));
      if (!download) {
        throw error;
      }
    });
    const type = download ? null : await page.evaluate(() => document.contentType);
    const viewer = () => page.frames().some((frame) => frame.url().startsWith("chrome-extension://"));
    while (type === "application/pdf" && !viewer()) {
      await page.waitForEvent("framenavigated");
    }
    return { ran, type, viewer: viewer(), download };
  } finally {
    await page.close();
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await open(JSON.parse(line).open);
  } catch (error) {
    answer = { failed: String(error) };
  }
  console.log(JSON.stringify(answer));
}
await browser.close();
