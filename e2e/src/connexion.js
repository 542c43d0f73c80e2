/** Logs in through the form of the home page. */
export async function connecter(ecran, identifiant, motDePasse) {
  await ecran.aller("/");
  await ecran.remplir("Identifiant", identifiant);
  await ecran.remplir("Mot de passe", motDePasse);
  await ecran.cliquer("Connexion");
}
