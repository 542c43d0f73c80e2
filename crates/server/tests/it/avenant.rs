//! Avenants: another version of a validated DAP, and the thread of messages.

use api_types::dap::{DecisionDap, NouveauMessageDap, SaisieDap};
use api_types::etablissement::FicheEtablissement;
use api_types::indemnisation::NouvelleDemande;
use client::FiltreDaps;

use crate::banc::{code, essais, fautes};
use crate::dap::texte_pdf;
use crate::instruction::{envoyee, prete};
use crate::personnes::*;
use crate::vie_des_di::{Heures, autorisee, demande_envoyee, demande_prete};

fn plus_court() -> SaisieDap {
    SaisieDap {
        fin: "30/06/2022".into(),
        heures_prevues: "20 000".into(),
        ..saisie_dap(SIRET)
    }
}

/// An avenant that asks for so many hours, not sent: its id and version.
async fn avenant_de(client: &client::Client, heures: &str) -> (String, String) {
    let daps = client
        .lister_daps(&FiltreDaps::default())
        .await
        .expect("DAP")
        .items;
    let dap = client.lire_dap(&daps[0].id).await.expect("DAP");
    let avenant = client
        .creer_avenant(&dap.corps.id, &dap.etag)
        .await
        .expect("avenant");
    let saisie = SaisieDap {
        heures_prevues: heures.into(),
        ..saisie_dap(SIRET)
    };
    let ecrit = client
        .modifier_dap(&avenant.corps.id, &avenant.etag, &saisie)
        .await
        .expect("modifié");
    (avenant.corps.id, ecrit.etag)
}

essais! {
    async fn l_autorisation_vaut_jusqu_a_la_decision_sur_l_avenant(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, code_di) = dap_validee(&claire, &nadia, SIRET).await;
        let dap = claire.lire_dap(&id).await.expect("DAP");
        assert!(dap.corps.actions.contains(&"creer_avenant".to_owned()), "{:?}", dap.corps.actions);
        assert_eq!(code(nadia.creer_avenant(&id, &dap.etag).await), "role_insuffisant");
        let avenant = claire.creer_avenant(&id, &dap.etag).await.expect("avenant");
        let lui = avenant.corps.id.clone();
        assert_eq!((avenant.corps.numero.clone(), avenant.corps.rang_avenant), (format!("{}-A1", dap.corps.numero), Some(1)));
        assert_eq!(code(claire.creer_avenant(&id, &dap.etag).await), "avenant_en_cours");
        assert_eq!(code(claire.creer_avenant(&lui, &avenant.etag).await), "avenant_impossible");
        assert_eq!(code(nadia.lire_dap(&lui).await), "introuvable", "un brouillon ne regarde que l'employeur");
        let ecrit = claire.modifier_dap(&lui, &avenant.etag, &plus_court()).await.expect("modifié");
        assert!(ecrit.corps.fautes.is_empty(), "{:?}", ecrit.corps.fautes);
        // The headcount changed since, and a document comes with the avenant.
        let fiche = claire.lire_etablissement(SIRET).await.expect("fiche");
        let moindre = FicheEtablissement { effectif_entreprise: "280".into(), ..fiche.corps.fiche };
        claire.modifier_etablissement(SIRET, &fiche.etag, &moindre).await.expect("fiche modifiée");
        let piece = claire.deposer_document("calendrier.pdf", pdf("calendrier")).await.expect("déposé").id;
        claire.joindre_piece_dap(&lui, &piece).await.expect("jointe");
        let envoye = claire.envoyer_dap(&lui, &ecrit.etag).await.expect("envoyé");

        let vu = nadia.lire_dap(&lui).await.expect("vu par l'agent");
        let comparaison = vu.corps.comparaison.expect("côte à côte");
        let champs: Vec<_> = comparaison.differences.iter().map(|d| (d.champ.as_str(), d.avant.as_str())).collect();
        assert_eq!(champs[0], ("/fin", "31/07/2022"));
        assert_eq!((champs.len(), champs[1].0), (4, "/heures_prevues"));
        assert_eq!((champs[2], champs[3]), (("/etablissement/effectif_entreprise", "300"), ("/pieces", "")));
        assert!(comparaison.inchanges.iter().any(|d| d.champ == "/etablissement/effectif_etablissement"), "{comparaison:?}");
        let en_vigueur = claire.lire_dap(&id).await.expect("DAP").corps;
        assert_eq!(en_vigueur.decision.and_then(|d| d.fin).as_deref(), Some("2022-07-31"));
        assert_eq!(en_vigueur.avenants[0].etat, "en_attente_instruction_ud");

        let prise = nadia.prendre_dap(&lui, &envoye.etag).await.expect("prise");
        nadia.decider_dap(&lui, &prise.etag, &decision("valider", "")).await.expect("validé");
        // Applied, it still shows what it changed.
        let decide = claire.lire_dap(&lui).await.expect("avenant").corps.comparaison.expect("côte à côte");
        assert!(decide.differences.iter().any(|d| d.champ == "/etablissement/effectif_entreprise"), "{decide:?}");
        let apres = claire.lire_dap(&id).await.expect("DAP").corps;
        let d = apres.decision.expect("décision");
        assert_eq!((d.fin.as_deref(), d.heures_autorisees.as_deref()), (Some("2022-06-30"), Some("20000.00")));
        assert_eq!(d.code_di.as_deref(), Some(code_di.as_str()), "le code reste");
        assert!(apres.chronologie.iter().any(|e| e.code == "dap_amendee"), "{:?}", apres.chronologie);
        assert!(apres.actions.contains(&"creer_avenant".to_owned()), "un autre avenant est possible");
        let texte = texte_pdf(&claire.lire_decision_pdf(&lui).await.expect("PDF"));
        assert!(texte.contains("Avenant n° 1") && texte.contains("FR76"), "{texte}");
        // The claims follow: July is no longer authorised.
        let demande = |mois: &str| NouvelleDemande { code_di: code_di.clone(), mois: mois.into(), ..Default::default() };
        assert_eq!(fautes(claire.creer_demande(&demande("2022-07")).await)[0].0, "/mois");
        claire.creer_demande(&demande("2022-06")).await.expect("juin reste");
    }

    async fn un_avenant_refuse_ou_retire_ne_change_rien(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, _) = dap_validee(&claire, &nadia, SIRET).await;
        let avant = claire.lire_dap(&id).await.expect("DAP");
        let avenant = claire.creer_avenant(&id, &avant.etag).await.expect("avenant");
        claire.retirer_dap(&avenant.corps.id, &avenant.etag).await.expect("retiré");
        let avenant = claire.creer_avenant(&id, &avant.etag).await.expect("un autre");
        assert_eq!(avenant.corps.rang_avenant, Some(2));
        let lui = avenant.corps.id;
        let ecrit = claire.modifier_dap(&lui, &avenant.etag, &plus_court()).await.expect("modifié");
        let envoye = claire.envoyer_dap(&lui, &ecrit.etag).await.expect("envoyé");
        let prise = nadia.prendre_dap(&lui, &envoye.etag).await.expect("prise");
        nadia.decider_dap(&lui, &prise.etag, &decision("refuser", "Non.")).await.expect("refusé");
        let apres = claire.lire_dap(&id).await.expect("DAP").corps;
        assert_eq!((&apres.decision, &apres.saisie, apres.version), (&avant.corps.decision, &avant.corps.saisie, avant.corps.version));
        let etats: Vec<_> = apres.avenants.iter().map(|a| a.etat.as_str()).collect();
        assert_eq!(etats, ["retiree", "refusee"]);
        let (attente, etag) = envoyee(&claire, "transformation").await;
        assert_eq!(code(claire.creer_avenant(&attente, &etag).await), "avenant_impossible");
    }

    async fn un_avenant_est_accepte_tacitement_et_garde_ce_qui_est_deja_demande(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, code_di) = dap_validee(&claire, &nadia, SIRET).await;
        let demande = NouvelleDemande { code_di: code_di.clone(), mois: "2022-05".into(), ..Default::default() };
        claire.creer_demande(&demande).await.expect("mai");
        let dap = claire.lire_dap(&id).await.expect("DAP");
        let avenant = claire.creer_avenant(&id, &dap.etag).await.expect("avenant");
        let lui = avenant.corps.id;
        let sans_mai = SaisieDap { debut: "2022-06-06".into(), ..plus_court() };
        let ecrit = claire.modifier_dap(&lui, &avenant.etag, &sans_mai).await.expect("modifié");
        assert_eq!(code(claire.envoyer_dap(&lui, &ecrit.etag).await), "avenant_exclut_indemnisation");
        let ecrit = claire.modifier_dap(&lui, &ecrit.etag, &plus_court()).await.expect("modifié");
        claire.envoyer_dap(&lui, &ecrit.etag).await.expect("envoyé");
        app.attendre(16 * 24 * 60);
        assert_eq!(app::dap::accepter_tacitement(&app.etat.contexte).await.expect("tâche"), 1);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        let d = claire.lire_dap(&id).await.expect("DAP").corps.decision.expect("décision");
        assert!(d.tacite && d.code_di.as_deref() == Some(code_di.as_str()) && d.fin.as_deref() == Some("2022-06-30"), "{d:?}");
    }

    async fn un_avenant_qui_baisse_les_heures_se_decide_toujours(app) {
        let (claire, _, code_di) = autorisee(&app).await;
        let lui = avenant_de(&claire, "50").await;
        let envoye = claire.envoyer_dap(&lui.0, &lui.1).await.expect("envoyé");
        // 56 h in a draft: the authorisation of tomorrow may have 50.
        let mai = demande_prete(&claire, &code_di, "2022-05", Heures::default()).await.expect("mai");
        let codes = async || {
            let di = claire.lire_demande(&mai).await.expect("demande");
            (di.corps.blocages.iter().map(|b| b.code.clone()).collect::<Vec<_>>(), di.etag)
        };
        let (blocages, etag) = codes().await;
        assert_eq!(blocages, ["heures_au_dela_de_l_avenant"]);
        assert_eq!(code(claire.envoyer_demande(&mai, &etag).await), "demande_bloquee");
        app.attendre(16 * 24 * 60);
        assert_eq!(app::dap::accepter_tacitement(&app.etat.contexte).await.expect("rien ne le retient"), 1);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        assert_eq!(claire.lire_dap(&envoye.corps.id).await.expect("avenant").corps.etat, "validee");
        assert_eq!(codes().await.0, ["heures_au_dela_de_l_autorisation"]);
    }

    async fn un_avenant_ne_descend_pas_sous_les_heures_demandees(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        demande_envoyee(&claire, &code_di, "2022-05", Heures::default()).await.expect("mai");
        let (id, etag) = avenant_de(&claire, "50").await;
        let refus = claire.envoyer_dap(&id, &etag).await.expect_err("56 h sont demandées");
        let probleme = refus.probleme().expect("problème");
        assert_eq!(probleme.code, "avenant_exclut_indemnisation");
        assert!(probleme.detail.contains("56,00 h") && probleme.detail.contains("demandez-en"), "{}", probleme.detail);
        let saisie = SaisieDap { heures_prevues: "60".into(), ..saisie_dap(SIRET) };
        let ecrit = claire.modifier_dap(&id, &etag, &saisie).await.expect("modifié");
        let envoye = claire.envoyer_dap(&id, &ecrit.etag).await.expect("envoyé");
        let pris = nadia.prendre_dap(&id, &envoye.etag).await.expect("pris");
        let en_partie = |heures: &str| DecisionDap { heures_autorisees: Some(heures.into()), ..decision("valider", "") };
        let refus = nadia.decider_dap(&id, &pris.etag, &en_partie("55")).await.expect_err("une de moins");
        let detail = &refus.probleme().expect("problème").detail;
        assert!(detail.contains("55,00 h") && detail.contains("invalidez l'avenant"), "{detail}");
        nadia.decider_dap(&id, &pris.etag, &en_partie("56")).await.expect("juste assez");
    }

    async fn ce_qui_fut_envoye_ou_decide_reste_tel_quel(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let base = &app.etat.contexte.base;
        let figees = async |id: &str| {
            let mut figees = db::dap::instantanes(base, id.parse().expect("identifiant")).await.expect("versions");
            figees.reverse();
            figees
        };
        let (id, etag) = envoyee(&claire, "conjoncture_economique").await;
        let mut gardees = figees(&id).await;
        assert!(!gardees.is_empty(), "l'envoi fige une version");
        // Nothing that follows touches what was frozen: it may only add to it.
        let verifier = async |gardees: &mut Vec<db::dap::Instantane>, quoi: &str| {
            let lues = figees(&id).await;
            assert_eq!(lues[..gardees.len()], gardees[..], "{quoi}");
            *gardees = lues;
        };
        let prise = nadia.prendre_dap(&id, &etag).await.expect("prise");
        nadia.decider_dap(&id, &prise.etag, &decision("invalider", "À préciser.")).await.expect("invalidée");
        verifier(&mut gardees, "une invalidation").await;
        let lue = claire.lire_dap(&id).await.expect("rouverte");
        let autre = SaisieDap { circonstances: "Les ateliers B et C sont arrêtés.".into(), ..saisie_dap(SIRET) };
        let ecrite = claire.modifier_dap(&id, &lue.etag, &autre).await.expect("corrigée");
        verifier(&mut gardees, "une correction").await;
        let envoyee = claire.envoyer_dap(&id, &ecrite.etag).await.expect("renvoyée");
        verifier(&mut gardees, "un renvoi").await;
        let prise = nadia.prendre_dap(&id, &envoyee.etag).await.expect("reprise");
        nadia.decider_dap(&id, &prise.etag, &decision("valider", "")).await.expect("validée");
        verifier(&mut gardees, "une validation").await;
        let validee = gardees.clone();
        let fiche = claire.lire_etablissement(SIRET).await.expect("fiche");
        let nouvelle = FicheEtablissement { numero_voie: "9".into(), ..fiche.corps.fiche };
        claire.modifier_etablissement(SIRET, &fiche.etag, &nouvelle).await.expect("fiche modifiée");
        verifier(&mut gardees, "une autre fiche").await;
        let dap = claire.lire_dap(&id).await.expect("DAP");
        let avenant = claire.creer_avenant(&id, &dap.etag).await.expect("avenant");
        let lui = avenant.corps.id.clone();
        let ecrit = claire.modifier_dap(&lui, &avenant.etag, &plus_court()).await.expect("modifié");
        let envoye = claire.envoyer_dap(&lui, &ecrit.etag).await.expect("envoyé");
        let prise = nadia.prendre_dap(&lui, &envoye.etag).await.expect("pris");
        nadia.decider_dap(&lui, &prise.etag, &decision("valider", "")).await.expect("validé");
        verifier(&mut gardees, "un avenant validé").await;
        let numeros: Vec<i32> = gardees.iter().map(|v| v.version).collect();
        assert!(numeros.is_sorted() && validee.len() >= 3, "{numeros:?}");
        assert!(!serde_json::to_string(&gardees[0].contenu).expect("JSON").contains("ateliers B et C"));
    }

    async fn l_employeur_et_l_agent_s_ecrivent_et_une_piece_passe(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let paris = agent(&app, "75").await;
        let message = |texte: &str| NouveauMessageDap { texte: texte.into(), ..Default::default() };
        let brouillon = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        assert_eq!(code(claire.ecrire_message_dap(&brouillon.corps.id, &message("?")).await), "fil_ferme");
        let (id, etag) = envoyee(&claire, "transformation").await;
        let prise = nadia.prendre_dap(&id, &etag).await.expect("prise");
        let demande = NouveauMessageDap { piece_demandee: true, ..message("Joignez l'avis du CSE.") };
        nadia.ecrire_message_dap(&id, &demande).await.expect("demandé");
        let recus = app.courriels("contact@exemple.fr").await;
        assert!(recus.last().is_some_and(|c| c.1.contains("vous demande un document") && !c.1.contains("Joignez")), "{recus:?}");
        let document = claire.deposer_document("avis.pdf", pdf("avis")).await.expect("déposé").id;
        let reponse = NouveauMessageDap { document: Some(document.clone()), ..message("Le voici.") };
        claire.ecrire_message_dap(&id, &reponse).await.expect("répondu");
        assert!(app.courriels("nadia.44@exemple.fr").await.iter().any(|c| c.0.contains("nouveau message")));
        let fil = nadia.lire_dap(&id).await.expect("lue").corps.messages;
        assert_eq!((fil.len(), fil[0].piece_demandee, fil[1].document_nom.as_deref()), (2, true, Some("avis.pdf")));
        nadia.lire_document(&document).await.expect("l'agent lit la pièce");
        assert_eq!(code(paris.lire_document(&document).await), "introuvable");
        assert_eq!(code(paris.ecrire_message_dap(&id, &message("Bonjour")).await), "introuvable");
        let rejouee = fautes(claire.ecrire_message_dap(&id, &reponse).await);
        assert_eq!(rejouee, [("/document".to_owned(), "document_inconnu".to_owned())]);
        assert_eq!(fautes(nadia.ecrire_message_dap(&id, &message(" ")).await)[0].1, "champ_requis");
        nadia.decider_dap(&id, &prise.etag, &decision("valider", "")).await.expect("un message ne périme pas la version");
    }
}
