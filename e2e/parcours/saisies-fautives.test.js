// Bad input: every fault is said, with its way out, and what was typed stays.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { connecter } from "../src/connexion.js";
import { parcours } from "../src/parcours.js";

const DONNEES = fileURLToPath(new URL("../../crates/domain/tests/donnees/", import.meta.url));
const ATELIERS = "73282932000074";
/** What the page calls the columns of a file. */
const COLONNES = {
  duree_hebdomadaire: "Durée hebdomadaire",
  nir: "NIR",
  nom: "Nom",
  taux_horaire_brut: "Taux horaire brut",
};

parcours("un SIRET faux, connu ou absent du répertoire est dit, et rien n'est perdu", async ({ ecran }) => {
  const champ = "Numéro de SIRET de l'établissement";
  await ecran.aller("/inscription");
  for (const [saisi, message] of [
    ["732 829 320 0007", "14 chiffres"],
    ["732 829 320 00075", "Ce SIRET n'existe pas"],
  ]) {
    await ecran.remplir(champ, saisi);
    await ecran.cliquer("Valider");
    await ecran.attendreTexte(message);
    // Both faults at once: the terms are not accepted either.
    await ecran.attendreTexte("Acceptez les conditions générales");
    assert.equal(await ecran.valeur(champ), saisi);
    await ecran.verifierAccessibilite();
  }
  await ecran.capturer("inscription-siret-faux");
  await ecran.cocher("J'accepte les…");
  await ecran.remplir(champ, "732 829 320 00074");
  await ecran.cliquer("Valider");
  await ecran.attendreTexte("a déjà créé un compte utilisateur. Veuillez vous connecter sous ce compte");
  await ecran.attendreTexte("J'ai oublié mon mot de passe");
  // The same SIRET has had its answer.
  const inerte = () => [...document.querySelectorAll("button[type=submit]")].some((b) => b.ariaDisabled === "true");
  await ecran.attendre(inerte, "« Valider » inactif");
  await ecran.verifierAccessibilite();
  await ecran.capturer("inscription-siret-connu");
  // Well formed, and absent from the register: the form is empty and the filing goes on.
  await ecran.remplir(champ, "00100098300005");
  await ecran.cliquer("Valider");
  await ecran.attendreTexte("Dénomination de l'établissement");
  assert.equal(await ecran.valeur("Dénomination de l'établissement"), "");
  await ecran.cliquer("Envoyer");
  await ecran.attendreTexte("points sont à corriger");
  await ecran.verifierAccessibilite();
  await ecran.capturer("inscription-fautes");
  // The limit is told before it is hit, to whoever listens too.
  await ecran.attendreAbsence("/ 10 caractères");
  await ecran.remplir("Numéro de voie", "12-14-16");
  await ecran.attendreTexte("8 / 10 caractères");
  const decrit = await ecran.page.$eval("input[name$=numero-voie]", (e) =>
    e.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent ?? `rien : ${id}`),
  );
  assert.deepEqual(decrit, ["12, 12-14…", "8 / 10 caractères"]);
  for (const [libelle, max] of [["Type de voie", 30], ["Ville", 150], ["Nom", 80], ["Prénom", 80]]) {
    await ecran.remplir(libelle, "n".repeat(max + 1));
    await ecran.attendreTexte(`${max + 1} / ${max} caractères`);
  }
  await ecran.verifierAccessibilite();
  await ecran.capturer("inscription-limites");
});

parcours("un NIR faux ou abîmé par un tableur est refusé avec sa raison, le reste attend", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${ATELIERS}/salaries`);
  await ecran.remplir("Nom d'usage", "Garnier");
  await ecran.remplir("Prénom", "Jeanne");
  await ecran.choisir("Catégorie", "ETAM");
  await ecran.remplir("Taux horaire brut", "33,44 €");
  for (const [nir, message] of [
    ["2 67 07 75 075 841 53", "La clé de ce NIR est fausse"],
    ["2,67E+14", "Ce NIR a été abîmé par un tableur"],
    ["2 67 07 75", "Un NIR compte 15 caractères"],
  ]) {
    await ecran.remplir("Numéro de sécurité sociale (NIR)", nir);
    await ecran.cliquer("Ajouter le salarié");
    await ecran.attendreTexte(message);
    assert.equal(await ecran.valeur("Taux horaire brut"), "33,44 €");
  }
  await ecran.verifierAccessibilite();
  await ecran.remplir("Numéro de sécurité sociale (NIR)", "2 67 07 75 075 841 52");
  await ecran.cliquer("Ajouter le salarié");
  await ecran.attendreTexte("Garnier");
  await ecran.attendreTexte("33,44 €");
});

parcours("un fichier fautif donne toutes ses fautes, par ligne et colonne", async ({ ecran }) => {
  const attendu = (await readFile(`${DONNEES}salaries-fautes.attendu.csv`, "utf8"))
    .trim()
    .split("\n")
    .slice(1)
    .map((ligne) => ligne.split(",").slice(0, 2));
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${ATELIERS}/salaries`);
  await ecran.televerser("Fichier des salariés", `${DONNEES}salaries-fautes.csv`);
  await ecran.attendreTexte("rien n'a été importé");
  const lues = await ecran.page.$$eval("table", (tables) =>
    [...tables.find((t) => t.caption?.textContent.includes("Erreurs du fichier")).tBodies[0].rows].map((rangee) =>
      [...rangee.cells].slice(0, 2).map((c) => c.innerText.trim()),
    ),
  );
  const enMots = attendu.map(([ligne, colonne]) => [ligne, COLONNES[colonne] ?? colonne]);
  assert.deepEqual(lues, enMots);
  await ecran.verifierAccessibilite();
  await ecran.capturer("import-fautes");
  await ecran.attendreTexte("Registre : 12 salariés");
  await ecran.cliquer("Importer les…");
  await ecran.attendreTexte("Fichier importé");

  const dossier = await mkdtemp(join(tmpdir(), "apart-fichiers-"));
  try {
    for (const [nom, octets, message] of [
      ["paie.csv", "%PDF-1.7\n", "c'est un PDF"],
      ["paie.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "est un ancien classeur Excel"],
      ["photo.csv", Buffer.from([0x89, 0x50, 0, 0, 1]), "octets nuls"],
      ["vide.csv", "", "Ce fichier est vide"],
      ["autre.csv", "a;b;c\n1;2;3\n", "Quelle colonne est laquelle ?"],
      ["enorme.csv", Buffer.alloc(33 * 1024 * 1024, "1;2;3;4;5;6\n"), "dépasse"],
    ]) {
      const chemin = join(dossier, nom);
      await writeFile(chemin, octets);
      await ecran.televerser("Fichier des salariés", chemin);
      await ecran.attendreTexte(message);
    }
    await ecran.capturer("import-refus", { entiere: false });
  } finally {
    await rm(dossier, { recursive: true });
  }
});

parcours("un code DI faux, un mois hors de la DAP et des heures de trop sont dits", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/indemnisations/nouvelle");
  await ecran.cliquer("Créer");
  await ecran.attendreTexte("Sélectionnez le mois à indemniser");
  await ecran.remplir("Code DI", "ABCDE 23456");
  await ecran.choisir("Mois", "Mai 2022");
  await ecran.cliquer("Créer");
  await ecran.attendreTexte("Aucune de vos autorisations n'a ce code");
  assert.equal(await ecran.valeur("Code DI"), "ABCDE 23456");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-code-inconnu");

  await ecran.aller("/daps");
  await ecran.rechercherParEtat("Validée");
  await ecran.cliquer("Visualiser…");
  await ecran.cliquer("Créer une demande d'indemnisation");
  await ecran.attendreChemin("/indemnisations/nouvelle");
  assert.match(await ecran.valeur("Code DI"), /^[A-Z0-9]{10}$/, "le code suit depuis la DAP");
  await ecran.choisir("Mois", "Janvier 2022");
  await ecran.cliquer("Créer");
  await ecran.attendreTexte("elle ne couvre pas janvier 2022");
  await ecran.choisir("Mois", "Mai 2022");
  await ecran.cliquer("Créer");
  await ecran.attendreTexte("existe déjà");

  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-…");
  await ecran.attendreChemin(/^\/indemnisations\/[0-9a-f-]{36}$/);
  await ecran.cliquer("Heures");
  const case_ = "BERNARD Julie, semaine du 02/05/2022, heures chômées";
  await ecran.remplir(case_, "20");
  // 21 worked and 20 not worked, of a contract of 35.
  await ecran.attendreTexte("peuvent être chômées");
  assert.equal(await ecran.valeur(case_), "20");
  await ecran.verifierAccessibilite();
  await ecran.capturer("di-heures-fautes", { entiere: false });
  await ecran.remplir(case_, "14");
  await ecran.attendreAbsence("peuvent être chômées");
});
