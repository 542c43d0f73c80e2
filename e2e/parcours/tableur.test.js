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
  // A week unworked from end to end holds Ascension Day: the cell asks, and forbids nothing.
  await ecran.remplir(caseChomees("BERNARD Julie", "23/05/2022"), "35");
  await ecran.attendreTexte("Férié (26/05) compté chômé ?");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-heures-tableur", { entiere: false });
  await ecran.remplir(caseChomees("BERNARD Julie", "23/05/2022"), "14");
  await ecran.attendreAbsence("Férié (26/05) compté chômé ?");

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

  // A cell that is emptied takes its hours away, on the server too: the claim never asks for what is no longer shown.
  await ecran.remplir(caseChomees("DUBOIS Karim", "09/05/2022"), "");
  await ecran.attendreTexte("639 h");
  await attendreHeures(ecran, "639.00");
  await ecran.page.reload();
  await ecran.attendreTexte("639 h");
  await ecran.cliquer("Heures");
  assert.equal(await ecran.valeur(caseChomees("DUBOIS Karim", "09/05/2022")), "0");
});

const heuresDuServeur = (ecran, id, chomees) =>
  ecran.attendre(
    async ([demande, voulues]) => {
      const lue = await (await fetch(`/api/v1/demandes-indemnisation/${demande}`)).json();
      return lue.totaux.heures_chomees === voulues;
    },
    `l'enregistrement de ${chomees} h`,
    { donnees: [id, chomees] },
  );

parcours("rien de ce qui vient d'être tapé n'est perdu, ni envoyé autrement", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-…");
  await ecran.attendreChemin(/^\/indemnisations\/[0-9a-f-]{36}$/);
  await ecran.attendreTexte("672 h");
  const id = ecran.chemin.split("/").pop();

  // Another tab at once: the amounts are those of what was typed.
  await ecran.cliquer("Heures");
  await ecran.remplir(caseChomees("BERNARD Julie", "02/05/2022"), "7");
  await ecran.cliquer("Montants");
  await ecran.attendreTexte("665 h");
  await heuresDuServeur(ecran, id, "665.00");
  await ecran.cliquer("Heures");
  assert.equal(await ecran.valeur(caseChomees("BERNARD Julie", "02/05/2022")), "7");

  // Another page at once.
  await ecran.remplir(caseChomees("FAURE Aline", "02/05/2022"), "4");
  await ecran.cliquer("Demandes d'indemnisation");
  await ecran.attendreChemin("/indemnisations");
  await heuresDuServeur(ecran, id, "655.00");

  // A fault: only its cell is red, nothing says that it is saved, and the claim does not leave.
  await ecran.aller(`/indemnisations/${id}`);
  await ecran.attendreTexte("655 h");
  await ecran.cliquer("Heures");
  await ecran.remplir(caseChomees("DUBOIS Karim", "09/05/2022"), "abc");
  await ecran.remplir(caseChomees("BERNARD Julie", "09/05/2022"), "13");
  await ecran.attendreTexte("Corrigez les heures signalées : 1 ligne n'est pas enregistrée.");
  await ecran.attendreTexte("Pas enregistré : corrigez les heures signalées ; les autres lignes sont enregistrées.");
  await heuresDuServeur(ecran, id, "654.00");
  assert.doesNotMatch(await ecran.texte(), /Enregistré à|Nouvel essai/);
  const rouges = await ecran.page.evaluate(() => {
    const couleur = (nom) => getComputedStyle(document.querySelector(`[aria-label="${nom}"]`)).borderColor;
    const semaine = (quoi) => `DUBOIS Karim, semaine du 09/05/2022, heures ${quoi}`;
    return {
      fautives: [...document.querySelectorAll("input[aria-invalid]")].map((saisie) => saisie.ariaLabel),
      distincte: couleur(semaine("chômées")) !== couleur("DUBOIS Karim, semaine du 02/05/2022, heures chômées"),
    };
  });
  assert.deepEqual(rouges, { fautives: [caseChomees("DUBOIS Karim", "09/05/2022")], distincte: true });
  const bloque = () =>
    ecran.page.evaluate(() => {
      const bouton = [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === "Envoyer la demande");
      return bouton.disabled || bouton.ariaDisabled === "true";
    });
  assert.equal(await bloque(), true);
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-heures-a-corriger", { entiere: false });

  // The blocker leads to it from anywhere, to that line alone.
  await ecran.cliquer("Montants");
  await ecran.attendreTexte("Montants par salarié");
  await ecran.cliquer("Voir les heures");
  await ecran.attendreTexte("Seules les lignes à corriger sont montrées");
  await ecran.attendre(
    () => document.activeElement.ariaLabel === "DUBOIS Karim, semaine du 09/05/2022, heures chômées",
    "le curseur sur la case à corriger",
  );
  assert.equal(await ecran.valeur(caseChomees("DUBOIS Karim", "09/05/2022")), "abc");
  assert.doesNotMatch(await ecran.texte("table[data-semaines]"), /BERNARD Julie/);
  await ecran.capturer("di-heures-suivies", { entiere: false });
  await ecran.remplir(caseChomees("DUBOIS Karim", "09/05/2022"), "10");
  await ecran.attendreAbsence("Corrigez les heures signalées");
  await ecran.cliquer("Montrer toutes les lignes");
  await ecran.attendreTexte("BERNARD Julie");
  await heuresDuServeur(ecran, id, "650.00");

  // Typed and sent in one breath: what leaves is what was typed.
  await ecran.remplir(caseChomees("BERNARD Julie", "09/05/2022"), "1");
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("Envoyer cette demande ?");
  await ecran.attendreTexte("638 h");
  await ecran.cliquer("Envoyer");
  await ecran.attendreTexte("En attente de validation");
  await heuresDuServeur(ecran, id, "638.00");
});
