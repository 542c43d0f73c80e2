//! The law and the workflows, tried from outside: one binary, one module per noun.

mod baremes;
mod calendrier;
mod compte;
mod compte_assistance;
mod contrat;
mod dap;
mod dap_etats;
mod dap_limites;
mod demande_assistance;
mod diagnostic;
mod diagramme;
mod exemples;
mod ferie;
mod habilitation;
mod identifiants;
mod import;
mod import_contrat;
mod import_exports;
mod indemnisation;
mod indemnisation_regles;
mod indemnisation_vie;
mod lot;
mod mandat;
mod montant;
mod simulation;
