// One journey: a service of its own, a browser of its own, and no error left unseen.

import { test } from "node:test";

import { Ecran } from "./ecran.js";
import { navigateur, ouvrirNavigateur } from "./navigateur.js";
import { demarrerService } from "./service.js";
import { surveiller } from "./surveillance.js";

/**
 * @typedef {object} Scene
 * @property {Ecran} ecran the first window
 * @property {Awaited<ReturnType<typeof demarrerService>>} service
 * @property {() => string[]} fautes errors that the browser has reported so far
 * @property {(motif: RegExp) => void} tolerer allows an error that the journey provokes
 * @property {() => Promise<Ecran>} autrePersonne another window, with cookies of its own
 */

/**
 * Declares a journey.
 * @param {string} nom a sentence
 * @param {(scene: Scene) => Promise<void>} histoire
 * @param {{ horloge?: string, env?: Record<string, string>, largeur?: number }} options
 */
export function parcours(nom, histoire, { horloge, env, largeur = 1280 } = {}) {
  test(nom, { timeout: 280_000 }, async () => {
    const service = await demarrerService({ horloge, env });
    const nettoyages = [() => service.arreter()];
    const gardes = [];
    let ecran;
    try {
      const brouteur = await ouvrirNavigateur();
      nettoyages.unshift(() => brouteur.close());
      const ouvrir = async (contexte) => {
        const page = await contexte.newPage();
        await page.setViewport({ width: largeur, height: largeur < 600 ? 844 : 900 });
        gardes.push(await surveiller(page));
        return new Ecran(page, service.adresse);
      };
      ecran = await ouvrir(brouteur);
      await histoire({
        ecran,
        service,
        fautes: () => gardes.flatMap((garde) => garde.fautes()),
        tolerer: (motif) => gardes.forEach((garde) => garde.tolerer(motif)),
        autrePersonne: async () => ouvrir(await brouteur.createBrowserContext()),
      });
      for (const garde of gardes) garde.verifier();
    } catch (erreur) {
      await ecran?.page
        .screenshot({ path: await cheminEchec(nom), fullPage: true })
        .catch(() => {}); // The browser itself may be what failed.
      const fautes = gardes.flatMap((garde) => garde.fautes()).join("\n");
      erreur.message += `\n--- navigateur ---\n${fautes || "(rien)"}\n--- service ---\n${service.journal.slice(-4000)}`;
      throw erreur;
    } finally {
      for (const nettoyer of nettoyages) await nettoyer();
    }
  });
}

async function cheminEchec(nom) {
  const { mkdir } = await import("node:fs/promises");
  const dossier = new URL("../captures/", import.meta.url);
  await mkdir(dossier, { recursive: true });
  const simple = nom.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/gi, "-").toLowerCase();
  return new URL(`echec-${simple}-${navigateur}.png`, dossier).pathname;
}
