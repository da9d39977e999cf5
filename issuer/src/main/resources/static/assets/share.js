import { createMediaClient } from "/edgepass-client.js";
import { call, everything } from "/assets/api.js";
import { enterLink, renewLink, tokenMemory } from "/assets/link-entry.js";
import { enableLightbox, showObjects } from "/assets/media-grid.js";
import { isKnown, refusalWords } from "/assets/refusals.js";
import { tabsStore } from "/assets/tabs-store.js";
import { watchAccess } from "/edgepass-client/watch.js";

const grid = document.getElementById("grid");
const notice = document.getElementById("notice");
const panel = document.getElementById("password");
const title = document.getElementById("title");
const subtitle = document.getElementById("subtitle");

function say(error) {
  panel.hidden = true;
  const [head, text] = refusalWords(error);
  notice.querySelector("h2").textContent = head;
  notice.querySelector("p").textContent = text;
  notice.dataset.code = error.code ?? "";
  notice.hidden = false;
  subtitle.textContent = "";
}

function sayTerms(link) {
  title.textContent = link.label ?? "Shared with you";
  document.title = title.textContent;
  document.getElementById("counted").hidden = !link.viewsCounted;
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
  const memory = await tokenMemory(tabsStore, secret);
  const exchange = (body) => call("/share-links/access-token", { body });
  let link;
  const session = createMediaClient({
    token: async (current) => {
      link = current
        ? await renewLink({ memory, exchange, current: current.token })
        : await enterLink({ secret, memory, exchange, askForPassword });
      return link;
    },
  });
  try {
    await session.start();
  } catch (error) {
    session.stop();
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
    refused: (code) => hide({ code: isKnown(code) ? code : "revoked" }),
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
