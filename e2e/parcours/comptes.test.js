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
  // Nothing is wrong: no advice, and nothing red beside what is done every day.
  await ecran.attendreTexte("Rien de connu n'empêche la connexion");
  await ecran.attendreAbsence("Ce qui est conseillé à la personne");
  await ecran.attendreAbsence("Supprimer ce doublon");
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

  await ecran.cliquer("Autres opérations");
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
  await ecran.choisir("Nature", "Compte");
  await ecran.cliquer("Rechercher");
  await ecran.attendreAbsence("Mot de passe de connexion");
  await ecran.attendreTexte("Suppression d'un compte en double");
  await ecran.capturer("courriels-nature", { entiere: false });
  await ecran.cliquer("En échec");
  await ecran.attendreTexte("Aucun courriel");
});

parcours("un code effacé n'est pas dit mot de passe, et l'adresse se lit d'un trait", async ({ ecran, autrePersonne }) => {
  const claire = await autrePersonne();
  await claire.aller("/aide/connexion");
  await claire.remplir("Numéro de SIRET de l'établissement", ATELIERS);
  await claire.remplir("Identifiant ou adresse électronique", "claire.martin");
  await claire.cliquer("Trouver ce qui bloque");
  await claire.cliquer("Recevoir un code");
  await claire.attendreTexte("Rien reçu ?");
  await connecter(ecran, "sophie.leroux", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/assistance/courriels");
  await ecran.cliquer("Envoyés");
  await ecran.attendreTexte("Code effacé après l'envoi");
  const hauteurs = await ecran.page.$$eval("td .ap-coupe", (adresses) =>
    adresses.map((e) => [e.textContent, Math.round(e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight))]),
  );
  for (const [adresse, lignes] of hauteurs) assert.equal(lignes, 1, `${adresse} tient sur une ligne`);
  await ecran.capturer("courriels-code", { entiere: false });
});

parcours(
  "sur un téléphone, la barre des décisions groupées ne couvre rien avant qu'une demande soit choisie",
  async ({ ecran }) => {
    await connecter(ecran, "sophie.leroux", "Demo-2022!");
    await ecran.attendreChemin("/accueil");
    await ecran.aller("/habilitations");
    await ecran.attendreTexte("Cochez des demandes");
    const position = () => ecran.page.$eval(".ap-barre-choix", (e) => getComputedStyle(e).position);
    assert.equal(await position(), "static");
    await ecran.capturer("habilitations-telephone", { entiere: false, largeurs: [390] });
    await ecran.cocher("Choisir la demande de…");
    await ecran.attendreTexte("1 demande choisie");
    assert.equal(await position(), "sticky");
  },
  { largeur: 390 },
);

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
