//! What the API said, as the domain computes with it. `examples/calcul.rs` reads with it too: the tests compare what it
//! computes with the service.

use api_types::indemnisation::{Demande, HeuresSemaine, Ligne};
use domain::{
    bareme::{BaremeApplicable, ChiffreApplique},
    indemnisation::{self, ReglesDi},
    mois::parse_date,
    montant::Heures,
    salarie::{Contrat, ModeTravail},
};

/// The rules of the claim; none while its figures are not known.
pub fn regles(demande: &Demande) -> Option<ReglesDi> {
    let chiffres: Vec<_> = demande.chiffres.iter().filter_map(chiffre).collect();
    let bareme = BaremeApplicable::depuis_chiffres(
        demande.mois.parse().ok()?,
        demande.regime.parse().ok()?,
        demande.territoire.parse().ok()?,
        &chiffres,
    )?;
    let jour = |texte: &Option<String>| parse_date(texte.as_deref()?).ok();
    Some(ReglesDi {
        bareme,
        periode: (jour(&demande.debut)?, jour(&demande.fin)?),
        duree_collective: demande.duree_collective.as_deref().and_then(|h| h.parse().ok()),
    })
}

/// One figure, if the page knows its kind.
pub fn chiffre(recu: &api_types::indemnisation::ChiffreApplique) -> Option<ChiffreApplique> {
    Some(ChiffreApplique {
        nature: recu.nature.parse().ok()?,
        valeur: recu.valeur.clone(),
        source: recu.source.clone(),
        confirme: recu.confirme,
    })
}

/// The contract of a line.
pub fn contrat(ligne: &Ligne) -> Contrat {
    let jour = |texte: &Option<String>| parse_date(texte.as_deref()?).ok();
    Contrat {
        salaire_mensuel_brut: ligne.salaire_mensuel_brut.as_deref().and_then(|m| m.parse().ok()),
        profil: ligne
            .profil
            .parse()
            .unwrap_or(domain::simulation::ProfilSalarie::Ordinaire),
        mode: ligne.mode.parse().unwrap_or(ModeTravail::Heures),
        entree: jour(&ligne.entree),
        sortie: jour(&ligne.sortie),
        ..Contrat::ordinaire(
            ligne.duree_hebdomadaire.parse().unwrap_or(Heures::ZERO),
            ligne.taux_horaire_brut.parse().unwrap_or_default(),
        )
    }
}

/// The weeks that can be read, as the domain knows them.
pub fn semaines(mode: ModeTravail, semaines: &[HeuresSemaine]) -> Vec<indemnisation::HeuresSemaine> {
    let lire = |s: &HeuresSemaine| {
        Some(indemnisation::HeuresSemaine {
            semaine: s.semaine.parse().ok()?,
            travaillees: mode.lire_duree(&s.travaillees).ok()?,
            chomees: mode.lire_duree(&s.chomees).ok()?,
        })
    };
    semaines.iter().filter_map(lire).collect()
}
