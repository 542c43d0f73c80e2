// Run inside the page: finds what a person would point at, by the words that she reads.
// Each function is self-contained: puppeteer sends its text to the browser.

/**
 * All that can be read, in a part of the page or in front of it. What a list offers is not read until it is chosen.
 * @param {string} dans CSS selector; else the modal dialog that is open, else the page
 * @returns {string | null} nothing when that part is not there
 */
export function lire(dans) {
  const racine = dans ? document.querySelector(dans) : ([...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body);
  if (!racine) return null;
  let texte = racine.innerText;
  for (const liste of racine.querySelectorAll("select")) {
    const offre = liste.innerText;
    if (offre) texte = texte.replace(offre, () => liste.selectedOptions[0]?.text ?? "");
  }
  return texte;
}

/**
 * @param {"champ" | "action"} genre what is looked for
 * @param {string} mots its label or its name; what ends with "…" is the beginning of one
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
  // File inputs and custom ticks are often hidden behind their label. A button at rest is waited for.
  const utile = ({ cible }) =>
    genre === "champ"
      ? visible(cible) || cible.matches("[type=file], [type=checkbox], [type=radio]")
      : visible(cible) && !cible.matches(":disabled, [aria-disabled=true]");
  candidats = candidats.filter(utile);
  // "DI-…": whatever begins so. Else the whole name: what merely begins so may be the page before.
  const debut = voulu.endsWith("…") ? voulu.slice(0, -1).trimEnd() : null;
  const convient = (nom) => (debut === null ? nom === voulu : nom.startsWith(debut));
  const choisis = candidats.filter(({ noms }) => noms.some(convient));
  return [...new Set(choisis.map(({ cible }) => cible))][rang] ?? null;
}

/** Brings it to the middle of the window and waits until it stays there: what still moves is missed by a click. */
export function immobiliser(element) {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  return new Promise((fini) => {
    let avant = "";
    let memes = 0;
    let images = 60;
    const voir = () => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const ici = [x, y, width, height].join(" ");
      memes = ici === avant ? memes + 1 : 0;
      avant = ici;
      images -= 1;
      if (memes === 2 || images === 0) fini();
      else requestAnimationFrame(voir);
    };
    voir();
  });
}

/** Notes whether the next click of the page lands on it: what the page draws meanwhile may push it away. */
export function guetter(element) {
  window.__clicRecu = null;
  const noter = ({ target }) => {
    window.__clicRecu = element.contains(target) || [...(element.labels ?? [])].some((label) => label.contains(target));
  };
  window.addEventListener("click", noter, { capture: true, once: true });
}

/** Whether it did; a page that is no longer there has been left by the click. */
export function clicManque() {
  return window.__clicRecu === false;
}
