//! What a long import did, as it is kept.

use db::import::{Avancement, Import};
use domain::import::{EtatImport, refus};
use domain::{Faute, Fautes};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Suivi, entier};
use crate::salarie::ResultatImport;
use crate::{Contexte, Erreur};

/// Faults that a job keeps; the others are counted, and the annotated file has them.
pub const FAUTES_GARDEES: usize = 10_000;
/// A fault as it is kept; its message repeats no NIR.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FauteGardee {
    pub ligne: Option<u32>,
    pub colonne: Option<String>,
    pub code: String,
    pub message: String,
}

impl From<&Faute> for FauteGardee {
    fn from(faute: &Faute) -> Self {
        Self {
            ligne: faute.ligne,
            colonne: faute.colonne.clone(),
            code: faute.code.to_owned(),
            message: faute.message.clone(),
        }
    }
}

/// What the import did, as it is kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Bilan {
    pub valides: u32,
    pub ajoutes: u32,
    pub modifies: u32,
    pub inchanges: u32,
}

fn garder(import: &mut Import, fautes: &[Faute], nombre: u32) {
    let gardees: Vec<FauteGardee> = fautes.iter().take(FAUTES_GARDEES).map(Into::into).collect();
    import.fautes = json!(gardees);
    import.nombre_fautes = entier(nombre);
}

fn fini(import: &Import, contexte: &Contexte, etat: EtatImport, ou: Avancement) -> Import {
    // What was written before the end is undone with the transaction.
    let gardees = etat == EtatImport::Termine && !import.dry_run;
    Import {
        etat: etat.code().to_owned(),
        lignes: ou.lignes,
        lues: ou.lues,
        ecrites: if gardees { ou.ecrites } else { 0 },
        termine_le: Some(contexte.maintenant()),
        ..import.clone()
    }
}

pub(super) fn reussi(
    import: &Import,
    contexte: &Contexte,
    ou: Avancement,
    resultat: &ResultatImport,
) -> Import {
    let mut fin = fini(import, contexte, EtatImport::Termine, ou);
    fin.resultat = json!(Bilan {
        valides: resultat.valides,
        ajoutes: resultat.ajoutes,
        modifies: resultat.modifies,
        inchanges: resultat.inchanges,
    });
    garder(&mut fin, &resultat.fautes, resultat.nombre_fautes);
    fin
}

pub(super) fn rate(import: &Import, contexte: &Contexte, suivi: &Suivi, erreur: Erreur) -> Import {
    let ou = suivi.avancement();
    let avec = |etat, code: &str, message: String| Import {
        code: Some(code.to_owned()),
        message: Some(message),
        ..fini(import, contexte, etat, ou)
    };
    match erreur {
        Erreur::Refus(refus) if refus.code == refus::annule().code => {
            avec(EtatImport::Annule, refus.code, refus.message)
        }
        Erreur::Refus(refus) | Erreur::Interdit(refus) => avec(EtatImport::Refuse, refus.code, refus.message),
        Erreur::Fautes(fautes) => {
            // Those of a header come before any row is judged.
            let (valides, jugees) = suivi.bilan();
            let nombre = jugees.max(u32::try_from(fautes.0.len()).unwrap_or(u32::MAX));
            let message = Fautes::resume(usize::try_from(nombre).unwrap_or(usize::MAX));
            let mut fin = avec(EtatImport::Refuse, "saisie_invalide", message);
            fin.resultat = json!(Bilan {
                valides,
                ..Bilan::default()
            });
            garder(&mut fin, &fautes.0, nombre);
            fin
        }
        Erreur::Introuvable => avec(
            EtatImport::Refuse,
            "introuvable",
            "Ce à quoi le fichier était destiné n'existe plus.".to_owned(),
        ),
        autre => {
            tracing::error!(cause = %autre, "import échoué");
            avec(
                EtatImport::Echoue,
                "erreur_interne",
                "Une erreur inattendue est survenue ; elle est notée. Renvoyez le fichier dans un instant."
                    .to_owned(),
            )
        }
    }
}
