//! A version beside the one before: what is asked for, the headcounts of the sheet, the documents.

use db::ConnectionTrait;
use db::dap::Instantane;
use domain::dap::{Difference, EtatDap, ModeDap, SaisieDap, comparer};
use domain::etablissement::FicheEtablissement;
use serde::Deserialize as _;
use time::OffsetDateTime;

use super::piece::Piece;
use super::{Comparaison, avenant, lire_saisie, saisie_figee};
use crate::{Erreur, document};

/// Was a suspension of activity ever authorised, by the DAP or by an avenant? An avenant says nothing of the months
/// before it: a closure that was authorised once is not taken back.
pub(crate) async fn suspension_autorisee(
    base: &impl ConnectionTrait,
    ligne: &db::dap::Dap,
) -> Result<bool, Erreur> {
    let suspension = |saisie: &SaisieDap| saisie.mode.parse() == Ok(ModeDap::Suspension);
    if suspension(&lire_saisie(ligne)?) {
        return Ok(true);
    }
    let avenants = db::dap::avenants(base, ligne.id).await?;
    for id in [ligne.id]
        .into_iter()
        .chain(avenants.iter().map(|avenant| avenant.id))
    {
        for version in db::dap::instantanes(base, id).await? {
            let etat = EtatDap::deserialize(&version.etat)
                .map_err(|erreur| Erreur::illisible("état figé", &erreur))?;
            if matches!(etat, EtatDap::Validee { .. }) && suspension(&saisie_figee(&version)?) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// What changes: against the authorisation in force for an avenant, else against the version that
/// an agent sent back.
pub(super) async fn comparaison(
    base: &impl ConnectionTrait,
    ligne: &db::dap::Dap,
    (saisie, fiche, pieces): (&SaisieDap, &FicheEtablissement, &[Piece]),
    versions: &[Instantane],
) -> Result<Option<Comparaison>, Erreur> {
    let jointes = noms(pieces.iter().map(|piece| &piece.document));
    if let (Some(avant), Some(origine)) = (avenant::saisie_en_vigueur(ligne)?, ligne.avenant_de) {
        // What was in force when the avenant was begun: decided, it is itself what is in force. Instants are whole
        // seconds; identifiers grow within one too.
        let en_vigueur = db::dap::instantanes(base, origine)
            .await?
            .into_iter()
            .find(|version| version.id < ligne.id);
        let fiche_avant = en_vigueur.as_ref().map(fiche_figee).transpose()?;
        let siennes = db::document::de_l_objet(base, document::OBJET_PIECE, origine).await?;
        let avant = (&avant, fiche_avant.as_ref(), noms(&siennes));
        let apres = (saisie, fiche, jointes);
        return Ok(Some(cote_a_cote("l'autorisation en vigueur", avant, apres)));
    }
    let renvoyee = versions
        .iter()
        .find(|version| version.etat["etat"] == "invalidee");
    let Some(renvoyee) = renvoyee else {
        return Ok(None);
    };
    let parties = |limite: OffsetDateTime| {
        let parties = pieces.iter().map(|piece| &piece.document);
        noms(parties.filter(move |document| document.depose_le <= limite))
    };
    let (saisie_avant, fiche_avant) = (super::saisie_figee(renvoyee)?, fiche_figee(renvoyee)?);
    let avant = (&saisie_avant, Some(&fiche_avant), parties(renvoyee.cree_le));
    Ok(Some(cote_a_cote(
        "la version invalidée",
        avant,
        (saisie, fiche, jointes),
    )))
}

fn fiche_figee(version: &Instantane) -> Result<FicheEtablissement, Erreur> {
    FicheEtablissement::deserialize(&version.fiche)
        .map_err(|erreur| Erreur::illisible("fiche figée", &erreur))
}

fn noms<'a>(documents: impl IntoIterator<Item = &'a db::document::Document>) -> String {
    let noms: Vec<&str> = documents
        .into_iter()
        .map(|document| document.nom.as_str())
        .collect();
    noms.join(", ")
}

fn cote_a_cote(
    a_quoi: &'static str,
    (saisie_avant, fiche_avant, pieces_avant): (&SaisieDap, Option<&FicheEtablissement>, String),
    (saisie, fiche, pieces): (&SaisieDap, &FicheEtablissement, String),
) -> Comparaison {
    let (mut differences, mut inchanges) = comparer(saisie_avant, saisie);
    let nombre = |effectif: Option<u32>| effectif.map_or_else(String::new, |n| n.to_string());
    // The version before says nothing of what was not frozen with it.
    let avant = fiche_avant.unwrap_or(fiche);
    let autres = [
        (
            "/etablissement/effectif_etablissement",
            "Effectif de l'établissement",
            nombre(avant.effectif_etablissement),
            nombre(fiche.effectif_etablissement),
        ),
        (
            "/etablissement/effectif_entreprise",
            "Effectif de l'entreprise",
            nombre(avant.effectif_entreprise),
            nombre(fiche.effectif_entreprise),
        ),
        ("/pieces", "Pièces jointes", pieces_avant, pieces),
    ];
    for (champ, libelle, avant, apres) in autres {
        let difference = Difference {
            champ: champ.to_owned(),
            libelle: libelle.to_owned(),
            avant,
            apres,
        };
        if difference.avant == difference.apres {
            inchanges.push(difference);
        } else {
            differences.push(difference);
        }
    }
    Comparaison {
        a_quoi,
        differences,
        inchanges,
    }
}
