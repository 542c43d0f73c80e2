import { createHmac } from "node:crypto";

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

/** RFC 6238, by the clock of the demo. */
export async function codeTotp(cle, ecran) {
  const { maintenant } = await (await fetch(new URL("/api/v1/demo/horloge", ecran.adresse))).json();
  const bits = [...cle].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const octets = Uint8Array.from(bits.match(/.{8}/g), (b) => parseInt(b, 2));
  const compteur = Buffer.alloc(8);
  compteur.writeBigUInt64BE(BigInt(Math.floor(Date.parse(maintenant) / 30_000)));
  const mac = createHmac("sha1", octets).update(compteur).digest();
  const debut = mac.at(-1) & 15;
  return String((mac.readUInt32BE(debut) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** From the mail of the desk to the home page of an agent: a password of one's own, then the second factor. */
export async function entrerAgent(ecran, identifiant, temporaire, motDePasse) {
  await connecter(ecran, identifiant, temporaire);
  await ecran.attendreTexte("Choisir un nouveau mot de passe");
  await ecran.remplir("Mot de passe actuel ou provisoire", temporaire);
  await ecran.remplir("Nouveau mot de passe", motDePasse);
  await ecran.remplir("Confirmer le nouveau mot de passe", motDePasse);
  await ecran.remplir("Question secrète", "Le nom de votre première école ?");
  await ecran.remplir("Réponse à la question secrète", "Jules Ferry");
  await ecran.cliquer("Changement du mot de passe");
  await ecran.attendreTexte("Mon espace personnel");
  await connecter(ecran, identifiant, motDePasse);
  await ecran.attendreChemin("/second-facteur");
  await ecran.attendreTexte("Scannez ce code");
  const cle = await ecran.page.$eval("code", (e) => e.textContent.replace(/\s/g, ""));
  await ecran.remplir("Code affiché par l'application", await codeTotp(cle, ecran));
  await ecran.cliquer("Activer");
  await ecran.attendreTexte("Vos codes de récupération");
  await ecran.cliquer("J'ai gardé mes codes");
  await ecran.attendreChemin("/accueil");
}
