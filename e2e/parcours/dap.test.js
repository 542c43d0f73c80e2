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

/** Opens a step of the guided form. */
async function allerEtape(ecran, libelle) {
  const ouvrir = (mots) => {
    const bouton = [...document.querySelectorAll("nav button")].find((b) => b.textContent.includes(` : ${mots}`));
    bouton?.click();
    return bouton !== undefined;
  };
  await ecran.attendre(ouvrir, `l'étape « ${libelle} »`, { donnees: libelle });
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
  // The reasons of the table, as for one request alone.
  await ecran.cocher("Le motif de recours n'est pas établi.");
  await ecran.cliquer("Voir de nouveau l'aperçu");
  await ecran.attendreTexte(": Refusée");
  await ecran.capturer("dap-groupe-motifs", { entiere: false });
  await ecran.page.keyboard.press("Escape");
  await ecran.cliquer("Valider ensemble…");
  await ecran.cliquer("Voir l'aperçu");
  await ecran.attendreTexte(": Validée");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-groupe-apercu", { entiere: false });
  await ecran.cliquer("Valider 1 demande");
  await ecran.attendreTexte("1 demande traitée sur 1.");
});

parcours("une demande qui n'est pas enregistrée ne part pas ; invalidée, elle garde son suivi et ses messages", async ({ ecran, autrePersonne, tolerer }) => {
  tolerer(/ERR_FAILED|NetworkError/);
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ouvrirPremiere(ecran, "Validée");
  await ecran.cliquer("Faire un avenant");
  await ecran.attendreTexte("La demande est complète.");
  const demande = ecran.chemin;
  let coupe = true;
  await ecran.page.setRequestInterception(true);
  ecran.page.on("request", (requete) => (coupe && requete.method() === "PUT" ? requete.abort() : requete.continue()));
  await allerEtape(ecran, "Salariés et heures");
  await ecran.remplir("Nombre total d'heures prévues", "5 000");
  await ecran.attendreTexte("Pas encore enregistré");
  await allerEtape(ecran, "Récapitulatif");
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("La demande n'a pas été envoyée : vos derniers changements ne sont pas enregistrés");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-non-envoyee");
  await allerEtape(ecran, "Salariés et heures");
  assert.equal(await ecran.valeur("Nombre total d'heures prévues"), "5 000");
  coupe = false;
  await ecran.attendreTexte("Enregistré à");
  await allerEtape(ecran, "Récapitulatif");
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("Récépissé");
  await ecran.attendreTexte("Heures prévues 5 000 h");
  await ecran.attendreTexte("Loire-Atlantique (44)");

  const agent = await autrePersonne();
  await connecter(agent, "nadia.benali", MOT_DE_PASSE);
  await agent.attendreChemin("/accueil");
  await agent.aller(demande);
  await agent.cliquer("Prendre en charge");
  await agent.attendreTexte("Valider en partie");
  await agent.remplir("Votre message", "Pouvez-vous détailler les heures par atelier ?");
  await agent.cliquer("Envoyer le message");
  await agent.attendreTexte("Nadia Benali, unité départementale");
  await agent.cliquer("Valider en partie");
  await agent.attendreTexte("L'employeur garde son code DI");
  await agent.cliquer("Invalider");
  await agent.remplir("Précisions", "Les heures ne sont pas détaillées.");
  await agent.cliquer("Confirmer l'invalidation");
  await agent.attendreTexte("Invalidée");

  await ecran.aller(demande);
  await ecran.attendreTexte("Demande invalidée, à corriger");
  await ecran.attendreTexte("Les heures ne sont pas détaillées.");
  await ecran.attendreTexte("Télécharger la décision");
  await ecran.attendreTexte("DAP invalidée : à corriger et à renvoyer");
  await ecran.attendreTexte("Pouvez-vous détailler les heures par atelier ?");
  // What is being written stays while the form saves itself.
  await ecran.remplir("Votre message", "Atelier A : 3 000 h, atelier B : 2 000 h.");
  await allerEtape(ecran, "Salariés et heures");
  await ecran.remplir("Nombre total d'heures prévues", "4 950");
  await ecran.attendreTexte("Enregistré à");
  assert.equal(await ecran.valeur("Votre message"), "Atelier A : 3 000 h, atelier B : 2 000 h.");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-invalidee-employeur");
  await ecran.cliquer("Envoyer le message");
  await ecran.attendreTexte("Claire Martin, employeur");
  assert.equal(await ecran.valeur("Nombre total d'heures prévues"), "4 950");
  await allerEtape(ecran, "Récapitulatif");
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("En attente d'instruction");
  await ecran.attendreTexte("Heures prévues 4 950 h");

  await agent.aller(demande);
  await agent.cliquer("Prendre en charge");
  await agent.attendreTexte("Valider en partie");
  await agent.cliquer("Refuser");
  await agent.cocher("Le motif de recours n'est pas établi.");
  await agent.cliquer("Confirmer le refus");
  await agent.attendreTexte("Demande refusée");
  await ecran.aller(demande);
  await ecran.attendreTexte("Déposer une autre demande qui répond aux motifs");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-refusee-employeur");
  await ecran.cliquer("Déposer une autre demande");
  await ecran.attendreChemin("/daps/nouvelle");
});

parcours("ce qui manque est nommé, champ par champ, et y mène", async ({ ecran }) => {
  await connecter(ecran, "paul.durand", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/daps/nouvelle");
  await ecran.cocher("Maison Verdier…");
  await ecran.cliquer("Commencer la saisie");
  await ecran.attendreChemin(/^\/daps\/[0-9a-f-]{36}$/);
  // No active account: said from the first step on, and the panel knows it too.
  await ecran.attendreTexte("Aucun compte actif.");
  await ecran.attendreTexte("En ajouter un et l'activer");
  await ecran.attendreTexte("Coordonnées bancaires", { dans: ".ap-cote" });
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-banque-manque");
  // The headcount that is typed is saved with its step.
  await ecran.remplir("Effectif de l'établissement (SIRET)", "9");
  await ecran.cliquer("Suivant");
  await ecran.attendreTexte("Effectif enregistré dans la fiche établissement.");
  await ecran.cliquer("Précédent");
  assert.equal(await ecran.valeur("Effectif de l'établissement (SIRET)"), "9");
  // One that is wrong stays to be mended, and is said.
  await ecran.remplir("Effectif de l'établissement (SIRET)", "beaucoup");
  await ecran.cliquer("Suivant");
  await ecran.attendreTexte("L'effectif saisi n'est pas encore enregistré dans la fiche.");
  await ecran.cliquer("Effectif de l'établissement (SIRET)", { dans: ".ap-cote" });
  assert.equal(await ecran.valeur("Effectif de l'établissement (SIRET)"), "beaucoup");
  await ecran.remplir("Effectif de l'établissement (SIRET)", "9");
  await ecran.attendreAbsence("L'effectif saisi n'est pas encore enregistré");
  await ecran.attendreTexte("Pas encore jugé", { dans: ".ap-cote" });
  // From the panel to a field of another step.
  await ecran.cliquer("Avis du comité social et économique", { dans: ".ap-cote" });
  await ecran.attendreTexte("L'avis du CSE accompagne la demande à partir de 50 salariés dans l'entreprise.", { dans: "main" });
  await ecran.attendre(() => document.activeElement?.id === "dap-avis-cse", "le clavier dans l'avis");
  await allerEtape(ecran, "Récapitulatif");
  await ecran.attendreTexte("Ce qui manque");
  await ecran.capturer("dap-recapitulatif-manques");
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("points sont à corriger");
  await ecran.attendreAbsence("Ce qui manque");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-envoi-incomplet");
  await ecran.cliquer("Motif de recours :…");
  await ecran.attendre(() => document.activeElement?.id === "dap-motif", "le clavier dans le motif");
  await ecran.capturer("dap-lien-faute");
});

parcours("deux onglets sur une demande : chacun garde sa saisie et choisit", async ({ ecran, autrePersonne }) => {
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  const demande = await ouvrirPremiere(ecran, "Provisoire");
  const autre = await autrePersonne();
  await connecter(autre, "claire.martin", MOT_DE_PASSE);
  await autre.attendreChemin("/accueil");
  await autre.aller(demande);
  await allerEtape(autre, "Salariés et heures");
  await autre.remplir("Nombre de salariés concernés", "12");
  await autre.attendreTexte("Enregistré à");
  await allerEtape(ecran, "Salariés et heures");
  await ecran.remplir("Nombre de salariés concernés", "8");
  await ecran.attendreTexte("Cette demande a été enregistrée ailleurs à");
  await ecran.attendreTexte("Votre saisie : « 8 »");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-conflit");
  await ecran.cocher("Sa version : « 12 »");
  await ecran.cliquer("Enregistrer mes choix");
  await ecran.attendreAbsence("enregistrée ailleurs");
  assert.equal(await ecran.valeur("Nombre de salariés concernés"), "12");
  // Withdrawn in the other tab: what was typed here is shown, to be copied.
  await autre.aller(demande);
  await autre.cliquer("Retirer la demande");
  await autre.cliquer("Retirer");
  await autre.attendreTexte("Retirée");
  await ecran.remplir("Nombre total d'heures prévues", "777");
  await ecran.attendreTexte("Cette demande a changé ailleurs : Retirée");
  await ecran.attendreTexte("Nombre total d'heures prévues 777");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-retiree-ailleurs");
  await ecran.cliquer("Ouvrir la demande telle qu'elle est");
  await ecran.attendreAbsence("a changé ailleurs");
});

parcours("l'agent cherche une demande de son département", async ({ ecran }) => {
  await connecter(ecran, "nadia.benali", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.cliquer("Rechercher une DAP");
  await ecran.attendreTexte("toutes les demandes envoyées à votre département");
  await ecran.attendreAbsence("Saisir une DAP");
  await ecran.attendreTexte("Validée", { dans: "table" });
  await ecran.verifierAccessibilite();
  await ecran.capturer("daps-agent");
  await ecran.rechercherParEtat("Validée");
  await ecran.remplir("Numéro de DAP", "DAP-9999-999999");
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("Aucune demande de votre département ne répond à ces critères.");
  await ecran.capturer("daps-agent-vide");
});

parcours("l'entreprise trie ses demandes par période et par réponse attendue", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/daps");
  const lignes = () => [...document.querySelectorAll("tbody tr")].map((ligne) => ligne.innerText);
  await ecran.attendre(() => document.querySelectorAll("tbody tr").length > 2, "des demandes");
  await ecran.choisir("Ordre", "La réponse la plus proche d'abord");
  await ecran.cliquer("Rechercher");
  await ecran.attendre(() => document.querySelector("tbody tr")?.innerText.includes("d'ici au"), "celle qui attend, d'abord");
  const attendues = (await ecran.page.evaluate(lignes)).map((ligne) => ligne.includes("d'ici au"));
  assert.deepEqual(attendues, attendues.toSorted((a, b) => Number(b) - Number(a)), "ce qui n'attend rien vient ensuite");
  assert.ok(attendues.includes(false), "les deux sortes");
  await ecran.verifierAccessibilite();
  await ecran.capturer("daps-triees");
  await ecran.choisir("Ordre", "La période la plus tardive d'abord");
  await ecran.cliquer("Rechercher");
  const triees = () => {
    const jours = [...document.querySelectorAll("tbody tr")].map((ligne) => {
      const [, jour, mois, annee] = /(\d\d)\/(\d\d)\/(\d{4})/.exec(ligne.innerText) ?? [];
      return jour === undefined ? "" : `${annee}-${mois}-${jour}`;
    });
    return new Set(jours).size > 2 && jours.every((jour, rang) => rang === 0 || jours[rang - 1] >= jour);
  };
  await ecran.attendre(triees, "des périodes, la plus tardive d'abord");
  await ecran.remplir("Période à partir du", "31/02/2022");
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("Critères à corriger");
  await ecran.attendreTexte("Période à partir du : Cette date n'existe pas");
  await ecran.verifierAccessibilite();
  await ecran.capturer("daps-criteres");
  await ecran.remplir("Période à partir du", "");
  await ecran.remplir("SIRET", "552 100 554 00005");
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("Aucune DAP");
});
