// The real binary, in demo mode, on a free port with a database of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";

import { creerBase } from "./base.js";

const RACINE = fileURLToPath(new URL("../..", import.meta.url));
const BINAIRE = process.env.APART_E2E_BINAIRE ?? `${RACINE}target/debug/apart`;
const HORLOGE = "2022-06-01T09:00:00+02:00";
const LIMITE_MS = 60_000;

/**
 * Starts the service and waits until it is ready.
 * @param {{ horloge?: string, env?: Record<string, string>, sorte?: "sqlite" | "postgres" }} options
 */
export async function demarrerService({ horloge = HORLOGE, env = {}, sorte } = {}) {
  const base = await creerBase(sorte);
  const adresse = `127.0.0.1:${await portLibre()}`;
  const enfant = spawn(BINAIRE, ["serve", "--demo"], {
    cwd: RACINE,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...sansReglages(process.env),
      // What the service logs is shown when a journey fails: only what matters.
      APART_LOG: "warn",
      APART_DATABASE_URL: base.adresse,
      APART_LISTEN: adresse,
      APART_HORLOGE: horloge,
      APART_SPA_DIR: process.env.APART_SPA_DIR ?? `${RACINE}frontend/dist`,
      // A journey clicks faster than a person.
      APART_REQUETES_PAR_MINUTE: "100000",
      APART_CONNEXIONS_PAR_MINUTE: "100000",
      ...env,
    },
  });
  const service = new Service(`http://${adresse}`, enfant, base);
  try {
    await service.attendrePret();
  } catch (erreur) {
    await service.arreter();
    throw erreur;
  }
  return service;
}

class Service {
  #enfant;
  #base;
  #journal = [];

  constructor(adresse, enfant, base) {
    this.adresse = adresse;
    this.#enfant = enfant;
    this.#base = base;
    for (const flux of [enfant.stdout, enfant.stderr]) {
      flux.on("data", (morceau) => this.#journal.push(String(morceau)));
    }
    enfant.on("error", (erreur) => this.#journal.push(String(erreur)));
  }

  /** What the service has written: shown when a journey fails. */
  get journal() {
    return this.#journal.join("");
  }

  get #arrete() {
    return this.#enfant.pid === undefined || this.#enfant.exitCode !== null || this.#enfant.signalCode !== null;
  }

  async attendrePret() {
    const fin = Date.now() + LIMITE_MS;
    while (Date.now() < fin && !this.#arrete) {
      const reponse = await fetch(`${this.adresse}/readyz`).catch(() => null);
      if (reponse?.ok) return;
      await pause(100);
    }
    throw new Error(`le service ne démarre pas (${BINAIRE})\n${this.journal}`);
  }

  /** The outbox of the demo, newest first. */
  async courriels() {
    return (await this.#api("GET", "/demo/courriels")).items;
  }

  /**
   * Waits for a mail to that address whose subject contains the text.
   * @returns {Promise<{ objet: string, corps: string }>}
   */
  async attendreCourriel(destinataire, objet, limiteMs = 15_000) {
    const fin = Date.now() + limiteMs;
    for (;;) {
      const courriels = await this.courriels();
      const trouve = courriels.find((c) => c.destinataire === destinataire && c.objet.includes(objet));
      if (trouve) return trouve;
      if (Date.now() > fin) {
        const vus = courriels.map((c) => `${c.destinataire} : ${c.objet}`).join("\n");
        throw new Error(`aucun courriel « ${objet} » à ${destinataire} ; boîte d'envoi :\n${vus}`);
      }
      await pause(250);
    }
  }

  /** Somebody tries a password, without a browser; answers the status. */
  async tenterConnexion(identifiant, motDePasse) {
    const reponse = await fetch(`${this.adresse}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ identifiant, mot_de_passe: motDePasse }),
    });
    return reponse.status;
  }

  /** Advances the clock of the demo. */
  async avancer({ jours = 0, heures = 0, minutes = 0 }) {
    const secondes = ((jours * 24 + heures) * 60 + minutes) * 60;
    return this.#api("POST", "/demo/horloge", { secondes });
  }

  async #api(methode, chemin, corps) {
    const reponse = await fetch(`${this.adresse}/api/v1${chemin}`, {
      method: methode,
      headers: { "content-type": "application/json", "X-Apart-CSRF": "1", origin: this.adresse },
      body: corps && JSON.stringify(corps),
    });
    if (!reponse.ok) throw new Error(`${methode} ${chemin} : ${reponse.status} ${await reponse.text()}`);
    return reponse.json();
  }

  /** Stops the service and removes its database. */
  async arreter() {
    if (!this.#arrete) {
      const fin = once(this.#enfant, "exit");
      this.#enfant.kill("SIGTERM");
      const abandon = setTimeout(() => this.#enfant.kill("SIGKILL"), 10_000);
      await fin;
      clearTimeout(abandon);
    }
    await this.#base.effacer();
  }
}

/** The developer's own settings are none of the journey's. */
function sansReglages(env) {
  return Object.fromEntries(Object.entries(env).filter(([nom]) => !nom.startsWith("APART_")));
}

/** A port that nobody listens on now. */
async function portLibre() {
  const serveur = createServer().listen(0, "127.0.0.1");
  await once(serveur, "listening");
  const { port } = serveur.address();
  serveur.close();
  await once(serveur, "close");
  return port;
}
