// axe-core on the page as it stands.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * @param {import("puppeteer-core").Page} page
 * @param {{ sauf?: string[] }} options ids of rules left out, each with its reason beside the call
 */
export async function verifierAccessibilite(page, { sauf = [] } = {}) {
  await auRepos(page);
  // Evaluated by the driver: no script enters the page, its CSP stays whole.
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    async (regles, exclues) => {
      const rules = Object.fromEntries(exclues.map((id) => [id, { enabled: false }]));
      const resultat = await globalThis.axe.run(document, {
        runOnly: { type: "tag", values: regles },
        rules,
        resultTypes: ["violations"],
      });
      return resultat.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        lieux: nodes.map(({ target, failureSummary }) => `${target.join(" ")} — ${failureSummary}`),
      }));
    },
    REGLES,
    sauf,
  );
  if (violations.length > 0) {
    const liste = violations.map(({ id, help, lieux }) => `${id} : ${help}\n    ${lieux.join("\n    ")}`);
    throw new Error(`accessibilité, ${page.url()} :\n${liste.join("\n")}`);
  }
}

/** Colours are judged once a dialog or a banner has come to rest; what turns for ever is at rest. */
async function auRepos(page) {
  const bouge = () =>
    document.getAnimations().some((a) => a.playState === "running" && a.effect?.getComputedTiming().iterations !== Infinity);
  const fin = Date.now() + 5_000;
  while (Date.now() < fin && (await page.evaluate(bouge))) await pause(50);
}
