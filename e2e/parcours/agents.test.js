// The help desk opens an agent's account on an annexe 3, finds who is locked out, ends a mandate.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { pdf } from "../src/fichiers.js";
import { parcours } from "../src/parcours.js";

const AMINA = "amina.roy@departement.gouv.fr";
const NOUVEAU = "Le-mien-2022!";
const MOTIF = "Annexe 3 reçue le 1er juin.";

parcours("l'assistance ouvre un compte d'agent sur une annexe 3", async ({ ecran, service, autrePersonne }) => {
  await connecter(ecran, "sophie.leroux", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/assistance/agents");
  await ecran.attendreTexte("nadia.benali");
  await ecran.verifierAccessibilite();
  await ecran.capturer("agents");

  await ecran.cliquer("Ouvrir un compte d'agent");
  await ecran.attendreChemin("/assistance/agents/nouveau");
  await ecran.remplir("Départements", "44, 20");
  await ecran.attendreTexte("Loire-Atlantique (44), 20 : inconnu");
  await ecran.cliquer("Ouvrir le compte et envoyer");
  await ecran.attendreTexte("Joignez l'annexe 3 signée");
  await ecran.verifierAccessibilite();
  await ecran.capturer("agent-nouveau-fautes");
  await ecran.remplir("Nom", "Roy");
  await ecran.remplir("Prénom", "Amina");
  await ecran.remplir("Adresse électronique professionnelle", AMINA);
  await ecran.remplir("Confirmer l'adresse électronique", AMINA);
  await ecran.remplir("Départements", "44 49");
  await ecran.televerser("Annexe 3 signée (PDF)", await pdf("annexe-3.pdf"));
  await ecran.remplir("Motif", MOTIF);
  await ecran.verifierAccessibilite();
  await ecran.capturer("agent-nouveau");
  await ecran.cliquer("Ouvrir le compte et envoyer");
  await ecran.attendreTexte("amina.roy");
  await ecran.attendreTexte("annexe-3.pdf");
  await ecran.attendreTexte("44, 49");
  await ecran.verifierAccessibilite();
  await ecran.capturer("agent-dossier");
  await service.attendreCourriel(AMINA, "Identifiant de connexion");
  await service.attendreCourriel(AMINA, "Habilitation à l'activité partielle");
  const courriel = await service.attendreCourriel(AMINA, "Mot de passe de connexion");
  const temporaire = courriel.corps.match(/temporaire est :\n\n(\S+)\n/)[1];

  // A password of her own with a secret question, then the second factor.
  const amina = await autrePersonne();
  await connecter(amina, "amina.roy", temporaire);
  await amina.attendreTexte("Choisir un nouveau mot de passe");
  await amina.remplir("Mot de passe actuel ou provisoire", temporaire);
  await amina.remplir("Nouveau mot de passe", NOUVEAU);
  await amina.remplir("Confirmer le nouveau mot de passe", NOUVEAU);
  await amina.cliquer("Changement du mot de passe");
  await amina.attendreTexte("2 points sont à corriger");
  await amina.verifierAccessibilite();
  await amina.capturer("mot-de-passe-question");
  await amina.remplir("Question secrète", "Le nom de votre première école ?");
  await amina.remplir("Réponse à la question secrète", "Jules Ferry");
  await amina.cliquer("Changement du mot de passe");
  await amina.attendreTexte("Mon espace personnel");
  await connecter(amina, "amina.roy", NOUVEAU);
  await amina.attendreChemin("/second-facteur");

  await ecran.cliquer("Changer ses départements");
  await ecran.remplir("Départements", "75");
  await ecran.remplir("Motif", "Mutation.");
  await ecran.attendreTexte("Paris (75)");
  await ecran.verifierAccessibilite();
  await ecran.capturer("agent-departements", { entiere: false });
  await ecran.cliquer("Confirmer");
  await ecran.attendreTexte("Départements changés");
  await service.attendreCourriel(AMINA, "Changement de vos départements");
});

parcours("l'assistance voit qui est verrouillé et pourquoi, et termine un mandat", async ({ ecran, service, autrePersonne }) => {
  const claire = await autrePersonne();
  for (const dit of ["encore 2 essais", "encore 1 essai", "verrouillé"]) {
    await claire.aller("/");
    await claire.remplir("Identifiant", "claire.martin");
    await claire.remplir("Mot de passe", "faux");
    await claire.cliquer("Connexion");
    await claire.attendreTexte(dit);
  }
  await connecter(ecran, "sophie.leroux", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.cliquer("Voir les comptes verrouillés");
  await ecran.attendreTexte("claire.martin@exemple.fr");
  await ecran.verifierAccessibilite();
  await ecran.capturer("comptes-verrouilles");
  await ecran.cliquer("Claire Martin");
  await ecran.attendreTexte("Ce qui est conseillé à la personne");
  await ecran.verifierAccessibilite();
  await ecran.capturer("compte-diagnostic");

  await ecran.aller("/assistance/comptes");
  await ecran.remplir("SIRET, adresse électronique, nom ou identifiant", "732 829 320 00074");
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("Diagnostic de l'établissement");
  await ecran.verifierAccessibilite();
  await ecran.capturer("diagnostic-etablissement");
  await ecran.cliquer("Voir les mandats de cet établissement");
  await ecran.attendreChemin(/^\/assistance\/mandats/);
  await ecran.attendreTexte("Paul Durand");
  await ecran.verifierAccessibilite();
  await ecran.capturer("mandats-assistance");
  await ecran.cliquer("Terminer le mandat de Paul Durand…");
  await ecran.cliquer("Terminer le mandat");
  await ecran.attendreTexte("Dites pourquoi");
  await ecran.remplir("Motif", "Contrat résilié.");
  await ecran.verifierAccessibilite();
  await ecran.capturer("mandat-termine", { entiere: false });
  await ecran.cliquer("Terminer le mandat");
  await ecran.attendreTexte("Motif : Contrat résilié.");
  const avis = await service.attendreCourriel("paul.durand@exemple.fr", "Mandat révoqué");
  assert.match(avis.corps, /Contrat résilié/);

  // A telephone lost: an agent's second factor goes, with a reason.
  await ecran.aller("/assistance/agents");
  await ecran.cliquer("Nadia Benali");
  await ecran.attendreTexte("Que faire ?");
  await ecran.cliquer("Retirer la double authentification");
  await ecran.remplir("Motif", "Téléphone perdu, identité vérifiée.");
  await ecran.verifierAccessibilite();
  await ecran.capturer("compte-second-facteur", { entiere: false });
  await ecran.cliquer("Confirmer");
  await ecran.attendreTexte("Pas configurée");
  await service.attendreCourriel("nadia.benali@exemple.fr", "Double authentification retirée");
});

parcours("l'aide mène à la reprise", async ({ ecran }) => {
  await ecran.aller("/aide");
  await ecran.cliquer("L'utilisateur principal est parti");
  await ecran.attendreChemin("/reprise");
});
