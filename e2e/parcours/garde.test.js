// The watch itself: a journey must not pass over what the browser refuses.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import { parcours } from "../src/parcours.js";

parcours("une infraction à la CSP et une erreur de script sont vues", async ({ ecran, tolerer, fautes }) => {
  await ecran.aller("/");
  assert.deepEqual(fautes(), []);
  await ecran.page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "body { color: red }";
    document.head.append(style);
    setTimeout(() => {
      throw new Error("voulue");
    });
  });
  // Firefox tells the infraction twice: their number does not say that both are there.
  const attendues = [/CSP : style-src/, /exception : .*voulue/];
  const vues = () => attendues.every((attendue) => attendue.test(fautes().join("\n")));
  for (let essais = 0; essais < 50 && !vues(); essais += 1) await pause(100);
  for (const attendue of attendues) assert.match(fautes().join("\n"), attendue);
  tolerer(/./);
});
