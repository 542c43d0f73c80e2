// Run inside the page: finds what a person would point at, by the words that she reads.
// Self-contained: puppeteer sends the text of this function to the browser.

/**
 * @param {"champ" | "action" | "texte"} genre what is looked for
 * @param {string} mots its label, its name, or a text on the page
 * @param {number} rang 0 for the first of several
 * @param {string} dans CSS selector of the part of the page to look in
 */
export function chercher(genre, mots, rang, dans) {
  const nu = (texte) =>
    (texte ?? "").replace(/[\s\u00a0\u202f]+/g, " ").replace(/[’ʼ]/g, "'").replace(/\s*\*$/, "").trim();
  const voulu = nu(mots);
  // A modal dialog makes the rest of the page inert.
  const dialogue = [...document.querySelectorAll("dialog[open]")].at(-1);
  const racine = dans ? document.querySelector(dans) : (dialogue ?? document.body);
  if (!racine) return null;
  const visible = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]");
  const nomme = (e) => {
    const ids = e.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const designe = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    return nu(e.getAttribute("aria-label")) || nu(designe);
  };

  if (genre === "texte") return nu(racine.innerText).includes(voulu) ? racine : null;

  let candidats;
  if (genre === "champ") {
    const etiquettes = [...racine.querySelectorAll("label, legend")].map((e) => {
      // Hints and "(obligatoire)" often stand inside the label: its own first line counts too.
      const noms = [nu(e.textContent), nu(e.innerText.split("\n")[0])];
      const cible = e.control ?? e.closest("fieldset");
      return { noms, cible };
    });
    const directs = [...racine.querySelectorAll("input, select, textarea, fieldset, [role=combobox]")].map(
      (e) => ({ noms: [nomme(e)], cible: e }),
    );
    candidats = [...etiquettes, ...directs].filter(({ cible }) => cible);
  } else {
    const selecteur =
      "button, a[href], summary, [role=button], [role=tab], [role=link], [role=menuitem], [role=radio], input[type=submit]";
    candidats = [...racine.querySelectorAll(selecteur)].map((e) => ({
      noms: [nomme(e), nu(e.innerText), nu(e.textContent), nu(e.value)],
      cible: e,
    }));
  }
  // File inputs and custom ticks are often hidden behind their label.
  const utile = ({ cible }) => visible(cible) || (genre === "champ" && cible.matches("[type=file], [type=checkbox], [type=radio]"));
  candidats = candidats.filter(utile);
  const exacts = candidats.filter(({ noms }) => noms.includes(voulu));
  const debuts = candidats.filter(({ noms }) => noms.some((nom) => nom.startsWith(voulu)));
  const choisis = exacts.length > 0 ? exacts : debuts;
  return [...new Set(choisis.map(({ cible }) => cible))][rang] ?? null;
}
