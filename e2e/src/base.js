// A fresh database for one journey: a SQLite file, or a database of APART_E2E_POSTGRES_URL.

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import pg from "pg";

/** Which databases there are here, SQLite first. */
export const BASES = process.env.APART_E2E_POSTGRES_URL ? ["sqlite", "postgres"] : ["sqlite"];

/**
 * @param {"sqlite" | "postgres"} sorte
 * @returns {Promise<{ adresse: string, effacer: () => Promise<void> }>}
 */
export async function creerBase(sorte = BASES.at(-1)) {
  return sorte === "postgres" ? creerPostgres(process.env.APART_E2E_POSTGRES_URL) : creerSqlite();
}

async function creerSqlite() {
  const dossier = await mkdtemp(join(tmpdir(), "apart-e2e-"));
  return {
    adresse: `sqlite://${join(dossier, "apart.db")}?mode=rwc`,
    effacer: () => rm(dossier, { recursive: true, force: true }),
  };
}

async function creerPostgres(serveur) {
  const nom = `e2e_${randomUUID().replaceAll("-", "")}`;
  const executer = async (sql) => {
    const client = new pg.Client({ connectionString: serveur });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await executer(`CREATE DATABASE ${nom}`);
  return {
    adresse: serveur.replace(/\/[^/?]*(\?|$)/, `/${nom}$1`),
    effacer: () => executer(`DROP DATABASE ${nom} WITH (FORCE)`),
  };
}
