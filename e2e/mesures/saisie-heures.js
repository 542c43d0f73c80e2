// Input to paint in the table of hours, 1,000 employees × 5 weeks, in Chromium: prints p50, p95 and the worst, asserts
// nothing. `node mesures/saisie-heures.js` with the variables of the journeys and the pages of `cargo xtask web --release`;
// aim: p95 ≤ 50 ms.

import { connecter } from "../src/connexion.js";
import { Ecran } from "../src/ecran.js";
import { fichier, importer } from "../src/fichiers.js";
import { ouvrirNavigateur } from "../src/navigateur.js";
import { fichierSalaries } from "../src/salaries.js";
import { demarrerService } from "../src/service.js";

const SALARIES = 1_000;
/** Those whom the demonstration has already put into the claim. */
const DEJA_LA = 12;
/** The claim that is still a draft is of the month before: June 2022 has five weeks. */
const HORLOGE = "2022-07-01T09:00:00+02:00";
const FRAPPES = 200;

/** Types digits in cells here and there; answers the time from each key to the paint that shows it. */
async function frapper(ecran) {
  const avant = await occupation(ecran);
  await ecran.page.evaluate(() => {
    window.durees = [];
    window.observation?.disconnect();
    window.observation = new PerformanceObserver((liste) => {
      for (const e of liste.getEntries()) if (e.name === "keydown") window.durees.push(e.duration);
    });
    window.observation.observe({ type: "event", durationThreshold: 16, buffered: false });
  });
  for (let i = 0; i < FRAPPES; i += 1) {
    await ecran.page.evaluate((rang) => {
      const champs = document.querySelectorAll("input.ap-saisie-heures");
      champs[(rang * 37) % champs.length].focus();
      // Nobody types in a cell that is not on the screen yet.
      return new Promise((fini) => requestAnimationFrame(() => requestAnimationFrame(fini)));
    }, i);
    await ecran.page.keyboard.press(String(i % 10));
    await new Promise((fini) => setTimeout(fini, 30));
  }
  const apres = await occupation(ecran);
  const vues = await ecran.page.evaluate(() => new Promise((fini) => setTimeout(() => fini(window.durees), 500)));
  // What is under 16 ms is not reported.
  const durees = [...vues, ...Array(Math.max(0, FRAPPES - vues.length)).fill(16)].sort((a, b) => a - b);
  const rang = (part) => durees[Math.min(durees.length - 1, Math.floor(durees.length * part))];
  const parFrappe = Object.entries(apres).map(([nom, temps]) => `${nom} ${(((temps - avant[nom]) * 1000) / FRAPPES).toFixed(1)}`);
  return (
    `p50 ≤ ${rang(0.5)} ms, p95 ≤ ${rang(0.95)} ms, pire ${durees.at(-1)} ms ; ` +
    `processeur par frappe, en ms, déplacement compris : ${parFrappe.join(", ")}`
  );
}

/** Time of the processor that the page has taken so far, in seconds: the same on a busy machine. */
async function occupation(ecran) {
  const { metrics } = await ecran.cdp.send("Performance.getMetrics");
  const lire = (nom) => metrics.find((metrique) => metrique.name === nom).value;
  return {
    tout: lire("TaskDuration"),
    "mise en page": lire("LayoutDuration"),
    styles: lire("RecalcStyleDuration"),
    programme: lire("ScriptDuration"),
  };
}

const service = await demarrerService({ horloge: HORLOGE });
const brouteur = await ouvrirNavigateur();
try {
  const page = await brouteur.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const ecran = new Ecran(page, service.adresse);
  ecran.cdp = await page.createCDPSession();
  await ecran.cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-…");
  const chemin = await fichier("salaries.csv", fichierSalaries(SALARIES - DEJA_LA));
  await importer(ecran, "Fichier des salariés", chemin, { limiteMs: 60_000 });
  await ecran.cliquer("Tout ajouter…");
  await ecran.attendreTexte(`${SALARIES} salariés dans la demande`, { limiteMs: 60_000 });
  await ecran.cliquer("Heures");
  await ecran.attendreTexte("Afficher plus (", { limiteMs: 60_000 });
  console.log(`25 rangées : ${await frapper(ecran)}`);
  for (;;) {
    const plus = await page.evaluate(() => {
      const bouton = [...document.querySelectorAll("button")].find((b) => b.textContent.startsWith("Afficher plus ("));
      bouton?.click();
      return Boolean(bouton);
    });
    if (!plus) break;
    await new Promise((fini) => setTimeout(fini, 200));
  }
  const rangees = await page.$$eval("tbody tr", (lignes) => lignes.length);
  console.log(`${rangees} rangées : ${await frapper(ecran)}`);
} finally {
  await brouteur.close();
  await service.arreter();
}
