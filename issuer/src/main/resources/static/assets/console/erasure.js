/** Erasing what a person wrote about a share link. */

import { ask, focusNotice, say } from "/assets/dialog.js";
import { failure, nameOf } from "/assets/console/words.js";

/** Whether there is anything to erase. */
export function hasWords({ label, recipient, hasPassword, wordsErased }) {
  return !wordsErased && Boolean(label || recipient || hasPassword);
}

/**
 * Asks, then erases.
 *
 * @param call the API, with a login
 * @param erased called with the link as it is then
 */
export async function eraseWords(call, link, erased) {
  const question = {
    value: "erase-words",
    title: `Erase the words of ${nameOf(link)}?`,
    text: `It loses its label${link.recipient ? " and its recipient" : ""}.${link.hasPassword ? " It loses its password, too: it opens for nobody until it has another." : ""} The log keeps that it was made, and a digest that tells nothing of the words.`,
    action: "Erase",
    typed: "erase",
  };
  if (!(await ask(question))) {
    return;
  }
  say("working", "Recording it…");
  try {
    await call(`/share-links/${link.id}/words`, { method: "DELETE" });
    erased({ ...link, label: undefined, recipient: undefined, wordsErased: true });
    say("published", "Erased: nobody reads any more what was written about this link.");
  } catch (error) {
    say("failed", failure(error, "Nothing was erased", "the words were erased"));
  }
  focusNotice();
}
