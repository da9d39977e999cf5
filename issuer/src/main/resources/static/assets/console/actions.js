/** What a login may do with one share link: the same on the list and on the link's page. */

import { ask, button, say } from "/assets/dialog.js";
import { edit } from "/assets/console/edit.js";
import { eraseWords, hasWords } from "/assets/console/erasure.js";
import { failure, hits, knownHits, nameOf, progress } from "/assets/console/words.js";

/**
 * @param link as it is shown
 * @param {object} options
 * @param options.call the API, with a login
 * @param options.preview what a revocation would hit; undefined where this login can't ask
 * @param {(changed?: object) => void} options.changed with the link as it is then, or without where the issuer has to be asked
 * @returns {HTMLButtonElement[]}
 */
export function actionsFor(link, options) {
  const name = nameOf(link);
  const made = [];
  if (link.status === "active") {
    made.push(button("quiet small", "Suspend", name, () => suspend(link, options)));
  }
  if (link.status === "suspended") {
    made.push(button("quiet small", "Resume", name, () => resume(link, options)));
  }
  if (link.status !== "closed") {
    made.push(button("quiet small", "Edit", name, () => edit(link, options.changed)));
    made.push(button("danger", "Revoke", name, () => revoke(link, options)));
  }
  return made;
}

/** Null where there is nothing to erase. */
export function erasureFor(link, { call, changed }) {
  return hasWords(link) ? button("quiet small", "Erase words", `of ${nameOf(link)}`, () => eraseWords(call, link, changed)) : null;
}

async function suspend(link, options) {
  const question = {
    value: "suspend",
    title: `Suspend ${nameOf(link)}?`,
    text: receives(link)
      ? "The link takes no files until it is resumed. Then uploads that are on their way go on."
      : "The link opens for no viewer until it is resumed. Then its viewers have access again.",
    action: "Suspend",
  };
  if (await ask(question)) {
    const suspended = { ...link, status: "suspended" };
    const undo = () => resume(suspended, options);
    await change(suspended, options, () => options.call(`/share-links/${link.id}/suspend`, { method: "POST" }), refusal(link), undo);
  }
}

function resume(link, options) {
  const send = () => options.call(`/share-links/${link.id}/resume`, { method: "POST" });
  const effect = receives(link) ? "the link takes files again" : "no location refuses the link because of the suspension";
  return change({ ...link, status: "active" }, options, send, effect);
}

async function revoke(link, options) {
  const question = {
    value: "revoke",
    title: `Revoke ${nameOf(link)}?`,
    text: receives(link)
      ? "The link takes no more files, for good. To close it for a while, suspend it. Other links stay."
      : "Everybody with the link loses access for good. To close it for a while, suspend it. Other links stay.",
    action: "Revoke",
    preview: whatItHits([link], options.preview),
    typed: "revoke",
    because: true,
  };
  const answer = await ask(question);
  if (answer) {
    const body = { ids: [link.id], ...(answer.reason ? { reason: answer.reason } : {}) };
    await change({ ...link, status: "closed", closedAt: new Date().toISOString() }, options, () => options.call("/share-links/revoke", { body }), refusal(link));
  }
}

/** In words: by the issuer's preview, or, for a login that can't ask for that, by what the page has. */
export async function whatItHits(links, preview) {
  return preview ? hits(await preview({ targets: links.map(({ id }) => ({ kind: "link", id })), effect: "block" })) : knownHits(links);
}

const receives = ({ kind }) => kind === "upload";

function refusal(link) {
  return receives(link) ? "the link takes no files" : "every location refuses the link";
}

async function change(link, { changed }, send, effect, undo) {
  say("working", "Recording it…");
  try {
    const answer = await send();
    changed(link);
    say(answer.state, progress(answer, effect), undo);
  } catch (error) {
    say("failed", failure(error, error.title ? `Nothing was changed. ${error.title}` : "Nothing was changed", "the link was changed"));
  }
}
