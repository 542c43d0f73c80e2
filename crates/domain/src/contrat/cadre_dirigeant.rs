//! Managers (cadres dirigeants, art. L3111-2): paid by the month, counted in days and half days, placed only while the
//! establishment is closed (art. D5122-15).

use super::ModeTravail;
use crate::calcul::{Etape, ProfilSalarie, etape};
use crate::erreur::Refus;
use crate::montant::{Centimes, TauxHoraire};

const SOURCE: &str = "art. D5122-15";

/// Code: `cadre_dirigeant_en_jours`.
pub(super) fn en_jours(profil: ProfilSalarie, mode: ModeTravail) -> Result<ModeTravail, Refus> {
    if profil != ProfilSalarie::CadreDirigeant || mode == ModeTravail::ForfaitJours {
        return Ok(mode);
    }
    Err(Refus::new(
        "cadre_dirigeant_en_jours",
        "Le temps d'un cadre dirigeant se compte en jours et demi-journées (7 h et 3 h 30, art. D5122-15) : choisissez le forfait en jours.",
    ))
}

/// Code: `salaire_mensuel_requis`.
pub(super) fn mensuel_requis() -> Refus {
    Refus::new(
        "salaire_mensuel_requis",
        "Le taux d'un cadre dirigeant est le trentième de son salaire mensuel, divisé par 7 h (art. D5122-15) : indiquez le salaire mensuel brut, en moyenne des douze derniers mois, à la place du taux horaire.",
    )
}

/// How the monthly pay became an hourly one.
pub(super) fn etape_mensuel(mensuel: Centimes, taux: TauxHoraire) -> Etape {
    let mensuel = mensuel.en_francais();
    let libelle = format!(
        "Cadre dirigeant : salaire mensuel {mensuel} € / 30 / 7 h = {} € par heure",
        taux.en_francais()
    );
    etape("salaire_mensuel", libelle, taux, SOURCE).propre(
        "Cadre dirigeant : salaire mensuel / 30 / 7 h = taux horaire brut",
        format!("{mensuel} €"),
    )
}
