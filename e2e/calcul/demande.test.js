// The lines of a claim as the page computes them while one types (WASM) are those that the service has stored, to the
// cent, on SQLite and on PostgreSQL: amounts, hours and explanation, for every regime of the month.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { BASES } from "../src/base.js";
import { decimal, hasard } from "../src/hasard.js";
import { demarrerService } from "../src/service.js";

const { lignes: calculer } = createRequire(import.meta.url)(process.env.APART_E2E_CALCUL);

const GRAINE = Number(process.env.APART_E2E_GRAINE ?? Date.now() % 2 ** 31);
const SALARIES = 180;
const MONTANTS = [
  "heures_chomees",
  "heures_indemnisables",
  "allocation_horaire",
  "allocation",
  "indemnite_horaire",
  "indemnite",
  "reste_a_charge",
];

/** The API, as somebody logged in. */
async function ouvrir(adresse, identifiant, motDePasse) {
  let cookies = "";
  const appeler = async (methode, chemin, corps, etag) => {
    const brut = typeof corps === "string";
    const reponse = await fetch(`${adresse}/api/v1${chemin}`, {
      method: methode,
      headers: {
        "content-type": brut ? "application/octet-stream" : "application/json",
        "X-Apart-CSRF": "1",
        origin: adresse,
        cookie: cookies,
        ...(etag && { "if-match": etag }),
      },
      body: brut ? corps : corps && JSON.stringify(corps),
    });
    const texte = await reponse.text();
    assert.ok(reponse.ok, `${methode} ${chemin} : ${reponse.status} ${texte}`);
    const poses = reponse.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    if (poses.length > 0) cookies = poses.join("; ");
    return { etag: reponse.headers.get("etag"), corps: texte && JSON.parse(texte) };
  };
  await appeler("POST", "/session", { identifiant, mot_de_passe: motDePasse });
  return appeler;
}

/** A number of its own, with its key. */
function nir(rang) {
  const corps = BigInt(1_850_144_001_000 + rang + 1);
  return `${corps}${String(97n - (corps % 97n)).padStart(2, "0")}`;
}

/** Below the minimum and above the cap, part time and overtime, by the hour and by the month, apprentices, days. */
function salarie(tirer, rang) {
  const jours = tirer(6) === 0;
  const hebdo = jours ? "35.00" : decimal(700 + tirer(3_301), 2);
  const horaire = tirer(3) ? decimal(40_000 + tirer(tirer(4) ? 260_000 : 2_000_000), 4) : "";
  const mensuel = horaire ? "" : decimal(80_000 + tirer(900_000), 2);
  const profil = ["ordinaire", "ordinaire", "ordinaire", "apprentissage", "professionnalisation"][tirer(5)];
  const mode = jours ? "forfait_jours" : "heures";
  return [nir(rang), `NOM${rang}`, "Prénom", "ouvrier", hebdo, horaire, mensuel, profil, mode].join(",");
}

const ENTETE = "nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut,salaire_mensuel_brut,profil,mode";

/** Hours that the contract holds; half days for whoever counts in days. */
function heures(tirer, ligne, semaine) {
  const pas = ligne.mode === "forfait_jours" ? 350 : 1;
  const contrat = Math.round(Number(ligne.duree_hebdomadaire) * 100);
  const unites = Math.floor(contrat / pas);
  const travaillees = tirer(3) ? tirer(unites + 1) : 0;
  const chomees = tirer(unites - travaillees + 1);
  return { semaine, travaillees: decimal(travaillees * pas, 2), chomees: decimal(chomees * pas, 2) };
}

async function toutesLesLignes(api, demande) {
  const lignes = [];
  let suite = "";
  do {
    const { corps } = await api("GET", `/demandes-indemnisation/${demande}/lignes?limit=200${suite}`);
    lignes.push(...corps.items);
    suite = corps.next ? `&cursor=${corps.next}` : null;
  } while (suite !== null);
  return lignes;
}

/** Every regime of the month, with and without shorter collective hours; what the service has stored of each. */
async function calculees(t, sorte) {
  const service = await demarrerService({ sorte });
  t.after(() => service.arreter());
  const tirer = hasard(GRAINE);
  const api = await ouvrir(service.adresse, "claire.martin", "Demo-2022!");
  const { items } = (await api("GET", "/demandes-indemnisation?etat=provisoire")).corps;
  const { id, siret } = items[0];
  const registre = Array.from({ length: SALARIES }, (_, rang) => salarie(tirer, rang));
  const importes = await api("POST", `/etablissements/${siret}/salaries/imports`, [ENTETE, ...registre].join("\n"));
  assert.equal(importes.corps.ajoutes, SALARIES);
  await api("POST", `/demandes-indemnisation/${id}/salaries`, { tous: true });
  let demande = await api("GET", `/demandes-indemnisation/${id}`);
  const saisies = (await toutesLesLignes(api, id)).map((ligne) => ({
    id: ligne.id,
    semaines: demande.corps.semaines.map((semaine) => heures(tirer, ligne, semaine)),
  }));
  demande = await api("PUT", `/demandes-indemnisation/${id}/lignes`, { lignes: saisies }, demande.etag);

  const trouvees = [];
  for (const regime of demande.corps.regimes.map((dit) => dit.code)) {
    for (const duree_collective of ["", "31.50"]) {
      const regles = { regime, duree_collective, amenagement_long: false };
      demande = await api("PUT", `/demandes-indemnisation/${id}/regles`, regles, demande.etag);
      const lignes = await toutesLesLignes(api, id);
      const duNavigateur = JSON.parse(calculer(JSON.stringify(demande.corps), JSON.stringify(lignes)));
      for (const [rang, ligne] of lignes.entries()) {
        const stockes = Object.fromEntries(MONTANTS.map((nom) => [nom, ligne[nom]]));
        const quoi = `${sorte}, ${regime}, ${duree_collective || "35 h"}, ${ligne.nom}`;
        assert.deepEqual(duNavigateur[rang].montants, stockes, quoi);
        assert.deepEqual(duNavigateur[rang].explication, ligne.explication, quoi);
        trouvees.push({ quoi: `${regime} ${duree_collective} ${ligne.nom} ${ligne.rang}`, ...stockes });
      }
      // The sums are those of the rounded lines.
      const somme = (nom) => lignes.reduce((total, ligne) => total + Math.round(Number(ligne[nom]) * 100), 0);
      for (const nom of ["allocation", "indemnite"]) {
        assert.equal(Math.round(Number(demande.corps.totaux[nom]) * 100), somme(nom), nom);
      }
    }
  }
  return trouvees;
}

test("les lignes d'une demande ont les mêmes centimes dans le navigateur et sur chaque base", async (t) => {
  t.diagnostic(`APART_E2E_GRAINE=${GRAINE}`);
  const parBase = [];
  for (const sorte of BASES) parBase.push(await calculees(t, sorte));
  const [sqlite, ...autres] = parBase;
  assert.ok(sqlite.length >= 4 * SALARIES, `${sqlite.length} lignes comparées`);
  assert.ok(sqlite.some((ligne) => ligne.allocation !== "0.00"));
  for (const autre of autres) assert.deepEqual(autre, sqlite);
});
