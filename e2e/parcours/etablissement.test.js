// The sheet and the bank details: saved by themselves, never over somebody else's changes; the
// account that is paid changes only with the password, and everybody is told.

import assert from "node:assert/strict";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";

const ATELIERS = "73282932000074";
const MOT_DE_PASSE = "Demo-2022!";
const CLAIRE = "claire.martin@exemple.fr";

parcours("deux personnes modifient la fiche et ne s'écrasent jamais", async ({ ecran, autrePersonne }) => {
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/etablissements");
  await ecran.verifierAccessibilite();
  await ecran.capturer("etablissements-liste");
  await ecran.aller(`/etablissements/${ATELIERS}/utilisateurs`);
  await ecran.cliquer("Accepter le mandat de Paul Durand");
  await ecran.cliquer("Accepter le mandat");
  await ecran.attendreTexte("En cours");

  await ecran.aller(`/etablissements/${ATELIERS}`);
  await ecran.attendreTexte("Vos changements s'enregistrent d'eux-mêmes");
  await ecran.attendreTexte("Les salariés de cet établissement seul, le SIRET 732 829 320 00074");
  await ecran.attendreTexte("le SIREN 732 829 320 : tous ses établissements réunis");
  await ecran.capturer("fiche-calme");
  const paul = await autrePersonne();
  await connecter(paul, "paul.durand", MOT_DE_PASSE);
  await paul.attendreChemin("/accueil");
  await paul.aller(`/etablissements/${ATELIERS}`);
  assert.equal(await paul.valeur("Effectif de l'entreprise (SIREN)"), "62");

  // What cannot be saved is said, and stays as typed.
  await ecran.remplir("Code postal", "4400");
  await ecran.attendreTexte("Pas enregistré : « Code postal ». Un code postal compte 5 chiffres");
  await ecran.cliquer("Enregistrer");
  await ecran.attendreTexte("Un point est à corriger");
  await ecran.verifierAccessibilite();
  await ecran.capturer("fiche-fautes");
  await ecran.remplir("Code postal", "44400");
  await ecran.remplir("Ville", "Rezé");
  await ecran.remplir("Effectif de l'entreprise (SIREN)", "75");
  // By itself: nobody clicks.
  const surLeServeur = async () => {
    const lue = await fetch("/api/v1/etablissements/73282932000074");
    return (await lue.json()).fiche.effectif_entreprise === "75";
  };
  await ecran.attendre(surLeServeur, "l'effectif sur le serveur");
  await ecran.attendreTexte("Enregistré à");
  await ecran.attendreAbsence("Un point est à corriger");
  await ecran.capturer("fiche-enregistree");

  // Paul began from the sheet as it was: he sees what Claire has changed, and chooses.
  await paul.remplir("Effectif de l'entreprise (SIREN)", "80");
  await paul.attendreTexte("Claire Martin a enregistré cette fiche à");
  await paul.attendreTexte("Votre saisie : « 80 »");
  await paul.attendreTexte("Sa version : « 75 »");
  await paul.attendreTexte("Sa version : « Rezé »");
  await paul.attendreTexte("Pas enregistré : choisissez d'abord entre les deux versions");
  assert.equal(await paul.valeur("Effectif de l'entreprise (SIREN)", { dans: "form:has(.ap-pied-formulaire)" }), "80");
  await paul.verifierAccessibilite();
  await paul.capturer("fiche-conflit");
  await paul.cliquer("Enregistrer mes choix");
  await paul.attendreTexte("Fiche établissement enregistrée");
  await paul.attendreAbsence("Sa version");
  assert.equal(await paul.valeur("Ville"), "Rezé");
  assert.equal(await paul.valeur("Effectif de l'entreprise (SIREN)"), "80");

  // Claire in her turn: she had left that field alone, Paul's stands unless she says otherwise.
  await ecran.remplir("Effectif de l'établissement (SIRET)", "50");
  await ecran.attendreTexte("Paul Durand a enregistré cette fiche à");
  await ecran.attendreTexte("Avant son changement : « 75 »");
  await ecran.cliquer("Enregistrer mes choix");
  await ecran.attendreTexte("Fiche établissement enregistrée");
  await paul.aller(`/etablissements/${ATELIERS}`);
  for (const [champ, valeur] of [
    ["Effectif de l'établissement (SIRET)", "50"],
    ["Effectif de l'entreprise (SIREN)", "80"],
    ["Ville", "Rezé"],
    ["Code postal", "44400"],
  ]) {
    assert.equal(await paul.valeur(champ), valeur);
  }
});

parcours("un compte bancaire s'ajoute, puis s'active, avec le mot de passe", async ({ ecran, service }) => {
  await connecter(ecran, "claire.martin", MOT_DE_PASSE);
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${ATELIERS}`);
  await ecran.attendreTexte("FR76 •••• •••• 189");
  await ecran.attendreTexte("Banque 30006 · Guichet 00001 · Compte ••••••••••1 · Clé 89");
  await ecran.cliquer("Ajouter une coordonnée bancaire");
  await ecran.verifierAccessibilite();
  await ecran.capturer("banque-ajout");
  await ecran.cliquer("Ajouter");
  await ecran.attendreTexte("3 points sont à corriger");
  await ecran.capturer("banque-fautes");

  // The BIC of another bank, misspelt: the right one is one click away.
  await ecran.remplir("Titulaire du compte", "Ateliers de la Loire");
  await ecran.remplir("IBAN", "fr14 2004 1010 0505 0001 3m02 606");
  await ecran.attendreTexte("Code guichet");
  await ecran.attendreTexte("0500013M026");
  await ecran.remplir("BIC", "psstf2pp");
  await ecran.cliquer("Ajouter");
  await ecran.attendreTexte("Vouliez-vous dire PSSTFRPP (La Banque Postale) ?");
  await ecran.verifierAccessibilite();
  await ecran.capturer("banque-propositions");
  await ecran.remplir("BIC", "BNPAFRPP");
  await ecran.attendreTexte("dont le BIC est d'ordinaire PSSTFRPP");
  await ecran.cliquer("Utiliser le BIC PSSTFRPP, La Banque Postale");
  assert.equal(await ecran.valeur("BIC"), "PSSTFRPP");
  await ecran.attendreAbsence("dont le BIC est d'ordinaire");
  await ecran.decocher("Activer ces coordonnées…");

  // A wrong password loses nothing.
  await ecran.remplir("Votre mot de passe", "faux");
  await ecran.cliquer("Ajouter");
  await ecran.attendreTexte("Ce n'est pas votre mot de passe actuel");
  assert.equal(await ecran.valeur("IBAN"), "fr14 2004 1010 0505 0001 3m02 606");
  await ecran.capturer("banque-mot-de-passe");
  await ecran.remplir("Votre mot de passe", MOT_DE_PASSE);
  await ecran.cliquer("Ajouter");
  await ecran.attendreTexte("Coordonnées bancaires ajoutées. Activez-les");
  await ecran.attendreTexte("Banque 20041");
  await service.attendreCourriel(CLAIRE, "Ajout de coordonnées bancaires");
  await ecran.verifierAccessibilite();
  await ecran.capturer("banque-ajoutee");

  // Separately, as the manual has it.
  await ecran.cliquer("Activer l'IBAN FR14 •••• •••• 606");
  await ecran.attendreTexte("Tous les utilisateurs de l'établissement en seront prévenus");
  await ecran.verifierAccessibilite();
  await ecran.capturer("banque-activation", { entiere: false });
  await ecran.remplir("Votre mot de passe", "faux");
  await ecran.cliquer("Activer ce compte");
  await ecran.attendreTexte("Ce n'est pas votre mot de passe actuel");
  await ecran.remplir("Votre mot de passe", MOT_DE_PASSE);
  await ecran.cliquer("Activer ce compte");
  await ecran.attendreTexte("Coordonnées bancaires activées");
  await ecran.attendreTexte("remplacé depuis");
  await ecran.capturer("banque-activee");
  const courriel = await service.attendreCourriel(CLAIRE, "Changement de coordonnées bancaires");
  assert.match(courriel.corps, /FR14 •••• •••• 606/);
  assert.doesNotMatch(service.journal, /13m ?02/i, "aucun IBAN dans le journal du service");
});
