import { createMediaClient } from "/edgepass-client.js";
import { call } from "/assets/api.js";
import { askForPassword } from "/assets/share/cards.js";
import { offerDownload } from "/assets/share/download-all.js";
import { enableLightbox } from "/assets/media/lightbox.js";
import { enterLink, isCurrent, renewLink, tokenMemory } from "/assets/share/link-entry.js";
import { firstPage, listing } from "/assets/share/listing.js";
import { showObjects } from "/assets/media/media-grid.js";
import { Shelf } from "/assets/media/media-kinds.js";
import { isKnown, refusalWords } from "/assets/share/refusals.js";
import { sayFiles, sayNotice, sayTerms, showing } from "/assets/share/share-words.js";
import { tabsStore } from "/assets/share/tabs-store.js";
import { watchAccess } from "/edgepass-client/watch.js";

const grid = document.getElementById("grid");

function say(error) {
  sayNotice(refusalWords(error), error.code);
}

async function main() {
  const secret = location.pathname.split("/")[2];
  const memory = await tokenMemory(tabsStore, secret);
  const exchange = (body) => call("/share-links/access-token", { body });
  let link;
  /** The listing's first page, where it told that a kept token is good. It has the link's terms, too. */
  let first;
  const isGood = async (answer) => {
    const page = await firstPage(pages(answer.token));
    first = isCurrent(answer, page) ? page : undefined;
    return first !== undefined;
  };
  const session = createMediaClient({
    token: async (current) => {
      const answer = current
        ? await renewLink({ memory, exchange, current: current.token })
        : await enterLink({ secret, memory, exchange, isGood, askForPassword });
      link = answer.paths ? answer : { ...first, ...answer };
      return answer;
    },
  });
  try {
    await session.start();
  } catch (error) {
    session.stop();
    return say(error);
  }
  sayTerms(link);
  try {
    await list(session, memory, () => link, first);
  } catch (error) {
    say(error);
  }
}

/** Asks for a page of the listing. */
function pages(token) {
  return (body) => call("/share-links/objects", { body: { token, ...body } });
}

/** Shows the first files as soon as they are listed, and then the rest. */
async function list(session, memory, link, first) {
  const shelf = new Shelf();
  const all = [];
  const keys = [];
  const total = { count: 0, bytes: 0, complete: false };
  let page;
  for await (const { objects, last } of listing((body) => pages(session.current.token)(body), first && Promise.resolve(first))) {
    all.push(...objects);
    keys.push(...objects.map(({ key }) => key));
    total.bytes += objects.reduce((sum, { size }) => sum + size, 0);
    const shown = [...shelf.add(objects), ...(last ? shelf.end() : [])];
    total.count += shown.length;
    total.complete = last;
    if (page) {
      page.board.add(shown, last);
    } else if (keys.length > 0) {
      page = show(shown, keys, session, memory, link, last);
    }
    sayFiles(total);
  }
  page?.listed(all);
  if (!page) {
    say({ title: "Nothing here yet", message: "The folder is empty. Look again later: what its sender adds appears here." });
  }
}

function show(objects, keys, session, memory, link, complete) {
  const board = showObjects(grid, objects, session, {
    allowDownload: link().allowDownload,
    complete,
    failed: (key) => watch.suspect(key),
    settled: showing,
  });
  const closeLightbox = enableLightbox(board, document.getElementById("lightbox"), session);
  let stopDownload = () => {};
  const hide = (error) => {
    stopDownload();
    board.hide();
    closeLightbox();
    say(error);
  };
  // The edge refuses first; the issuer, asked for another token, says why.
  const watch = watchAccess({
    session,
    keys,
    refused: (code) => hide({ code: isKnown(code) ? code : "revoked" }),
    granted: () => {
      sayTerms(link());
      board.show();
    },
    closed: (key) => {
      board.close(key);
      closeLightbox(key);
    },
    opened: (key) => board.open(key),
    spent: () => memory.keep({ token: session.current.token }), // To be renewed at the next load.
  });
  const isDark = () => !document.getElementById("notice").hidden;
  session.addEventListener("retry", ({ detail }) => isDark() && detail.error.reason && say(detail.error.reason));
  session.addEventListener("ended", ({ detail }) => {
    watch.stop();
    hide(detail.error);
  });
  return {
    board,
    listed: (all) => {
      if (link().allowDownload && all.length > 1) {
        stopDownload = offerDownload(document.getElementById("actions"), {
          objects: () => all,
          session,
          title: () => document.getElementById("title").textContent,
          refused: (key) => watch.suspect(key),
        });
      }
    },
  };
}

main();
