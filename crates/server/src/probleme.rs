//! RFC 9457 errors: the one shape of every refusal and of every failure.

mod extracteurs;
mod filet;

pub use extracteurs::{DroitsEnCours, Json, configurer_extracteurs};
pub use filet::filet;

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use api_types::{ErreurChamp, Probleme};
use domain::source::source_du_code;

/// Media type of every error of the API.
pub const TYPE_PROBLEME: &str = "application/problem+json";

/// Result of a handler.
pub type Reponse<T = HttpResponse> = Result<T, Erreur>;

/// What a handler may fail with.
pub enum Erreur {
    /// A refusal that the caller can understand.
    Refus(Box<Refus>),
    /// Something that should not happen: logged once, answered by a blank 500.
    Interne(Box<dyn std::error::Error + Send + Sync>),
}

/// A refusal: status, body and headers.
pub struct Refus {
    statut: StatusCode,
    probleme: Probleme,
    entetes: Vec<(HeaderName, HeaderValue)>,
}

impl Erreur {
    /// A refusal with a stable `code` and a French `detail` that says the way out.
    pub fn refus(statut: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self::Refus(Box::new(Refus {
            statut,
            probleme: Probleme {
                type_: format!("urn:apart:probleme:{code}"),
                title: titre(statut).to_owned(),
                status: statut.as_u16(),
                detail: detail.into(),
                code: code.to_owned(),
                source: source_du_code(code).map(str::to_owned),
                help_url: app::fiche::aide(code),
                errors: Vec::new(),
            },
            entetes: Vec::new(),
        }))
    }

    /// 422 with every fault at once.
    pub fn saisie(errors: impl IntoIterator<Item = impl Into<ErreurChamp>>) -> Self {
        let errors: Vec<ErreurChamp> = errors.into_iter().map(Into::into).collect();
        let detail = domain::Fautes::resume(errors.len());
        Self::refus(StatusCode::UNPROCESSABLE_ENTITY, "saisie_invalide", detail).avec_fautes(errors)
    }

    /// 422 for one field.
    pub fn champ(pointer: &str, code: &str, message: &str) -> Self {
        Self::saisie([ErreurChamp {
            pointer: pointer.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
            ..ErreurChamp::default()
        }])
    }

    /// 404, the same whether the thing does not exist or is somebody else's.
    pub fn introuvable() -> Self {
        Self::refus(
            StatusCode::NOT_FOUND,
            "introuvable",
            "Rien à cette adresse, ou rien que vous puissiez voir.",
        )
    }

    /// An unexpected failure; the caller learns nothing of it.
    pub fn interne(erreur: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Interne(erreur.into())
    }

    /// What the domain refused, with the source of its rule.
    fn selon(statut: StatusCode, refus: domain::Refus) -> Self {
        let mut erreur = Self::refus(statut, refus.code, refus.message);
        if let Self::Refus(ici) = &mut erreur {
            ici.probleme.source = refus.source_regle.map(str::to_owned);
        }
        erreur
    }

    /// Adds the faults of single fields or cells, each with its help page and the source of its rule.
    pub fn avec_fautes(mut self, mut fautes: Vec<ErreurChamp>) -> Self {
        for faute in &mut fautes {
            completer(faute);
        }
        if let Self::Refus(refus) = &mut self {
            refus.probleme.errors = fautes;
        }
        self
    }

    /// Adds a header to the answer.
    pub fn avec_entete(mut self, nom: HeaderName, valeur: HeaderValue) -> Self {
        if let Self::Refus(refus) = &mut self {
            refus.entetes.push((nom, valeur));
        }
        self
    }

    /// Stable code of the refusal.
    pub fn code(&self) -> &str {
        match self {
            Self::Refus(refus) => &refus.probleme.code,
            Self::Interne(_) => "erreur_interne",
        }
    }
}

/// As `Display`: the framework may log an error by its `Debug`.
impl fmt::Debug for Erreur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Code and status only: what a person typed never reaches a log.
impl fmt::Display for Erreur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status_code().as_u16(), self.code())
    }
}

impl std::error::Error for Erreur {}

impl From<app::Erreur> for Erreur {
    fn from(erreur: app::Erreur) -> Self {
        match erreur {
            app::Erreur::Fautes(fautes) => Self::saisie(fautes.0),
            // The one refusal of a login that names its field: the person typed an e-mail address.
            app::Erreur::Connexion(refus) if refus.code == "identifiant_est_courriel" => {
                Self::champ("/identifiant", refus.code, &refus.message)
            }
            app::Erreur::Connexion(refus) => Self::selon(StatusCode::UNAUTHORIZED, refus),
            app::Erreur::Refus(refus) => Self::selon(StatusCode::CONFLICT, refus),
            app::Erreur::Interdit(refus) => Self::selon(StatusCode::FORBIDDEN, refus),
            app::Erreur::Blocages(blocages) => Self::refus(
                StatusCode::UNPROCESSABLE_ENTITY,
                "demande_bloquee",
                "La demande ne peut pas encore être envoyée.",
            )
            .avec_fautes(blocages.into_iter().map(blocage).collect()),
            app::Erreur::Introuvable => Self::introuvable(),
            app::Erreur::VersionPerimee => crate::etag::version_perimee(),
            app::Erreur::Sature => sature(),
            app::Erreur::ImportsSatures => imports_satures(),
            app::Erreur::RoleInsuffisant => crate::session::role_insuffisant(),
            autre => Self::interne(autre),
        }
    }
}

/// The help page of a fault, and the source of its rule unless it names one.
pub(crate) fn completer(faute: &mut ErreurChamp) {
    faute.help_url = app::fiche::aide(&faute.code);
    if faute.source.is_none() {
        faute.source = source_du_code(&faute.code).map(str::to_owned);
    }
}

/// 503: the queue of the slow hashes is full; it empties within seconds.
fn sature() -> Erreur {
    Erreur::refus(
        StatusCode::SERVICE_UNAVAILABLE,
        "connexions_saturees",
        "Beaucoup de personnes se connectent en même temps : réessayez dans quelques secondes, votre saisie est gardée.",
    )
    .avec_entete(header::RETRY_AFTER, HeaderValue::from_static("5"))
}

/// 503: each import under way holds its rows in memory.
fn imports_satures() -> Erreur {
    Erreur::refus(
        StatusCode::SERVICE_UNAVAILABLE,
        "imports_satures",
        "Plusieurs fichiers s'importent déjà en même temps : renvoyez le vôtre dans quelques secondes, rien n'en a été lu.",
    )
    .avec_entete(header::RETRY_AFTER, HeaderValue::from_static("10"))
}

fn blocage(blocage: domain::indemnisation::Blocage) -> ErreurChamp {
    ErreurChamp {
        code: blocage.code,
        message: blocage.message,
        ..ErreurChamp::default()
    }
}

impl ResponseError for Erreur {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Refus(refus) => refus.statut,
            Self::Interne(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::Refus(refus) => reponse(refus.statut, &refus.probleme, &refus.entetes),
            Self::Interne(cause) => {
                // The only place where an unexpected error is logged; its text may name tables
                // or hosts, so the caller gets a blank 500 and the request id of the header.
                tracing::error!(cause = %Chaine(cause.as_ref()), "erreur inattendue");
                let Self::Refus(refus) = generique(StatusCode::INTERNAL_SERVER_ERROR) else {
                    return HttpResponse::InternalServerError().finish();
                };
                reponse(refus.statut, &refus.probleme, &[])
            }
        }
    }
}

fn reponse(statut: StatusCode, probleme: &Probleme, entetes: &[(HeaderName, HeaderValue)]) -> HttpResponse {
    let mut reponse = HttpResponse::build(statut);
    reponse.insert_header((header::CONTENT_TYPE, TYPE_PROBLEME));
    for (nom, valeur) in entetes {
        reponse.insert_header((nom.clone(), valeur.clone()));
    }
    reponse.body(serde_json::to_vec(probleme).unwrap_or_default())
}

/// An error with all its causes, by `Display` only: `Debug` of a driver shows the values of a row.
struct Chaine<'a>(&'a (dyn std::error::Error + 'static));

impl fmt::Display for Chaine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(erreur) = cause {
            write!(f, " : {erreur}")?;
            cause = erreur.source();
        }
        Ok(())
    }
}

/// The problem of a status that has nothing more to say.
pub fn generique(statut: StatusCode) -> Erreur {
    let (code, detail) = match statut.as_u16() {
        400 => ("requete_invalide", "La requête ne se lit pas."),
        401 => ("session_absente", "Connectez-vous pour continuer."),
        403 => ("interdit", "Cette action ne vous est pas permise."),
        404 => return Erreur::introuvable(),
        405 => (
            "methode_non_permise",
            "Cette adresse ne connaît pas cette méthode.",
        ),
        406 => (
            "format_non_disponible",
            "Aucun des formats demandés n'est disponible.",
        ),
        408 => ("requete_trop_lente", "La requête a mis trop de temps à arriver."),
        413 => ("corps_trop_grand", "Le corps de la requête est trop grand."),
        415 => ("type_de_contenu", "Ce type de contenu n'est pas accepté ici."),
        429 => ("trop_de_requetes", "Trop de requêtes : patientez un instant."),
        503 => ("indisponible", "Le service est momentanément indisponible."),
        _ if statut.is_client_error() => ("requete_refusee", "La requête est refusée."),
        _ => (
            "erreur_interne",
            "Une erreur inattendue est survenue ; elle est notée. Réessayez dans un instant.",
        ),
    };
    Erreur::refus(statut, code, detail)
}

/// Title by status, in French (RFC 9457: the same for every occurrence of the type).
fn titre(statut: StatusCode) -> &'static str {
    match statut.as_u16() {
        400 => "Requête illisible",
        401 => "Connexion requise",
        403 => "Action non permise",
        404 => "Introuvable",
        405 => "Méthode non permise",
        409 => "Conflit",
        412 => "Version périmée",
        413 => "Contenu trop grand",
        415 => "Type de contenu refusé",
        422 => "Saisie à corriger",
        428 => "Version requise",
        429 => "Trop de requêtes",
        503 => "Service indisponible",
        _ if statut.is_client_error() => "Requête refusée",
        _ => "Erreur inattendue",
    }
}
