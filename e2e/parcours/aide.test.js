// Help: a sheet found by its words, a request that is answered, an announcement that everybody sees.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";

const COURRIEL = "jeanne.garnier@exemple.fr";

parcours("la base documentaire se cherche, se lit, et les erreurs y mènent", async ({ ecran }) => {
  await ecran.aller("/aide");
  await ecran.attendreTexte("Accéder au service");
  await ecran.verifierAccessibilite();
  await ecran.capturer("aide");
  await ecran.remplir("Chercher dans la base documentaire", "bic refusé");
  await ecran.attendreTexte("Ajouter, activer ou changer mes coordonnées bancaires");
  await ecran.attendreAbsence("Ma première connexion : créer mon espace");
  await ecran.verifierAccessibilite();
  await ecran.capturer("aide-recherche");
  await ecran.cliquer("Ajouter, activer ou changer mes coordonnées bancaires");
  await ecran.attendreChemin("/aide/fiches/coordonnees-bancaires");
  await ecran.attendreTexte("Un BIC compte 8 ou 11 caractères");
  await ecran.verifierAccessibilite();
  await ecran.capturer("fiche");
  await ecran.cliquer("Le BIC est refusé");
  await ecran.attendre(() => document.activeElement?.tagName === "H2", "le titre a le focus");
  await ecran.cliquer("Remplir la fiche établissement");
  await ecran.attendreTexte("Établissement et entreprise");
  // Old anchors still lead somewhere right.
  await ecran.aller("/aide#rien-recu");
  await ecran.attendreChemin("/aide/fiches/courriels-non-recus");
  // An error leads to its sheet.
  await ecran.aller("/inscription");
  await ecran.remplir("Numéro de SIRET de l'établissement", "732 829 320 00075");
  await ecran.cocher("J'accepte les…");
  await ecran.cliquer("Valider");
  await ecran.attendreTexte("En savoir plus");
  await ecran.attendreTexte("Remplir la fiche établissement");
  await ecran.verifierAccessibilite();
  await ecran.capturer("erreur-en-savoir-plus");
});

parcours("l'expert-comptable lit comment déclarer ses mandats", async ({ ecran }) => {
  await ecran.aller("/expert-comptable");
  await ecran.attendreTexte("accepte en ligne");
  await ecran.attendreTexte("un fichier CSV");
  await ecran.verifierAccessibilite();
  await ecran.capturer("expert-comptable");
  await ecran.cliquer("Déclarer un mandat");
  await ecran.attendreChemin("/connexion");
});

parcours("une personne sans compte demande de l'aide et reçoit sa réponse", async ({ ecran, service, autrePersonne }) => {
  await ecran.aller("/aide/demande?motif=habilitation");
  await ecran.cliquer("Envoyer");
  await ecran.attendreTexte("points sont à corriger");
  await ecran.verifierAccessibilite();
  await ecran.remplir("N° de SIRET", "732 829 320 00074");
  await ecran.remplir("Dénomination de l'établissement", "Ateliers de la Loire");
  await ecran.remplir("Nom et prénom", "Garnier Jeanne");
  await ecran.remplir("N° de téléphone", "01 02 03 04 05");
  await ecran.remplir("Adresse électronique", COURRIEL);
  await ecran.remplir("Description de la demande", "Le compte principal a quitté l'entreprise.");
  await ecran.attendreTexte("42 / 1000 caractères");
  await ecran.capturer("assistance-formulaire");
  await ecran.cliquer("Envoyer");
  await ecran.attendreTexte("Votre demande est enregistrée");
  await ecran.attendreTexte("j•••@exemple.fr");
  await ecran.verifierAccessibilite();
  await ecran.capturer("assistance-envoyee");
  const recue = await service.attendreCourriel(COURRIEL, "Demande d'assistance");
  const lien = new URL(recue.corps.match(/https?:\S+#cle=\S+/)[0]);

  const assistance = await autrePersonne();
  await connecter(assistance, "sophie.leroux", "Demo-2022!");
  await assistance.attendreTexte("Demandes d'assistance");
  await assistance.aller("/assistance");
  await assistance.attendreTexte("Garnier Jeanne");
  await assistance.verifierAccessibilite();
  await assistance.capturer("assistance-file");
  const numero = recue.objet.match(/AST-\S+/)[0];
  await assistance.cliquer(numero);
  await assistance.attendreTexte("Le compte principal a quitté l'entreprise.");
  await assistance.cliquer("Prendre en charge");
  await assistance.attendreTexte("En cours");
  await assistance.choisir("Insérer une réponse type", "36.…");
  await assistance.cliquer("Insérer");
  assert.match(await assistance.valeur("Votre réponse"), /courriers indésirables/);
  await assistance.remplir("Votre réponse", "Nous avons rétabli votre accès.");
  await assistance.verifierAccessibilite();
  await assistance.capturer("assistance-reponse");
  await assistance.cliquer("Envoyer la réponse");
  await assistance.attendreTexte("Répondue");
  const reponse = await service.attendreCourriel(COURRIEL, `Demande d'assistance ${numero} : réponse`);
  assert.match(reponse.corps, /Nous avons rétabli votre accès/);

  await ecran.aller(`${lien.pathname}${lien.hash}`);
  await ecran.attendreTexte("Nous avons rétabli votre accès.");
  await ecran.verifierAccessibilite();
  await ecran.capturer("assistance-suivi");
  await ecran.remplir("Votre message", "Merci, mais il manque un établissement.");
  await ecran.cliquer("Envoyer le message");
  await ecran.attendreTexte("Merci, mais il manque un établissement.");
  await ecran.attendreTexte("Ouverte");
  // Without the key of the link, nothing is shown.
  await ecran.aller("/aide");
  await ecran.aller(lien.pathname);
  await ecran.attendreTexte("ne peut pas être montrée ici");
});

parcours("une annonce se publie, se voit partout et se retire", async ({ ecran, autrePersonne }) => {
  await connecter(ecran, "sophie.leroux", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/assistance/annonces");
  await ecran.cliquer("Nouvelle annonce");
  await ecran.choisir("Nature", "Incident");
  await ecran.remplir("Titre", "Import des heures ralenti");
  await ecran.remplir("Texte", "Les imports prennent plus de temps que d'habitude.");
  await ecran.remplir("Début", "01/06/2022");
  await ecran.remplir("Heure de début", "8:00");
  await ecran.verifierAccessibilite();
  await ecran.capturer("annonce-saisie");
  await ecran.cliquer("Enregistrer");
  await ecran.attendreTexte("Annonce enregistrée.");
  const visiteur = await autrePersonne();
  await visiteur.aller("/");
  await visiteur.attendreTexte("Import des heures ralenti");
  await visiteur.attendreTexte("heure de Paris");
  await visiteur.verifierAccessibilite();
  await visiteur.capturer("annonce-accueil");
  await visiteur.cliquer("Détail de l'annonce : Import des heures ralenti");
  await visiteur.attendreAbsence("Les imports prennent plus de temps que d'habitude.");
  await visiteur.verifierAccessibilite();
  await visiteur.capturer("annonce-pliee", { entiere: false });
  // Folded until the tab is closed, its title always there.
  await visiteur.aller("/aide");
  await visiteur.attendreTexte("Import des heures ralenti");
  await visiteur.attendreAbsence("Les imports prennent plus de temps que d'habitude.");
  await ecran.cliquer("Retirer « Import des heures ralenti »");
  await ecran.attendreTexte("Retirée");
  await visiteur.attendreReponse("/annonces", () => visiteur.aller("/simulateur"));
  await visiteur.attendreAbsence("Import des heures ralenti");
});
