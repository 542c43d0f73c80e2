//! A DAP from draft to decision.

use client::FiltreDaps;

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

/// Text of a PDF with plain spaces.
pub fn texte_pdf(octets: &[u8]) -> String {
    let texte = pdf_extract::extract_text_from_mem(octets).expect("PDF lisible");
    texte.replace(['\u{A0}', '\u{202F}'], " ")
}

essais! {
    async fn une_dap_est_envoyee_instruite_et_validee(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let nadia = agent(&app, "44").await;
        let (id, code_di) = dap_validee(&claire, &nadia, SIRET).await;
        let dap = claire.lire_dap(&id).await.expect("DAP").corps;
        assert_eq!((dap.etat.as_str(), code_di.len()), ("validee", 10));
        let recepisse = dap.recepisse.expect("récépissé");
        assert_eq!((recepisse.auteur.as_str(), recepisse.limite_tacite.as_str()), ("Claire Martin", "2022-06-16"));
        assert_eq!(dap.chronologie.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(),
            ["dap_creee", "dap_envoyee", "dap_prise", "dap_validee"]);
        let texte = texte_pdf(&claire.lire_decision_pdf(&id).await.expect("notification"));
        for attendu in ["Ateliers de la Loire", "732 829 320 00074", dap.numero.as_str(), "2 mai 2022", "30 000,00 h"] {
            assert!(texte.contains(attendu), "{attendu} manque : {texte}");
        }
        // The person and their quality sign, not a login (CRPA, art. L212-1).
        assert!(texte.contains("Nadia Leroux") && texte.contains("Agent de l’unité départementale (Loire-Atlantique)"), "{texte}");
        assert!(!texte.contains("nadia.leroux"), "{texte}");
        let serre = |t: &str| t.split_whitespace().collect::<String>();
        assert!(serre(&texte).contains(&serre(&code_di)), "{code_di} manque : {texte}");
        let courriels = app.courriels("contact@exemple.fr").await;
        assert!(courriels.last().is_some_and(|c| c.0.contains("validée") && c.1.contains(&code_di)), "{courriels:?}");
    }

    async fn un_brouillon_garde_tout_et_dit_ce_qui_manque(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let vide = api_types::dap::SaisieDap { siret: SIRET.into(), ..Default::default() };
        let dap = claire.creer_dap(&vide).await.expect("brouillon");
        assert!(dap.corps.fautes.iter().any(|f| f.pointer == "/motif"), "{:?}", dap.corps.fautes);
        let id = dap.corps.id;
        let saisie = api_types::dap::SaisieDap { debut: "le 2 mai".into(), ..saisie_dap(SIRET) };
        let dap2 = claire.modifier_dap(&id, &dap.etag, &saisie).await.expect("enregistré");
        assert_eq!(dap2.corps.saisie.debut, "le 2 mai");
        assert_eq!(code(claire.modifier_dap(&id, &dap.etag, &saisie).await), "version_perimee");
        assert!(fautes(claire.envoyer_dap(&id, &dap2.etag).await).iter().any(|f| f.0 == "/debut"));
        let dap3 = claire.modifier_dap(&id, &dap2.etag, &saisie_dap(SIRET)).await.expect("enregistré");
        assert_eq!(code(claire.envoyer_dap(&id, &dap3.etag).await), "fiche_incomplete");
        assert_eq!(code(claire.lire_decision_pdf(&id).await.map(|_| ())), "decision_indisponible");
        completer(&claire, SIRET).await;
        let envoyee = claire.envoyer_dap(&id, &dap3.etag).await.expect("envoyée");
        let retiree = claire.retirer_dap(&id, &envoyee.etag).await.expect("retirée");
        assert_eq!(retiree.corps.etat, "retiree");
    }

    async fn une_dap_en_double_est_refusee_et_une_refusee_est_motivee(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let nadia = agent(&app, "44").await;
        let un = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let un = claire.envoyer_dap(&un.corps.id, &un.etag).await.expect("envoyée");
        let deux = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let id = un.corps.id;
        let double = deux.corps.limites.iter().find(|l| l.code == "dap_en_double").expect("dit dès le brouillon");
        assert!(double.bloquante && double.dap.as_deref() == Some(id.as_str()), "{double:?}");
        assert!(deux.corps.fautes.iter().any(|f| f.code == "dap_en_double"), "{:?}", deux.corps.fautes);
        let refus = claire.envoyer_dap(&deux.corps.id, &deux.etag).await.expect_err("refusée");
        assert_eq!(refus.code(), Some("dap_en_double"));
        assert!(refus.probleme().is_some_and(|p| p.detail.contains(&format!("/daps/{id}"))), "{refus:?}");
        let prise = nadia.prendre_dap(&id, &un.etag).await.expect("prise");
        assert_eq!(code(claire.retirer_dap(&id, &prise.etag).await), "transition_interdite");
        assert_eq!(code(nadia.decider_dap(&id, &prise.etag, &decision("refuser", " ")).await), "motifs_requis");
        let libre = nadia.liberer_dap(&id, &prise.etag).await.expect("libérée");
        let prise = nadia.prendre_dap(&id, &libre.etag).await.expect("reprise");
        let motifs = "Le motif n'est pas établi.";
        let dap = nadia.decider_dap(&id, &prise.etag, &decision("refuser", motifs)).await.expect("refusée").corps;
        assert_eq!((dap.etat.as_str(), dap.decision.and_then(|d| d.motifs).as_deref()), ("refusee", Some(motifs)));
        let texte = texte_pdf(&claire.lire_decision_pdf(&id).await.expect("notification"));
        assert!(texte.contains(motifs), "{texte}");
    }

    async fn une_demande_invalidee_est_corrigee_et_renvoyee(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let nadia = agent(&app, "44").await;
        let dap = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let id = dap.corps.id;
        let envoyee = claire.envoyer_dap(&id, &dap.etag).await.expect("envoyée");
        let prise = nadia.prendre_dap(&id, &envoyee.etag).await.expect("prise");
        let motifs = "Précisez les ateliers concernés.";
        let invalidee = nadia.decider_dap(&id, &prise.etag, &decision("invalider", motifs)).await.expect("invalidée");
        assert_eq!(invalidee.corps.etat, "invalidee");
        let lue = claire.lire_dap(&id).await.expect("rouverte");
        assert!(lue.corps.actions.contains(&"modifier".to_owned()), "{:?}", lue.corps.actions);
        assert_eq!(lue.corps.decision.and_then(|d| d.motifs).as_deref(), Some(motifs));
        let corrigee = api_types::dap::SaisieDap {
            circonstances: "Baisse des commandes : les ateliers B et C sont arrêtés.".into(),
            ..saisie_dap(SIRET)
        };
        let corrigee = claire.modifier_dap(&id, &lue.etag, &corrigee).await.expect("corrigée");
        let corrigee = claire.modifier_dap(&id, &corrigee.etag, &corrigee.corps.saisie).await.expect("enregistrée encore");
        let corrections = corrigee.corps.chronologie.iter().filter(|e| e.code == "dap_corrigee").count();
        assert_eq!(corrections, 1, "une ligne, non une par enregistrement : {:?}", corrigee.corps.chronologie);
        let renvoyee = claire.envoyer_dap(&id, &corrigee.etag).await.expect("renvoyée");
        assert_eq!(renvoyee.corps.etat, "en_attente_instruction_ud");
        let vue = nadia.lire_dap(&id).await.expect("revient à l'agent");
        assert!(vue.corps.saisie.circonstances.contains("ateliers B et C"));
    }

    async fn chacun_ne_voit_que_les_siennes(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let dap = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let id = dap.corps.id;
        let nadia = agent(&app, "44").await;
        assert_eq!(code(nadia.lire_dap(&id).await), "introuvable");
        claire.envoyer_dap(&id, &dap.etag).await.expect("envoyée");
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        let paris = agent(&app, "75").await;
        for autre in [&paul, &paris] {
            assert_eq!(code(autre.lire_dap(&id).await), "introuvable");
            assert!(autre.lister_daps(&FiltreDaps::default()).await.expect("liste").items.is_empty());
        }
        assert_eq!(code(paul.prendre_dap(&id, "\"v2\"").await), "role_insuffisant");
        let file = nadia.lister_daps(&FiltreDaps::default()).await.expect("file").items;
        assert_eq!((file.len(), file[0].limite_tacite.as_deref()), (1, Some("2022-06-16")));
        assert_eq!(code(claire.lister_habilitations(None, None).await), "role_insuffisant");
        assert_eq!(code(nadia.lister_etablissements(None).await), "role_insuffisant");
    }

    async fn quinze_jours_sans_reponse_acceptent(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let dap = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let id = dap.corps.id;
        claire.envoyer_dap(&id, &dap.etag).await.expect("envoyée");
        let accepter = async || app::dap::accepter_tacitement(&app.etat.contexte).await.expect("tâche");
        app.attendre(15 * 24 * 60);
        assert_eq!(accepter().await, 0, "le 16 juin n'est pas fini");
        app.attendre(24 * 60);
        assert_eq!(accepter().await, 1);
        assert_eq!(accepter().await, 0);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        let decision = claire.lire_dap(&id).await.expect("DAP").corps.decision.expect("décision");
        assert!(decision.tacite && decision.code_di.is_some());
    }
}
