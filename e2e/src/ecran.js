// What a person does in front of the page, in her words: fill in, click, read.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import { verifierAccessibilite } from "./accessibilite.js";
import { capturer } from "./captures.js";
import { chercher, clicManque, guetter, immobiliser, lire } from "./recherche.js";

const LIMITE_MS = 20_000;

/** Words, however they are spaced and whatever their apostrophes. */
const nu = (texte) => texte.replace(/[\s\u00a0\u202f]+/g, " ").replace(/[’ʼ]/g, "'").trim();

/** The window that has the keyboard: one at a time, as on a desk. */
let devant = null;

export class Ecran {
  /**
   * @param {import("puppeteer-core").Page} page
   * @param {string} adresse root of the service
   */
  constructor(page, adresse) {
    this.page = page;
    this.adresse = adresse;
  }

  async #venirDevant() {
    if (devant === this) return;
    await this.page.bringToFront();
    devant = this;
  }

  /** Opens an address of the service and waits for its first words. */
  async aller(chemin) {
    await this.#venirDevant();
    await this.page.goto(new URL(chemin, this.adresse).href, { waitUntil: "load" });
    await this.attendre(() => document.querySelector("h1, [role=alert]") !== null, `une page à ${chemin}`);
  }

  /** Path of the page shown. */
  get chemin() {
    return new URL(this.page.url()).pathname;
  }

  async titre() {
    return this.page.title();
  }

  /** All that can be read on the page. */
  async texte(dans = "body") {
    const texte = await this.page.evaluate(lire, dans);
    return (texte ?? "").replace(/[\s\u00a0\u202f]+/g, " ");
  }

  /** Types in the field that bears this label; what it held goes. */
  async remplir(etiquette, valeur, options) {
    const champ = await this.#trouver("champ", etiquette, options);
    const type = await champ.evaluate((e) => e.type);
    if (["date", "month", "time"].includes(type)) {
      // How these are typed depends on the browser and its language.
      await champ.evaluate((e, v) => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(e, v);
        e.dispatchEvent(new Event("input", { bubbles: true }));
        e.dispatchEvent(new Event("change", { bubbles: true }));
      }, String(valeur));
      return;
    }
    await champ.focus();
    await champ.evaluate((e) => e.select());
    await this.page.keyboard.press("Backspace");
    await champ.type(String(valeur));
    // Leaving the field is what starts its checks and the saving of drafts.
    await champ.evaluate((e) => e.blur());
  }

  /** Puts the keyboard in a field, its text selected, as Tab does. */
  async cibler(etiquette, options) {
    const champ = await this.#trouver("champ", etiquette, options);
    await champ.focus();
    await champ.evaluate((e) => e.select());
  }

  /** Chooses the option that reads so, or begins so ("…"). */
  async choisir(etiquette, option, options) {
    const champ = await this.#trouver("champ", etiquette, options);
    const valeur = await champ.evaluate((e, mots) => {
      const nu = (texte) => texte.replace(/[\s\u00a0\u202f]+/g, " ").trim();
      const choix = [...(e.options ?? [])];
      const debut = mots.endsWith("…") ? mots.slice(0, -1).trimEnd() : null;
      const convient = (texte) => (debut === null ? texte === mots : texte.startsWith(debut));
      return choix.find((o) => convient(nu(o.text)))?.value;
    }, option);
    assert.notEqual(valeur, undefined, `« ${etiquette} » n'offre pas « ${option} »`);
    await champ.select(valeur);
  }

  /** Searches a list by state, and waits until it shows rows of that state alone. */
  async rechercherParEtat(etat) {
    await this.choisir("État", etat);
    await this.cliquer("Rechercher");
    const filtrees = (mots) => {
      const lignes = [...document.querySelectorAll("tbody tr")];
      return lignes.length > 0 && lignes.every((ligne) => ligne.innerText.includes(mots));
    };
    await this.#repeter(() => this.page.evaluate(filtrees, etat), `des lignes « ${etat} » seulement`);
  }

  /** Ticks a box or a radio button; nothing if it is ticked. */
  async cocher(etiquette, options) {
    const champ = await this.#trouver("champ", etiquette, options);
    if (!(await champ.evaluate((e) => e.checked))) await champ.evaluate((e) => e.click());
  }

  async decocher(etiquette, options) {
    const champ = await this.#trouver("champ", etiquette, options);
    if (await champ.evaluate((e) => e.checked)) await champ.evaluate((e) => e.click());
  }

  /** Hands a file of the disk to the file field. */
  async televerser(etiquette, fichier, options) {
    const champ = await this.#trouver("champ", etiquette, options);
    await champ.uploadFile(fichier);
  }

  /** Clicks the button, link or tab that reads so. */
  async cliquer(nom, options) {
    const fin = Date.now() + LIMITE_MS;
    for (;;) {
      const cible = await this.#trouver("action", nom, options);
      try {
        await cible.evaluate(immobiliser);
        await cible.evaluate(guetter);
        await cible.click();
      } catch (erreur) {
        // Redrawn between being found and being clicked: look again.
        if (Date.now() > fin) throw erreur;
        await pause(100);
        continue;
      }
      // Pushed away at the last moment by what the page was still drawing: whoever sees that clicks again.
      const manque = await this.page.evaluate(clicManque).catch(() => false);
      if (!manque || Date.now() > fin) return;
    }
  }

  /** Value of the field that bears this label. */
  async valeur(etiquette, options) {
    return (await this.#trouver("champ", etiquette, options)).evaluate((e) => e.value);
  }

  /** Waits until these words can be read: in front, where a dialog is open. */
  async attendreTexte(mots, { dans = "", limiteMs } = {}) {
    await this.#venirDevant();
    await this.#repeter(async () => nu(await this.texte(dans)).includes(nu(mots)), `le texte « ${mots} »`, limiteMs);
  }

  async attendreAbsence(mots, { dans = "body", limiteMs } = {}) {
    await this.#repeter(async () => !nu(await this.texte(dans)).includes(nu(mots)), `l'absence de « ${mots} »`, limiteMs);
  }

  /** Waits until the address matches a path or a pattern. */
  async attendreChemin(chemin, { limiteMs } = {}) {
    const va = () => (chemin instanceof RegExp ? chemin.test(this.chemin) : this.chemin === chemin);
    await this.#repeter(async () => va(), `l'adresse ${chemin}`, limiteMs);
  }

  /** Waits until `condition`, run in the page with `donnees`, is true: a boolean, as no browser hands over an element by value. */
  async attendre(condition, quoi, { donnees, limiteMs } = {}) {
    let genre;
    const vrai = async () => {
      const reponse = await this.page.evaluate(condition, donnees);
      genre = typeof reponse;
      return reponse !== false;
    };
    await this.#repeter(vrai, quoi, limiteMs);
    assert.equal(genre, "boolean", `« ${quoi} » se répond par vrai ou faux`);
  }

  /** Does something that makes the page ask the API, and waits until it has the answer: before saying that something is absent. */
  async attendreReponse(chemin, geste) {
    const reponse = this.page.waitForResponse((r) => new URL(r.url()).pathname === `/api/v1${chemin}`, { timeout: LIMITE_MS });
    await Promise.all([reponse, geste()]);
    // The answer is read, then drawn.
    await pause(300);
  }

  /** Fails on any breach of WCAG 2.2 AA that axe can see. */
  async verifierAccessibilite(options) {
    await verifierAccessibilite(this.page, options);
  }

  /** Pictures for the eye: `e2e/captures/<nom>-….png`, wide and narrow, light and dark. */
  async capturer(nom, options) {
    return capturer(this.page, nom, options);
  }

  async #trouver(genre, mots, { rang = 0, dans = "", limiteMs } = {}) {
    await this.#venirDevant();
    let trouve = null;
    const essai = async () => {
      const poignee = await this.page.evaluateHandle(chercher, genre, mots, rang, dans);
      trouve = poignee.asElement();
      return trouve !== null;
    };
    const noms = { champ: "le champ", action: "le bouton ou le lien" };
    await this.#repeter(essai, `${noms[genre]} « ${mots} »`, limiteMs);
    return trouve;
  }

  // Polled from here: puppeteer's own waiting evaluates strings, which the CSP of the page forbids.
  async #repeter(essai, quoi, limiteMs = LIMITE_MS) {
    const fin = Date.now() + limiteMs;
    let derniere;
    for (;;) {
      try {
        if (await essai()) return;
      } catch (erreur) {
        // The page is being replaced: try again.
        derniere = erreur;
      }
      if (Date.now() > fin) break;
      await pause(60);
    }
    const page = await this.texte().catch(() => "(illisible)");
    const cause = derniere ? `\n${derniere.message}` : "";
    throw new Error(`attendu en vain : ${quoi}, sur ${this.page.url()}${cause}\n--- page ---\n${page.slice(0, 3000)}`);
  }
}
