//! Agents of the unités départementales: the account that the help desk opens on a signed request
//! (annexe 3).

use serde::{Deserialize, Serialize};

use crate::compte::Courriel;
use crate::compte_assistance::motif;
use crate::departement::Departement;
use crate::erreur::{Collecte, Faute, Fautes, Refus};
use crate::utilisateur::{MAX_NOM, confirmer_courriel};

/// An agent's account, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelAgent {
    /// Name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Professional e-mail, which receives identifiant and password.
    pub courriel: Courriel,
    /// In the order of their codes, each once; at least one.
    pub departements: Vec<Departement>,
    /// Id of the annexe 3 that was handed in.
    pub document: String,
    /// Kept in the journal.
    pub motif: String,
}

/// An agent's account, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieAgent {
    /// As typed.
    pub nom: String,
    /// As typed.
    pub prenom: String,
    /// As typed.
    pub courriel: String,
    /// The same, typed (or pasted) a second time.
    pub courriel_confirmation: String,
    /// Codes.
    pub departements: Vec<String>,
    /// Id of a document.
    pub document: String,
    /// As typed.
    pub motif: String,
}

impl SaisieAgent {
    /// Checks every field and tells every fault at once.
    ///
    /// Codes: `champ_requis`, `texte_trop_long`, those of each value, `courriel_different`,
    /// `departement_requis`, `departement_inconnu`, `annexe_requise`, `motifs_requis`.
    pub fn verifier(&self) -> Result<NouvelAgent, Fautes> {
        let mut c = Collecte::new();
        let nom = c.ligne("/nom", &self.nom, MAX_NOM);
        let prenom = c.ligne("/prenom", &self.prenom, MAX_NOM);
        let courriel = c.requis("/courriel", &self.courriel);
        confirmer_courriel(
            &mut c,
            "/courriel_confirmation",
            &courriel,
            &self.courriel_confirmation,
        );
        let departements = lire_departements(&mut c, &self.departements);
        if self.document.trim().is_empty() {
            c.ajouter(Faute::champ(
                "/document",
                "annexe_requise",
                "Joignez l'annexe 3 signée : un compte d'agent ne s'ouvre que sur cette demande, qui est gardée.",
            ));
        }
        let motif = motif(&mut c, &self.motif);
        let Some(courriel) = courriel else {
            return c.echec();
        };
        c.fin()?;
        Ok(NouvelAgent {
            nom,
            prenom,
            courriel,
            departements,
            document: self.document.trim().to_owned(),
            motif,
        })
    }
}

/// The départements of an agent, in order and each once. Empty only with a fault.
pub fn lire_departements(c: &mut Collecte, codes: &[String]) -> Vec<Departement> {
    let lus: Vec<Result<Departement, Refus>> = codes
        .iter()
        .filter(|code| !code.trim().is_empty())
        .map(|code| code.parse())
        .collect();
    if lus.is_empty() {
        c.ajouter(Faute::champ(
            "/departements",
            "departement_requis",
            "Choisissez au moins un département : l'agent en instruit les dossiers, et aucun autre.",
        ));
    }
    let mut departements: Vec<Departement> = lus
        .into_iter()
        .filter_map(|lu| c.prendre("/departements", lu))
        .collect();
    departements.sort_unstable();
    departements.dedup();
    departements
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saisie() -> SaisieAgent {
        SaisieAgent {
            nom: "Benali".into(),
            prenom: "Nadia".into(),
            courriel: "nadia.benali@exemple.fr".into(),
            courriel_confirmation: "Nadia.Benali@exemple.fr ".into(),
            departements: vec!["49".into(), " 2a".into(), "44".into(), "49".into()],
            document: "0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11".into(),
            motif: "Annexe 3 reçue le 1er juin.".into(),
        }
    }

    #[test]
    fn departements_are_kept_once_and_in_order() {
        let agent = saisie().verifier().expect("bonne");
        let codes: Vec<&str> = agent.departements.iter().map(|d| d.code()).collect();
        assert_eq!(codes, ["2A", "44", "49"]);
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let fautes = SaisieAgent::default().verifier().expect_err("vide");
        let vues: Vec<(&str, &str)> = fautes.0.iter().map(|f| (f.pointeur.as_str(), f.code)).collect();
        assert_eq!(
            vues,
            [
                ("/nom", "champ_requis"),
                ("/prenom", "champ_requis"),
                ("/courriel", "champ_requis"),
                ("/departements", "departement_requis"),
                ("/document", "annexe_requise"),
                ("/motif", "motifs_requis"),
            ]
        );
        let inconnu = SaisieAgent {
            departements: vec!["20".into(), "44".into()],
            courriel_confirmation: "autre@exemple.fr".into(),
            ..saisie()
        };
        let fautes = inconnu.verifier().expect_err("fautive");
        let codes: Vec<&str> = fautes.0.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["courriel_different", "departement_inconnu"]);
    }
}
