//! The help pages, open to all.

use actix_web::{HttpResponse, get, web};
use adapters::markdown;
use api_types::fiche::{Fiche, FicheResume, ListeFiches, TitreFiche};
use app::fiche::{self as app_fiche, THEMES};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::probleme::{Erreur, Reponse};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(lister_fiches).service(lire_fiche);
}

/// Longer questions are no question.
const QUESTION_MAX: usize = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RechercheFiches {
    /// Mots cherchés, sans égard aux accents ni aux majuscules ; un code d'erreur aussi.
    #[param(required = false, max_length = 200, example = "code DI")]
    q: Option<String>,
}

/// La base documentaire, ou les fiches qui répondent à une recherche
///
/// Sans `q`, toutes, par thème. Avec `q`, les plus proches d'abord, sans tenir compte des accents ni de la
/// casse.
#[utoipa::path(tag = "aide", security(()), params(RechercheFiches), responses(
    (status = 200, description = "Toutes les fiches, ou la meilleure réponse d'abord.", body = ListeFiches),
))]
#[get("/fiches")]
pub async fn lister_fiches(filtre: web::Query<RechercheFiches>) -> Reponse {
    let question = filtre.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let items = match question {
        None => app_fiche::toutes()
            .iter()
            .map(|fiche| resume(fiche, None))
            .collect(),
        Some(question) if question.chars().count() > QUESTION_MAX => {
            let message = format!("Une recherche compte {QUESTION_MAX} caractères au plus.");
            return Err(Erreur::champ("/q", "texte_trop_long", &message));
        }
        Some(question) => app_fiche::chercher(question)
            .into_iter()
            .map(|trouvee| resume(trouvee.fiche, Some(trouvee.extrait)))
            .collect(),
    };
    Ok(HttpResponse::Ok().json(ListeFiches { items, next: None }))
}

/// Une fiche, en Markdown et en HTML
///
/// `codes` dit à quels codes d'erreur elle répond ; c'est vers elle que mène leur `help_url`.
#[utoipa::path(tag = "aide", security(()), params(("slug" = String, Path, description = "Nom de la fiche.")), responses(
    (status = 200, description = "La fiche.", body = Fiche),
))]
#[get("/fiches/{slug}")]
pub async fn lire_fiche(slug: web::Path<String>) -> Reponse {
    let fiche = app_fiche::trouver(&slug).ok_or_else(Erreur::introuvable)?;
    let rendu = markdown::rendre(fiche.markdown);
    let sommaire = rendu.sommaire.into_iter().map(|titre| TitreFiche {
        id: titre.id,
        texte: titre.texte,
    });
    let entete = resume(fiche, None);
    Ok(HttpResponse::Ok().json(Fiche {
        slug: entete.slug,
        titre: entete.titre,
        resume: entete.resume,
        theme: entete.theme,
        theme_libelle: entete.theme_libelle,
        questions: entete.questions,
        codes: entete.codes,
        markdown: fiche.markdown.to_owned(),
        html: rendu.html,
        sommaire: sommaire.collect(),
        voir: fiche
            .voir
            .iter()
            .filter_map(|slug| app_fiche::trouver(slug))
            .map(|voir| resume(voir, None))
            .collect(),
    }))
}

fn resume(fiche: &app_fiche::Fiche, extrait: Option<String>) -> FicheResume {
    let theme = THEMES.iter().find(|(code, _)| *code == fiche.theme);
    FicheResume {
        slug: fiche.slug.to_owned(),
        titre: fiche.titre.to_owned(),
        resume: fiche.resume.to_owned(),
        theme: fiche.theme.to_owned(),
        theme_libelle: theme.map_or("", |(_, libelle)| libelle).to_owned(),
        questions: fiche.questions.clone(),
        codes: fiche.codes.iter().map(|code| (*code).to_owned()).collect(),
        extrait,
    }
}
