// The home page: the first thing that everybody sees.

import assert from "node:assert/strict";

import { parcours } from "../src/parcours.js";

parcours("l'accueil s'affiche, se lit et respecte les règles d'accessibilité", async ({ ecran }) => {
  await ecran.aller("/");
  assert.match(await ecran.titre(), /Apart/);
  await ecran.attendreTexte("Mon espace personnel");
  await ecran.verifierAccessibilite();
  await ecran.capturer("accueil");
});

parcours(
  "sur un téléphone, l'accueil ne déborde pas",
  async ({ ecran }) => {
    await ecran.aller("/");
    await ecran.attendreTexte("Mon espace personnel");
    const debord = await ecran.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(debord <= 0, `la page déborde de ${debord} px`);
    await ecran.verifierAccessibilite();
  },
  { largeur: 390 },
);
