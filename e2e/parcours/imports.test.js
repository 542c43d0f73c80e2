// Files of every form: a workbook, columns with other names, the file given back, the template.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { connecter } from "../src/connexion.js";
import { fichier, importer } from "../src/fichiers.js";
import { parcours } from "../src/parcours.js";

const DONNEES = fileURLToPath(new URL("../../crates/domain/tests/donnees/", import.meta.url));
const ATELIERS = "73282932000074";
const AUTREMENT =
  "Matricule SS;Patronyme;Prénom usuel;Statut;Heures contrat;Taux\n267077507584152;GARNIER;Jeanne;etam;35;33,44\n";

/** The bytes that the page gets from an address, with its session. */
const lire = (ecran, chemin) =>
  ecran.page.evaluate(async (adresse) => {
    const reponse = await fetch(adresse);
    return [...new Uint8Array(await reponse.arrayBuffer())];
  }, chemin);

parcours("des colonnes d'autres noms se choisissent, et le choix est retenu", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${ATELIERS}/salaries`);
  const paie = await fichier("paie.csv", AUTREMENT);
  await ecran.televerser("Fichier des salariés", paie);
  await ecran.attendreTexte("Quelle colonne est laquelle ?");
  assert.equal(await ecran.valeur("Colonne « NIR »"), "Matricule SS");
  await ecran.attendreTexte("GARNIER");
  await ecran.choisir("Colonne « Nom »", "Patronyme");
  await ecran.choisir("Colonne « Durée hebdomadaire »", "Heures contrat");
  await ecran.verifierAccessibilite();
  await ecran.capturer("import-colonnes");
  await ecran.cliquer("Vérifier avec ces colonnes");
  await ecran.attendreTexte("rien n'est encore importé");
  await ecran.attendreTexte("1 ajout");
  await ecran.verifierAccessibilite();
  await ecran.capturer("import-verifie", { entiere: false });
  const registre = async () => {
    const octets = await lire(ecran, `/api/v1/etablissements/${ATELIERS}/salaries`);
    return JSON.parse(Buffer.from(octets).toString()).total;
  };
  assert.equal(await registre(), 12, "vérifier n'écrit rien");
  await ecran.cliquer("Importer");
  await ecran.attendreTexte("Fichier importé");
  await ecran.attendreTexte("1 ajout");
  assert.equal(await registre(), 13);
  // The next month's file: everything is chosen already.
  await ecran.page.reload();
  await ecran.televerser("Fichier des salariés", paie);
  await ecran.attendreTexte("Quelle colonne est laquelle ?");
  assert.equal(await ecran.valeur("Colonne « Nom »"), "Patronyme");
  await ecran.cliquer("Vérifier avec ces colonnes");
  await ecran.attendreTexte("Rien à importer");
  await ecran.attendreTexte("1 ligne inchangée");
});

parcours("un fichier dit tout le contrat, un autre sans ces colonnes n'en efface rien", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${ATELIERS}/salaries`);
  await ecran.cliquer("Quelles colonnes ?");
  await ecran.attendreTexte("type de contrat, décompte du temps, date d'entrée, date de sortie");
  await ecran.verifierAccessibilite();
  await ecran.capturer("import-colonnes-facultatives", { entiere: false });
  const base = "nir;nom;prenom;categorie;duree_hebdomadaire";
  const complet = `${base};Salaire mensuel;Type de contrat;Date d'embauche\n267077507584152;GARNIER;Jeanne;etam;35;2600;Apprentie;01/09/2021\n`;
  await importer(ecran, "Fichier des salariés", await fichier("contrats.csv", complet));
  await ecran.attendreTexte("1 ajout");
  await ecran.attendreTexte("par mois");
  await ecran.attendreTexte("Contrat d'apprentissage");
  const simple = `${base};taux_horaire_brut\n267077507584152;GARNIER;Jeanne;cadre;35;20\n`;
  await importer(ecran, "Fichier des salariés", await fichier("simple.csv", simple));
  await ecran.attendreTexte("1 modification");
  await ecran.attendreTexte("Contrat d'apprentissage");
  await ecran.attendreTexte("depuis le 01/09/2021");
});

parcours("le fichier est rendu avec ses erreurs, et un classeur s'importe", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller(`/etablissements/${ATELIERS}/salaries`);
  await ecran.televerser("Fichier des salariés", `${DONNEES}salaries-fautes.csv`);
  await ecran.attendreTexte("rien n'a été importé");
  // What the browser would save.
  await ecran.page.evaluate(() => {
    globalThis.rendus = [];
    const adresser = URL.createObjectURL.bind(URL);
    // The policy forbids to fetch such an address: the text is kept as it is made.
    URL.createObjectURL = (objet) => {
      globalThis.rendus.push({ texte: objet.text() });
      return adresser(objet);
    };
    HTMLAnchorElement.prototype.click = function () {
      globalThis.rendus.at(-1).nom = this.download;
    };
  });
  await ecran.cliquer("Télécharger le fichier avec ses erreurs");
  await ecran.attendre(() => globalThis.rendus.some((rendu) => rendu.nom), "le fichier rendu");
  const rendu = await ecran.page.evaluate(async () => ({
    nom: globalThis.rendus[0].nom,
    texte: await globalThis.rendus[0].texte,
  }));
  assert.equal(rendu.nom, "salaries-fautes-erreurs.csv");
  const lignes = rendu.texte.split("\r\n");
  assert.match(lignes[0], /;erreurs$/);
  assert.match(lignes[2], /NIR : La clé de ce NIR est fausse/);
  assert.match(lignes[1], /;$/);

  const octets = await lire(ecran, "/api/v1/imports/modeles/salaries?format=xlsx");
  const modele = await fichier("modele.xlsx", Buffer.from(octets));
  await ecran.televerser("Fichier des salariés", modele);
  // The example says that it is one.
  await ecran.attendreTexte("1 erreur dans modele.xlsx");
});

parcours("le modèle des heures d'un mois se réimporte sans rien changer", async ({ ecran }) => {
  await connecter(ecran, "claire.martin", "Demo-2022!");
  await ecran.attendreChemin("/accueil");
  await ecran.aller("/indemnisations");
  await ecran.rechercherParEtat("Provisoire");
  await ecran.cliquer("DI-…");
  await ecran.attendreChemin(/^\/indemnisations\/[0-9a-f-]{36}$/);
  await ecran.attendreTexte("672 h");
  await ecran.cliquer("Heures");
  await ecran.cliquer("Quelles colonnes ?");
  await ecran.attendreTexte("Modèle à remplir");
  await ecran.capturer("import-modele", { entiere: false });
  const id = new URL(ecran.page.url()).pathname.split("/").pop();
  const octets = await lire(ecran, `/api/v1/demandes-indemnisation/${id}/imports/modele?format=xlsx`);
  const modele = await fichier("heures.xlsx", Buffer.from(octets));
  await ecran.televerser("Fichier des heures", modele);
  await ecran.attendreTexte("0 modification, 12 lignes inchangées");
});
