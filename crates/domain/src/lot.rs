//! Deciding many habilitations at once.

use crate::codes::codes;
use crate::erreur::{Collecte, Faute, Fautes, Refus};
use crate::habilitation::Decision;

/// Most habilitations of one lot.
pub const MAX_LOT: usize = 1_000;
/// Most files (DAP, DI) that one gesture decides, pays or puts right.
pub const MAX_GROUPE: usize = 100;
/// Longest reason of a refusal, told to the person.
pub const MAX_MOTIF_REFUS: usize = 2_000;

codes! {
    /// Where a lot stands.
    pub enum EtatLot, inconnu = "etat_inconnu", message = "État inconnu" {
        EnCours => ("en_cours", "En cours"),
        Termine => ("termine", "Terminé"),
        Annule => ("annule", "Arrêté"),
    }
}

codes! {
    /// What became of one habilitation of the lot.
    pub enum EtatLigne, inconnu = "etat_inconnu", message = "État inconnu" {
        AFaire => ("a_faire", "À faire"),
        Faite => ("faite", "Faite"),
        Impossible => ("impossible", "Impossible"),
    }
}

impl EtatLot {
    /// Stopped by somebody: what is decided stays decided, the rest is left as it was.
    ///
    /// Code: `lot_termine`.
    pub fn annuler(self) -> Result<Self, Refus> {
        match self {
            Self::EnCours => Ok(Self::Annule),
            Self::Termine | Self::Annule => Err(Refus::new(
                "lot_termine",
                "Ce traitement n'est plus en cours : il n'y a rien à arrêter.",
            )),
        }
    }

    /// Every line has its result.
    pub fn terminer(self) -> Self {
        match self {
            Self::EnCours | Self::Termine => Self::Termine,
            Self::Annule => Self::Annule,
        }
    }
}

/// Reads what is to be answered to all of them.
///
/// Codes: `decision_inconnue`, `motifs_requis`, `texte_trop_long`.
pub fn lire_decision(decision: &str, motif: &str) -> Result<Decision, Fautes> {
    match decision.trim() {
        "accepter" => Ok(Decision::Accepter),
        "refuser" if motif.trim().is_empty() => Err(Faute::champ(
            "/motif",
            "motifs_requis",
            "Un refus est motivé : dites aux personnes pourquoi.",
        )
        .into()),
        "refuser" => {
            let mut collecte = Collecte::new();
            let motif = collecte.texte("/motif", motif, MAX_MOTIF_REFUS);
            collecte.fin()?;
            Ok(Decision::Refuser { motif })
        }
        _ => Err(Faute::champ(
            "/decision",
            "decision_inconnue",
            "La décision est `accepter` ou `refuser`.",
        )
        .into()),
    }
}

/// Refuses an empty lot and one of more than [`MAX_LOT`]. Codes: `lot_vide`, `lot_trop_grand`.
pub fn verifier_taille(nombre: usize) -> Result<(), Fautes> {
    if nombre == 0 {
        return Err(Faute::champ(
            "/ids",
            "lot_vide",
            "Aucune demande n'est choisie : cochez-en, ou prenez toutes celles qui attendent.",
        )
        .into());
    }
    if nombre > MAX_LOT {
        return Err(Faute::champ(
            "/ids",
            "lot_trop_grand",
            format!("Un traitement compte {MAX_LOT} demandes au plus : faites-en plusieurs."),
        )
        .into());
    }
    Ok(())
}
