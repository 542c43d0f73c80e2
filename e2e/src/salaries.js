// Employees of a made-up company.

/** A file of that many employees, as the import of employees wants it. */
export function fichierSalaries(nombre) {
  const lignes = ["nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut"];
  for (let i = 0; i < nombre; i += 1) {
    const corps = 1_900_175_101_001 + Math.floor(i / 500) * 1_000 + (i % 500);
    const cle = String(97 - (corps % 97)).padStart(2, "0");
    lignes.push(`${corps}${cle},NOM${String(i).padStart(4, "0")},Camille,ouvrier,35,${12 + (i % 20)}.50`);
  }
  return `${lignes.join("\n")}\n`;
}
