// The home page: the first thing that everybody sees.

import assert from "node:assert/strict";

import { navigateur } from "../src/navigateur.js";
import { parcours } from "../src/parcours.js";
import { lirePdf } from "../src/pdf.js";

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
    // The strip of the demonstration is folded; what it does is one touch away.
    const hauteur = (quoi) => ecran.page.$eval(quoi, (e) => e.offsetHeight);
    assert.ok((await hauteur(".ap-demo")) <= 50, "la bande de la démonstration est repliée");
    await ecran.attendreAbsence("Avancer de");
    await ecran.cliquer("Outils");
    await ecran.attendreTexte("Avancer de");
    await ecran.verifierAccessibilite();
    await ecran.capturer("demo-depliee", { entiere: false, largeurs: [390] });
  },
  { largeur: 390 },
);

parcours("neuf salariés simulés s'impriment sans page perdue, l'avertissement en tête", async ({ ecran }) => {
  await ecran.aller("/simulateur");
  for (let rang = 1; rang <= 9; rang += 1) {
    if (rang > 1) await ecran.cliquer("Ajouter un salarié");
    // Each row has a radio button of that name before its field.
    await ecran.remplir("Taux horaire brut", String(9 + 5 * rang), { rang: 2 * rang - 1 });
    await ecran.remplir("Heures chômées du mois", "35", { rang: rang - 1 });
  }
  await ecran.cliquer("Calculer");
  await ecran.attendreTexte("Résultat de la simulation");
  await ecran.attendreTexte("Comment c'est calculé : Salarié 9");
  await ecran.verifierAccessibilite();
  await ecran.capturer("simulateur");
  await ecran.cliquer("Comment c'est calculé : Salarié 1");
  await ecran.attendreTexte("14,00 € / h");
  await ecran.attendreTexte("36 %");
  await ecran.capturer("simulateur-detail");
  if (navigateur !== "chrome") return;
  const papier = await ecran.page.pdf({ format: "A4", preferCSSPageSize: true });
  const { pages, texte } = await lirePdf(papier);
  assert.ok(pages <= 4, `${pages} pages`);
  assert.ok(texte.indexOf("n'engage pas") < texte.indexOf("Comment c'est calculé"), "l'avertissement avant le détail");
});
