// Getting back in: forgotten password and identifiant, the account page, the second factor, and the
// diagnosis of whoever cannot get in.

import assert from "node:assert/strict";

import { codeDuTelephone, codeTotp, connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";

const CLAIRE = "claire.martin@exemple.fr";
const NOUVEAU = "Retrouve-2022!";

/** The value that stands alone on its line in a mail. */
const seule = (courriel) => courriel.corps.match(/ est :\n\n(\S+)\n/)[1];

async function resoudreOperation(ecran) {
  await ecran.attendre(() => /Combien font \d/.test(document.body.innerText), "une opération");
  const [, a, signe, b] = (await ecran.texte()).match(/Combien font (\d) ([+−×]) (\d) \?/);
  const resultat = { "+": +a + +b, "−": a - b, "×": a * b }[signe];
  await ecran.remplir("Résultat de l'opération", resultat);
}

parcours("un mot de passe oublié revient par courriel, un identifiant aussi", async ({ ecran, service }) => {
  await ecran.aller("/");
  await ecran.cliquer("J'ai oublié mon mot de passe");
  await ecran.attendreChemin("/oubli-mot-de-passe");
  await ecran.cliquer("Continuer");
  await ecran.attendreTexte("points sont à corriger");
  await ecran.verifierAccessibilite();
  await ecran.capturer("oubli-fautes");
  await ecran.remplir("Identifiant", "claire.martin");
  await resoudreOperation(ecran);
  await ecran.cliquer("Continuer");
  await ecran.attendreTexte("Le nom de votre première école ?");
  await ecran.remplir("Réponse à votre question secrète", "Victor Hugo");
  await ecran.cliquer("Valider");
  await ecran.attendreTexte("Cette réponse est incorrecte. Nous ne pouvons pas vous envoyer un nouveau mot de passe.");
  await ecran.attendreTexte("Encore 2 essais");
  await ecran.verifierAccessibilite();
  await ecran.capturer("oubli-question");
  await ecran.remplir("Réponse à votre question secrète", "jules ferry");
  await ecran.cliquer("Valider");
  await ecran.attendreTexte("Un courriel est parti");
  await ecran.verifierAccessibilite();
  await ecran.capturer("oubli-envoye");
  const temporaire = seule(await service.attendreCourriel(CLAIRE, "Mot de passe de connexion"));

  await connecter(ecran, "claire.martin", temporaire);
  await ecran.attendreTexte("Choisir un nouveau mot de passe");
  await ecran.remplir("Mot de passe actuel ou provisoire", temporaire);
  await ecran.remplir("Nouveau mot de passe", NOUVEAU);
  await ecran.remplir("Confirmer le nouveau mot de passe", NOUVEAU);
  await ecran.cliquer("Changement du mot de passe");
  await ecran.attendreTexte("Votre mot de passe est enregistré");
  await connecter(ecran, "claire.martin", NOUVEAU);
  await ecran.attendreChemin("/accueil");

  await ecran.aller("/oubli-identifiant");
  await ecran.remplir("Adresse électronique", "inconnue@exemple.fr");
  await ecran.cliquer("Continuer");
  await ecran.remplir("Réponse à votre question secrète", "Jules Ferry");
  await ecran.cliquer("Valider");
  await ecran.attendreTexte("Nous ne pouvons pas vous envoyer votre identifiant.");
  await ecran.cliquer("Recommencer");
  await ecran.remplir("Adresse électronique", CLAIRE);
  await ecran.cliquer("Continuer");
  await ecran.attendreTexte("Le nom de votre première école ?");
  await ecran.remplir("Réponse à votre question secrète", "Jules Ferry");
  await ecran.cliquer("Valider");
  await ecran.attendreTexte("Un courriel est parti");
  assert.equal(seule(await service.attendreCourriel(CLAIRE, "Identifiant de connexion")), "claire.martin");
});

parcours("mon compte : double authentification, question secrète, sessions", async ({ ecran, autrePersonne }) => {
  const ailleurs = await autrePersonne();
  await connecter(ailleurs, "claire.martin", "Demo-2022!");
  await ailleurs.attendreChemin("/accueil");
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.cliquer("claire.martin");
  await ecran.cliquer("Mon compte");
  await ecran.attendreChemin("/compte");
  await ecran.attendreTexte("Cette session");
  await ecran.verifierAccessibilite();
  await ecran.capturer("compte");
  await ecran.cliquer("Terminer toutes les autres");
  await ecran.attendreTexte("Les autres sessions sont terminées");
  await ailleurs.aller("/accueil");
  await ailleurs.attendreTexte("Mon espace personnel");

  await ecran.cliquer("Changer de question secrète");
  const proposees = await ecran.page.$$eval("datalist option", (options) => options.map((o) => o.value));
  assert.equal(proposees.length, 12);
  assert.ok(proposees.includes("Le nom de votre première école ?"));
  await ecran.capturer("compte-question", { entiere: false });
  await ecran.remplir("Nouvelle question secrète", "Le nom de mon chat ?");
  await ecran.remplir("Réponse", "Moustache");
  await ecran.remplir("Mot de passe actuel", "faux");
  await ecran.cliquer("Enregistrer la question");
  await ecran.attendreTexte("Ce n'est pas votre mot de passe actuel");
  assert.equal(await ecran.valeur("Nouvelle question secrète"), "Le nom de mon chat ?");
  await ecran.remplir("Mot de passe actuel", "Demo-2022!");
  await ecran.cliquer("Enregistrer la question");
  await ecran.attendreTexte("« Le nom de mon chat ? »");

  await ecran.cliquer("Activer la double authentification");
  await ecran.attendreTexte("Scannez ce code");
  await ecran.verifierAccessibilite();
  await ecran.capturer("double-authentification");
  const cle = await ecran.page.$eval("code", (e) => e.textContent.replace(/\s/g, ""));
  await ecran.remplir("Code affiché par l'application", await codeTotp(cle, ecran));
  await ecran.cliquer("Activer");
  await ecran.attendreTexte("Vos codes de récupération");
  await ecran.verifierAccessibilite();
  await ecran.capturer("codes-recuperation");
  const secours = await ecran.page.$eval("ul[aria-label='Codes de récupération'] li", (e) => e.textContent.trim());
  await ecran.cliquer("J'ai gardé mes codes");
  await ecran.attendreTexte("10 codes de récupération");

  await ailleurs.remplir("Identifiant", "claire.martin");
  await ailleurs.remplir("Mot de passe", "Demo-2022!");
  await ailleurs.cliquer("Connexion");
  await ailleurs.attendreTexte("Code à 6 chiffres");
  await ailleurs.verifierAccessibilite();
  await ailleurs.capturer("connexion-code");
  await ailleurs.remplir("Code à 6 chiffres", secours);
  await ailleurs.cliquer("Connexion");
  await ailleurs.attendreChemin("/accueil");
});

parcours("sans code reçu, la suite est la même pour une adresse connue et pour une inconnue", async ({ ecran }) => {
  const lus = [];
  for (const qui of [CLAIRE, "partie@exemple.fr"]) {
    await ecran.aller("/aide/connexion");
    await ecran.remplir("Numéro de SIRET de l'établissement", "732 829 320 00074");
    await ecran.remplir("Identifiant ou adresse électronique", qui);
    await ecran.cliquer("Trouver ce qui bloque");
    await ecran.cliquer("Recevoir un code");
    await ecran.attendreTexte("Rien reçu ?");
    await ecran.attendreTexte("avec le SIRET 732 829 320 00074");
    lus.push(await ecran.texte("main"));
  }
  assert.equal(lus[1], lus[0]);
  await ecran.cliquer("demandez la reprise de son rôle");
  await ecran.attendreChemin("/reprise");
  assert.equal(await ecran.valeur("SIRET de l'établissement"), "732 829 320 00074");
  await ecran.attendreTexte("Contrôle de sécurité");
  await ecran.verifierAccessibilite();
  await ecran.capturer("reprise");
  await ecran.aller("/aide/demande?motif=habilitation&siret=73282932000074");
  assert.equal(await ecran.valeur("N° de SIRET"), "732 829 320 00074");
  assert.equal(await ecran.valeur("Motif de la demande"), "habilitation");
});

parcours("un agent trouve sa propre voie, sans SIRET", async ({ ecran }) => {
  await ecran.aller("/aide/connexion");
  await ecran.cocher("Un agent d'une unité départementale");
  await ecran.attendreTexte("annexe 3 signée");
  await ecran.attendreTexte(`Êtes-vous bien sur ${new URL(ecran.adresse).origin}`);
  await ecran.attendreAbsence("Numéro de SIRET de l'établissement");
  await ecran.verifierAccessibilite();
  await ecran.capturer("diagnostic-agent");
  // The same diagnosis as for everybody, with the identifiant alone.
  await ecran.remplir("Identifiant ou adresse électronique", "nadia.leroux");
  await ecran.cliquer("Trouver ce qui bloque");
  await ecran.cliquer("Recevoir un code");
  await ecran.attendreTexte("demandez à votre service si l'annexe 3 signée a été transmise");
  await ecran.attendreAbsence("demandez la reprise de son rôle");
  await ecran.verifierAccessibilite();
  await ecran.capturer("diagnostic-agent-code");
  await ecran.cliquer("écrivez à l'assistance");
  await ecran.attendreChemin("/aide/demande");
  assert.equal(await ecran.valeur("Motif de la demande"), "habilitation");
  // A service in the place of the establishment.
  await ecran.attendreAbsence("N° de SIRET");
  await ecran.attendreTexte("Dénomination de votre service");
  await ecran.verifierAccessibilite();
  await ecran.capturer("assistance-agent");
});

parcours("après la connexion, l'adresse demandée revient avec sa recherche", async ({ ecran }) => {
  await ecran.aller("/assistance/courriels?etat=envoye&page=a%26b");
  await ecran.attendreChemin("/connexion");
  await ecran.remplir("Identifiant", "sophie.leroux");
  await ecran.remplir("Mot de passe", "Demo-2022!");
  await ecran.cliquer("Connexion");
  const code = await codeDuTelephone(ecran, "sophie.leroux");
  if (code !== undefined) {
    await ecran.remplir("Code à 6 chiffres", code);
    await ecran.cliquer("Connexion");
  }
  await ecran.attendreChemin("/assistance/courriels");
  assert.equal(new URL(ecran.page.url()).search, "?etat=envoye&page=a%26b");
});

parcours("qui n'arrive pas à se connecter trouve ce qui bloque", async ({ ecran, service, autrePersonne }) => {
  await ecran.aller("/");
  await ecran.cliquer("Je n'arrive pas à me connecter");
  await ecran.attendreChemin("/aide/connexion");
  await ecran.remplir("Numéro de SIRET de l'établissement", "812 345 676 00017");
  await ecran.remplir("Identifiant ou adresse électronique", "quelqu'un");
  await ecran.cliquer("Trouver ce qui bloque");
  await ecran.attendreTexte("n'est pas connu du service");
  await ecran.attendreTexte("Créer mon espace");
  await ecran.verifierAccessibilite();
  await ecran.cliquer("Recommencer");

  for (let essai = 0; essai < 3; essai += 1) {
    await service.tenterConnexion("claire.martin", "faux");
  }
  await ecran.remplir("Numéro de SIRET de l'établissement", "732 829 320 00074");
  await ecran.remplir("Identifiant ou adresse électronique", CLAIRE);
  await ecran.cliquer("Trouver ce qui bloque");
  await ecran.attendreTexte("est connu du service");
  await ecran.attendreTexte(`Êtes-vous bien sur ${new URL(ecran.adresse).origin}`);
  await ecran.capturer("diagnostic-premier");
  await ecran.cliquer("Recevoir un code");
  await ecran.attendreTexte("un code à 6 chiffres vient de partir");
  await ecran.attendreTexte("Rien reçu ?");
  await ecran.verifierAccessibilite();
  await ecran.capturer("diagnostic-code");
  const code = seule(await service.attendreCourriel(CLAIRE, "Code pour le détail"));
  await ecran.remplir("Code reçu par courriel", "0");
  await ecran.cliquer("Voir le détail");
  await ecran.attendreTexte("Encore 4 essais");
  await ecran.remplir("Code reçu par courriel", code);
  await ecran.cliquer("Voir le détail");
  await ecran.attendreTexte("votre compte est verrouillé");
  await ecran.attendreTexte("Attendre le déverrouillage");
  await ecran.verifierAccessibilite();
  await ecran.capturer("diagnostic-detail");

  // The demo's telephones are on the outbox page.
  const demo = await autrePersonne();
  await demo.aller("/demo/courriels");
  await demo.attendreTexte("Codes de double authentification");
  await demo.attendreTexte(await codeDuTelephone(demo, "nadia.benali"));
  await demo.verifierAccessibilite();
  await demo.capturer("demo-codes");
});
