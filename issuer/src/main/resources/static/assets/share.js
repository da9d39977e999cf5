import { createMediaSession } from "/edgepass-client.js";
import { call, everything } from "/assets/api.js";
import { enterLink, opensAt, renewLink, tokenMemory } from "/assets/link-entry.js";
import { enableLightbox, showObjects } from "/assets/media-grid.js";
import { storageOf } from "/assets/storage.js";
import { watchAccess } from "/assets/watch.js";

const grid = document.getElementById("grid");
const notice = document.getElementById("notice");
const panel = document.getElementById("password");
const title = document.getElementById("title");
const subtitle = document.getElementById("subtitle");

const WORDS = {
  "link-not-found": ["This link doesn't exist", "Check that the whole link was copied."],
  "link-closed": ["This link was taken back", "Whoever sent it to you has closed it."],
  "link-expired": ["This link has expired", "Ask whoever sent it to you for a new one."],
  blocked: ["This link is paused", "It opens here again once its sender lifts that."],
  revoked: ["Access was taken back", "Reload the page to open the link again, or ask whoever sent it to you."],
};

function say(error) {
  panel.hidden = true;
  const [head, text] = error.code === "link-not-active" ? ["This link isn't open yet", opensAt(error.message)] : WORDS[error.code] ?? [error.title ?? "That didn't work", error.message];
  notice.querySelector("h2").textContent = head;
  notice.querySelector("p").textContent = text;
  notice.dataset.code = error.code ?? "";
  notice.hidden = false;
  subtitle.textContent = "";
}

function sayTerms(link) {
  title.textContent = link.label ?? "Shared with you";
  document.title = title.textContent;
  subtitle.textContent = link.linkExpiresAt ? `Open until ${new Date(link.linkExpiresAt).toLocaleString()}` : "";
}

function askForPassword(message) {
  panel.querySelector("[data-message]").textContent = message;
  panel.hidden = false;
  const form = panel.querySelector("form");
  form.elements.password.focus();
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      const password = form.elements.password.value;
      form.reset();
      resolve(password);
    };
  });
}

async function main() {
  const secret = location.pathname.split("/")[2];
  const memory = await tokenMemory(storageOf("localStorage"), secret);
  const exchange = (body) => call("/share-links/access-token", { body });
  let link;
  const session = createMediaSession({
    fetchToken: async (current) => {
      link = current
        ? await renewLink({ memory, exchange, current: current.token })
        : await enterLink({ secret, memory, exchange, askForPassword });
      return link;
    },
  });
  try {
    await session.start();
  } catch (error) {
    return say(error);
  }
  panel.hidden = true;
  sayTerms(link);
  try {
    const objects = await everything((cursor) =>
      call("/share-links/objects", { body: { token: session.current.token, limit: 1000, ...(cursor ? { cursor } : {}) } }));
    if (objects.length === 0) {
      return say({ title: "Nothing here yet", message: "The folder is empty." });
    }
    show(objects, session, () => link);
  } catch (error) {
    say(error);
  }
}

function show(objects, session, link) {
  const board = showObjects(grid, objects, session, { allowDownload: link().allowDownload, failed: (key) => watch.suspect(key) });
  const closeLightbox = enableLightbox(grid, document.getElementById("lightbox"), session);
  const hide = (error) => {
    board.hide();
    closeLightbox();
    say(error);
  };
  // The edge refuses first; the issuer, asked for another token, says why.
  const watch = watchAccess({
    session,
    keys: objects.map(({ key }) => key),
    refused: (code) => hide({ code: WORDS[code] ? code : "revoked" }),
    granted: () => {
      notice.hidden = true;
      sayTerms(link());
      board.show();
    },
    closed: (key) => {
      board.close(key);
      closeLightbox(key);
    },
    opened: board.open,
  });
  session.addEventListener("retry", ({ detail }) => !notice.hidden && detail.error.reason && say(detail.error.reason));
  session.addEventListener("ended", ({ detail }) => {
    watch.stop();
    hide(detail.error);
  });
}

main();
