// A DAP that goes from hand to hand: the accountant of a client sends it, an agent hands it over to a colleague,
// who decides; the accountant reads the decision.

import assert from "node:assert/strict";

import { connecter, entrerAgent } from "../src/connexion.js";
import { pdf } from "../src/fichiers.js";
import { parcours } from "../src/parcours.js";

const MOT_DE_PASSE = "Demo-2022!";
const AMINA = "amina.roy@departement.gouv.fr";

/** The help desk opens the account of a second agent; answers her temporary password. */
async function ouvrirCompteAmina(sophie, service) {
  await connecter(sophie, "sophie.leroux", MOT_DE_PASSE);
  await sophie.attendreChemin("/accueil");
  await sophie.aller("/assistance/agents/nouveau");
  await sophie.remplir("Nom", "Roy");
  await sophie.remplir("Prénom", "Amina");
  await sophie.remplir("Adresse électronique professionnelle", AMINA);
  await sophie.remplir("Confirmer l'adresse électronique", AMINA);
  await sophie.remplir("Départements", "44");
  await sophie.televerser("Annexe 3 signée (PDF)", await pdf("annexe-3.pdf"));
  await sophie.remplir("Motif", "Annexe 3 reçue le 1er juin.");
  await sophie.cliquer("Ouvrir le compte et envoyer");
  await sophie.attendreTexte("amina.roy");
  const courriel = await service.attendreCourriel(AMINA, "Mot de passe de connexion");
  return courriel.corps.match(/temporaire est :\n\n(\S+)\n/)[1];
}

/** The accountant fills in and sends the DAP of a client; answers its page. */
async function envoyerDapDuClient(paul) {
  await paul.aller("/daps/nouvelle");
  await paul.cocher("Imprimerie Tournesol…");
  await paul.cliquer("Commencer la saisie");
  await paul.attendreChemin(/^\/daps\/[0-9a-f-]{36}$/);
  await paul.cliquer("Suivant");
  await paul.cocher("Difficultés d'approvisionnement…");
  await paul.remplir("Début de la période", "13/06/2022");
  await paul.remplir("Fin de la période", "31/07/2022");
  await paul.remplir("Circonstances et situation économique", "Le papier n'est plus livré : les presses s'arrêtent.");
  // By when it is to be filed is said before it is sent.
  await paul.attendreTexte("au plus tard le premier jour de la période, le 13/06/2022");
  await paul.cliquer("Suivant");
  await paul.cocher("Réduction d'activité");
  await paul.remplir("Nombre de salariés concernés", "10");
  await paul.remplir("Nombre total d'heures prévues", "800");
  await paul.cliquer("Suivant");
  await paul.cocher("Non requis");
  await paul.cocher("Non");
  await paul.attendreTexte("Enregistré à");
  await paul.cliquer("Suivant");
  await paul.attendreTexte("Pièces jointes");
  await paul.cliquer("Suivant");
  await paul.verifierAccessibilite();
  await paul.capturer("dap-comptable-recapitulatif");
  await paul.cliquer("Envoyer la demande");
  await paul.attendreTexte("Récépissé");
  await paul.attendreTexte("Déposée par Paul Durand");
  await paul.attendreTexte("Acceptation tacite, sans réponse de l'administration");
  return paul.chemin;
}

parcours("un comptable mandaté envoie une DAP, un agent la confie à sa collègue, qui la décide", async ({ ecran, service, autrePersonne }) => {
  const temporaire = await ouvrirCompteAmina(ecran, service);
  const amina = await autrePersonne();
  await entrerAgent(amina, "amina.roy", temporaire, "Le-mien-2022!");

  const paul = await autrePersonne();
  await connecter(paul, "paul.durand", MOT_DE_PASSE);
  await paul.attendreChemin("/accueil");
  const dap = await envoyerDapDuClient(paul);

  const nadia = await autrePersonne();
  await connecter(nadia, "nadia.benali", MOT_DE_PASSE);
  await nadia.attendreChemin("/accueil");
  await nadia.aller(dap);
  await nadia.cliquer("Prendre en charge");
  await nadia.cliquer("Confier à un collègue");
  await nadia.choisir("Collègue", "Amina Roy");
  await nadia.verifierAccessibilite();
  await nadia.capturer("dap-confier");
  await nadia.cliquer("Confier");
  await nadia.attendreTexte("Demande confiée : votre collègue est prévenu.");
  await nadia.attendreTexte("Confiée à Amina Roy");
  await nadia.attendreTexte("Un autre agent instruit cette demande.");
  await service.attendreCourriel(AMINA, "confiée");

  await amina.aller(dap);
  await amina.attendreTexte("Le papier n'est plus livré");
  await amina.cliquer("Valider");
  await amina.attendreTexte("Décision enregistrée, l'employeur est prévenu.");
  await amina.capturer("dap-decidee-par-la-collegue");

  await paul.aller(dap);
  await paul.attendreTexte("Autorisation");
  await paul.attendreTexte("Heures autorisées 800 h");
  await paul.attendreTexte("Dernier jour pour demander l'indemnisation");
  assert.match(await paul.texte(".ap-code-di-texte"), /^[2-9A-HJKMNP-Z]{5} [2-9A-HJKMNP-Z]{5}$/);
  await paul.verifierAccessibilite();
  await paul.capturer("dap-comptable-decision");
});
