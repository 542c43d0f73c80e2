//! The timeline of a file.

use api_types::Evenement;
use app::journal::dire;
use db::journal::LigneJournal;

use super::reponses::instant;

/// Lines of the journal as a person reads them, oldest first.
pub(super) fn chronologie(lignes: Vec<LigneJournal>) -> Vec<Evenement> {
    let evenement = |ligne: LigneJournal| Evenement {
        le: instant(ligne.le),
        libelle: dire(&ligne),
        code: ligne.action,
        auteur: Some(ligne.auteur),
    };
    lignes.into_iter().map(evenement).collect()
}
