/** Where files are chosen: dropped anywhere on the page, or by the button. */

const zone = document.getElementById("drop");
const input = zone.querySelector("input");

/** @param {(files: File[], folders: number) => void} taken */
export function takeFiles(taken) {
  zone.querySelector("button").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    taken([...input.files], 0);
    // The same file may be chosen again.
    input.value = "";
  });
  let inside = 0;
  const over = (change) => {
    inside = change;
    document.body.classList.toggle("dropping", inside > 0);
  };
  const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files") && !zone.closest("[hidden]");
  addEventListener("dragenter", (event) => hasFiles(event) && over(inside + 1));
  addEventListener("dragleave", (event) => hasFiles(event) && over(Math.max(0, inside - 1)));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    // Elsewhere the browser would leave the page for the file.
    event.preventDefault();
    if (hasFiles(event)) {
      const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
      const isFolder = (item) => item.webkitGetAsEntry?.()?.isDirectory === true;
      const files = items.filter((item) => !isFolder(item)).map((item) => item.getAsFile()).filter(Boolean);
      taken(files, items.length - files.length);
    }
    over(0);
  });
}
