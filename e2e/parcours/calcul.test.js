// What a claim computes with: the register, the regime, days instead of hours, and what each line loses.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";

const ATELIERS = "73282932000074";

/** "1680.00" as the pages write it. */
const enFrancais = (decimal) => {
  const [entiers, decimales] = decimal.split(".");
  return `${entiers.replace(/\B(?=(\d{3})+$)/g, " ")},${decimales}`;
};

/** The claim as the API has it. */
const lireDemande = (ecran) =>
  ecran.page.evaluate(async () => {
    const id = location.pathname.split("/").pop();
    return (await fetch(`/api/v1/demandes-indemnisation/${id}`)).json();
  });

/** The totals under the table of hours are those that the server has found. */
async function memesTotaux(ecran) {
  const { totaux } = await lireDemande(ecran);
  for (const montant of [totaux.indemnite, totaux.allocation]) {
    await ecran.attendreTexte(enFrancais(montant), { dans: "tfoot" });
  }
  return totaux;
}

async function tenirLeRegistre(ecran) {
  await ecran.aller(`/etablissements/${ATELIERS}/salaries`);
  await ecran.attendreTexte("Registre : 12 salariés");
  await ecran.remplir("Numéro de sécurité sociale (NIR)", "267077507584152");
  await ecran.remplir("Nom d'usage", "Zola");
  await ecran.remplir("Prénom", "Renée");
  await ecran.choisir("Catégorie", "Cadre");
  await ecran.choisir("Décompte du temps de travail", "Forfait annuel en jours");
  await ecran.remplir("Taux horaire brut", "60");
  await ecran.remplir("ou salaire mensuel brut", "4550");
  await ecran.cliquer("Ajouter le salarié");
  await ecran.attendreTexte("pas les deux");
  await ecran.remplir("Taux horaire brut", "");
  await ecran.cliquer("Ajouter le salarié");
  await ecran.attendreTexte("Registre : 13 salariés");
  await ecran.remplir("Rechercher un salarié", "RENEE");
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("Registre : 1 salarié");
  await ecran.attendreTexte("4 550,00 € par mois");
  await ecran.verifierAccessibilite();
  await ecran.capturer("registre");
  await ecran.cliquer("Modifier Zola Renée");
  await ecran.remplir("ou salaire mensuel brut", "9 100", { dans: "dialog[open]" });
  await ecran.capturer("registre-modifier", { entiere: false });
  await ecran.cliquer("Enregistrer le salarié");
  await ecran.attendreTexte("9 100,00 € par mois");
}

async function ouvrirLeBrouillon(ecran) {
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-…");
  await ecran.attendreChemin(/^\/indemnisations\/[0-9a-f-]{36}$/);
  await ecran.attendreTexte("672 h");
}

parcours("le régime, le contrat et les pertes se lisent jusqu'au centime", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await tenirLeRegistre(ecran);
  await ouvrirLeBrouillon(ecran);
  await ecran.cocher("Zola Renée");
  await ecran.cliquer("Ajouter la sélection (1)");
  await ecran.attendreTexte("Dans la demande : 13 salariés");
  await ecran.capturer("di-copie");

  await ecran.cliquer("Changer le régime ou la durée");
  await ecran.choisir("Régime", "Activité partielle de longue durée (APLD)");
  await ecran.remplir("Durée collective du travail", "40");
  await ecran.cliquer("Enregistrer les règles");
  await ecran.attendreTexte("heures d'équivalence");
  await ecran.verifierAccessibilite();
  await ecran.remplir("Durée collective du travail", "34");
  await ecran.capturer("di-regles");
  await ecran.cliquer("Enregistrer les règles");
  await ecran.attendreTexte("34 h");
  assert.equal((await lireDemande(ecran)).regime, "apld");

  await ecran.cliquer("Heures");
  // 8 May 2022 is a Sunday, on which nobody counts hours.
  await ecran.attendreTexte("Jours fériés : 26/05 (Ascension)");
  await memesTotaux(ecran);
  // In days: two and a half worked, two and a half not.
  await ecran.remplir("Zola Renée, semaine du 02/05/2022, jours travaillés", "2,5");
  await ecran.remplir("Zola Renée, semaine du 02/05/2022, jours chômés", "3");
  await ecran.attendreTexte("2,5 j au plus");
  await ecran.remplir("Zola Renée, semaine du 02/05/2022, jours chômés", "2,5");
  await ecran.attendreTexte("689,50 h");
  await ecran.attendreTexte("Au-delà de la durée collective");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-heures-jours");
  // What the page says while one types is what the server then has: of each full week, one hour above the 34.
  await ecran.attendreTexte("640,50 h");
  const totaux = await memesTotaux(ecran);
  assert.equal(totaux.heures_indemnisables, "640.50");

  await ecran.cliquer("Montants");
  await ecran.attendreTexte("plafonné à 4,5 SMIC");
  await ecran.attendreTexte("Contingent annuel par salarié, 2022");
  await ecran.attendreTexte("Les 10 salariés les plus proches de la limite, sur 13");
  await ecran.cliquer("Comprendre le calcul de Zola Renée");
  await ecran.attendreTexte("Forfait en jours : une journée compte 7 h");
  await ecran.attendreTexte("Ce que la loi n'indemnise pas");
  await ecran.attendreTexte("restantes sur 1 000 h");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-comprendre", { entiere: false });
});

parcours("un cadre dirigeant a son salaire mensuel et ses jours", async ({ ecran }) => {
  await ecran.aller("/simulateur");
  await ecran.choisir("Situation", "Cadre dirigeant");
  await ecran.remplir("Salaire mensuel brut", "6300", { rang: 1 });
  await ecran.remplir("Heures chômées du mois", "70");
  await ecran.cliquer("Calculer");
  await ecran.attendreTexte("1 260,00 €");
  await ecran.cliquer("Comment c'est calculé : Salarié 1");
  await ecran.attendreTexte("30 / 7 h = 30,0000 € par heure");
  await ecran.verifierAccessibilite();
  await ecran.capturer("simulateur-cadre-dirigeant");

  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${ATELIERS}/salaries`);
  await ecran.remplir("Numéro de sécurité sociale (NIR)", "267077507584152");
  await ecran.remplir("Nom d'usage", "Zola");
  await ecran.remplir("Prénom", "Renée");
  await ecran.choisir("Catégorie", "Cadre");
  await ecran.choisir("Contrat", "Cadre dirigeant");
  await ecran.attendreTexte("pendant la fermeture de l'établissement");
  assert.equal(await ecran.valeur("Décompte du temps de travail"), "forfait_jours");
  await ecran.attendreAbsence("Taux horaire brut");
  await ecran.cliquer("Ajouter le salarié");
  await ecran.attendreTexte("Indiquez le salaire mensuel brut, en moyenne");
  await ecran.verifierAccessibilite();
  await ecran.capturer("salarie-cadre-dirigeant", { entiere: false });
  await ecran.remplir("ou salaire mensuel brut", "6 300");
  await ecran.cliquer("Ajouter le salarié");
  await ecran.attendreTexte("Registre : 13 salariés");
  await ecran.remplir("Rechercher un salarié", "ZOLA");
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("Registre : 1 salarié");
  await ecran.attendreTexte("6 300,00 € par mois");
  await ecran.attendreTexte("Cadre dirigeant", { dans: "table" });
  // The next one is nobody's manager.
  assert.equal(await ecran.valeur("Contrat"), "ordinaire");
  assert.equal(await ecran.valeur("Décompte du temps de travail"), "heures");
});
