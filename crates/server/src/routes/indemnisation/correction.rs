//! Corrections of a validated claim, and what was consumed of an authorisation.

use actix_web::{HttpResponse, get, post, web};
use api_types::indemnisation::{Consommation, Demande, DifferenceDemande, DifferenceLigne, MoisConsomme};
use app::indemnisation::Difference;
use domain::montant::{Centimes, Heures};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::vue::{demande, totaux};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::Reponse;
use crate::routes::reponses::cree_versionne;
use crate::session::{Dossier, Utilisateur};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(ouvrir_correction)
        .service(lire_difference)
        .service(lire_consommation);
}

/// Corriger une demande validée
///
/// Ouvre une nouvelle version, remplie avec les lignes de celle-ci, une à la fois. Elle se modifie, s'envoie et se valide
/// comme une demande ; seule la différence est payée, ou à reverser. La version validée ne change pas.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande validée."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 201, description = "La correction, à compléter ; son `ETag` est sa version.", body = Demande),
    (status = 409, description = "La demande n'est pas validée, ou une correction existe déjà."),
))]
#[post("/demandes-indemnisation/{id}/corrections")]
pub async fn ouvrir_correction(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    let vue = app::indemnisation::ouvrir_correction(&etat.contexte, &acteur, *id, version).await?;
    let (id, version) = (vue.ligne.id, vue.ligne.version);
    let chemin = format!("/demandes-indemnisation/{id}");
    Ok(cree_versionne(&chemin, version, &demande(vue)))
}

/// Ce qu'une correction change
///
/// Heures et montants, en tout et par salarié, à côté de la version qu'elle corrige.
#[utoipa::path(tag = "demandes-indemnisation", params(("id" = Uuid, Path, description = "Correction.")), responses(
    (status = 200, description = "Les différences.", body = DifferenceDemande),
    (status = 409, description = "La demande ne corrige rien."),
))]
#[get("/demandes-indemnisation/{id}/difference")]
pub async fn lire_difference(etat: Service, Dossier(acteur): Dossier, id: web::Path<Uuid>) -> Reponse {
    let difference = app::indemnisation::difference(&etat.contexte, &acteur, *id).await?;
    Ok(HttpResponse::Ok().json(rendre(difference)))
}

fn rendre(d: Difference) -> DifferenceDemande {
    let (avant, apres) = (&d.avant, &d.apres);
    DifferenceDemande {
        totaux_avant: totaux(avant),
        totaux_apres: totaux(apres),
        heures_ecart: Heures(apres.heures_indemnisables - avant.heures_indemnisables).to_string(),
        allocation_ecart: Centimes(apres.allocation - avant.allocation).to_string(),
        indemnite_ecart: Centimes(apres.indemnite - avant.indemnite).to_string(),
        lignes: d
            .lignes
            .into_iter()
            .map(|l| DifferenceLigne {
                nom: l.nom,
                prenom: l.prenom,
                heures_avant: l.heures.0.to_string(),
                heures_apres: l.heures.1.to_string(),
                heures_ecart: (l.heures.1 - l.heures.0).to_string(),
                allocation_avant: l.allocation.0.to_string(),
                allocation_apres: l.allocation.1.to_string(),
                allocation_ecart: (l.allocation.1 - l.allocation.0).to_string(),
                indemnite_ecart: (l.indemnite.1 - l.indemnite.0).to_string(),
            })
            .collect(),
        avant: d.avant.numero,
    }
}

/// Ce qui est consommé d'une autorisation
///
/// Mois par mois, la version qui compte : heures indemnisables, allocation, indemnité, à côté des heures autorisées.
#[utoipa::path(tag = "daps", params(("id" = Uuid, Path, description = "DAP.")), responses(
    (status = 200, description = "Les mois, dans l'ordre.", body = Consommation),
))]
#[get("/daps/{id}/consommation")]
pub async fn lire_consommation(etat: Service, Dossier(acteur): Dossier, id: web::Path<Uuid>) -> Reponse {
    let (autorisees, mois) = app::indemnisation::consommation(&etat.contexte, &acteur, *id).await?;
    let consommees: Heures = mois.iter().map(|mois| mois.heures).sum();
    Ok(HttpResponse::Ok().json(Consommation {
        heures_autorisees: autorisees.map(|heures| heures.to_string()),
        heures_consommees: consommees.to_string(),
        mois: mois
            .into_iter()
            .map(|m| MoisConsomme {
                mois: m.mois.to_string(),
                heures_indemnisables: m.heures.to_string(),
                allocation: m.allocation.to_string(),
                indemnite: m.indemnite.to_string(),
            })
            .collect(),
    }))
}
