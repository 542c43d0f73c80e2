// The help desk puts accounts right: found by what the person says, unblocked, corrected, merged.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";

const ATELIERS = "732 829 320 00074";
const MOTIF = "Appel de la personne, le 1er juin.";

async function ouvrirDossier(ecran, q, nom) {
  await ecran.aller("/assistance/comptes");
  await ecran.remplir("SIRET, adresse électronique, nom ou identifiant", q);
  await ecran.cliquer("Rechercher");
  await ecran.cliquer(nom);
  await ecran.attendreTexte("Que faire ?");
}

async function operer(ecran, operation, remplir = async () => {}) {
  await ecran.cliquer(operation);
  await remplir();
  await ecran.remplir("Motif", MOTIF);
  await ecran.cliquer("Confirmer");
}

parcours("l'assistance débloque une personne et corrige ses comptes", async ({ ecran, service, autrePersonne }) => {
  await connecter(ecran, "sophie.leroux", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.attendreTexte("Chercher un compte");
  await ecran.verifierAccessibilite();
  await ecran.capturer("accueil-assistance");

  await ecran.aller("/assistance/comptes");
  await ecran.attendreTexte("Qui cherchez-vous ?");
  await ecran.verifierAccessibilite();
  await ecran.remplir("SIRET, adresse électronique, nom ou identifiant", "personne de ce nom");
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("Aucun compte ne correspond");
  await ecran.remplir("SIRET, adresse électronique, nom ou identifiant", ATELIERS);
  await ecran.cliquer("Rechercher");
  await ecran.attendreTexte("claire.martin@exemple.fr");
  await ecran.verifierAccessibilite();
  await ecran.capturer("comptes");

  await ouvrirDossier(ecran, "helene", "Hélène Petit");
  await ecran.attendreTexte("Accès pas encore donné");
  await ouvrirDossier(ecran, "Claire", "Claire Martin");
  await ecran.attendreTexte("Ateliers de la Loire");
  await ecran.verifierAccessibilite();
  await ecran.capturer("compte-dossier");

  await ecran.cliquer("Donner un nouveau mot de passe");
  await ecran.attendreTexte("Deux courriels partent à claire.martin@exemple.fr");
  await ecran.verifierAccessibilite();
  await ecran.cliquer("Confirmer");
  await ecran.attendreTexte("Dites pourquoi");
  await ecran.capturer("compte-reinitialisation", { entiere: false });
  await ecran.remplir("Motif", MOTIF);
  await ecran.cliquer("Confirmer");
  await ecran.attendreTexte("Nouveau mot de passe donné");
  await ecran.attendreTexte(`Motif : ${MOTIF}`);
  const courriel = await service.attendreCourriel("claire.martin@exemple.fr", "Mot de passe de connexion");
  const temporaire = courriel.corps.match(/temporaire est :\n\n(\S+)\n/)[1];
  const claire = await autrePersonne();
  await connecter(claire, "claire.martin", temporaire);
  await claire.attendreTexte("Choisir un nouveau mot de passe");

  await operer(ecran, "Corriger l'adresse électronique", async () => {
    await ecran.attendreTexte("identifiant et nouveau mot de passe partent à la nouvelle");
    await ecran.remplir("Nouvelle adresse électronique", "claire@ateliers.fr");
    await ecran.remplir("Confirmer la nouvelle adresse", "claire@ateliers.fr");
  });
  await ecran.attendreTexte("Adresse corrigée");
  await service.attendreCourriel("claire@ateliers.fr", "Mot de passe de connexion");

  await ecran.aller("/assistance/comptes/nouveau");
  await ecran.remplir("SIRET de l'établissement", ATELIERS);
  await ecran.cocher("Utilisateur");
  await ecran.remplir("Nom", "Martin");
  await ecran.remplir("Prénom", "Claire");
  await ecran.remplir("Téléphone", "02 40 00 00 00");
  await ecran.remplir("Adresse électronique", "c.martin@ateliers.fr");
  await ecran.remplir("Confirmer l'adresse électronique", "c.martin@ateliers.fr");
  await ecran.remplir("Motif", MOTIF);
  await ecran.verifierAccessibilite();
  await ecran.capturer("compte-nouveau");
  await ecran.cliquer("Créer et envoyer");
  await ecran.attendreTexte("claire.martin2");

  await operer(ecran, "Supprimer ce doublon", async () => {
    await ecran.cocher("Claire Martin");
    await ecran.verifierAccessibilite();
    await ecran.capturer("compte-doublon", { entiere: false });
  });
  await ecran.attendreTexte("Compte fermé le");
  await ecran.verifierAccessibilite();
  await ecran.cliquer("Ouvrir le dossier du compte gardé");
  await ecran.attendreTexte("claire@ateliers.fr");
  await service.attendreCourriel("c.martin@ateliers.fr", "Suppression d'un compte en double");

  await ecran.aller("/assistance/courriels");
  await ecran.attendreTexte("Suppression d'un compte en double");
  await ecran.verifierAccessibilite();
  await ecran.capturer("courriels-assistance", { entiere: false });
  assert.doesNotMatch(await ecran.texte(), new RegExp(temporaire));
  await ecran.cliquer("En échec");
  await ecran.attendreTexte("Aucun courriel");
});

parcours("l'assistance accepte les demandes ensemble et suit le traitement", async ({ ecran, service }) => {
  await connecter(ecran, "sophie.leroux", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/habilitations");
  await ecran.cocher("Choisir la demande de Hélène Petit");
  await ecran.attendreTexte("1 demande choisie");
  await ecran.verifierAccessibilite();
  await ecran.capturer("habilitations-choisies");
  await ecran.cliquer("Accepter ensemble…");
  await ecran.attendreTexte("Courriels envoyés");
  await ecran.verifierAccessibilite();
  await ecran.capturer("lot-apercu", { entiere: false });
  await ecran.cliquer("Accepter et envoyer");
  await ecran.attendreChemin(/^\/habilitations\/lots\/[0-9a-f-]{36}$/);
  await ecran.attendreTexte("Terminé : toutes les personnes sont prévenues.");
  await ecran.attendreTexte("helene.petit");
  await ecran.verifierAccessibilite();
  await ecran.capturer("lot-termine");
  await service.attendreCourriel("helene.petit@exemple.fr", "Habilitation à l'activité partielle");
});
