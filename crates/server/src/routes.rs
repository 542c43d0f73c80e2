//! The routes, one file per noun. A handler parses, calls the use case and answers.

mod agent;
mod annonce;
mod assistance;
mod bareme;
mod compte;
mod compte_assistance;
pub mod contrat;
mod coordonnees_bancaires;
mod dap;
mod demande_assistance;
mod demo;
mod diagnostic;
mod document;
mod etablissement;
mod evenement;
mod fiche;
mod habilitation;
pub mod import;
mod indemnisation;
mod inscription;
mod lot;
mod mandat;
mod oubli;
mod paiement;
mod pdf;
mod rejet;
mod reponses;
mod reprise;
mod salarie;
mod sante;
mod second_facteur;
mod session;
mod simulation;
mod tableur;
mod utilisateur;

use utoipa_actix_web::service_config::ServiceConfig;

/// Tags of the document, in reading order.
pub const ETIQUETTES: &[(&str, &str)] = &[
    ("simulations", "Calcul et barèmes, ouverts à tous."),
    ("acces", "Inscription, connexion, compte."),
    (
        "etablissements",
        "Fiche, utilisateurs, coordonnées bancaires, salariés.",
    ),
    ("mandats", "Tiers déclarants : contrats de prestation, documents."),
    ("daps", "Demandes d'autorisation préalable."),
    ("demandes-indemnisation", "Demandes d'indemnisation."),
    (
        "imports",
        "Fichiers de salariés, d'heures et de mandats : aperçu, fautes, modèles, avancement.",
    ),
    (
        "paiements",
        "Paiement des demandes validées et rejets à annuler, par l'assistance.",
    ),
    ("aide", "Base documentaire et annonces, ouvertes à tous."),
    (
        "assistance",
        "Demandes d'assistance, habilitations, comptes, annonces, courriels.",
    ),
    (
        "demo",
        "Boîte d'envoi et horloge de la démonstration ; 404 ailleurs.",
    ),
    ("exploitation", "État du service et contrat."),
];

/// Routes outside the API.
pub fn exploitation(config: &mut ServiceConfig) {
    config.service(sante::healthz).service(sante::readyz);
}

/// Routes under `/api/v1`. Addresses are tried in this order, one pattern after the other: what is
/// asked for most comes first.
pub fn configurer(config: &mut ServiceConfig) {
    config
        .configure(dap::configurer)
        .configure(indemnisation::configurer)
        .service(contrat::lire_openapi)
        .configure(simulation::configurer)
        .configure(bareme::configurer)
        .configure(fiche::configurer)
        .configure(inscription::configurer)
        .configure(session::configurer)
        .configure(compte::configurer)
        .configure(second_facteur::configurer)
        .configure(oubli::configurer)
        .configure(diagnostic::configurer)
        .configure(habilitation::configurer)
        .configure(lot::configurer)
        .configure(etablissement::configurer)
        .configure(utilisateur::configurer)
        .configure(mandat::configurer)
        .configure(reprise::configurer)
        .configure(document::configurer)
        .configure(coordonnees_bancaires::configurer)
        .configure(salarie::configurer)
        .configure(import::configurer)
        .configure(paiement::configurer)
        .configure(rejet::configurer)
        .configure(assistance::configurer)
        .configure(demande_assistance::configurer)
        .configure(annonce::configurer)
        .configure(agent::configurer)
        .configure(compte_assistance::configurer)
        .configure(demo::configurer);
}
