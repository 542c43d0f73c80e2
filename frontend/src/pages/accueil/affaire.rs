//! One line of the dashboard, and which of the three lists it belongs to.

use crate::{
    format,
    pages::etats::{EtatDap, EtatDi},
    ui::{Link, Stack, Status, Ton},
};
use api_types::{dap::DapResume, etablissement::EtablissementResume, indemnisation::DemandeResume};
use leptos::prelude::*;

/// The three questions that the home page answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rubrique {
    /// What must I do?
    AFaire,
    /// What is under way?
    EnCours,
    /// What was decided?
    Decide,
}

/// The state beside a line, with its own tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marque {
    Dap {
        code: String,
        libelle: String,
    },
    Di {
        code: String,
        libelle: String,
    },
    /// Nothing has a state yet: something is missing.
    AFaire,
}

/// One line, whatever it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affaire {
    pub rubrique: Rubrique,
    pub siret: String,
    pub denomination: String,
    pub href: String,
    pub titre: String,
    /// What to know at a glance: a deadline, an amount.
    pub precision: Option<String>,
    pub marque: Marque,
    /// Instant of the last change; empty where there is none, and so last.
    pub modifiee_le: String,
}

impl Affaire {
    /// A DAP; nothing for one that was withdrawn.
    pub fn dap(dap: DapResume) -> Option<Self> {
        let (rubrique, titre) = match dap.etat.as_str() {
            "provisoire" => (
                Rubrique::AFaire,
                format!("Terminer et envoyer la demande {}", dap.numero),
            ),
            "invalidee" => (
                Rubrique::AFaire,
                format!("Corriger et renvoyer la demande {}", dap.numero),
            ),
            "en_attente_instruction_ud" | "instruction_en_cours" => (
                Rubrique::EnCours,
                format!("Autorisation préalable {}", dap.numero),
            ),
            "retiree" => return None,
            _ => (Rubrique::Decide, format!("Autorisation préalable {}", dap.numero)),
        };
        let precision = match dap.limite_tacite.as_deref() {
            Some(limite) => Some(format!("réponse au plus tard le {}", format::date(limite))),
            None if dap.debut.is_empty() || dap.fin.is_empty() => None,
            None => Some(format!(
                "du {} au {}",
                format::date(&dap.debut),
                format::date(&dap.fin)
            )),
        };
        Some(Self {
            rubrique,
            href: format!("/daps/{}", dap.id),
            siret: dap.siret,
            denomination: dap.denomination,
            titre,
            precision,
            marque: Marque::Dap {
                code: dap.etat,
                libelle: dap.etat_libelle,
            },
            modifiee_le: dap.modifiee_le,
        })
    }

    /// A claim; nothing for one that was withdrawn.
    pub fn demande(demande: DemandeResume) -> Option<Self> {
        let mois = de_mois(&demande.mois);
        let (rubrique, titre) = match demande.etat.as_str() {
            "provisoire" => (
                Rubrique::AFaire,
                format!("Terminer et envoyer la demande d'indemnisation {mois}"),
            ),
            "rejetee" => (
                Rubrique::AFaire,
                format!("Corriger et renvoyer la demande d'indemnisation {mois}"),
            ),
            "paiement_invalide" => (
                Rubrique::AFaire,
                format!("Changer le RIB pour le paiement {mois}"),
            ),
            "en_attente_validation" | "en_cours_instruction" => {
                (Rubrique::EnCours, format!("Indemnisation {mois}"))
            }
            "retiree" => return None,
            _ => (Rubrique::Decide, format!("Indemnisation {mois}")),
        };
        Some(Self {
            rubrique,
            href: format!("/indemnisations/{}", demande.id),
            siret: demande.siret,
            denomination: demande.denomination,
            titre,
            precision: Some(format::euros(&demande.allocation)),
            marque: Marque::Di {
                code: demande.etat,
                libelle: demande.etat_libelle,
            },
            modifiee_le: demande.modifiee_le,
        })
    }

    /// What an establishment still lacks, if anything.
    pub fn etablissement(etablissement: &EtablissementResume) -> Option<Self> {
        let titre = match (etablissement.complet, etablissement.coordonnees_bancaires_actives) {
            (true, true) => return None,
            (false, false) => "Compléter la fiche établissement et ajouter un RIB",
            (false, true) => "Compléter la fiche établissement",
            (true, false) => "Ajouter et activer un RIB",
        };
        Some(Self {
            rubrique: Rubrique::AFaire,
            href: format!("/etablissements/{}", etablissement.siret),
            siret: etablissement.siret.clone(),
            denomination: etablissement.denomination.clone(),
            titre: titre.to_owned(),
            precision: None,
            marque: Marque::AFaire,
            modifiee_le: String::new(),
        })
    }
}

/// `de mai 2022`, `d'avril 2022`, from `2022-04`.
pub fn de_mois(iso: &str) -> String {
    let mois = format::mois(iso);
    let elision = mois.starts_with(['a', 'o']);
    format!("{}{mois}", if elision { "d'" } else { "de " })
}

/// One line of a list; the establishment is said where there are several.
#[component]
pub fn Ligne(affaire: Affaire, avec_etablissement: bool) -> impl IntoView {
    let lieu =
        avec_etablissement.then(|| format!("{} · {}", affaire.denomination, format::siret(&affaire.siret)));
    let detail = [lieu, affaire.precision]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <li class="ap-affaire">
            <Stack serre=true>
                <Link href=affaire.href>{affaire.titre}</Link>
                {(!detail.is_empty()).then(|| view! { <span class="ap-petit ap-doux ap-chiffres">{detail}</span> })}
            </Stack>
            {match affaire.marque {
                Marque::Dap { code, libelle } => view! { <EtatDap code libelle/> }.into_any(),
                Marque::Di { code, libelle } => view! { <EtatDi code libelle/> }.into_any(),
                Marque::AFaire => view! { <Status ton=Ton::Attention libelle="À faire"/> }.into_any(),
            }}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dap(etat: &str) -> Option<Rubrique> {
        Affaire::dap(DapResume {
            etat: etat.into(),
            ..Default::default()
        })
        .map(|affaire| affaire.rubrique)
    }

    fn demande(etat: &str) -> Option<Rubrique> {
        Affaire::demande(DemandeResume {
            etat: etat.into(),
            ..Default::default()
        })
        .map(|affaire| affaire.rubrique)
    }

    #[test]
    fn every_state_has_its_list_and_withdrawn_files_have_none() {
        for etat in domain::dap::CodeEtatDap::TOUS {
            assert_eq!(dap(etat.code()).is_none(), etat.code() == "retiree", "{etat}");
        }
        for etat in domain::indemnisation::CodeEtatDi::TOUS {
            assert_eq!(demande(etat.code()).is_none(), etat.code() == "retiree", "{etat}");
        }
        assert_eq!(dap("invalidee"), Some(Rubrique::AFaire));
        assert_eq!(dap("instruction_en_cours"), Some(Rubrique::EnCours));
        assert_eq!(dap("refusee"), Some(Rubrique::Decide));
        assert_eq!(demande("rejetee"), Some(Rubrique::AFaire));
        assert_eq!(demande("paiement_invalide"), Some(Rubrique::AFaire));
        assert_eq!(demande("en_cours_instruction"), Some(Rubrique::EnCours));
        assert_eq!(demande("paiement_effectue"), Some(Rubrique::Decide));
    }

    #[test]
    fn a_month_is_named_as_one_says_it() {
        assert_eq!(de_mois("2022-05"), "de mai 2022");
        assert_eq!(de_mois("2022-08"), "d'août 2022");
    }

    #[test]
    fn an_establishment_says_what_it_lacks() {
        let titre = |complet, rib| {
            Affaire::etablissement(&EtablissementResume {
                complet,
                coordonnees_bancaires_actives: rib,
                ..Default::default()
            })
            .map(|affaire| affaire.titre)
        };
        assert_eq!(titre(true, true), None);
        assert_eq!(titre(true, false).as_deref(), Some("Ajouter et activer un RIB"));
        assert_eq!(
            titre(false, true).as_deref(),
            Some("Compléter la fiche établissement")
        );
    }
}
