//! The decision notice of a DAP.

use actix_web::http::StatusCode;
use actix_web::{get, web};
use adapters::pdf::{DonneesDecision, NatureDecision};
use app::dap::Notification;
use domain::dap::{EtatDap, MotifDap};
use domain::indemnisation::limite_de_demande;
use domain::mois::{jour_de_paris, parse_date};
use domain::montant::Heures;
use uuid::Uuid;

use crate::etat::Service;
use crate::probleme::{Erreur, Reponse};
use crate::routes::pdf::{departement, employeur, en_heures, jour, pdf, rendre, unite_departementale};
use crate::session::Dossier;

/// La notification de décision (PDF)
///
/// Une fois la DAP décidée, y compris tacitement : décision, motifs, et code DI si elle est validée.
#[utoipa::path(tag = "daps", params(("id" = Uuid, Path, description = "DAP.")), responses(
    (status = 200, description = "Le document.", body = Vec<u8>, content_type = "application/pdf"),
    (status = 409, description = "Pas encore décidée."),
))]
#[get("/daps/{id}/decision.pdf")]
pub async fn lire_decision_pdf(etat: Service, Dossier(acteur): Dossier, id: web::Path<Uuid>) -> Reponse {
    let notification = app::dap::lire_pour_notification(&etat.contexte, &acteur, *id).await?;
    let nom = format!("decision-{}.pdf", notification.vue.ligne.numero);
    let donnees = donnees(notification).ok_or_else(|| {
        Erreur::refus(
            StatusCode::CONFLICT,
            "decision_indisponible",
            "Cette DAP n'est pas encore décidée : attendez la décision, la notification sera alors disponible.",
        )
    })?;
    rendre(&nom, pdf(move || adapters::pdf::decision(&donnees)).await?)
}

fn donnees(notification: Notification) -> Option<DonneesDecision> {
    let Notification {
        vue,
        compte_masque,
        signataire,
        qualite,
    } = notification;
    let qualite = qualite.unwrap_or_else(|| app::dap::qualite(&vue.ligne.departement));
    let signature = signataire.into_iter().chain([qualite]).collect();
    let (nature, fin_autorisee) = nature(&vue.etat, signature)?;
    let saisie = &vue.saisie;
    let date = |texte: &str| parse_date(texte).map_or_else(|_| texte.to_owned(), jour);
    let demandees = Heures::depuis_saisie(&saisie.heures_prevues).unwrap_or_default();
    let (debut, fin, heures) = match &vue.etat {
        EtatDap::Validee {
            debut,
            fin,
            heures_autorisees,
            ..
        } => (jour(*debut), jour(*fin), *heures_autorisees),
        _ => (date(&saisie.debut), date(&saisie.fin), demandees),
    };
    let envoi = vue
        .chronologie
        .iter()
        .rfind(|ligne| ligne.action == "dap_envoyee");
    Some(DonneesDecision {
        employeur: employeur(&vue.etablissement.siret, &vue.fiche),
        unite_departementale: unite_departementale(&vue.ligne.departement),
        departement: departement(&vue.ligne.departement),
        numero_dap: vue.ligne.numero.clone(),
        avenant: vue
            .ligne
            .avenant_de
            .map(|_| format!("Avenant n°\u{A0}{}", vue.ligne.rang_avenant)),
        motif: saisie
            .motif
            .parse()
            .map_or_else(|_| saisie.motif.clone(), |m: MotifDap| m.libelle().to_owned()),
        periode_debut: debut,
        periode_fin: fin,
        date_reception: envoi.map(|ligne| jour(jour_de_paris(ligne.le))),
        heures: en_heures(heures),
        effectif: saisie.effectif_concerne.clone(),
        nature,
        compte_bancaire: compte_masque,
        date_limite_indemnisation: fin_autorisee.map(|fin| jour(limite_de_demande(fin, false))),
    })
}

/// What was decided, and the last day authorised if any.
fn nature(etat: &EtatDap, signature: Vec<String>) -> Option<(NatureDecision, Option<time::Date>)> {
    let le = |instant: &time::OffsetDateTime| jour(jour_de_paris(*instant));
    match etat {
        EtatDap::Validee {
            decidee_le,
            agent: Some(_),
            code_di,
            fin,
            ..
        } => Some((
            NatureDecision::Validee {
                date: le(decidee_le),
                signature,
                code_di: code_di.to_string(),
            },
            Some(*fin),
        )),
        EtatDap::Validee {
            decidee_le,
            agent: None,
            code_di,
            fin,
            ..
        } => Some((
            NatureDecision::Tacite {
                date: le(decidee_le),
                code_di: code_di.to_string(),
            },
            Some(*fin),
        )),
        EtatDap::Invalidee {
            decidee_le, motifs, ..
        } => Some((
            NatureDecision::Invalidee {
                date: le(decidee_le),
                signature,
                motifs: motifs.clone(),
            },
            None,
        )),
        EtatDap::Refusee {
            decidee_le, motifs, ..
        } => Some((
            NatureDecision::Refusee {
                date: le(decidee_le),
                signature,
                motifs: motifs.clone(),
            },
            None,
        )),
        _ => None,
    }
}
