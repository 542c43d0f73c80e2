//! The steps of the guided form, and which field belongs to which.

use api_types::ErreurChamp;

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Etape {
    Etablissement,
    Motif,
    Salaries,
    Cse,
    Pieces,
    Recapitulatif,
}

impl Etape {
    pub const TOUTES: [Self; 6] = [
        Self::Etablissement,
        Self::Motif,
        Self::Salaries,
        Self::Cse,
        Self::Pieces,
        Self::Recapitulatif,
    ];

    pub fn libelle(self) -> &'static str {
        match self {
            Self::Etablissement => "Établissement",
            Self::Motif => "Motif et période",
            Self::Salaries => "Salariés et heures",
            Self::Cse => "CSE et engagements",
            Self::Pieces => "Pièces jointes",
            Self::Recapitulatif => "Récapitulatif",
        }
    }

    pub fn libelles() -> Vec<String> {
        Self::TOUTES
            .iter()
            .map(|etape| etape.libelle().to_owned())
            .collect()
    }

    pub fn rang(self) -> usize {
        Self::TOUTES.iter().position(|e| *e == self).unwrap_or(0)
    }

    pub fn de_rang(rang: usize) -> Self {
        Self::TOUTES.get(rang).copied().unwrap_or(Self::Recapitulatif)
    }

    pub fn precedente(self) -> Option<Self> {
        self.rang().checked_sub(1).map(Self::de_rang)
    }

    pub fn suivante(self) -> Option<Self> {
        Self::TOUTES.get(self.rang() + 1).copied()
    }

    /// The step that holds the field of this pointer.
    pub fn de_pointeur(pointeur: &str) -> Self {
        match pointeur.split('/').nth(1).unwrap_or_default() {
            "motif" | "sous_motif" | "debut" | "fin" | "circonstances" => Self::Motif,
            "effectif_concerne" | "heures_prevues" | "mode" => Self::Salaries,
            "avis_cse" | "date_avis_cse" | "placement_36_mois" | "engagements" => Self::Cse,
            "document" => Self::Pieces,
            _ => Self::Etablissement,
        }
    }

    /// Ranks of the steps before `atteinte` that still hold faults: nobody is blamed for what
    /// has not been reached yet.
    pub fn fautives(fautes: &[ErreurChamp], atteinte: Self) -> Vec<usize> {
        Self::TOUTES
            .into_iter()
            .filter(|etape| {
                *etape < atteinte
                    && fautes
                        .iter()
                        .any(|faute| Self::de_pointeur(&faute.pointer) == *etape)
            })
            .map(Self::rang)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_steps_already_passed_are_said_to_be_wrong() {
        let fautes = [
            ErreurChamp {
                pointer: "/motif".into(),
                ..Default::default()
            },
            ErreurChamp {
                pointer: "/engagements/0".into(),
                ..Default::default()
            },
        ];
        assert!(Etape::fautives(&fautes, Etape::Motif).is_empty());
        assert_eq!(Etape::fautives(&fautes, Etape::Salaries), [1]);
        assert_eq!(Etape::fautives(&fautes, Etape::Recapitulatif), [1, 3]);
    }

    #[test]
    fn steps_follow_each_other() {
        assert_eq!(Etape::Etablissement.precedente(), None);
        assert_eq!(Etape::Cse.suivante(), Some(Etape::Pieces));
        assert_eq!(Etape::Recapitulatif.suivante(), None);
        assert_eq!(Etape::de_rang(99), Etape::Recapitulatif);
    }
}
