//! What the mails about a claim say.

use domain::indemnisation::{EtatDi, delai_de_reversement};
use domain::mois::date_fr;
use domain::montant::Centimes;

use super::{Nature, Texte, texte};
use crate::Parametres;

/// A claim, for its mails.
pub(crate) struct DemandeDite<'a> {
    pub numero: &'a str,
    /// "mai 2022".
    pub mois: &'a str,
    pub id: &'a str,
}

pub(crate) fn demande_etat(
    parametres: &Parametres,
    demande: &DemandeDite<'_>,
    etat: &str,
    motifs: Option<&str>,
) -> Texte {
    let DemandeDite { numero, mois, id } = demande;
    let motifs = motifs.map_or_else(String::new, |motifs| {
        format!(" Motifs :\n\n{motifs}\n\nCorrigez-la, puis renvoyez-la.")
    });
    texte(
        Nature::DemandeSuivi,
        &format!("Demande d'indemnisation {numero} ({mois}) : {etat}"),
        parametres,
        &format!(
            "Votre demande d'indemnisation {numero} pour {mois} est {etat}.{motifs}\n\n{}/indemnisations/{id}",
            parametres.url_publique
        ),
    )
}

/// What the agency did: how much, to which account (masked), what comes next.
pub(crate) fn demande_paiement(
    parametres: &Parametres,
    demande: &DemandeDite<'_>,
    etat: &EtatDi,
    montant: Centimes,
    compte: Option<&str>,
) -> Texte {
    let DemandeDite { numero, mois, id } = demande;
    let euros = format!("{} €", Centimes(montant.0.abs()).en_francais());
    let vers = compte.map_or_else(String::new, |compte| format!(" Compte : {compte}."));
    let corps = match etat {
        EtatDi::PaiementDemande { .. } => format!(
            "Le paiement de {euros} est demandé pour votre demande {numero} ({mois}).{vers} Un message suit quand le virement est fait."
        ),
        EtatDi::PaiementEffectue { .. } => {
            format!("{euros} vous sont virés pour votre demande {numero} ({mois}).{vers}")
        }
        EtatDi::PaiementInvalide { motifs, .. } => format!(
            "La banque a renvoyé le virement de {euros} pour votre demande {numero} ({mois}).{vers} Motifs :\n\n{motifs}\n\nAjoutez \
             et activez un autre compte sur la fiche de l'établissement : le paiement est alors demandé de nouveau."
        ),
        EtatDi::OrAEmettre { motifs, .. } => format!(
            "{euros} ont été versés en trop pour votre demande {numero} ({mois}) : un ordre de reversement se prépare. Motifs :\n\n{motifs}"
        ),
        EtatDi::OrEmis { le, motifs } => format!(
            "Un ordre de reversement de {euros} est émis pour votre demande {numero} ({mois}). Motifs :\n\n{motifs}\n\nVous avez \
             jusqu'au {} pour rembourser (art. R. 5122-10).",
            date_fr(delai_de_reversement(*le))
        ),
        EtatDi::OrInvalide { motifs, .. } => format!(
            "L'ordre de reversement de {euros} pour votre demande {numero} ({mois}) est annulé : vous n'avez rien à rembourser. \
             Motifs :\n\n{motifs}"
        ),
        _ => format!("Votre demande {numero} ({mois}) a changé d'état."),
    };
    texte(
        Nature::Paiement,
        &format!(
            "Demande d'indemnisation {numero} ({mois}) : {}",
            etat.libelle().to_lowercase()
        ),
        parametres,
        &format!(
            "{corps}\n\nSuivez-la ici : {}/indemnisations/{id}",
            parametres.url_publique
        ),
    )
}

/// The help desk puts a rejection right.
pub(crate) fn demande_retablie(parametres: &Parametres, demande: &DemandeDite<'_>, motif: &str) -> Texte {
    let DemandeDite { numero, mois, id } = demande;
    texte(
        Nature::DemandeSuivi,
        &format!("Demande d'indemnisation {numero} ({mois}) : rejet annulé"),
        parametres,
        &format!(
            "Votre demande {numero} ({mois}) avait été rejetée à tort : elle attend de nouveau sa validation, telle que vous \
             l'aviez envoyée. Vous n'avez rien à faire.\n\n{motif}\n\nSuivez-la ici : {}/indemnisations/{id}",
            parametres.url_publique
        ),
    )
}
