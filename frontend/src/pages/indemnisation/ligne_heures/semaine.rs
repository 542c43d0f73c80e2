//! One week of an employee: how its hours are shown and read, and what the domain says of them.

use crate::format::{self, nombre_heures};
use api_types::indemnisation::HeuresSemaine;
use domain::{
    indemnisation::{heures_restantes, verifier_heures},
    mois::{Mois, parse_date},
    montant::Heures,
    salarie::{Contrat, ModeTravail},
};

/// Hours as the cell of this employee shows them: days for a package in days.
pub(super) fn montrer(mode: ModeTravail, texte: &str, en_heures: bool) -> String {
    match mode {
        ModeTravail::Heures => nombre_heures(texte),
        ModeTravail::ForfaitJours if en_heures => {
            Heures::depuis_saisie(texte).map_or_else(|_| texte.to_owned(), ModeTravail::en_jours)
        }
        ModeTravail::ForfaitJours => texte.trim_end_matches(" j").to_owned(),
    }
}

/// What is typed, with the unit that the cell stands for.
fn avec_unite(mode: ModeTravail, texte: &str) -> String {
    let texte = texte.trim();
    match mode {
        ModeTravail::ForfaitJours if !texte.ends_with(['j', 'h']) => format!("{texte} j"),
        _ => texte.to_owned(),
    }
}

/// What is left of the contract, as a field shows it; nothing without hours that can be read.
pub(super) fn reste(contrat: &Contrat, saisies: &str) -> String {
    if saisies.trim().is_empty() {
        return String::new();
    }
    let saisies = contrat.mode.lire_duree(&avec_unite(contrat.mode, saisies));
    saisies.map_or_else(
        |_| String::new(),
        |saisies| {
            let reste = heures_restantes(contrat.duree_hebdomadaire, saisies);
            montrer(contrat.mode, &reste.to_string(), true)
        },
    )
}

/// The server keeps the weeks that it is not told of: one that was known and is emptied is zero hours.
pub(super) fn semaine(
    mode: ModeTravail,
    lundi: &str,
    (travaillees, chomees): (&str, &str),
    connue: bool,
) -> Option<HeuresSemaine> {
    let vide = travaillees.trim().is_empty() && chomees.trim().is_empty();
    (connue || !vide).then(|| HeuresSemaine {
        semaine: lundi.to_owned(),
        travaillees: ou_zero(mode, travaillees),
        chomees: ou_zero(mode, chomees),
    })
}

fn ou_zero(mode: ModeTravail, texte: &str) -> String {
    if texte.trim().is_empty() {
        "0".to_owned()
    } else {
        avec_unite(mode, texte)
    }
}

/// What is wrong with one week, and in which of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Faute {
    pub semaine: String,
    pub travaillees: bool,
    pub chomees: bool,
    pub texte: String,
}

/// What the domain says of one week; an empty week says nothing.
pub(super) fn juger(
    mois: Option<Mois>,
    lundi: &str,
    contrat: &Contrat,
    travaillees: &str,
    chomees: &str,
) -> Vec<Faute> {
    if travaillees.trim().is_empty() && chomees.trim().is_empty() {
        return Vec::new();
    }
    let faute = |travaillees: bool, chomees: bool, message: &str| Faute {
        semaine: lundi.to_owned(),
        travaillees,
        chomees,
        texte: format!("{} : {message}", format::date(lundi)),
    };
    let lire = |texte: &str| contrat.mode.lire_duree(&ou_zero(contrat.mode, texte));
    let (travaillees, chomees) = match (lire(travaillees), lire(chomees)) {
        (Ok(travaillees), Ok(chomees)) => (travaillees, chomees),
        (travaillees, chomees) => {
            let illisibles = [(true, travaillees), (false, chomees)].into_iter();
            return illisibles
                .filter_map(|(celle, lue)| Some(faute(celle, !celle, &lue.err()?.message)))
                .collect();
        }
    };
    let (Some(mois), Ok(semaine)) = (mois, parse_date(lundi)) else {
        return Vec::new();
    };
    verifier_heures(mois, semaine, contrat, travaillees, chomees)
        .into_iter()
        .map(|refus| {
            // More unworked hours than the contract leaves: they are what is corrected. What concerns the
            // week as a whole is in every cell that holds hours.
            let au_dela = refus.code == "heures_au_dela_du_contrat";
            faute(
                !au_dela && travaillees > Heures::ZERO,
                au_dela || chomees > Heures::ZERO,
                &refus.message,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::montant::TauxHoraire;

    #[test]
    fn an_empty_week_says_nothing_and_a_full_one_is_judged() {
        let mois = "2022-05".parse().ok();
        let contrat = Contrat::ordinaire(Heures::entieres(35), TauxHoraire(120_000));
        let juger = |travaillees, chomees| juger(mois, "2022-05-02", &contrat, travaillees, chomees);
        assert!(juger("", "").is_empty());
        assert!(juger("0", "35,00").is_empty());
        let cellules = |travaillees, chomees| {
            let fautes = juger(travaillees, chomees);
            fautes
                .iter()
                .map(|faute| (faute.travaillees, faute.chomees))
                .collect::<Vec<_>>()
        };
        assert_eq!(cellules("10", "30"), [(false, true)]);
        assert_eq!(cellules("100", "100"), [(true, true)]);
        assert_eq!(cellules("dix", "0"), [(true, false)]);
        assert_eq!(cellules("dix", "x"), [(true, false), (false, true)]);
    }

    #[test]
    fn a_week_that_is_emptied_is_zero_hours_and_one_never_filled_is_nothing() {
        let lue = |heures, connue| {
            let lue = semaine(ModeTravail::Heures, "2022-05-02", heures, connue)?;
            Some((lue.travaillees, lue.chomees))
        };
        let dites = |travaillees: &str, chomees: &str| Some((travaillees.to_owned(), chomees.to_owned()));
        assert_eq!(lue((" ", ""), false), None);
        assert_eq!(lue((" ", ""), true), dites("0", "0"));
        assert_eq!(lue(("", "35"), false), dites("0", "35"));
    }

    #[test]
    fn the_other_hours_are_what_is_left_of_the_contract() {
        let contrat = Contrat::ordinaire(Heures::entieres(35), TauxHoraire(120_000));
        let reste = |saisies| reste(&contrat, saisies);
        assert_eq!(reste("14,5"), "20,50");
        assert_eq!(reste("40"), "0");
        assert_eq!(reste(""), "");
        assert_eq!(reste("dix"), "");
    }

    #[test]
    fn a_package_in_days_is_typed_in_days() {
        let contrat = Contrat {
            mode: ModeTravail::ForfaitJours,
            ..Contrat::ordinaire(Heures::entieres(35), TauxHoraire(300_000))
        };
        assert_eq!(montrer(contrat.mode, "17.50", true), "2,5");
        assert_eq!(ou_zero(contrat.mode, "2,5"), "2,5 j");
        assert_eq!(reste(&contrat, "2,5"), "2,5");
        let mois = "2022-05".parse().ok();
        assert!(juger(mois, "2022-05-02", &contrat, "2,5", "2,5").is_empty());
        assert_eq!(juger(mois, "2022-05-02", &contrat, "0", "2,3").len(), 1);
        assert_eq!(juger(mois, "2022-05-02", &contrat, "3", "2,5").len(), 1);
    }
}
