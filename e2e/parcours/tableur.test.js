// The hours of a month, typed like in a spreadsheet.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";
import { attendreHeures, caseChomees, coller } from "../src/tableur.js";

const etiquetteActive = (ecran) => ecran.page.evaluate(() => document.activeElement.getAttribute("aria-label"));

parcours("les heures se saisissent comme dans un tableur", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-…");
  await ecran.attendreChemin(/^\/indemnisations\/[0-9a-f-]{36}$/);
  await ecran.attendreTexte("672 h");
  await ecran.cliquer("Heures");
  await ecran.choisir("Je saisis", "Les heures chômées seules");
  await ecran.remplir(caseChomees("BERNARD Julie", "02/05/2022"), "20");
  // 35 hours of contract.
  await ecran.attendreTexte("15 trav.");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-heures-tableur", { entiere: false });

  await ecran.cibler(caseChomees("BERNARD Julie", "02/05/2022"));
  await ecran.page.keyboard.press("Enter");
  assert.equal(await etiquetteActive(ecran), caseChomees("DUBOIS Karim", "02/05/2022"));
  await ecran.page.keyboard.press("ArrowRight");
  assert.equal(await etiquetteActive(ecran), caseChomees("DUBOIS Karim", "09/05/2022"), "les cases cachées sont sautées");
  await ecran.page.keyboard.press("ArrowLeft");
  await coller(ecran, "10\t12,00\r\n7\t0\r\n");
  await ecran.attendre(
    () => document.querySelector('[aria-label="FAURE Aline, semaine du 02/05/2022, heures chômées"]').value === "7",
    "le bloc collé",
  );
  // 12 employees × 4 weeks × 14 h, then +6, −4, −2, −7, −14.
  await ecran.attendreTexte("651 h");
  await attendreHeures(ecran, "651.00");
  await ecran.page.reload();
  await ecran.attendreTexte("651 h");
  await ecran.cliquer("Heures");
  assert.equal(await ecran.valeur(caseChomees("DUBOIS Karim", "09/05/2022")), "12");
  // The choice of hours is remembered, and the others have been derived.
  // Rows far from the screen are not drawn, and so not read.
  await ecran.cibler(caseChomees("DUBOIS Karim", "09/05/2022"));
  await ecran.attendreTexte("23 trav.");
});
