// Landscapes that look like photographs from afar, drawn in the browser: JPEGs of given sizes, different ones, the same in each run.

/**
 * @param {import("playwright-core").Page} page
 * @param {[number, number][]} sizes width and height of each
 * @returns {Promise<Buffer[]>}
 */
export async function photos(page, sizes) {
  const drawn = await page.evaluate(draw, sizes);
  return drawn.map((base64) => Buffer.from(base64, "base64"));
}

/** Runs in the page. */
async function draw(sizes) {
  const SKIES = [["#f6d9b8", "#8fb3d9"], ["#fbe3c8", "#e08e79"], ["#dfeaf2", "#5f8fb8"], ["#f3e6d0", "#b6a5c9"], ["#cfe3e6", "#37637a"], ["#2b3556", "#f0a35e"]];
  const LANDS = ["#31473a", "#4a5d4e", "#584b3f", "#2e3d4f", "#6b5844", "#243b3a"];
  const texts = [];
  for (const [number, [width, height]] of sizes.entries()) {
    let seed = number * 7919 + 17;
    const random = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const to = canvas.getContext("2d");
    const [low, high] = SKIES[number % SKIES.length];
    const sky = to.createLinearGradient(0, 0, 0, height);
    sky.addColorStop(0, high);
    sky.addColorStop(0.7, low);
    to.fillStyle = sky;
    to.fillRect(0, 0, width, height);
    const sunAt = width * (0.2 + 0.6 * random());
    const sun = to.createRadialGradient(sunAt, height * 0.4, 0, sunAt, height * 0.4, height * 0.6);
    sun.addColorStop(0, "rgb(255 246 220 / 0.9)");
    sun.addColorStop(0.08, "rgb(255 240 205 / 0.5)");
    sun.addColorStop(1, "rgb(255 240 205 / 0)");
    to.fillStyle = sun;
    to.fillRect(0, 0, width, height);
    for (let ridge = 0; ridge < 5; ridge++) {
      const base = height * (0.45 + ridge * 0.12);
      const phases = [random() * 7, random() * 7, random() * 7];
      to.globalAlpha = 0.35 + ridge * 0.15;
      to.fillStyle = LANDS[(number + ridge) % LANDS.length];
      to.beginPath();
      to.moveTo(0, height);
      for (let x = 0; x <= width; x += 4) {
        const at = x / Math.max(width, height);
        to.lineTo(x, base + height * (0.07 * Math.sin(at * 4 + phases[0]) + 0.03 * Math.sin(at * 11 + phases[1]) + 0.008 * Math.sin(at * 43 + phases[2])));
      }
      to.lineTo(width, height);
      to.fill();
    }
    to.globalAlpha = 1;
    const blob = await new Promise((made) => canvas.toBlob(made, "image/jpeg", 0.8));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    texts.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
  }
  return texts;
}
