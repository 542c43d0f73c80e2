//! Who calls: extractors that a handler names in its signature, so that who may call is read there.

use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use app::Acteur;
use app::session::Ouverte;
use domain::compte::Role;
use uuid::Uuid;

use crate::etat::Service;
use crate::jeton::NOM_COOKIE;
use crate::probleme::{DroitsEnCours, Erreur};

type Futur<T> = Pin<Box<dyn Future<Output = Result<T, Erreur>>>>;

/// The session of the cookie. A valid one is looked up once a request, and its end pushed back.
///
/// # Errors
/// 401 `session_absente` without cookie, `session_expiree` with one that is over or forged.
pub async fn authentifier(req: &HttpRequest, prolonger: bool) -> Result<Ouverte, Erreur> {
    if let Some(ouverte) = req.extensions().get::<Ouverte>() {
        return Ok(ouverte.clone());
    }
    let etat = req
        .app_data::<Service>()
        .ok_or_else(|| Erreur::interne("état absent"))?;
    let cookie = req.cookie(NOM_COOKIE).ok_or_else(absente)?;
    let maintenant = etat.contexte.maintenant();
    let sid = etat
        .jetons
        .lire(cookie.value(), maintenant)
        .map_err(|_| expiree())?;
    let sid = Uuid::try_parse(&sid).map_err(|_| expiree())?;
    let ouverte = app::session::authentifier(&etat.contexte, sid, prolonger)
        .await?
        .ok_or_else(expiree)?;
    req.extensions_mut().insert(ouverte.clone());
    Ok(ouverte)
}

/// The session that the cookie names, if it is one of ours; not looked up.
pub fn session_du_cookie(req: &HttpRequest, etat: &Service) -> Option<Uuid> {
    let cookie = req.cookie(NOM_COOKIE)?;
    let sid = etat
        .jetons
        .lire(cookie.value(), etat.contexte.maintenant())
        .ok()?;
    Uuid::try_parse(&sid).ok()
}

fn absente() -> Erreur {
    Erreur::refus(
        StatusCode::UNAUTHORIZED,
        "session_absente",
        "Connectez-vous pour continuer.",
    )
}

fn expiree() -> Erreur {
    Erreur::refus(
        StatusCode::UNAUTHORIZED,
        "session_expiree",
        "Votre session est terminée : reconnectez-vous, votre saisie est gardée.",
    )
}

/// Any open session, even one that must first change its temporary password.
pub struct SessionOuverte(pub Ouverte);

/// The same, without pushing its end back: a page that watches the session does not keep it open.
pub struct SessionObservee(pub Ouverte);

impl FromRequest for SessionOuverte {
    type Error = Erreur;
    type Future = Futur<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (req, en_cours) = (req.clone(), DroitsEnCours::annoncer(req));
        Box::pin(async move {
            let _en_cours = en_cours;
            authentifier(&req, true).await.map(Self)
        })
    }
}

impl FromRequest for SessionObservee {
    type Error = Erreur;
    type Future = Futur<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { authentifier(&req, false).await.map(Self) })
    }
}

/// The person of the session, whatever her role, once her password is her own: her account, and
/// the second factor that she may still have to set up.
pub struct Proprietaire(pub Acteur);

impl FromRequest for Proprietaire {
    type Error = Erreur;
    type Future = Futur<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (req, en_cours) = (req.clone(), DroitsEnCours::annoncer(req));
        Box::pin(async move {
            let _en_cours = en_cours;
            proprietaire(&req).await.map(|ouverte| Self(ouverte.acteur))
        })
    }
}

/// Whoever calls: somebody logged in, or a stranger. `perdue` is the refusal of a session that
/// is over, for routes where logging in again would help.
pub struct ActeurFacultatif {
    pub acteur: Option<Acteur>,
    pub perdue: Option<Erreur>,
}

impl FromRequest for ActeurFacultatif {
    type Error = Erreur;
    type Future = Futur<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let avec_cookie = req.cookie(NOM_COOKIE).is_some();
            match acteur(req, |_| true).await {
                Ok(acteur) => Ok(Self {
                    acteur: Some(acteur),
                    perdue: None,
                }),
                Err(Erreur::Interne(cause)) => Err(Erreur::Interne(cause)),
                Err(refus) => Ok(Self {
                    acteur: None,
                    perdue: Some(refus).filter(|_| avec_cookie),
                }),
            }
        })
    }
}

/// # Errors
/// 401 without session, 403 `mot_de_passe_a_changer`.
async fn proprietaire(req: &HttpRequest) -> Result<Ouverte, Erreur> {
    let ouverte = authentifier(req, true).await?;
    if ouverte.mot_de_passe_a_changer {
        return Err(Erreur::refus(
            StatusCode::FORBIDDEN,
            "mot_de_passe_a_changer",
            "Choisissez d'abord votre mot de passe : celui-ci est temporaire.",
        ));
    }
    Ok(ouverte)
}

/// # Errors
/// 401 without session, 403 `mot_de_passe_a_changer`, 403 `second_facteur_a_configurer`,
/// 403 `role_insuffisant`.
async fn acteur(req: HttpRequest, permis: fn(Role) -> bool) -> Result<Acteur, Erreur> {
    let ouverte = proprietaire(&req).await?;
    if ouverte.second_facteur_a_configurer {
        return Err(Erreur::refus(
            StatusCode::FORBIDDEN,
            "second_facteur_a_configurer",
            "Votre rôle demande la double authentification : configurez-la d'abord.",
        ));
    }
    if permis(ouverte.acteur.role) {
        Ok(ouverte.acteur)
    } else {
        Err(role_insuffisant())
    }
}

/// 403: the role may not do this.
pub fn role_insuffisant() -> Erreur {
    Erreur::refus(
        StatusCode::FORBIDDEN,
        "role_insuffisant",
        "Votre compte ne permet pas cette action.",
    )
}

/// A public route that does less for whoever is not logged in. Any trouble with the session (none,
/// over, a password to change first) makes a stranger; only a failure of ours is an error.
pub struct Visiteur(pub Option<Acteur>);

impl FromRequest for Visiteur {
    type Error = Erreur;
    type Future = Futur<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let permis = |role| matches!(role, Role::Utilisateur | Role::TiersDeclarant);
        let acteur = acteur(req.clone(), permis);
        Box::pin(async move {
            match acteur.await {
                Ok(acteur) => Ok(Self(Some(acteur))),
                Err(Erreur::Interne(panne)) => Err(Erreur::Interne(panne)),
                Err(_) => Ok(Self(None)),
            }
        })
    }
}

/// As [`Utilisateur`], without pushing the end of the session back: on SQLite that write would wait for the
/// lock of the very import whose progress is asked.
pub struct UtilisateurObservant(pub Acteur);

impl FromRequest for UtilisateurObservant {
    type Error = Erreur;
    type Future = Futur<Self>;

    fn from_request(req: &HttpRequest, corps: &mut Payload) -> Self::Future {
        let (observee, utilisateur) = (req.clone(), Utilisateur::from_request(req, corps));
        Box::pin(async move {
            // Looked up once a request: what follows finds it there.
            authentifier(&observee, false).await?;
            utilisateur.await.map(|Utilisateur(acteur)| Self(acteur))
        })
    }
}

macro_rules! acteurs {
    ($($(#[$doc:meta])* $nom:ident => $roles:pat,)*) => {$(
        $(#[$doc])*
        pub struct $nom(pub Acteur);

        impl FromRequest for $nom {
            type Error = Erreur;
            type Future = Futur<Self>;

            fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
                let en_cours = DroitsEnCours::annoncer(req);
                let acteur = acteur(req.clone(), |role| matches!(role, $roles));
                Box::pin(async move {
                    let _en_cours = en_cours;
                    acteur.await.map(Self)
                })
            }
        }
    )*};
}

acteurs! {
    /// A user of establishments, or the accountant who acts for them.
    Utilisateur => Role::Utilisateur | Role::TiersDeclarant,
    /// An agent of a UD.
    Agent => Role::AgentUd,
    /// The help desk.
    Assistance => Role::Assistance,
    /// Whoever deals with mandates: accountants, their clients, the help desk.
    PartieMandat => Role::Utilisateur | Role::TiersDeclarant | Role::Assistance,
    /// Anybody who is logged in.
    Connecte => _,
    /// Whoever deals with DAPs and claims; the use case decides which.
    Dossier => Role::Utilisateur | Role::TiersDeclarant | Role::AgentUd,
}
