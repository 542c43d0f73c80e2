//! Rates by client address: one for the whole API, a stricter one where passwords are guessed.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;

use crate::configuration::Configuration;
use crate::etat::Service;
use crate::probleme::Erreur;

type Limiteur = DefaultKeyedRateLimiter<IpAddr>;

/// Where an identifiant, a secret answer or a SIRET may be guessed. What lies below is not: keeping a session open, the
/// messages and decisions of the help desk.
const SENSIBLES: &[&str] = &[
    "/api/v1/session",
    "/api/v1/inscriptions",
    "/api/v1/inscriptions/verification",
    "/api/v1/diagnostics",
    "/api/v1/diagnostics/code",
    "/api/v1/diagnostics/detail",
    "/api/v1/reprises",
    "/api/v1/assistance/demandes",
    "/api/v1/oublis/identifiant",
    "/api/v1/oublis/identifiant/reponse",
    "/api/v1/oublis/mot-de-passe",
    "/api/v1/oublis/mot-de-passe/reponse",
];

/// Counters of both rates.
pub struct Debit {
    requetes: Option<Limiteur>,
    connexions: Option<Limiteur>,
    proxys: Vec<IpNet>,
    horloge: DefaultClock,
}

impl Debit {
    /// Counters for the limits of the configuration; 0 is without limit.
    pub fn new(config: &Configuration) -> Self {
        let limiteur =
            |par_minute| NonZeroU32::new(par_minute).map(|n| RateLimiter::keyed(Quota::per_minute(n)));
        Self {
            requetes: limiteur(config.limites.requetes_par_minute),
            connexions: limiteur(config.limites.connexions_par_minute),
            proxys: config.proxys.clone(),
            horloge: DefaultClock::default(),
        }
    }

    /// Forgets the addresses whose allowance is whole again; called from time to time.
    pub fn oublier(&self) {
        for limiteur in [&self.requetes, &self.connexions].into_iter().flatten() {
            limiteur.retain_recent();
            limiteur.shrink_to_fit();
        }
    }

    fn compter(&self, req: &ServiceRequest) -> Result<(), Erreur> {
        let cle = reseau(adresse_client(req, &self.proxys));
        let sensible = req.method() == "POST" && SENSIBLES.contains(&req.path());
        let limiteurs = [
            self.requetes.as_ref(),
            self.connexions.as_ref().filter(|_| sensible),
        ];
        for limiteur in limiteurs.into_iter().flatten() {
            limiteur
                .check_key(&cle)
                .map_err(|attente| trop_de_requetes(attente.wait_time_from(self.horloge.now())))?;
        }
        Ok(())
    }
}

fn trop_de_requetes(attente: Duration) -> Erreur {
    let secondes = attente.as_secs() + 1;
    Erreur::refus(
        StatusCode::TOO_MANY_REQUESTS,
        "trop_de_requetes",
        format!("Trop de requêtes depuis votre adresse : réessayez dans {secondes} s."),
    )
    .avec_entete(header::RETRY_AFTER, HeaderValue::from(secondes))
}

/// Middleware: 429 `trop_de_requetes` with `Retry-After`.
///
/// # Errors
/// Those of the service.
pub async fn limiter(
    etat: Service,
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Err(refus) = etat.debit.compter(&req) {
        return Ok(req.error_response(refus));
    }
    Ok(next.call(req).await?.map_into_boxed_body())
}

/// Address of the client: the nearest one that is not a proxy of ours. What lies beyond it in
/// `X-Forwarded-For` was written by the client and proves nothing.
pub fn adresse_client(req: &ServiceRequest, proxys: &[IpNet]) -> IpAddr {
    let pair = req
        .peer_addr()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |a| a.ip());
    let sure = |ip: &IpAddr| proxys.iter().any(|reseau| reseau.contains(&ip.to_canonical()));
    if !sure(&pair) {
        return pair;
    }
    let transmises = req
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|v| v.to_str().ok());
    let mut chaine: Vec<&str> = transmises.flat_map(|v| v.split(',')).map(str::trim).collect();
    let mut adresse = pair;
    while let Some(ip) = chaine.pop().and_then(|texte| texte.parse::<IpAddr>().ok()) {
        adresse = ip;
        if !sure(&ip) {
            break;
        }
    }
    adresse
}

/// One household has a whole /64 of IPv6: it counts as one.
fn reseau(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::ResponseError as _;
    use actix_web::test::TestRequest;

    fn requete(pair: &str, transmis: &str) -> ServiceRequest {
        TestRequest::post()
            .uri("/api/v1/session")
            .peer_addr(pair.parse().expect("adresse"))
            .insert_header(("x-forwarded-for", transmis))
            .to_srv_request()
    }

    #[test]
    fn seul_un_proxy_connu_est_cru() {
        let proxys = ["10.0.0.0/8".parse().expect("réseau")];
        let client = |pair, transmis| adresse_client(&requete(pair, transmis), &proxys).to_string();
        assert_eq!(client("192.0.2.1:5", "203.0.113.9"), "192.0.2.1");
        assert_eq!(client("10.0.0.2:5", "198.51.100.7, 203.0.113.9"), "203.0.113.9");
        assert_eq!(client("10.0.0.2:5", "203.0.113.9, 10.0.0.3"), "203.0.113.9");
        assert_eq!(client("10.0.0.2:5", "n'importe quoi"), "10.0.0.2");
    }

    /// A page that keeps its session open must not use up the logins of its whole office.
    #[test]
    fn prolonger_une_session_n_est_pas_se_connecter() {
        let vars = [("APART_CONNEXIONS_PAR_MINUTE".to_owned(), "1".to_owned())];
        let debit = Debit::new(&Configuration::charger(vars, None, true).expect("démonstration"));
        let prolonger = || {
            let pair = "192.0.2.1:5".parse().expect("adresse");
            let uri = "/api/v1/session/prolongation";
            TestRequest::post().uri(uri).peer_addr(pair).to_srv_request()
        };
        assert!((0..5).all(|_| debit.compter(&prolonger()).is_ok()));
        assert!(debit.compter(&requete("192.0.2.1:5", "")).is_ok());
    }

    /// Public creations and guesses all count; an address that is added must say on which side it is.
    #[test]
    fn chaque_adresse_ou_un_inconnu_envoie_est_sensible_ou_ne_l_est_pas_expres() {
        const SANS_SECRET: &[&str] = &[
            "/api/v1/assistance/demandes/{id}/messages",
            "/api/v1/demo/horloge",
            "/api/v1/simulations",
        ];
        let document = crate::documentation::openapi();
        let publics = document["paths"].as_object().expect("chemins").iter();
        let publics: Vec<&str> = publics
            .filter(|(_, operations)| operations["post"]["security"] == serde_json::json!([{}]))
            .map(|(chemin, _)| chemin.as_str())
            .collect();
        for chemin in SENSIBLES.iter().chain(SANS_SECRET) {
            assert!(
                publics.contains(chemin),
                "{chemin} n'est plus une adresse publique"
            );
        }
        assert_eq!(publics.len(), SENSIBLES.len() + SANS_SECRET.len(), "{publics:?}");
    }

    #[test]
    fn la_limite_de_connexion_dit_quand_revenir() {
        let vars = [("APART_CONNEXIONS_PAR_MINUTE".to_owned(), "2".to_owned())];
        let config = Configuration::charger(vars, None, true).expect("démonstration");
        let debit = Debit::new(&config);
        let req = requete("192.0.2.1:5", "");
        assert!(debit.compter(&req).is_ok() && debit.compter(&req).is_ok());
        let reponse = debit.compter(&req).expect_err("limitée").error_response();
        assert_eq!(reponse.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(reponse.headers().contains_key(header::RETRY_AFTER));
        assert!(debit.compter(&requete("192.0.2.2:5", "")).is_ok());
    }
}
