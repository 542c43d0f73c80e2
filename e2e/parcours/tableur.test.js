// The hours of a month, typed like in a spreadsheet.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";

const case_ = (nom, semaine) => `${nom}, semaine du ${semaine}, heures chômées`;

/** Pastes a block into the focused input, as Ctrl+V does after copying cells. */
const coller = (ecran, texte) =>
  ecran.page.evaluate((contenu) => {
    const donnees = new DataTransfer();
    donnees.setData("text/plain", contenu);
    // What is pasted stands in clipboardData for Chromium, in data for Firefox.
    const contenus = { clipboardData: donnees, dataType: "text/plain", data: contenu };
    const ev = new ClipboardEvent("paste", { ...contenus, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(ev);
  }, texte);

const etiquetteActive = (ecran) => ecran.page.evaluate(() => document.activeElement.getAttribute("aria-label"));

parcours("les heures se saisissent comme dans un tableur", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-");
  await ecran.attendreChemin(/^\/indemnisations\/[0-9a-f-]{36}$/);
  await ecran.attendreTexte("672 h");
  await ecran.cliquer("Heures");
  await ecran.choisir("Je saisis", "Les heures chômées seules");
  await ecran.remplir(case_("BERNARD Julie", "02/05/2022"), "20");
  // 35 hours of contract.
  await ecran.attendreTexte("15 trav.");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-heures-tableur", { entiere: false });

  await ecran.cibler(case_("BERNARD Julie", "02/05/2022"));
  await ecran.page.keyboard.press("Enter");
  assert.equal(await etiquetteActive(ecran), case_("DUBOIS Karim", "02/05/2022"));
  await ecran.page.keyboard.press("ArrowRight");
  assert.equal(await etiquetteActive(ecran), case_("DUBOIS Karim", "09/05/2022"), "les cases cachées sont sautées");
  await ecran.page.keyboard.press("ArrowLeft");
  await coller(ecran, "10\t12,00\r\n7\t0\r\n");
  await ecran.attendre(
    () => document.querySelector('[aria-label="FAURE Aline, semaine du 02/05/2022, heures chômées"]').value === "7",
    "le bloc collé",
  );
  // 12 employees × 4 weeks × 14 h, then +6, −4, −2, −7, −14.
  await ecran.attendreTexte("651 h");
  // The totals under the table run ahead of the saving.
  await ecran.attendre(async () => {
    const id = location.pathname.split("/").pop();
    const lue = await (await fetch(`/api/v1/demandes-indemnisation/${id}`)).json();
    return lue.totaux.heures_chomees === "651.00";
  }, "l'enregistrement");
  await ecran.page.reload();
  await ecran.attendreTexte("651 h");
  await ecran.cliquer("Heures");
  assert.equal(await ecran.valeur(case_("DUBOIS Karim", "09/05/2022")), "12");
  // The choice of hours is remembered, and the others have been derived.
  await ecran.attendreTexte("23 trav.");
});
