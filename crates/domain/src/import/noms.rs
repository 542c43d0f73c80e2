//! The names of columns, shortened: payrolls word the same column in many ways.

use crate::texte::{Mot, mots};

/// Words that tell no column from another: little ones, units, « nombre de ».
const VIDES: [&str; 13] = [
    "de", "du", "des", "d", "la", "le", "l", "en", "euros", "euro", "eur", "nb", "nombre",
];

/// Several writings of a word, and the one kept.
const ECRITURES: [(&str, &str); 8] = [
    ("no", "n"),
    ("num", "n"),
    ("numero", "n"),
    ("nbre", "nb"),
    ("tx", "taux"),
    ("h", "heures"),
    ("hrs", "heures"),
    ("salaries", "salarie"),
];

/// A name of a column as names compare: `N° de Sécurité Sociale` is `n securite sociale`. What has only empty words, such
/// as the `du` of a mandate, keeps them.
pub(super) fn nom_court(nom: &str) -> String {
    let mots = mots(nom);
    let ecrits: Vec<&str> = mots.iter().map(Mot::as_str).map(ecriture).collect();
    let pleins: Vec<&str> = ecrits
        .iter()
        .copied()
        .filter(|mot| !VIDES.contains(mot))
        .collect();
    let retenus = if pleins.is_empty() { ecrits } else { pleins };
    let mut uniques: Vec<&str> = Vec::with_capacity(retenus.len());
    // « Heures travaillées (h) » says its unit twice.
    for mot in retenus {
        if !uniques.contains(&mot) {
            uniques.push(mot);
        }
    }
    uniques.join(" ")
}

fn ecriture(mot: &str) -> &str {
    let connue = ECRITURES.iter().find(|(ecrit, _)| *ecrit == mot);
    connue.map_or(mot, |(_, garde)| garde)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Colonne, Quoi};

    fn colonne_de(quoi: Quoi, nom: &str) -> Vec<&'static str> {
        let court = nom_court(nom);
        let siennes = |c: &&Colonne| c.nommee(&court) || c.a_defaut.contains(&court.as_str());
        quoi.colonnes().iter().filter(siennes).map(|c| c.nom).collect()
    }

    #[test]
    fn a_name_belongs_to_one_column_and_is_written_short() {
        for quoi in [Quoi::Salaries, Quoi::Heures, Quoi::Mandats] {
            for colonne in quoi.colonnes() {
                let noms = [colonne.nom].into_iter();
                for nom in noms
                    .chain([colonne.titre])
                    .chain(colonne.synonymes.iter().copied())
                    .chain(colonne.a_defaut.iter().copied())
                {
                    assert_eq!(colonne_de(quoi, nom), [colonne.nom], "{nom}");
                }
                for nom in colonne.synonymes.iter().chain(colonne.a_defaut) {
                    assert_eq!(nom_court(nom), *nom, "never matched");
                    assert_ne!(*nom, nom_court(colonne.nom), "said twice");
                }
            }
        }
    }

    #[test]
    fn the_names_of_payrolls_are_known() {
        let salaries = [
            (
                "nir",
                "N° de sécurité sociale|N° SS|Numéro de SS|Numéro Sécu|N° INSEE|No. de sécurité sociale|Num Sécu|NSS|NIR du salarié",
            ),
            ("nom", "Nom de naissance|NOM D'USAGE|Nom du salarié"),
            ("prenom", "Prénom|Prénoms|Prénom du salarié"),
            ("categorie", "Statut|CSP|Catégorie"),
            (
                "duree_hebdomadaire",
                "Heures contrat|Horaire contractuel|Durée du contrat|Durée hebdo|Heures hebdomadaires",
            ),
            (
                "taux_horaire_brut",
                "Tx horaire|Taux horaire brut en euros|Taux horaire brut (€)|Taux horaire (EUR)",
            ),
            ("salaire_mensuel_brut", "Salaire mensuel brut (en €)|Brut mensuel"),
            ("mode", "Mode de décompte du temps de travail|Décompte du temps"),
            (
                "entree",
                "Date d'entrée|Date de début de contrat|Date d\u{2019}embauche",
            ),
            ("sortie", "Date de sortie|Fin de contrat"),
        ];
        let heures = [
            (
                "semaine",
                "Date début semaine|Semaine du|Lundi|Date de début de la semaine",
            ),
            (
                "heures_travaillees",
                "H travaillées|Nb heures travaillées|Heures travaillées (h)|Nbre d'heures travaillées",
            ),
            (
                "heures_chomees",
                "Nb heures chômées|Nombre d'heures chômées|H. chômées|Heures non travaillées",
            ),
        ];
        let mandats = [
            ("siret", "N° SIRET|Numéro de SIRET|SIRET du client"),
            ("debut", "du|Date de début|À partir du"),
            ("fin", "au|Jusqu'au|Date de fin"),
        ];
        let tous = [
            (Quoi::Salaries, &salaries[..]),
            (Quoi::Heures, &heures[..]),
            (Quoi::Mandats, &mandats[..]),
        ];
        for (quoi, attendus) in tous {
            for (colonne, noms) in attendus {
                for nom in noms.split('|') {
                    assert_eq!(colonne_de(quoi, nom), [*colonne], "{nom}");
                }
            }
        }
        for nom in [
            "Salaire brut",
            "Salaire de base",
            "Matricule",
            "Date de naissance",
            "",
            "°",
        ] {
            assert!(colonne_de(Quoi::Salaries, nom).is_empty(), "{nom}");
        }
    }
}
