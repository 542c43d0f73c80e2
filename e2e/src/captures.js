// Pictures of pages, to be looked at (APART_E2E_CAPTURES=1). They are not compared with anything.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { navigateur } from "./navigateur.js";

const DOSSIER = fileURLToPath(new URL("../captures/", import.meta.url));
const LARGEURS = [1280, 390];
const HAUTEURS = { 1280: 900, 390: 844 };

/**
 * @param {import("puppeteer-core").Page} page
 * @param {string} nom
 * @param {{ largeurs?: number[], themes?: ("light" | "dark")[], entiere?: boolean }} options
 * @returns {Promise<string[]>} the files written
 */
export async function capturer(page, nom, { largeurs = LARGEURS, themes = ["light", "dark"], entiere = true } = {}) {
  // Each takes a second or two: taken when somebody wants to look.
  if (!process.env.APART_E2E_CAPTURES) return [];
  await mkdir(DOSSIER, { recursive: true });
  const avant = page.viewport();
  const schema = await page.evaluate(() => document.documentElement.dataset.colorScheme);
  const fichiers = [];
  for (const largeur of largeurs) {
    await page.setViewport({ width: largeur, height: HAUTEURS[largeur] ?? 900 });
    const debord = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (debord > 0) throw new Error(`${nom} : la page déborde de ${debord} px à ${largeur} px de large`);
    for (const theme of themes) {
      await habiller(page, theme);
      const chemin = `${DOSSIER}${nom}-${largeur}-${theme}-${navigateur}.png`;
      await page.screenshot({ path: chemin, fullPage: entiere });
      fichiers.push(chemin);
    }
  }
  await habiller(page, schema);
  if (avant) await page.setViewport(avant);
  return fichiers;
}

/** Through the attribute that the page's own switch sets: Firefox cannot emulate the preference. */
async function habiller(page, schema) {
  await page.evaluate((valeur) => {
    document.documentElement.dataset.colorScheme = valeur;
    // Two frames: the colours have been drawn.
    return new Promise((fini) => requestAnimationFrame(() => requestAnimationFrame(() => fini())));
  }, schema ?? "auto");
}
