// What the browser computes is what the service computes, to the cent: the same simulations through the WASM
// and through the API of the real binary. For the lines of a claim see demande.test.js.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { decimal, hasard } from "../src/hasard.js";
import { demarrerService } from "../src/service.js";

const { simulation } = createRequire(import.meta.url)(process.env.APART_E2E_CALCUL);

const GRAINE = Number(process.env.APART_E2E_GRAINE ?? Date.now() % 2 ** 31);
const SALARIES = 150;

/** Pay below the minimum and above the cap, part time, hours to the hundredth, monthly pay. */
function salarie(tirer, rang) {
  const hebdo = decimal(700 + tirer(2_801), 2);
  const remuneration = tirer(3)
    ? { taux_horaire_brut: decimal(40_000 + tirer(tirer(4) ? 260_000 : 2_000_000), 4) }
    : { salaire_mensuel_brut: decimal(80_000 + tirer(900_000), 2) };
  return {
    reference: `S${rang}`,
    ...remuneration,
    heures_hebdomadaires: hebdo,
    heures_chomees: decimal(tirer(15_168), 2),
  };
}

const simuler = (adresse, corps) =>
  fetch(`${adresse}/api/v1/simulations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(corps),
  });

/** Every month, regime and territory. */
function conditions() {
  const regimes = ["droit_commun", "secteur_protege", "fermeture_administrative", "apld", "apld_rebond"];
  const toutes = [];
  for (let mois = new Date("2020-03-01"); mois <= new Date("2026-11-01"); mois.setUTCMonth(mois.getUTCMonth() + 1)) {
    for (const regime of regimes) {
      for (const territoire of ["metropole", "mayotte"]) {
        toutes.push({ mois: mois.toISOString().slice(0, 7), regime, territoire });
      }
    }
  }
  return toutes;
}

test("le navigateur et le service calculent les mêmes centimes", async (t) => {
  const service = await demarrerService();
  t.after(() => service.arreter());
  t.diagnostic(`APART_E2E_GRAINE=${GRAINE}`);
  const tirer = hasard(GRAINE);
  let comparees = 0;
  for (const condition of conditions()) {
    const salaries = Array.from({ length: SALARIES }, (_, rang) => salarie(tirer, rang));
    const corps = { ...condition, salaries };
    const reponse = await simuler(service.adresse, corps);
    if (reponse.status === 422) {
      // A regime that this month does not have: the browser must refuse it as well.
      assert.throws(() => simulation(JSON.stringify(corps)), undefined, JSON.stringify(condition));
      continue;
    }
    assert.equal(reponse.status, 200, await reponse.clone().text());
    assert.deepEqual(JSON.parse(simulation(JSON.stringify(corps))), await reponse.json());
    comparees += SALARIES;
  }
  assert.ok(comparees > 40_000, `${comparees} lignes comparées`);
});
