//! The payment of a DI: asked for, made, sent back, reclaimed.

use time::{Date, OffsetDateTime};

use super::transition::motives;
use super::{DemandeIndemnisation, EtatDi};
use crate::calendrier::jour_de_paris;
use crate::codes::codes;
use crate::erreur::Refus;
use crate::montant::Centimes;
use crate::regles::regle;

codes! {
    /// What the agency does with a validated claim.
    pub enum OperationPaiement, inconnu = "operation_paiement_inconnue", message = "Opération inconnue" {
        Demander => ("demander", "Demander le paiement"),
        Constater => ("constater", "Constater le paiement"),
        Invalider => ("invalider", "Constater le rejet par la banque"),
        PreparerReversement => ("preparer_reversement", "Préparer un ordre de reversement"),
        EmettreReversement => ("emettre_reversement", "Émettre l'ordre de reversement"),
        InvaliderReversement => ("invalider_reversement", "Annuler l'ordre de reversement"),
    }
}

impl OperationPaiement {
    /// It is told to the employer with its reasons.
    pub const fn est_motivee(self) -> bool {
        matches!(
            self,
            Self::Invalider | Self::PreparerReversement | Self::InvaliderReversement
        )
    }

    /// What may be done in this state; `a_payer` is what the claim adds to the versions before it.
    pub fn possibles(etat: &EtatDi, a_payer: Centimes) -> Vec<Self> {
        let (positif, negatif) = (a_payer > Centimes::ZERO, a_payer < Centimes::ZERO);
        match etat {
            EtatDi::Validee { .. } if positif => vec![Self::Demander],
            EtatDi::Validee { .. } if negatif => vec![Self::PreparerReversement],
            EtatDi::PaiementDemande { .. } => vec![Self::Constater, Self::Invalider],
            EtatDi::PaiementInvalide { .. } => vec![Self::Demander],
            EtatDi::PaiementEffectue { .. } => vec![Self::PreparerReversement],
            EtatDi::OrAEmettre { .. } => vec![Self::EmettreReversement, Self::InvaliderReversement],
            EtatDi::OrEmis { .. } => vec![Self::InvaliderReversement],
            _ => vec![],
        }
    }
}

/// The last day to repay (art. R5122-10: at least 30 days), by when the order was issued.
pub fn delai_de_reversement(emis_le: OffsetDateTime) -> Date {
    let jour = jour_de_paris(emis_le);
    let jours = regle("reversement_jours", jour).map_or(30, |r| r.valeur);
    jour + time::Duration::days(i64::from(jours))
}

impl DemandeIndemnisation {
    /// Runs one operation. `a_payer`: what the claim adds to the versions before it; negative when a
    /// correction lowers it. Codes: those of the operations.
    pub fn regler(
        self,
        operation: OperationPaiement,
        maintenant: OffsetDateTime,
        motifs: &str,
        a_payer: Centimes,
    ) -> Result<Self, Refus> {
        match operation {
            OperationPaiement::Demander => self.demander_paiement(maintenant, a_payer),
            OperationPaiement::Constater => self.constater_paiement(maintenant),
            OperationPaiement::Invalider => self.invalider_paiement(maintenant, motifs),
            OperationPaiement::PreparerReversement => self.preparer_reversement(maintenant, motifs, a_payer),
            OperationPaiement::EmettreReversement => self.emettre_reversement(maintenant),
            OperationPaiement::InvaliderReversement => self.invalider_reversement(maintenant, motifs),
        }
    }

    /// The payment is asked for: first, or again with new bank details. Code: also `rien_a_payer`.
    pub fn demander_paiement(self, maintenant: OffsetDateTime, a_payer: Centimes) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::Validee { validee_le, .. } | EtatDi::PaiementInvalide { validee_le, .. } => {
                if a_payer <= Centimes::ZERO {
                    return Err(Refus::new(
                        "rien_a_payer",
                        "Cette version ne demande pas plus que la précédente : rien n'est à payer. Si elle demande moins, préparez un ordre de reversement.",
                    ));
                }
                Ok(self.passe(EtatDi::PaiementDemande {
                    validee_le,
                    demande_le: maintenant,
                }))
            }
            _ => self.interdit(
                "mise en paiement",
                "Elle doit d'abord être validée : attendez sa validation.",
            ),
        }
    }

    /// The bank has paid.
    pub fn constater_paiement(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::PaiementDemande { validee_le, .. } => Ok(self.passe(EtatDi::PaiementEffectue {
                validee_le,
                effectue_le: maintenant,
            })),
            _ => self.interdit("payée", "Demandez d'abord le paiement."),
        }
    }

    /// The bank has sent the payment back. Code: also `motifs_requis`.
    pub fn invalider_paiement(self, maintenant: OffsetDateTime, motifs: &str) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::PaiementDemande { validee_le, .. } => {
                let motifs = motives(motifs)?;
                Ok(self.passe(EtatDi::PaiementInvalide {
                    validee_le,
                    invalide_le: maintenant,
                    motifs,
                }))
            }
            _ => self.interdit("invalidée au paiement", "Demandez d'abord le paiement."),
        }
    }

    /// Too much was paid: an order to repay is prepared, for a paid claim or for a correction that
    /// lowers what was paid. Code: also `motifs_requis`.
    pub fn preparer_reversement(
        self,
        maintenant: OffsetDateTime,
        motifs: &str,
        a_payer: Centimes,
    ) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::PaiementEffectue { .. } => {}
            EtatDi::Validee { .. } if a_payer < Centimes::ZERO => {}
            _ => {
                return self.interdit(
                    "mise en reversement",
                    "Seule l'est une demande payée, ou une correction qui diminue ce qui l'a été : rechargez la page.",
                );
            }
        }
        let motifs = motives(motifs)?;
        Ok(self.passe(EtatDi::OrAEmettre {
            le: maintenant,
            motifs,
        }))
    }

    /// The order to repay is issued.
    pub fn emettre_reversement(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match &self.etat {
            EtatDi::OrAEmettre { motifs, .. } => {
                let etat = EtatDi::OrEmis {
                    le: maintenant,
                    motifs: motifs.clone(),
                };
                Ok(self.passe(etat))
            }
            _ => self.interdit("reversée", "Préparez d'abord l'ordre de reversement."),
        }
    }

    /// The order to repay is cancelled. Code: also `motifs_requis`.
    pub fn invalider_reversement(self, maintenant: OffsetDateTime, motifs: &str) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::OrAEmettre { .. } | EtatDi::OrEmis { .. } => {
                let motifs = motives(motifs)?;
                Ok(self.passe(EtatDi::OrInvalide {
                    le: maintenant,
                    motifs,
                }))
            }
            _ => self.interdit(
                "invalidée au reversement",
                "Aucun ordre n'est en cours : rechargez la page.",
            ),
        }
    }
}
