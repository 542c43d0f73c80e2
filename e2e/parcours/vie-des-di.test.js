// The life of a claim after its sending: the agent's batch, the payment by the help desk, what the
// employer sees, a correction and its difference, a rejection put right.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";
import { attendreHeures, caseChomees } from "../src/tableur.js";

/** The first claim of the search in this state. */
async function ouvrirDemande(ecran, etat) {
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat(etat);
  const href = await ecran.page.$eval('tbody th a[href^="/indemnisations/"]', (a) => a.getAttribute("href"));
  await ecran.aller(href);
  return href;
}

parcours("une demande validée est payée, corrigée, et la différence reversée", async ({ ecran, service, autrePersonne }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  const demande = await ouvrirDemande(ecran, "Validée");
  await ecran.attendreTexte("Prochaine étape");
  await ecran.attendreTexte("L'agence de paiement demande le virement");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-validee-suite");

  const desk = await autrePersonne();
  await connecter(desk, "sophie.leroux", "Demo-2022!");
  await desk.attendreChemin("/accueil");
  await desk.aller("/assistance/paiements");
  await desk.attendreTexte("Ateliers de la Loire");
  await desk.verifierAccessibilite();
  await desk.cliquer("Choisir toutes celles de la page");
  await desk.attendreTexte("1 demande choisie");
  await desk.capturer("paiements");
  const etape = async (operation, etat, motifs) => {
    await desk.aller("/assistance/paiements");
    await desk.cliquer("Choisir toutes celles de la page");
    await desk.cliquer("Choisir l'opération…");
    await desk.choisir("Opération", operation);
    if (motifs) await desk.remplir("Motifs", motifs);
    await desk.cliquer("Voir l'aperçu");
    await desk.attendreTexte(`: ${etat}`);
    await desk.verifierAccessibilite();
    await desk.capturer(`paiement-${etat.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`, { entiere: false });
    await desk.cliquer(`${operation} pour 1 demande`);
    await desk.attendreTexte("1 demande traitée sur 1.");
  };
  await etape("Demander le paiement", "Paiement demandé");
  await etape("Constater le rejet par la banque", "Paiement invalidé", "Compte clos.");
  await service.attendreCourriel("claire.martin@exemple.fr", "paiement invalidé");
  await ecran.aller(demande);
  await ecran.attendreTexte("La banque a renvoyé le virement");
  await ecran.attendreTexte("Changer de compte bancaire");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-paiement-renvoye");
  // The refused account is still the active one: said in the preview.
  await desk.aller("/assistance/paiements");
  await desk.cliquer("Choisir toutes celles de la page");
  await desk.cliquer("Choisir l'opération…");
  await desk.choisir("Opération", "Demander le paiement");
  await desk.cliquer("Voir l'aperçu");
  await desk.attendreTexte("Le compte actif est celui que la banque a refusé");
  await desk.capturer("paiement-compte-inchange", { entiere: false });

  await ecran.aller("/etablissements/73282932000074");
  await ecran.cliquer("Ajouter une coordonnée bancaire");
  await ecran.remplir("Titulaire du compte", "Ateliers de la Loire");
  await ecran.remplir("IBAN", "FR14 2004 1010 0505 0001 3M02 606");
  await ecran.remplir("BIC", "PSSTFRPPXXX");
  await ecran.remplir("Votre mot de passe", "Demo-2022!");
  await ecran.cliquer("Ajouter");
  await ecran.attendreTexte("FR14");
  await etape("Demander le paiement", "Paiement demandé");
  await etape("Constater le paiement", "Paiement effectué");
  await desk.aller("/assistance/paiements");
  await desk.cliquer("Historique");
  await desk.attendreTexte("Compte clos.");
  await desk.verifierAccessibilite();
  await desk.capturer("paiement-historique", { entiere: false });

  await ecran.aller(demande);
  await ecran.attendreTexte("Paiement effectué");
  await ecran.capturer("di-payee");
  await ecran.cliquer("Corriger cette demande");
  await ecran.attendreTexte("Correction n° 1");
  await ecran.cliquer("Ce qui change");
  await ecran.attendreTexte("Rien ne change par rapport à");
  await ecran.cliquer("Salariés…");
  await ecran.attendreTexte("12 salariés");
  await ecran.capturer("di-correction-ouverte");

  // Seven hours too many for one, six too few for another; of March, 7.53 € and 8.58 € an hour.
  await ecran.cliquer("Heures");
  await ecran.choisir("Je saisis", "Les heures chômées seules");
  await ecran.remplir(caseChomees("BERNARD Julie", "07/03/2022"), "7");
  await ecran.remplir(caseChomees("VIDAL Gaël", "14/03/2022"), "20");
  await attendreHeures(ecran, "839.00");
  await ecran.cliquer("Ce qui change");
  await ecran.attendreTexte("1,23 € d'allocation en moins, à reverser une fois la correction validée.");
  const ecarts = await ecran.page.$$eval("table", (tables) =>
    [...tables.find((t) => t.caption?.textContent === "Ce qui change, par salarié").tBodies[0].rows].map((rangee) =>
      [...rangee.cells].map((cellule) => cellule.innerText.replace(/[\s\u00a0\u202f]+/g, " ").trim()),
    ),
  );
  assert.deepEqual(ecarts, [
    ["BERNARD Julie", "70", "63", "−7", "527,10 €", "474,39 €", "−52,71 €"],
    ["VIDAL Gaël", "70", "76", "+6", "600,60 €", "652,08 €", "+51,48 €"],
    ["Total", "840", "839", "−1", "6 465,20 €", "6 463,97 €", "−1,23 €"],
  ]);
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-correction-ecarts");
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("Différence à payer");
  await ecran.cliquer("Envoyer");
  await ecran.attendreTexte("En attente de validation");
  await ecran.attendreTexte("−1,23 €");
  await ecran.capturer("di-correction-envoyee");
});

parcours("l'agent voit d'abord ce qui sort de l'ordinaire et décide ensemble, l'assistance rétablit", async ({ ecran, autrePersonne }) => {
  await connecter(ecran, "nadia.benali", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/instruction/indemnisations");
  await ecran.attendreTexte("Ateliers de la Loire");
  await ecran.verifierAccessibilite();
  await ecran.capturer("file-di");
  await ecran.cocher("Choisir DI-…");
  await ecran.cliquer("Rejeter ensemble…");
  await ecran.cocher("Des congés ou des absences…");
  await ecran.cliquer("Voir l'aperçu");
  await ecran.attendreTexte(": Rejetée");
  await ecran.verifierAccessibilite();
  await ecran.capturer("file-di-rejet", { entiere: false });
  await ecran.cliquer("Rejeter 1 demande");
  await ecran.attendreTexte("1 demande traitée sur 1.");
  await ecran.attendreTexte("Rien à instruire");

  const desk = await autrePersonne();
  await connecter(desk, "sophie.leroux", "Demo-2022!");
  await desk.attendreChemin("/accueil");
  await desk.aller("/assistance/rejets");
  await desk.remplir("Texte des motifs", "congés");
  await desk.cliquer("Rechercher");
  await desk.attendreTexte("nadia.benali");
  await desk.verifierAccessibilite();
  await desk.cliquer("Choisir toutes celles de la page");
  await desk.capturer("rejets");
  await desk.cliquer("Annuler les rejets…");
  await desk.cliquer("Voir l'aperçu");
  await desk.attendreTexte("Dites pourquoi ces rejets sont annulés");
  await desk.remplir("Motif", "Panne du 1er juin : rejets sans objet.");
  await desk.cliquer("Voir l'aperçu");
  await desk.attendreTexte(": En attente de validation");
  await desk.capturer("rejets-apercu", { entiere: false });
  await desk.cliquer("Annuler le rejet de 1 demande");
  await desk.attendreTexte("Aucun rejet");
  await ecran.aller("/instruction/indemnisations");
  await ecran.attendreTexte("En attente de validation");
  assert.doesNotMatch(await ecran.texte(), /\b[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}\b/, "l'agent ne voit aucun NIR");
});

parcours("une autorisation validée montre ce qui en est consommé", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  const demande = await ouvrirDemande(ecran, "Validée");
  assert.match(demande, /^\/indemnisations\//);
  const dap = await ecran.page.$eval('dd a[href^="/daps/"]', (a) => a.getAttribute("href"));
  await ecran.aller(dap);
  await ecran.attendreTexte("Heures demandées");
  await ecran.attendreTexte("autorisées");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-consommation");
});
