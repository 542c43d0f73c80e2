// What stands out comes first in the agent's queue, with its reason: a sudden rise, hours near the authorisation.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { fichier, importer } from "../src/fichiers.js";
import { parcours } from "../src/parcours.js";
import { fichierSalaries } from "../src/salaries.js";
import { attendreHeures, caseChomees, coller } from "../src/tableur.js";

const MOT_DE_PASSE = "Demo-2022!";
const NOUVEAUX = 9;
const SALARIES = 12 + NOUVEAUX;

/** Rows of the queue, as they are read. */
const file = (agent) =>
  agent.page.$$eval("tbody tr", (lignes) => lignes.map((l) => l.innerText.replace(/[\s\u00a0\u202f]+/g, " ")));

parcours("la demande qui sort de l'ordinaire passe devant, avec sa raison", async ({ ecran, autrePersonne }) => {
  const agent = await autrePersonne();
  await connecter(agent, "nadia.benali", MOT_DE_PASSE);
  await agent.attendreChemin("/accueil");
  await agent.aller("/instruction/indemnisations");
  await agent.attendreTexte("avril 2022");
  assert.deepEqual((await file(agent)).map((ligne) => /Hausse|proches/.test(ligne)), [false], "rien ne sort de l'ordinaire");

  // May: nearly twice as many employees as in April, and nobody works.
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-…");
  await ecran.attendreChemin(/^\/indemnisations\/[0-9a-f-]{36}$/);
  await importer(ecran, "Fichier des salariés", await fichier("embauches.csv", fichierSalaries(NOUVEAUX)));
  await ecran.cliquer("Tout ajouter…");
  await ecran.attendreTexte(`${SALARIES} salariés dans la demande`);
  await ecran.cliquer("Heures");
  await ecran.choisir("Je saisis", "Les heures chômées seules");
  await ecran.cibler(caseChomees("BERNARD Julie", "02/05/2022"));
  await coller(ecran, `${Array(4).fill("35").join("\t")}\n`.repeat(SALARIES));
  await attendreHeures(ecran, "2940.00");
  await ecran.cliquer("Envoyer la demande");
  await ecran.cliquer("Envoyer");
  await ecran.attendreTexte("En attente de validation");

  await agent.aller("/instruction/indemnisations");
  await agent.attendreTexte("mai 2022");
  const [premiere, seconde, ...autres] = await file(agent);
  assert.equal(autres.length, 0);
  // Younger, and before the other all the same. March 840 h, April 672 h, May 2,940 h.
  assert.match(premiere, /mai 2022/);
  assert.match(premiere, /Hausse soudaine 2 940,00 h indemnisables, contre 672,00 h le mois précédent\./);
  assert.match(premiere, /Heures proches de l'autorisation Avec les autres demandes, 4 452,00 h sur 4 800,00 h autorisées\./);
  assert.match(seconde, /avril 2022/);
  assert.doesNotMatch(seconde, /Hausse|proches/);
  await agent.verifierAccessibilite();
  await agent.capturer("file-di-signaux");

  // The reason is on the claim too, where it is decided.
  await agent.cliquer("DI-…");
  await agent.attendreTexte("contre 672,00 h le mois précédent");
  await agent.verifierAccessibilite();
  await agent.capturer("di-signaux");
});
