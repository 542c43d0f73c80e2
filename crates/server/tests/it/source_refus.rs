//! Every refusal says the rule, its source and the way out.

use std::path::Path;

use api_types::dap::SaisieDap;
use domain::source::{codes_sources, source_du_code};

use crate::banc::{code, essais};
use crate::fiches::{APPELS, argument, brut, sources};
use crate::instruction::{envoyee, prete};
use crate::personnes::*;

/// The sheets about the establishment, the bank details, the DAP, its instruction, the claims.
const FICHES: &[&str] = &[
    "fiche-etablissement",
    "coordonnees-bancaires",
    "saisir-une-dap",
    "suivre-et-corriger-une-dap",
    "decision-et-code-di",
    "demande-d-indemnisation",
    "paiement",
    "instruction-et-assistance",
];

/// Their codes that no rule stands behind: how a value is written, a choice of a list, the request itself.
const SANS_REGLE: &[&str] = &[
    "siret_chiffres",
    "siret_longueur",
    "siret_cle_fausse",
    "siren_chiffres",
    "siren_longueur",
    "siren_cle_fausse",
    "code_postal_invalide",
    "code_postal_inconnu",
    "departement_inconnu",
    "version_perimee",
    "iban_invalide",
    "iban_longueur",
    "iban_cle_fausse",
    "mode_inconnu",
    "periode_inversee",
    "date_future",
    "format_inconnu",
    "gravite_inconnue",
    "annonce_retiree",
    "nature_annonce_inconnue",
    "instant_invalide",
    "fin_requise",
    "decision_inconnue",
    "etat_inconnu",
    "action_inconnue",
    "mois_invalide",
    "signal_inconnu",
    "demande_bloquee",
    "heures_hebdo_impossibles",
    "operation_paiement_inconnue",
];

/// Codes that several rules share: whoever refuses names the source.
const PARTAGES: &[&str] = &["transition_interdite", "motifs_requis"];

#[test]
fn chaque_regle_des_fiches_a_sa_source() {
    let mut vus = 0;
    for fiche in app::fiche::toutes().iter().filter(|f| FICHES.contains(&f.slug)) {
        for code in &fiche.codes {
            let genres = [
                source_du_code(code).is_some(),
                SANS_REGLE.contains(code),
                PARTAGES.contains(code),
            ];
            assert_eq!(
                genres.iter().filter(|g| **g).count(),
                1,
                "{code} : sa source est à dire dans crates/domain/data/sources_refus.csv"
            );
            vus += 1;
        }
    }
    assert!(vus > 100, "{vus}");
    let sans_fiche: Vec<_> = codes_sources()
        .filter(|c| app::fiche::aide(c).is_none())
        .collect();
    assert!(sans_fiche.is_empty(), "{sans_fiche:?}");
}

/// An order given to the reader: « corrigez », « faites ».
fn dit_quoi_faire(texte: &str) -> bool {
    texte.split(|c: char| !c.is_alphabetic()).any(|mot| {
        (mot.len() > 4 && mot.ends_with("ez")) || ["faites", "dites"].contains(&mot.to_lowercase().as_str())
    })
}

#[test]
fn chaque_refus_d_une_regle_dit_la_sortie() {
    let mut fichiers = Vec::new();
    for piece in ["domain", "app", "server"] {
        let dossier = format!("{}/../{piece}/src", env!("CARGO_MANIFEST_DIR"));
        sources(Path::new(&dossier), &mut fichiers);
    }
    let (mut vus, mut muets) = (0, Vec::new());
    for fichier in fichiers {
        let texte = std::fs::read_to_string(&fichier).expect("source");
        let texte = texte.split("#[cfg(test)]").next().unwrap_or("");
        let serveur = fichier.components().any(|c| c.as_os_str() == "server");
        let refus = usize::from(serveur);
        let appels = APPELS
            .iter()
            .copied()
            .chain([("Erreur::refus(", refus), ("Self::refus(", refus)]);
        for (appel, rang) in appels {
            for suite in texte.split(appel).skip(1) {
                let regle = argument(suite, rang).filter(|c| {
                    source_du_code(c).is_some()
                        || (PARTAGES.contains(c) && fichier.to_string_lossy().contains("/src/dap"))
                });
                // A text that is put together elsewhere is judged there.
                let message = (rang + 1..=rang + 2)
                    .filter_map(|r| brut(suite, r))
                    .find(|m| m.contains(' ') && m.contains('"') && !m.contains("{sortie}"));
                if let Some((code, message)) = regle.zip(message) {
                    vus += 1;
                    if !dit_quoi_faire(message) {
                        muets.push(format!("{code} : {message}"));
                    }
                }
            }
        }
        for sortie in texte
            .split("interdit(")
            .skip(1)
            .filter_map(|suite| argument(suite, 1))
        {
            vus += 1;
            if !dit_quoi_faire(sortie) {
                muets.push(sortie.to_owned());
            }
        }
    }
    assert!(vus > 60, "le relevé ne trouve plus rien : {vus}");
    assert!(muets.is_empty(), "refus sans sortie : {muets:#?}");
}

essais! {
    async fn une_regle_dit_sa_source_et_une_erreur_technique_n_en_a_pas(app) {
        let claire = prete(&app).await;
        let source = |erreur: &client::Erreur| erreur.probleme().and_then(|p| p.source.clone());
        let (id, etag) = envoyee(&claire, "conjoncture_economique").await;
        let refus = claire.modifier_dap(&id, &etag, &saisie_dap(SIRET)).await.expect_err("envoyée");
        assert_eq!(refus.code(), Some("transition_interdite"));
        assert_eq!(source(&refus).as_deref(), Some("FAQ de l'ASP, questions 51 à 54"));
        let double = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let refus = claire.envoyer_dap(&double.corps.id, &double.etag).await.expect_err("double");
        assert_eq!((refus.code(), source(&refus).as_deref()), (Some("dap_en_double"), Some("FAQ de l'ASP, question 54")));
        let longue = SaisieDap { fin: "2023-07-31".into(), ..saisie_dap(SIRET) };
        let longue = claire.modifier_dap(&double.corps.id, &double.etag, &longue).await.expect("enregistrée");
        let faute = longue.corps.fautes.iter().find(|f| f.code == "duree_trop_longue").expect("faute");
        assert_eq!(faute.source.as_deref(), Some("art. R5122-9 du code du travail"));
        let refus = claire.envoyer_dap(&double.corps.id, &longue.etag).await.expect_err("trop longue");
        let faute = &refus.probleme().expect("problème").errors[0];
        assert_eq!((faute.source.as_deref(), faute.help_url.is_some()), (Some("art. R5122-9 du code du travail"), true));
        let perimee = claire.modifier_dap(&double.corps.id, &double.etag, &saisie_dap(SIRET)).await.expect_err("périmée");
        assert_eq!((perimee.code(), source(&perimee)), (Some("version_perimee"), None));
        assert_eq!(code(claire.lire_dap("0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11").await), "introuvable");
    }
}
