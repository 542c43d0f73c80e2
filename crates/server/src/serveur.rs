//! The HTTP server: routes, middlewares and limits put together.

mod adresses;

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::{Compress, Next, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, Error, HttpResponse, HttpServer};
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt as _;
use utoipa_swagger_ui::SwaggerUi;

use crate::documentation::{self, CHEMIN_OPENAPI};
use crate::etat::Service;
use crate::probleme::{configurer_extracteurs, filet};
use crate::routes::contrat::DocumentOpenapi;
use crate::securite::{self, Entetes};
use crate::spa::{self, Dossier};
use crate::{idempotence, routes, telemetrie};
pub use adresses::Adresses;

/// Seconds given to the requests under way when the service stops.
const DELAI_ARRET: u64 = 10;

/// Longer than a reverse proxy keeps its own side (60 s): the one that reuses a connection must
/// not find it closed.
const CONNEXION_GARDEE: Duration = Duration::from_secs(75);

/// What every worker shares.
struct Partage {
    etat: Service,
    openapi: Data<DocumentOpenapi>,
    adresses: Data<Adresses>,
}

/// Starts the server on a listener that is already bound, so that tests may use port 0.
///
/// # Errors
/// The listener cannot be used.
pub fn demarrer(etat: &Service, ecoute: TcpListener) -> std::io::Result<Server> {
    let document = documentation::openapi();
    let partage = Arc::new(Partage {
        etat: etat.clone(),
        openapi: Data::new(DocumentOpenapi::new(&document)),
        adresses: Data::new(Adresses::new(&document)),
    });
    let serveur = HttpServer::new(move || application(&partage))
        .keep_alive(CONNEXION_GARDEE)
        .shutdown_timeout(DELAI_ARRET)
        .listen(ecoute)?;
    Ok(serveur.run())
}

/// The application of one worker.
fn application(
    partage: &Partage,
) -> App<
    impl actix_web::dev::ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    let config = &partage.etat.config;
    let api = utoipa_actix_web::scope("/api/v1")
        .configure(routes::configurer)
        .default_service(web::to(adresses::inconnue))
        .wrap(from_fn(idempotence::rejouer))
        .wrap(from_fn(securite::refuser_autre_origine))
        .wrap(from_fn(securite::refuser_nul))
        .wrap(from_fn(securite::limiter))
        .wrap(from_fn(filet))
        .wrap(Compress::default());
    App::new()
        .configure(configurer_extracteurs(config.limites.corps_max))
        .app_data(partage.openapi.clone())
        .app_data(partage.adresses.clone())
        .app_data(partage.etat.clone())
        .app_data(Data::new(Dossier(config.spa_dir.clone())))
        .app_data(Data::new(Entetes {
            https: config.url_publique.starts_with("https://"),
        }))
        .into_utoipa_app()
        .configure(routes::exploitation)
        .service(api)
        .into_app()
        .service(explorateur())
        .default_service(web::to(spa::servir))
        .wrap(from_fn(lire_sans_corps))
        .wrap(from_fn(securite::poser_entetes))
        .wrap(from_fn(telemetrie::rendre_id))
        .wrap(TracingLogger::<telemetrie::Racine>::new())
}

/// `/api/docs`, and the 404 of everything else under `/api`.
fn explorateur() -> actix_web::Scope {
    web::scope("/api")
        .route(
            "/docs",
            web::get().to(|| async {
                HttpResponse::PermanentRedirect()
                    .insert_header((header::LOCATION, "/api/docs/"))
                    .finish()
            }),
        )
        .service(SwaggerUi::new("/docs/{_:.*}").config(utoipa_swagger_ui::Config::from(CHEMIN_OPENAPI)))
        .default_service(web::to(adresses::inconnue))
}

/// Middleware: HEAD is GET whose body the HTTP layer withholds.
async fn lire_sans_corps<B: MessageBody>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
    }
    next.call(req).await
}
