/** What somebody pasted into the search: said in words, with what can be done about it. Tokens and secrets are read here and go nowhere. */

import { ask, button, focusNotice, say } from "/assets/dialog.js";
import { make } from "/assets/make.js";
import { pasted, secretHash, Unreadable } from "/assets/pasted.js";
import { failure, hits, progress, tokenWords } from "/assets/console/words.js";

const panel = document.getElementById("pasted");

let may = {};
let asked = 0;

/**
 * @param login `call`, the API; `preview`, what a revocation would hit; `isAdmin`, and `mayAudit`
 */
export function pasteWith(login) {
  may = login;
}

/**
 * @param search looks for the text as it stands, where the person says so
 * @returns what to look for in its place, as `q` or `only`, or `keep`, where it stays in the field and isn't looked for; null where the text is one to search for
 */
export async function offerPasted(text, search) {
  panel.hidden = true;
  asked++;
  try {
    const found = pasted(text);
    switch (found?.kind) {
      case "token":
        show(tokenWords(found), ...offersOf(found));
        return { q: found.link ?? "" };
      case "secret":
        show("The address of a share link. Its secret stays on this page: the link is looked up by a digest.");
        return { only: { secretHash: await secretHash(found) } };
      case "file":
        show(`The file ${found.path}.`, ...takedown(found.path), ...audit("path", found.path, "Who could see it"));
        return { q: "" };
      case "id":
        return await offerId(found.id, search);
      default:
        return null;
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    show(error.message);
    return { q: "" };
  }
}

/** Whether it is a link's secret is asked by its digests. Where it is none that this login's links have, it may be one all the same: then the person decides what is done with it. */
async function offerId(id, search) {
  const mine = asked;
  let said = "An id, or a secret of no link that you may see. It isn’t searched for: a secret stays on this page.";
  try {
    for (const receives of [false, true]) {
      const only = { secretHash: await secretHash({ secret: id, receives }) };
      const { shareLinks } = await may.call(`/share-links?${new URLSearchParams(only)}`);
      if (shareLinks.length > 0) {
        if (mine === asked) {
          show("The secret of a share link. It stays on this page: the link was looked up by a digest.");
        }
        return { only };
      }
    }
  } catch (error) {
    said = `Whether this is a link’s secret isn’t known, so it isn’t searched for. ${error.message}`;
  }
  if (mine === asked) {
    show(said, ...offersOfId(id, search));
  }
  return { keep: true };
}

function offersOfId(id, search) {
  const anyway = () => {
    panel.hidden = true;
    search();
  };
  return [
    make("a", { href: `#link=${id}`, textContent: "Open the link with this id" }),
    ...audit("id", id, "Ask the audit"),
    may.isAdmin ? button("danger", "Revoke the token with this id…", id, () => revoke(id)) : null,
    button("quiet small", "Search for it", id, anyway),
  ].filter(Boolean);
}

function show(text, ...offers) {
  panel.replaceChildren(make("span", { textContent: text }), ...offers);
  panel.hidden = false;
}

function offersOf({ jti, link }) {
  return [
    link ? make("a", { href: `#link=${link}`, textContent: "Open the link" }) : null,
    may.isAdmin ? button("danger", "Revoke this token…", jti, () => revoke(jti)) : null,
    ...audit("token", jti, "Ask the audit"),
  ].filter(Boolean);
}

function audit(kind, id, text) {
  return may.mayAudit ? [make("a", { href: `/audit#${new URLSearchParams({ [kind]: id })}`, textContent: text })] : [];
}

function takedown(path) {
  if (!may.isAdmin) {
    return [];
  }
  return [
    button("danger", "Take it down…", path, () => {
      const field = document.querySelector("#takedown [name=path]");
      field.value = path;
      field.focus();
    }),
  ];
}

async function revoke(jti) {
  const revocation = { target: { kind: "token", id: jti } };
  const question = {
    value: "revoke-token",
    title: "Revoke this token?",
    text: "Whoever has it loses access until they get another one. Their link or login stays.",
    action: "Revoke",
    preview: may.preview?.(revocation).then(hits),
    because: true,
  };
  const answer = await ask(question);
  if (!answer) {
    return;
  }
  say("working", "Recording it…");
  try {
    const done = await may.call("/revocations", { body: { ...revocation, ...(answer.reason ? { reason: answer.reason } : {}) } });
    say(done.state, progress(done, "every location refuses the token"));
  } catch (error) {
    say("failed", failure(error, "Nothing was revoked", "the token was revoked"));
  }
  focusNotice();
}
