/** A file's row: its name and size, how far it is, and what can be done about it. Nothing in it moves when its state changes. */

import { make } from "../make.js";
import { icon, iconOfKind } from "../media/icons.js";
import { formatSize, kindOf } from "../media/media-kinds.js";

export class FileRow {
  /**
   * @param {{name: string, size: number, type?: string}} file
   * @param {{remove: () => void, retry: () => void}} actions
   */
  constructor({ name, size, type }, { remove, retry }) {
    this.sign = make("span", { className: "sign" });
    this.kind = kindOf(type ?? "");
    this.said = make("span", { className: "said" });
    this.bar = make("progress", { max: size || 1, value: 0 });
    this.bar.setAttribute("aria-label", name);
    this.retry = this.#button("retry", `Try ${name} again`, retry);
    this.remove = this.#button("close", `Cancel ${name}`, remove);
    this.element = make("li", {}, this.sign, make("span", { className: "name", textContent: name }), make("span", { className: "size", textContent: formatSize(size) }), this.bar, this.said, make("span", { className: "buttons" }, this.retry, this.remove));
  }

  /** @param {{state: string, said: string, bytes: number, canRetry: boolean, canRemove: boolean}} shown */
  show({ state, said, bytes, canRetry, canRemove }) {
    if (this.element.dataset.state !== state) {
      this.element.dataset.state = state;
      this.sign.replaceChildren(state === "done" ? icon("check") : state === "failed" || state === "unfit" ? icon("alert") : iconOfKind(this.kind));
    }
    this.bar.value = bytes;
    if (this.said.textContent !== said) {
      this.said.textContent = said;
    }
    this.retry.hidden = !canRetry;
    this.remove.hidden = !canRemove;
  }

  #button(name, label, action) {
    const made = make("button", { type: "button", className: "round", title: label }, icon(name));
    made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  }
}
