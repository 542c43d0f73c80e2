// Fifteen minutes: announced, put off, and after the end the form is as it was.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";

const ATELIERS = "73282932000074";

/** Coming back to the window makes the page ask the server how long is left. */
const revenir = (ecran) => ecran.page.evaluate(() => window.dispatchEvent(new Event("focus")));

parcours("la fin de session est annoncée, repoussée, et rien de saisi n'est perdu", async ({ ecran, service }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${ATELIERS}`);
  await ecran.remplir("Effectif de l'entreprise (SIREN)", "71");
  // The sheet saves itself, and saving puts the end off: only then may time go on.
  await ecran.attendreTexte("Enregistré à");

  await service.avancer({ minutes: 14 });
  await revenir(ecran);
  await ecran.attendreTexte("Votre session va se terminer");
  await ecran.verifierAccessibilite();
  await ecran.capturer("session-avertissement", { entiere: false });
  await ecran.cliquer("Rester connecté");
  await ecran.attendreAbsence("Votre session va se terminer");

  // Put off: without it, this would be past the end.
  await service.avancer({ minutes: 10 });
  await ecran.attendreReponse("/session", () => revenir(ecran));
  assert.equal(await ecran.valeur("Effectif de l'entreprise (SIREN)"), "71");
  await ecran.attendreAbsence("Votre session est terminée");

  await service.avancer({ minutes: 16 });
  await ecran.remplir("Effectif de l'entreprise (SIREN)", "72");
  await ecran.attendreTexte("Votre session est terminée");
  await ecran.verifierAccessibilite();
  await ecran.capturer("session-terminee", { entiere: false });
  await ecran.remplir("Identifiant", "claire.martin");
  await ecran.remplir("Mot de passe", "Demo-2022!");
  await ecran.cliquer("Connexion");
  await ecran.attendreAbsence("Votre session est terminée");
  assert.equal(ecran.chemin, `/etablissements/${ATELIERS}`);
  assert.equal(await ecran.valeur("Effectif de l'entreprise (SIREN)"), "72");
  await ecran.cliquer("Enregistrer");
  await ecran.attendreTexte("Fiche établissement enregistrée");
});
