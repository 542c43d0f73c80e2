// Files that a journey hands in.

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file of that name and content; gives its path. */
export async function fichier(nom, contenu) {
  const dossier = await mkdtemp(join(tmpdir(), "apart-"));
  const chemin = join(dossier, nom);
  await writeFile(chemin, contenu);
  return chemin;
}

/** The smallest thing that is a PDF to the service. */
export const pdf = (nom) => fichier(nom, "%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n");

/** Chooses a file to import, and imports it once the page has said what it would change. */
export async function importer(ecran, etiquette, chemin, options) {
  await ecran.televerser(etiquette, chemin);
  await ecran.attendreTexte("rien n'est encore importé", options);
  await ecran.cliquer("Importer");
  await ecran.attendreTexte("Fichier importé", options);
}
