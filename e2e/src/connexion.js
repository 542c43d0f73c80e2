/** Logs in through the form of the home page; whoever has a second factor gives its code too. */
export async function connecter(ecran, identifiant, motDePasse) {
  await ecran.aller("/");
  await ecran.remplir("Identifiant", identifiant);
  await ecran.remplir("Mot de passe", motDePasse);
  await ecran.cliquer("Connexion");
  const code = await codeDuTelephone(ecran, identifiant);
  if (code === undefined) return;
  await ecran.remplir("Code à 6 chiffres", code);
  await ecran.cliquer("Connexion");
}

/** The code that the telephone of this person shows, in a demonstration; waits for one not yet used. */
export async function codeDuTelephone(ecran, identifiant) {
  const reponse = await fetch(new URL("/api/v1/demo/codes", ecran.adresse));
  const { items } = await reponse.json();
  const sien = items.find((code) => code.identifiant === identifiant);
  if (sien?.dans_secondes > 0) {
    await fetch(new URL("/api/v1/demo/horloge", ecran.adresse), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ secondes: sien.dans_secondes }),
    });
  }
  return sien?.code;
}
