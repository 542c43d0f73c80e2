//! Headers, limits, retries: what holds for every route.

use db::ConnectionTrait as _;
use serde_json::json;

use crate::banc::{Banc, code, essais};
use crate::base::Base;
use crate::personnes::*;

/// Status and code of a bare answer.
async fn refus(reponse: reqwest::RequestBuilder) -> (u16, String) {
    let reponse = reponse.send().await.expect("réponse");
    let statut = reponse.status().as_u16();
    let texte = reponse.text().await.expect("corps");
    let probleme: serde_json::Value = serde_json::from_str(&texte).unwrap_or_default();
    (statut, probleme["code"].as_str().unwrap_or(&texte).to_owned())
}

essais! {
    async fn une_faute_de_frappe_dans_l_api_n_est_pas_une_page(app) {
        let http = app.http();
        let lire = |chemin: &str| http.get(app.adresse(chemin));
        assert_eq!(refus(lire("/api/v1/dapss")).await, (404, "introuvable".into()));
        assert_eq!(refus(lire("/api/v2")).await, (404, "introuvable".into()));
        assert_eq!(refus(lire("/api")).await, (404, "introuvable".into()));
        let patch = http.patch(app.adresse("/api/v1/session")).send().await.expect("réponse");
        let permises = patch.headers()["allow"].to_str().expect("Allow").to_owned();
        assert_eq!((patch.status().as_u16(), permises.as_str()), (405, "DELETE, GET, POST, HEAD"));
        assert_eq!(refus(http.delete(app.adresse("/api/v1/daps/pas-un-id"))).await.0, 405);
    }

    async fn chaque_corps_illisible_a_sa_reponse(app) {
        let http = app.http();
        let poster = |type_: &'static str, corps: Vec<u8>| {
            http.post(app.adresse("/api/v1/simulations")).header("content-type", type_).body(corps)
        };
        let json = "application/json";
        assert_eq!(refus(poster(json, b"{".to_vec())).await, (400, "json_invalide".into()));
        assert_eq!(refus(poster("text/plain", b"{}".to_vec())).await, (415, "type_de_contenu".into()));
        assert_eq!(refus(poster(json, b"{\"mois\":5}".to_vec())).await, (422, "saisie_invalide".into()));
        assert_eq!(refus(poster(json, vec![b' '; 2 << 20])).await, (413, "corps_trop_grand".into()));
    }

    async fn un_caractere_nul_n_atteint_pas_la_base(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let saisie = api_types::dap::SaisieDap { circonstances: "a\0b".into(), ..saisie_dap(SIRET) };
        let refusee = crate::banc::fautes(claire.creer_dap(&saisie).await);
        assert_eq!(refusee, [("/circonstances".to_owned(), "texte_invalide".to_owned())]);
        let filtre = client::FiltreDaps { numero: Some("a\0b".into()), ..Default::default() };
        assert_eq!(crate::banc::code(claire.lister_daps(&filtre).await), "parametre_invalide");
        let inconnu = app.visiteur().ouvrir_session("a\0b", "x").await;
        assert_eq!(crate::banc::code(inconnu), "saisie_invalide");
        let etrange = client::FiltreDaps { numero: Some("\u{1}é'\"%_\\".into()), ..Default::default() };
        assert!(claire.lister_daps(&etrange).await.expect("liste").items.is_empty());
    }

    async fn chaque_reponse_porte_ses_protections_et_son_identifiant(app) {
        let http = app.http();
        for chemin in ["/healthz", "/readyz", "/api/v1/baremes", "/api/v1/rien", "/api/docs/", "/"] {
            let reponse = http.get(app.adresse(chemin)).header("x-request-id", "abc-0123-def").send().await.expect("réponse");
            let entetes = reponse.headers();
            assert!(entetes.contains_key("content-security-policy"), "{chemin}");
            assert_eq!(entetes["x-content-type-options"], "nosniff", "{chemin}");
            assert_eq!(entetes["x-request-id"], "abc-0123-def", "{chemin}");
        }
        let tete = http.head(app.adresse("/readyz")).send().await.expect("HEAD");
        assert_eq!(tete.status(), 200);
        let lu = http.get(app.adresse("/api/v1/baremes")).send().await.expect("réponse");
        assert_eq!(lu.headers()["cache-control"], "no-store");
    }

    async fn un_autre_site_ne_modifie_rien(app) {
        entreprise(&app, SIRET, "Claire").await;
        let http = app.http();
        let corps = json!({"identifiant": "claire.martin", "mot_de_passe": MOT_DE_PASSE});
        let ouvrir = || http.post(app.adresse("/api/v1/session")).json(&corps);
        assert_eq!(refus(ouvrir().header("sec-fetch-site", "cross-site")).await, (403, "origine_refusee".into()));
        assert_eq!(refus(ouvrir().header("origin", "https://autre.example")).await, (403, "origine_refusee".into()));
        let ouverte = ouvrir().send().await.expect("connexion");
        let cookie = ouverte.headers()["set-cookie"].to_str().expect("cookie").split(';').next().expect("paire").to_owned();
        let fermer = || http.delete(app.adresse("/api/v1/session")).header("cookie", &cookie);
        assert_eq!(refus(fermer()).await, (403, "csrf_absent".into()));
        assert_eq!(refus(fermer().header("x-apart-csrf", "1")).await.0, 204);
    }

    async fn une_creation_envoyee_deux_fois_n_a_lieu_qu_une_fois(app) {
        let visiteur = app.visiteur();
        let jeton = jeton(&visiteur, SIRET).await;
        let http = app.http();
        let envoyer = |cle: &str, prenom: &str| {
            http.post(app.adresse("/api/v1/inscriptions"))
                .header("idempotency-key", cle)
                .json(&inscription(&jeton, SIRET, prenom))
        };
        let premiere = envoyer("cle-1", "Claire").send().await.expect("réponse");
        assert_eq!(premiere.status(), 201);
        // It is read in the list of the help desk only: nothing to give the address of.
        assert!(!premiere.headers().contains_key("location"));
        let premier_corps = premiere.text().await.expect("corps");
        let seconde = envoyer("cle-1", "Claire").send().await.expect("réponse");
        assert_eq!(seconde.status().as_u16(), 201);
        assert_eq!(seconde.headers()["idempotent-replayed"], "true");
        assert_eq!(seconde.text().await.expect("corps"), premier_corps);
        assert_eq!(refus(envoyer("cle-1", "Paul")).await, (422, "idempotence_corps_different".into()));
        assert_eq!(refus(envoyer("cle-2", "Claire")).await, (409, "etablissement_connu".into()));
        // What failed changed nothing: its key is free again.
        assert_eq!(refus(envoyer("cle-2", "Claire")).await, (409, "etablissement_connu".into()));
        app.attendre(25 * 60);
        let neuf = self::jeton(&visiteur, AUTRE_SIRET).await;
        let encore = http.post(app.adresse("/api/v1/inscriptions")).header("idempotency-key", "cle-1");
        let encore = encore.json(&inscription(&neuf, AUTRE_SIRET, "Paul")).send().await.expect("réponse");
        assert_eq!(encore.status(), 201, "la clé est de nouveau libre");
    }

    async fn la_cle_d_un_inconnu_n_est_pas_lue_la_ou_il_ne_peut_rien_creer(app) {
        // Larger than any body may be: read, it would be 413.
        let envoi = app.http().post(app.adresse("/api/v1/daps")).header("content-type", "application/json");
        let envoi = envoi.header("idempotency-key", "cle").body(vec![b' '; 2 << 20]);
        assert_eq!(refus(envoi).await, (401, "session_absente".into()));
    }

    async fn une_panne_ne_fait_pas_de_quelqu_un_un_inconnu(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let jeton = jeton(&claire, AUTRE_SIRET).await;
        let inscription = inscription(&jeton, AUTRE_SIRET, "Paul");
        app.etat.contexte.base.execute_unprepared("DROP TABLE session").await.expect("panne");
        assert_eq!(code(claire.creer_inscription(&inscription).await), "erreur_interne");
        app.visiteur().creer_inscription(&inscription).await.expect("sans cookie, personne n'est cherché");
    }

    async fn les_versions_sont_exigees_sur_les_documents_partages(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let dap = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let http = app.http();
        let corps = json!({"identifiant": "claire.martin", "mot_de_passe": MOT_DE_PASSE});
        let ouverte = http.post(app.adresse("/api/v1/session")).json(&corps).send().await.expect("connexion");
        let cookie = ouverte.headers()["set-cookie"].to_str().expect("cookie").split(';').next().expect("paire").to_owned();
        let envoyer = || {
            http.post(app.adresse(&format!("/api/v1/daps/{}/envoi", dap.corps.id)))
                .header("cookie", &cookie)
                .header("x-apart-csrf", "1")
        };
        assert_eq!(refus(envoyer()).await, (428, "if_match_requis".into()));
        assert_eq!(refus(envoyer().header("if-match", "W/\"v1\"")).await, (412, "version_perimee".into()));
        assert_eq!(refus(envoyer().header("if-match", "\"v99\"")).await, (412, "version_perimee".into()));
    }
}

#[actix_web::test]
async fn les_debits_sont_limites_par_adresse() {
    let app = Banc::avec(Base::sqlite(), &[("APART_CONNEXIONS_PAR_MINUTE", "3")], true).await;
    let http = app.http();
    let corps = json!({"identifiant": "personne.inconnue", "mot_de_passe": "x"});
    let ouvrir = || http.post(app.adresse("/api/v1/session")).json(&corps);
    for _ in 0..3 {
        assert_eq!(refus(ouvrir()).await.0, 401);
    }
    let reponse = ouvrir().send().await.expect("réponse");
    assert_eq!(reponse.status(), 429);
    assert!(reponse.headers().contains_key("retry-after"));
    assert_eq!(
        http.get(app.adresse("/api/v1/baremes"))
            .send()
            .await
            .expect("réponse")
            .status(),
        200
    );
}

#[actix_web::test]
async fn hors_demonstration_l_horloge_et_la_boite_n_existent_pas() {
    let reglages = [
        (
            "APART_SECRET_SESSION",
            "q0h3Yb1m8cVtZx5uKf2wNs7pLr9aEjDgTiOyQMWkX4c=",
        ),
        ("APART_CLE_INDEX", "9sKzP1vQe7RmB4nTgYx2uLhWc8JdAo5iF3kEjMq0XtU="),
        (
            "APART_CLE_CHIFFREMENT",
            "k1:Zr5tXw8nQ2vLmB7cJ1yPs4dKf9gHa6eUo3iTqRxEjWY=",
        ),
        ("APART_URL_PUBLIQUE", "https://apart.example.org"),
        ("APART_SMTP_HOTE", "127.0.0.1"),
    ];
    let app = Banc::avec(Base::sqlite(), &reglages, false).await;
    let http = app.http();
    for chemin in [
        "/api/v1/demo/courriels",
        "/api/v1/demo/horloge",
        "/api/v1/demo/codes",
    ] {
        assert_eq!(
            refus(http.get(app.adresse(chemin))).await,
            (404, "introuvable".into())
        );
    }
    let avance = http
        .post(app.adresse("/api/v1/demo/horloge"))
        .json(&json!({"secondes": 60}));
    assert_eq!(refus(avance).await, (404, "introuvable".into()));
    let pret = http.get(app.adresse("/readyz")).send().await.expect("réponse");
    assert_eq!(pret.status(), 200);
    assert!(pret.headers().contains_key("strict-transport-security"));
}
