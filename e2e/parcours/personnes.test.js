// The people of an establishment: users, the principal role, mandates of an accountant, takeover.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { fichier, pdf } from "../src/fichiers.js";
import { parcours } from "../src/parcours.js";

const SIRET = "73282932000074";
const MOT_DE_PASSE = "Demo-2022!";
const JEANNE = "jeanne.moreau@exemple.fr";

parcours("ajouter une utilisatrice, lui transmettre le rôle, accepter un mandat", async ({ ecran, service, autrePersonne }) => {
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${SIRET}/utilisateurs`);
  await ecran.attendreTexte("Utilisateur principal");
  await ecran.attendreTexte("En attente du client");
  await ecran.verifierAccessibilite();
  await ecran.capturer("utilisateurs");

  // Faults all at once, then somebody new.
  await ecran.remplir("Courriel", JEANNE);
  await ecran.remplir("Confirmer le courriel", "autre@exemple.fr");
  await ecran.cliquer("Ajouter l'utilisateur");
  await ecran.attendreTexte("3 points sont à corriger");
  await ecran.remplir("Nom", "Moreau");
  await ecran.remplir("Prénom", "Jeanne");
  await ecran.remplir("Confirmer le courriel", JEANNE);
  await ecran.cliquer("Ajouter l'utilisateur");
  await ecran.attendreTexte("Jeanne Moreau");
  await ecran.attendreTexte("Pas encore connecté");
  await service.attendreCourriel(JEANNE, "Identifiant de connexion");
  await service.attendreCourriel(JEANNE, "Habilitation à l'activité partielle");

  // The accountant's mandate waits for her.
  await ecran.cliquer("Accepter le mandat de Paul Durand");
  await ecran.attendreTexte("tout ce que fait un utilisateur");
  await ecran.verifierAccessibilite();
  await ecran.cliquer("Accepter le mandat");
  await ecran.attendreTexte("En cours");
  const paul = await autrePersonne();
  await connecter(paul, "paul.durand", MOT_DE_PASSE);
  await paul.attendreChemin("/accueil");
  await paul.aller(`/etablissements/${SIRET}`);
  await paul.attendreTexte("Par mandat (tiers déclarant)");
  await paul.aller(`/etablissements/${SIRET}/utilisateurs`);
  await paul.attendreTexte("Réservé aux utilisateurs de l'établissement");

  // She takes it back: he sees nothing any more.
  await ecran.cliquer("Révoquer le mandat de Paul Durand");
  await ecran.remplir("Motif", "Changement de cabinet.");
  await ecran.capturer("mandat-revocation");
  await ecran.cliquer("Révoquer le mandat");
  await ecran.attendreTexte("Motif : Changement de cabinet.");
  await paul.aller(`/mandats`);
  await paul.attendreTexte("Révoqué");

  await ecran.cliquer("Transmettre le rôle principal à Jeanne Moreau");
  await ecran.cliquer("Transmettre mon rôle");
  await ecran.attendreTexte("Ajouter quelqu'un ?");
  await service.attendreCourriel(JEANNE, "Vous êtes l'utilisateur principal");
  await ecran.cliquer("Quitter cet établissement");
  await ecran.cliquer("Quitter l'établissement");
  await ecran.attendreChemin("/etablissements");
  await ecran.attendreTexte("Aucun établissement");
});

parcours("un portefeuille de mandats, d'un contrat et d'un fichier", async ({ ecran, tolerer }) => {
  tolerer(/422/);
  await connecter(ecran, "paul.durand", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.cliquer("Mes mandats");
  await ecran.attendreTexte("Ateliers de la Loire");
  await ecran.verifierAccessibilite();
  await ecran.capturer("mandats");
  await ecran.choisir("État du mandat", "En attente du client");
  await ecran.attendreTexte("Ateliers de la Loire");
  await ecran.cliquer("Retirer la déclaration pour Ateliers de la Loire");
  await ecran.cliquer("Retirer ma déclaration");
  await ecran.attendreTexte("Révoqué");

  await ecran.remplir("SIRET du client", "732 829 320 00074");
  await ecran.remplir("Début du mandat", "01/06/2022");
  await ecran.televerser("Contrat de prestation signé (PDF)", await fichier("contrat.pdf", "pas un PDF"));
  await ecran.cliquer("Déclarer le mandat");
  await ecran.attendreTexte("Ce fichier n'est pas un PDF");
  await ecran.televerser("Contrat de prestation signé (PDF)", await pdf("contrat.pdf"));
  await ecran.cliquer("Déclarer le mandat");
  await ecran.attendreTexte("Mandat déclaré");

  const csv = "siret;debut;fin\n00100004100010;01/06/2022;31/12/2022\n123;;\n";
  await ecran.televerser("Fichier des SIRET de vos clients", await fichier("clients.csv", csv));
  await ecran.attendreTexte("rien n'a été importé");
  await ecran.capturer("mandats-import");
  await ecran.cliquer("Importer la ligne valide");
  await ecran.attendreTexte("Fichier importé");
  await ecran.attendreTexte("Librairie des Halles");
});

parcours("reprendre le rôle de qui est parti, ajouter un établissement", async ({ ecran, service, autrePersonne }) => {
  await ecran.aller(`/reprise?siret=${SIRET}`);
  assert.equal(await ecran.valeur("SIRET de l'établissement"), "732 829 320 00074");
  await ecran.verifierAccessibilite();
  await ecran.capturer("reprise");
  await ecran.remplir("Que s'est-il passé ?", "Claire Martin a quitté l'entreprise fin avril, je suis la nouvelle gérante.");
  await ecran.remplir("Nom", "Moreau");
  await ecran.remplir("Prénom", "Jeanne");
  await ecran.remplir("Téléphone", "02 40 00 00 09");
  await ecran.remplir("Courriel", JEANNE);
  await ecran.remplir("Confirmer le courriel", JEANNE);
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("Votre demande de reprise est enregistrée");
  await service.attendreCourriel("claire.martin@exemple.fr", "Demande de reprise");

  const sophie = await autrePersonne();
  await connecter(sophie, "sophie.leroux", MOT_DE_PASSE);
  await sophie.attendreChemin("/accueil");
  await sophie.cliquer("Reprises");
  await sophie.attendreTexte("Jeanne Moreau");
  await sophie.verifierAccessibilite();
  await sophie.capturer("reprises");
  await sophie.cliquer("Décider de la demande de Jeanne Moreau");
  await sophie.cocher("Accepter");
  await sophie.cocher("Le garder comme utilisateur");
  await sophie.verifierAccessibilite();
  await sophie.capturer("reprise-decision");
  await sophie.cliquer("Enregistrer la décision");
  await sophie.attendreTexte("Aucune demande de reprise");
  await service.attendreCourriel(JEANNE, "Mot de passe de connexion");

  const claire = await autrePersonne();
  await connecter(claire, "claire.martin", MOT_DE_PASSE);
  await claire.attendreChemin("/accueil");
  await claire.aller("/etablissements");
  await claire.cliquer("Ajouter un établissement");
  await claire.remplir("Numéro de SIRET de l'établissement", "812 345 676 00017");
  await claire.cliquer("Continuer");
  await claire.attendreTexte("Vos informations ont été renseignées");
  await claire.remplir("Téléphone fixe de l'établissement", "02 40 11 22 33");
  await claire.remplir("Courriel de l'établissement", "claire.martin@exemple.fr");
  await claire.remplir("Confirmer le courriel de l'établissement", "claire.martin@exemple.fr");
  await claire.remplir("Ancien SIRET", SIRET);
  await claire.verifierAccessibilite();
  await claire.capturer("etablissement-ajout");
  await claire.cliquer("Envoyer la demande");
  await claire.attendreTexte("Votre demande est enregistrée");
  await claire.cliquer("Revenir à mes établissements");
  await claire.attendreTexte("En attente d'habilitation");
  await claire.capturer("etablissements");
});
