// The main job, steps 1 to 5, through the pages alone: access, habilitation, first login, bank
// details, DAP, decision, claim with the real files, recap. Amounts, mails and PDF are read.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { connecter } from "../src/connexion.js";
import { importer } from "../src/fichiers.js";
import { parcours } from "../src/parcours.js";
import { lirePdfDeLaPage } from "../src/pdf.js";

const DONNEES = fileURLToPath(new URL("../../crates/domain/tests/donnees/", import.meta.url));
const TOTAUX = JSON.parse(readFileSync(`${DONNEES}totaux-2022-05-250.json`, "utf8"));
const COURRIEL = "marie.lefevre@menuiserie-beaulieu.fr";
const NOUVEAU = "Menuiserie-2022!";

/** "204900.43" as the pages write it. */
const enFrancais = (decimal) => {
  const [entiers, decimales] = decimal.split(".");
  return `${entiers.replace(/\B(?=(\d{3})+$)/g, " ")},${decimales}`;
};

async function demanderAcces(ecran) {
  await ecran.aller("/");
  await ecran.cliquer("Créer mon espace");
  await ecran.remplir("Numéro de SIRET de l'établissement", "812 345 676 00017");
  await ecran.cocher("J'accepte les…");
  await ecran.cliquer("Valider");
  await ecran.attendreTexte("Vos informations ont été renseignées");
  assert.equal(await ecran.valeur("Dénomination de l'établissement"), "MENUISERIE BEAULIEU");
  assert.equal(await ecran.valeur("Ville"), "NANTES");
  await ecran.remplir("Téléphone fixe de l'établissement", "02 40 11 22 33");
  await ecran.remplir("Courriel de l'établissement", COURRIEL);
  await ecran.remplir("Confirmer le courriel de l'établissement", COURRIEL);
  await ecran.remplir("Nom", "Lefèvre");
  await ecran.remplir("Prénom", "Marie");
  await ecran.remplir("Téléphone", "02 40 11 22 34");
  await ecran.remplir("Courriel", COURRIEL);
  await ecran.remplir("Confirmer le courriel", COURRIEL);
  await ecran.remplir("Question secrète", "Le nom de mon premier atelier ?");
  await ecran.remplir("Réponse", "Beaulieu");
  await ecran.verifierAccessibilite();
  await ecran.capturer("inscription");
  await ecran.cliquer("Envoyer");
  await ecran.attendreTexte("Votre demande de création d'espace est enregistrée");
  await ecran.capturer("inscription-recue");
}

async function habiliter(assistance, service) {
  await connecter(assistance, "sophie.leroux", "Demo-2022!");
  await assistance.attendreChemin("/accueil");
  await assistance.aller("/habilitations");
  await assistance.attendreTexte("MENUISERIE BEAULIEU");
  await assistance.verifierAccessibilite();
  await assistance.capturer("habilitations");
  await assistance.cliquer("Accepter la demande de Marie Lefèvre");
  await assistance.cliquer("Accepter et envoyer");
  const identifiant = await service.attendreCourriel(COURRIEL, "Identifiant de connexion");
  const motDePasse = await service.attendreCourriel(COURRIEL, "Mot de passe de connexion");
  const habilitation = await service.attendreCourriel(COURRIEL, "Habilitation à l'activité partielle");
  assert.match(habilitation.corps, /MENUISERIE BEAULIEU/);
  assert.match(identifiant.corps, /\nmarie\.lefevre\n/);
  return motDePasse.corps.match(/temporaire est :\n\n(\S+)\n/)[1];
}

async function premiereConnexion(ecran, temporaire) {
  await connecter(ecran, "marie.lefevre", `[${temporaire}]`);
  await ecran.attendreTexte("Choisir un nouveau mot de passe");
  await ecran.remplir("Mot de passe actuel ou provisoire", temporaire);
  await ecran.remplir("Nouveau mot de passe", NOUVEAU);
  await ecran.remplir("Confirmer le nouveau mot de passe", NOUVEAU);
  await ecran.verifierAccessibilite();
  await ecran.capturer("mot-de-passe");
  await ecran.cliquer("Changement du mot de passe");
  await ecran.attendreTexte("Mon espace personnel");
  await connecter(ecran, "marie.lefevre", NOUVEAU);
  await ecran.attendreChemin("/accueil");
  await ecran.attendreTexte("marie.lefevre");
  await ecran.capturer("accueil-entreprise");
}

async function completerEtablissement(ecran) {
  await ecran.aller("/etablissements/81234567600017");
  await ecran.remplir("Effectif de l'établissement (SIRET)", "300");
  await ecran.remplir("Effectif de l'entreprise (SIREN)", "320");
  await ecran.cliquer("Enregistrer");
  await ecran.attendreTexte("Fiche établissement enregistrée");
  await ecran.cliquer("Ajouter une coordonnée bancaire");
  await ecran.remplir("Titulaire du compte", "Menuiserie Beaulieu");
  await ecran.remplir("IBAN", "fr14 2004 1010 0505 0001 3M02 606");
  await ecran.remplir("BIC", "psstfrppxxx");
  await ecran.remplir("Votre mot de passe", NOUVEAU);
  await ecran.cliquer("Ajouter");
  await ecran.attendreTexte("Actif");
  await ecran.verifierAccessibilite();
  await ecran.capturer("etablissement");
}

async function saisirDap(ecran) {
  await ecran.aller("/daps/nouvelle");
  await ecran.capturer("dap-nouvelle");
  await ecran.cliquer("Commencer la saisie");
  await ecran.attendreChemin(/^\/daps\/[0-9a-f-]{36}$/);
  await ecran.cliquer("Suivant");
  await ecran.cocher("Difficultés d'approvisionnement…");
  await ecran.remplir("Début de la période", "02/05/2022");
  await ecran.remplir("Fin de la période", "31/07/2022");
  await ecran.remplir("Circonstances et situation économique", "Le bois n'est plus livré : l'atelier s'arrête.");
  await ecran.capturer("dap-motif");
  await ecran.cliquer("Suivant");
  await ecran.cocher("Réduction d'activité");
  await ecran.remplir("Nombre de salariés concernés", "250");
  await ecran.remplir("Nombre total d'heures prévues", "60 000");
  await ecran.cliquer("Suivant");
  await ecran.cocher("Favorable");
  await ecran.remplir("Date de l'avis", "28/04/2022");
  await ecran.cocher("Non");
  await ecran.attendreTexte("Enregistré à");
  await ecran.cliquer("Suivant");
  await ecran.attendreTexte("Pièces jointes");
  await ecran.cliquer("Suivant");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-recapitulatif");
  await ecran.cliquer("Envoyer la demande");
  await ecran.attendreTexte("En attente d'instruction UD");
  await ecran.attendreTexte("Récépissé");
  await ecran.capturer("dap-envoyee");
  return ecran.chemin;
}

async function deciderDap(agent, chemin) {
  await connecter(agent, "nadia.benali", "Demo-2022!");
  await agent.attendreChemin("/accueil");
  await agent.capturer("accueil-agent");
  await agent.aller("/instruction");
  await agent.attendreTexte("MENUISERIE BEAULIEU");
  await agent.verifierAccessibilite();
  await agent.capturer("instruction");
  await agent.aller(chemin);
  await agent.cliquer("Prendre en charge");
  await agent.attendreTexte("Instruction en cours");
  await agent.capturer("dap-instruction");
  await agent.cliquer("Valider");
  await agent.attendreTexte("Validée");
}

async function lireDecision(ecran, service, chemin) {
  const courriel = await service.attendreCourriel(COURRIEL, "validée");
  const code = courriel.corps.match(/\n([A-Z0-9]{10})\n/)[1];
  await ecran.aller(chemin);
  await ecran.attendreTexte("Autorisation");
  await ecran.verifierAccessibilite();
  await ecran.capturer("dap-validee");
  const pdf = await lirePdfDeLaPage(ecran, `/api/v1${chemin}/decision.pdf`);
  assert.ok(pdf.texte.includes(code), "le code DI est sur la notification");
  assert.match(pdf.texte, /MENUISERIE BEAULIEU/);
  assert.match(pdf.texte, /812 345 676 00017/);
  assert.ok(pdf.balise, "PDF balisé");
  return code;
}

/** Far down the table of hours, its header still says which week and which hours. */
async function verifierEntete(ecran) {
  for (const width of [1280, 390]) {
    await ecran.page.setViewport({ width, height: 900 });
    const vue = await ecran.page.evaluate(() => {
      const table = document.querySelector("table[data-semaines]");
      const rangee = table.tBodies[0].rows[19];
      rangee.scrollIntoView({ block: "center", behavior: "instant" });
      const entete = table.tHead.getBoundingClientRect();
      // The page scrolls where all the weeks fit, else the frame of the table.
      const cadre = table.parentElement;
      const bord = getComputedStyle(cadre).overflowY === "clip" ? 0 : cadre.getBoundingClientRect().top + cadre.clientTop;
      return { ecart: Math.abs(entete.top - bord), dessus: rangee.getBoundingClientRect().top - entete.bottom };
    });
    assert.ok(vue.ecart <= 2 && vue.dessus > 0 && vue.dessus < 900, `l'en-tête à ${width} px : ${JSON.stringify(vue)}`);
  }
  await ecran.page.setViewport({ width: 1280, height: 900 });
}

/** The employees come in by the register first, or at once with their hours. */
async function faireEntrer(ecran, heures, { registre }) {
  if (registre) {
    await ecran.cliquer("Tout ajouter…");
    await ecran.attendreTexte("250 salariés dans la demande");
    await ecran.capturer("di-salaries", { entiere: false });
  }
  await ecran.cliquer("Heures");
  if (registre) return importer(ecran, "Fichier des heures", heures);
  await ecran.attendreTexte("Aucun salarié dans la demande");
  await ecran.capturer("di-heures-vides");
  await ecran.televerser("Fichier des heures", heures);
  await ecran.attendreTexte("250 salariés du registre ne sont pas encore dans la demande : ils y entrent avec leurs heures.");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-heures-verifiees");
  assert.equal(await nombreDeLignes(ecran), 0, "vérifier n'écrit rien");
  await ecran.cliquer("Importer");
  await ecran.attendreTexte("Fichier importé");
  await ecran.attendre(() => document.querySelector("table[data-semaines]") !== null, "le tableau des heures");
  await ecran.capturer("di-heures-importees", { entiere: false });
  assert.equal(await nombreDeLignes(ecran), 250);
}

/** Employees of the claim that the page shows, as the service counts them. */
const nombreDeLignes = (ecran) =>
  ecran.page.evaluate(async () => {
    const id = location.pathname.split("/").pop();
    return (await (await fetch(`/api/v1/demandes-indemnisation/${id}`)).json()).salaries;
  });

async function remplirDemande(ecran, code, { salaries, heures, registre, depuisLaDap }) {
  if (depuisLaDap) {
    await ecran.cliquer("Créer une demande d'indemnisation");
    await ecran.attendreChemin("/indemnisations/nouvelle");
    assert.equal((await ecran.valeur("Code DI")).replace(/\s/g, ""), code, "le code vient de la décision");
  } else {
    await ecran.aller("/indemnisations/nouvelle");
    await ecran.remplir("Code DI", `${code.slice(0, 5)} ${code.slice(5).toLowerCase()}`);
  }
  await ecran.choisir("Mois", "Mai 2022");
  await ecran.cliquer("Créer");
  await ecran.attendreChemin(/^\/indemnisations\/[0-9a-f-]{36}$/);
  await importer(ecran, "Fichier des salariés", DONNEES + salaries);
  await faireEntrer(ecran, DONNEES + heures, { registre });
  await verifierEntete(ecran);
  await ecran.capturer("di-heures", { entiere: false });
  await ecran.cliquer("Montants");
  await ecran.attendreTexte("Montants par salarié");
  for (const montant of Object.values(TOTAUX)) await ecran.attendreTexte(enFrancais(montant));
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-montants", { entiere: false });
  // Her row by her name: 140 h at 32.47 € are 0.36 and 0.60 of it, rounded by the hour.
  await ecran.remplir("Rechercher un salarié", "N'DIAYE Éric");
  await ecran.attendreTexte("11,69 €");
  await ecran.attendreTexte("19,48 €");
  const cellules = await ecran.page.$$eval("table", (tables) =>
    [...tables.find((t) => t.caption?.textContent === "Montants par salarié").tBodies[0].rows[0].cells].map((c) => [
      c.dataset.titre,
      c.innerText.replace(/[\s\u00a0\u202f]+/g, " ").trim(),
    ]),
  );
  assert.equal(Object.fromEntries(cellules)["Reste à charge"], "1 090,60 €", "140 × (19,48 − 11,69)");
  await ecran.cliquer("Comprendre…");
  await ecran.attendreTexte("140 h");
  await ecran.attendreTexte("36 %");
  await ecran.attendreTexte("1 636,60 €");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-comprendre", { entiere: false });
  await ecran.cliquer("Fermer");
}

async function verifierRecapitulatif(ecran, etat) {
  const pdf = await lirePdfDeLaPage(ecran, `/api/v1/demandes-indemnisation/${ecran.chemin.split("/").pop()}/recapitulatif.pdf`);
  for (const montant of Object.values(TOTAUX)) {
    assert.ok(pdf.texte.includes(enFrancais(montant)), `${montant} sur le récapitulatif`);
  }
  assert.match(pdf.texte, etat);
  assert.ok(pdf.pages > 5, `${pdf.pages} pages`);
}

for (const [forme, fichiers] of Object.entries({
  "fichiers ordinaires": { salaries: "salaries-250.csv", heures: "heures-2022-05-250.csv", registre: true },
  "fichiers d'Excel": {
    salaries: "salaries-250-excel.csv",
    heures: "heures-2022-05-250-excel.csv",
    depuisLaDap: true,
  },
})) {
  parcours(
    `de la demande d'accès à l'indemnisation validée (${forme})`,
    async ({ ecran, service, autrePersonne }) => {
      await demanderAcces(ecran);
      const assistance = await autrePersonne();
      const temporaire = await habiliter(assistance, service);
      await premiereConnexion(ecran, temporaire);
      await completerEtablissement(ecran);
      const dap = await saisirDap(ecran);
      const agent = await autrePersonne();
      await deciderDap(agent, dap);
      const code = await lireDecision(ecran, service, dap);
      await remplirDemande(ecran, code, fichiers);
      await ecran.cliquer("Envoyer la demande");
      // What it asks for and where it is paid, before it leaves.
      await ecran.attendreTexte("Envoyer cette demande ?");
      await ecran.attendreTexte(enFrancais(TOTAUX.allocation));
      await ecran.attendreTexte("FR14 •••• •••• 606");
      await ecran.verifierAccessibilite();
      await ecran.capturer("di-envoi", { entiere: false });
      await ecran.cliquer("Envoyer");
      await ecran.attendreTexte("En attente de validation");
      await verifierRecapitulatif(ecran, /Envoyée le/);
      const demande = ecran.chemin;
      await agent.aller("/instruction/indemnisations");
      await agent.attendreTexte("MENUISERIE BEAULIEU");
      await agent.capturer("instruction-di");
      await agent.aller(demande);
      await agent.cliquer("Prendre en charge");
      await agent.cliquer("Valider");
      await agent.attendreTexte("Validée");
      assert.doesNotMatch(await agent.texte(), /267077507584152|2 67 07 75 075 841 52/, "l'agent ne voit aucun NIR");
      await ecran.aller(demande);
      await ecran.attendreTexte("Validée");
      await ecran.attendreTexte("Mois par mois, sous cette autorisation");
      await ecran.capturer("di-validee");
      await verifierRecapitulatif(ecran, /Validée le/);
      await service.attendreCourriel(COURRIEL, "mai 2022) : validée");
    },
  );
}

parcours("un salarié oublié s'ajoute sans quitter la demande", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-…");
  await ecran.attendreTexte("Tous les salariés du registre sont dans la demande.");
  await ecran.cliquer("Ajouter une ligne");
  await ecran.remplir("Numéro de sécurité sociale (NIR)", "267077507584152");
  await ecran.remplir("Nom d'usage", "GARNIER");
  await ecran.remplir("Prénom", "Jeanne");
  await ecran.choisir("Catégorie", "ETAM");
  await ecran.remplir("Taux horaire brut", "33,44");
  // Hours of a month where those of a week are asked for: told before anything is refused.
  await ecran.remplir("Durée hebdomadaire du contrat", "151,67");
  await ecran.attendreTexte("Plus de 60 h par semaine ?");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-ajouter-une-ligne", { entiere: false });
  await ecran.remplir("Durée hebdomadaire du contrat", "35");
  await ecran.attendreAbsence("Plus de 60 h par semaine ?");
  await ecran.cliquer("Ajouter le salarié");
  await ecran.attendreTexte("Dans la demande : 13 salariés");
  await ecran.attendreTexte("GARNIER Jeanne");
  await ecran.capturer("di-ligne-ajoutee");
});
