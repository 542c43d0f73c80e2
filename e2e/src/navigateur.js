// Debian's Chromium or Firefox, driven through one API.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

import puppeteer from "puppeteer-core";

const NOMS = {
  chrome: ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"],
  firefox: ["firefox-esr", "firefox"],
};
const OPTIONS_CHROME = [
  // Chromium refuses its sandbox as root, which integration machines are.
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--lang=fr-FR",
];
const REGLAGES_FIREFOX = {
  "intl.accept_languages": "fr-FR, fr",
  // Nothing leaves the machine.
  "app.update.enabled": false,
  "browser.safebrowsing.downloads.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
};

/** "chrome" or "firefox". */
export const navigateur = process.env.APART_E2E_NAVIGATEUR ?? "chrome";

/** @returns {Promise<import("puppeteer-core").Browser>} */
export function ouvrirNavigateur() {
  return puppeteer.launch({
    browser: navigateur,
    executablePath: process.env.APART_E2E_EXECUTABLE ?? executable(),
    headless: true,
    args: navigateur === "chrome" ? OPTIONS_CHROME : [],
    extraPrefsFirefox: REGLAGES_FIREFOX,
    // A loaded machine takes its time.
    timeout: 90_000,
    protocolTimeout: 120_000,
  });
}

function executable() {
  const dossiers = (process.env.PATH ?? "").split(delimiter);
  for (const nom of NOMS[navigateur] ?? []) {
    for (const dossier of dossiers) {
      try {
        accessSync(join(dossier, nom), constants.X_OK);
        return join(dossier, nom);
      } catch {
        // Not here: the next folder.
      }
    }
  }
  throw new Error(`${navigateur} est introuvable : apt-get install chromium firefox-esr`);
}
