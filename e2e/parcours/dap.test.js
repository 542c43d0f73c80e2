// A DAP beyond the straight way: the panel of rules, an avenant, messages, the agent's decisions,
// the search. On the demo data, in the company's and in the agent's window.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { pdf } from "../src/fichiers.js";
import { parcours } from "../src/parcours.js";

const MOT_DE_PASSE = "Demo-2022!";

/** The page of the first DAP that the search finds in this state. */
async function ouvrirPremiere(ecran, etat) {
  await ecran.aller("/daps");
  await ecran.rechercherParEtat(etat);
  await ecran.cliquer("Visualiser…");
  await ecran.attendreChemin(/^\/daps\/[0-9a-f-]{36}$/);
  return ecran.chemin;
}

parcours("un avenant, de la comparaison à la décision en partie, avec un message", async ({ ecran, autrePersonne }) => {
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  const dap = await ouvrirPremiere(ecran, "Validée");
  await ecran.attendreTexte("Dernier jour pour demander l'indemnisation");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-validee-avenant");
  await ecran.cliquer("Faire un avenant");
  await ecran.attendreTexte("Ceci est un avenant");
  await ecran.attendreTexte("Règles pour ces dates");
  await ecran.verifierAccessibilite();
  await ecran.capturer("avenant-brouillon");
  const avenant = ecran.chemin;
  await ecran.cliquer("Suivant");
  await ecran.cliquer("Suivant");
  await ecran.remplir("Nombre total d'heures prévues", "5 000");
  await ecran.attendreTexte("Enregistré à");
  await ecran.cliquer("Suivant");
  await ecran.cliquer("Suivant");
  await ecran.televerser("Joindre un document (PDF)", await pdf("avis-cse.pdf"));
  await ecran.attendreTexte("jointe le");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-pieces");
  await ecran.cliquer("Suivant");
  await ecran.attendreTexte("Ce qui change par rapport à l'autorisation en vigueur");
  await ecran.verifierAccessibilite();
  await ecran.capturer("avenant-recapitulatif");
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("Récépissé");
  await ecran.remplir("Votre message", "Les heures ont été sous-estimées en mars.");
  await ecran.cliquer("Envoyer le message");
  await ecran.attendreTexte("Claire Martin, employeur");
  await ecran.capturer("avenant-envoye");

  const agent = await autrePersonne();
  await connecter(agent, "nadia.benali", MOT_DE_PASSE);
  await agent.attendreChemin("/accueil");
  await agent.aller("/instruction");
  await agent.attendreTexte("Délai dépassé");
  await agent.verifierAccessibilite();
  await agent.capturer("instruction-comptes");
  await agent.aller(avenant);
  await agent.attendreTexte("Ce qui change par rapport à l'autorisation en vigueur");
  await agent.attendreTexte("Pièces jointes");
  await agent.cocher("Montrer aussi ce qui ne change pas");
  await agent.attendreTexte("Avis du CSE");
  await agent.cliquer("Prendre en charge");
  await agent.attendreTexte("Valider en partie");
  await agent.cliquer("Refuser");
  await agent.attendreTexte("Le motif de recours n'est pas établi.");
  await agent.verifierAccessibilite();
  await agent.capturer("dap-refuser");
  await agent.cliquer("Annuler");
  await agent.cliquer("Valider en partie");
  await agent.remplir("Heures autorisées", "6 000");
  await agent.cliquer("Valider en partie", { rang: 1 });
  await agent.attendreTexte("L'autorisation ne peut dépasser ni les heures ni la période demandées");
  await agent.remplir("Heures autorisées", "4 900");
  // What was refused is no longer what is typed.
  await agent.attendreAbsence("L'autorisation ne peut dépasser");
  await agent.verifierAccessibilite();
  await agent.capturer("dap-valider-en-partie");
  await agent.cliquer("Valider en partie", { rang: 1 });
  await agent.attendreTexte("Validée");
  await agent.capturer("avenant-valide-agent");

  await ecran.aller(dap);
  await ecran.attendreTexte("Heures autorisées 4 900 h");
  await ecran.attendreTexte("Avenant appliqué");
  await ecran.capturer("dap-amendee");
});

parcours("un brouillon dit ce qui manque, ce qui est permis, et la DAP qui existe déjà", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ouvrirPremiere(ecran, "Provisoire");
  await ecran.attendreTexte("points à compléter");
  // The headcount is mended on the spot, and goes to the sheet.
  await ecran.remplir("Effectif de l'établissement (SIRET)", "41");
  await ecran.cliquer("Enregistrer l'effectif dans la fiche");
  await ecran.attendreTexte("Effectif enregistré dans la fiche établissement.");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-effectif");
  await ecran.cliquer("Suivant");
  await ecran.cocher("Conjoncture économique");
  const [mois, annee] = await ecran.page.evaluate(async () => {
    const { maintenant } = await (await fetch("/api/v1/demo/horloge")).json();
    const jour = new Date(maintenant);
    jour.setMonth(jour.getMonth() + 1, 10);
    return [String(jour.getMonth() + 1).padStart(2, "0"), jour.getFullYear()];
  });
  await ecran.remplir("Début de la période", `10/${mois}/${annee}`);
  await ecran.remplir("Fin de la période", `20/${mois}/${annee}`);
  await ecran.attendreTexte("couvre déjà, pour le même motif");
  await ecran.attendreTexte("Ouvrir cette DAP");
  await ecran.attendreTexte("Contingent annuel");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-panneau");
  await ecran.remplir("Fin de la période", `20/${mois}/${annee + 1}`);
  await ecran.attendreTexte("Raccourcissez la période");
  await ecran.capturer("dap-panneau-trop-long");
});

parcours("la recherche trouve par mots et s'exporte", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/daps");
  await ecran.remplir("Mots", "atelier");
  await ecran.choisir("Motif", "Conjoncture économique");
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("Exporter");
  await ecran.verifierAccessibilite();
  await ecran.capturer("daps-recherche");
  const csv = await ecran.page.evaluate(async () => {
    const lien = [...document.querySelectorAll("a")].find((a) => a.textContent.includes("CSV"));
    return (await fetch(lien.href)).text();
  });
  assert.match(csv, /"Conjoncture économique"/);
  assert.doesNotMatch(csv, /Transformation/);
});

parcours("l'agent décide plusieurs demandes ensemble, après un aperçu qui n'écrit rien", async ({ ecran }) => {
  await connecter(ecran, "nadia.benali", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/instruction");
  await ecran.cocher("Choisir DAP-…");
  await ecran.attendreTexte("1 demande choisie");
  await ecran.capturer("dap-groupe");
  await ecran.cliquer("Refuser ensemble…");
  await ecran.cliquer("Voir l'aperçu");
  await ecran.attendreTexte("Rien n'est fait :");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-groupe-sans-motif", { entiere: false });
  await ecran.page.keyboard.press("Escape");
  await ecran.cliquer("Valider ensemble…");
  await ecran.cliquer("Voir l'aperçu");
  await ecran.attendreTexte(": Validée");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-groupe-apercu", { entiere: false });
  await ecran.cliquer("Valider 1 demande");
  await ecran.attendreTexte("1 demande traitée sur 1.");
});
