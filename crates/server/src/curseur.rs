//! Pages of a list: `?limit=` and an opaque `?cursor=`, stable under inserts.
//!
//! A cursor holds the sort key of the last line given; it is not signed because it opens
//! nothing: the query it resumes filters by the caller's rights again.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::future::{Ready, ready};
use utoipa::IntoParams;

use crate::probleme::Erreur;

/// Lines of a page when the caller does not say.
pub const LIMITE_DEFAUT: u32 = 50;
/// Most lines of a page.
pub const LIMITE_MAX: u32 = 200;

/// Query parameters of every list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ParametresPage {
    /// Lignes par page.
    #[param(minimum = 1, maximum = 200, default = 50, required = false)]
    limit: Option<u32>,
    /// Valeur de `next` de la page précédente.
    #[param(required = false, max_length = 512)]
    cursor: Option<String>,
}

/// Which page is asked for.
#[derive(Debug, Clone)]
pub struct Page {
    /// Lines, from 1 to 200.
    pub limite: u32,
    curseur: Option<String>,
}

impl Page {
    /// Where the page before ended, if any.
    ///
    /// # Errors
    /// 422 `curseur_invalide`: the cursor is not one that this list gave.
    fn apres<T: DeserializeOwned>(&self) -> Result<Option<T>, Erreur> {
        self.curseur.as_deref().map(decoder).transpose()
    }
}

impl FromRequest for Page {
    type Error = Erreur;
    type Future = Ready<Result<Self, Erreur>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(lire(req.query_string()))
    }
}

fn lire(requete: &str) -> Result<Page, Erreur> {
    let limite_invalide = || {
        let message = format!("`limit` est un entier de 1 à {LIMITE_MAX}.");
        Erreur::champ("/limit", "limite_invalide", &message)
    };
    let parametres = web::Query::<ParametresPage>::from_query(requete).map_err(|_| limite_invalide())?;
    let limite = parametres.limit.unwrap_or(LIMITE_DEFAUT);
    if !(1..=LIMITE_MAX).contains(&limite) {
        return Err(limite_invalide());
    }
    let curseur = parametres.into_inner().cursor.filter(|c| !c.is_empty());
    Ok(Page { limite, curseur })
}

impl Page {
    /// No page came before this one.
    pub fn est_premiere(&self) -> bool {
        self.curseur.is_none()
    }

    /// The page as queries want it: one line more than asked, to know whether there is a next page.
    ///
    /// # Errors
    /// 422 `curseur_invalide`.
    pub fn requete<C: DeserializeOwned>(&self) -> Result<db::Page<C>, Erreur> {
        Ok(db::Page {
            limite: u64::from(self.limite) + 1,
            apres: self.apres()?,
        })
    }

    /// Cuts the line too many off `lignes`; `cle` is the sort key of a line. Answers the page and
    /// the cursor of the next one.
    pub fn couper<T, C: Serialize>(
        &self,
        mut lignes: Vec<T>,
        cle: impl Fn(&T) -> C,
    ) -> (Vec<T>, Option<String>) {
        let limite = usize::try_from(self.limite).unwrap_or(usize::MAX);
        let suite = lignes.len() > limite;
        lignes.truncate(limite);
        let next = lignes
            .last()
            .filter(|_| suite)
            .and_then(|derniere| curseur(&cle(derniere)));
        (lignes, next)
    }
}

/// A cursor from the sort key of the last line of a page.
pub fn curseur<T: Serialize>(cle: &T) -> Option<String> {
    serde_json::to_vec(cle)
        .ok()
        .map(|json| URL_SAFE_NO_PAD.encode(json))
}

fn decoder<T: DeserializeOwned>(curseur: &str) -> Result<T, Erreur> {
    URL_SAFE_NO_PAD
        .decode(curseur)
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| {
            Erreur::champ(
                "/cursor",
                "curseur_invalide",
                "Ce curseur ne vient pas de cette liste : reprenez à la première page.",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_curseur_se_relit() {
        let curseur = curseur(&("2022-05-01", 7)).expect("écrit");
        let page = lire(&format!("limit=10&cursor={curseur}")).expect("lue");
        assert_eq!(page.limite, 10);
        let apres: Option<(String, u32)> = page.apres().expect("lu");
        assert_eq!(apres, Some(("2022-05-01".to_owned(), 7)));
    }

    #[test]
    fn une_page_absurde_est_refusee() {
        for requete in ["limit=0", "limit=201", "limit=-1", "limit=beaucoup"] {
            assert!(lire(requete).is_err(), "{requete}");
        }
        let page = lire("cursor=%00%00").expect("lue");
        assert!(page.apres::<(String, u32)>().is_err());
    }
}
