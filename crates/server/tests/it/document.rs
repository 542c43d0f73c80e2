//! Documents: what is taken, how it is kept, who gets it back.

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

essais! {
    async fn un_pdf_se_depose_et_ne_revient_qu_a_qui_l_a_depose(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let octets = pdf("contrat");
        let depose = claire.deposer_document("../../etc/Contrat signé.PDF", octets.clone()).await.expect("déposé");
        assert_eq!((depose.nom.as_str(), depose.taille, depose.empreinte.len()), ("Contrat signé.pdf", u32::try_from(octets.len()).expect("petit"), 64));
        assert_eq!(claire.lire_document(&depose.id).await.expect("relu"), octets);
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(code(paul.lire_document(&depose.id).await), "introuvable");
        assert_eq!(code(assistance_connectee(&app).await.lire_document(&depose.id).await), "introuvable");
        assert_eq!(code(app.visiteur().lire_document(&depose.id).await), "session_absente");
        // In the database it is not to be read.
        let id = depose.id.parse().expect("id");
        let garde = db::document::contenu(&app.etat.contexte.base, id).await.expect("lu").expect("contenu");
        assert!(!garde.windows(4).any(|f| f == b"%PDF") && garde.len() > octets.len());
    }

    async fn un_document_est_une_piece_que_rien_n_execute(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let depose = claire.deposer_document("a\"\r\nSet-Cookie: x=1; é.pdf", pdf("x")).await.expect("déposé");
        let http = app.http();
        let corps = serde_json::json!({"identifiant": "claire.martin", "mot_de_passe": MOT_DE_PASSE});
        let session = http.post(app.adresse("/api/v1/session")).json(&corps).send().await.expect("connexion");
        let cookie = session.headers()["set-cookie"].to_str().expect("cookie").split(';').next().expect("paire").to_owned();
        let reponse = http.get(app.adresse(&format!("/api/v1/documents/{}", depose.id))).header("cookie", cookie).send().await.expect("document");
        let entete = |nom: &str| reponse.headers()[nom].to_str().expect("texte").to_owned();
        assert_eq!(entete("content-type"), "application/pdf");
        assert_eq!(entete("x-content-type-options"), "nosniff");
        assert_eq!(entete("cache-control"), "no-store");
        assert!(entete("content-disposition").starts_with("attachment;"), "{}", entete("content-disposition"));
        assert!(entete("content-security-policy").contains("sandbox"));
        assert!(reponse.headers().get("set-cookie").is_none());
    }

    async fn ce_qui_n_est_pas_un_pdf_entier_est_refuse(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let deposer = async |octets: Vec<u8>| fautes(claire.deposer_document("contrat.pdf", octets).await);
        let faute = |code: &str| vec![("/document".to_owned(), code.to_owned())];
        assert_eq!(deposer(Vec::new()).await, faute("document_vide"));
        assert_eq!(deposer(b"<html><script>alert(1)</script>".to_vec()).await, faute("document_pas_pdf"));
        assert_eq!(deposer(b"MZ\x90\0".to_vec()).await, faute("document_pas_pdf"));
        assert_eq!(deposer(pdf("x")[..20].to_vec()).await, faute("document_incomplet"));
        // Beyond a JSON body and below the limit it passes; above it is told so.
        let mut grand = pdf("x");
        grand.splice(10..10, std::iter::repeat_n(b' ', 3 << 20));
        claire.deposer_document("grand.pdf", grand.clone()).await.expect("3 Mo");
        grand.splice(10..10, std::iter::repeat_n(b' ', 8 << 20));
        assert_eq!(code(claire.deposer_document("enorme.pdf", grand).await), "document_trop_gros");
    }

    async fn un_document_oublie_s_efface_et_trop_qui_attendent_sont_refuses(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let premier = claire.deposer_document("0.pdf", pdf("0")).await.expect("déposé").id;
        for n in 1..20 {
            claire.deposer_document("n.pdf", pdf(&n.to_string())).await.expect("déposé");
        }
        assert_eq!(code(claire.deposer_document("21.pdf", pdf("21")).await), "trop_de_documents");
        app.attendre(23 * 60);
        app::document::purger(&app.etat.contexte).await.expect("purge");
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("le lendemain");
        claire.lire_document(&premier).await.expect("encore là");
        app.attendre(2 * 60);
        app::document::purger(&app.etat.contexte).await.expect("purge");
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("plus tard");
        assert_eq!(code(claire.lire_document(&premier).await), "introuvable");
        claire.deposer_document("22.pdf", pdf("22")).await.expect("de la place");
    }
}

/// The help desk of a test that may have one already.
async fn assistance_connectee(app: &crate::banc::Banc) -> client::Client {
    assistance_deja_la(app).await
}
