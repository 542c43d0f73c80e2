//! What was sent or decided is what others read, whatever is typed, activated or filed afterwards.

use api_types::dap::{DecisionDap, NouveauMessageDap, SaisieDap};
use api_types::etablissement::FicheEtablissement;
use api_types::indemnisation::NouvelleDemande;
use client::FiltreDaps;

use crate::banc::{code, essais};
use crate::dap::texte_pdf;
use crate::instruction::{envoyee, prete};
use crate::paiement::autre_rib;
use crate::personnes::*;

essais! {
    async fn l_agent_lit_la_version_envoyee_et_la_notification_ne_change_pas(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, etag) = envoyee(&claire, "conjoncture_economique").await;
        let prise = nadia.prendre_dap(&id, &etag).await.expect("prise");
        nadia.decider_dap(&id, &prise.etag, &decision("invalider", "À préciser.")).await.expect("invalidée");
        let avant = texte_pdf(&claire.lire_decision_pdf(&id).await.expect("PDF"));
        // Corrected, not sent: a name, a number that no agent may receive, other dates, another sheet and account.
        let lue = claire.lire_dap(&id).await.expect("rouverte");
        let autre = SaisieDap {
            circonstances: "Arrêt de Garnier, 2 67 07 75 075 841.".into(),
            fin: "2022-06-30".into(),
            heures_prevues: "777".into(),
            ..saisie_dap(SIRET)
        };
        let ecrite = claire.modifier_dap(&id, &lue.etag, &autre).await.expect("enregistrée");
        assert_eq!(ecrite.corps.saisie.heures_prevues, "777");
        assert_eq!(ecrite.corps.fautes.iter().map(|f| f.code.as_str()).collect::<Vec<_>>(), ["nir_dans_texte"]);
        let fiche = claire.lire_etablissement(SIRET).await.expect("fiche");
        let nouvelle = FicheEtablissement { denomination: "Autre Nom".into(), ..fiche.corps.fiche };
        claire.modifier_etablissement(SIRET, &fiche.etag, &nouvelle).await.expect("fiche modifiée");
        claire.ajouter_coordonnees_bancaires(SIRET, &autre_rib()).await.expect("autre compte");

        let vue = nadia.lire_dap(&id).await.expect("DAP").corps;
        let envoyee = saisie_dap(SIRET);
        assert_eq!((&vue.saisie.circonstances, &vue.saisie.fin), (&envoyee.circonstances, &envoyee.fin));
        assert!(vue.fautes.is_empty() && !format!("{vue:?}").contains("Garnier"), "{vue:?}");
        let mut filtre = FiltreDaps { etat: Some("invalidee".into()), ..Default::default() };
        let liste = nadia.lister_daps(&filtre).await.expect("liste").items;
        assert_eq!((liste.len(), liste[0].fin.as_str()), (1, "2022-07-31"));
        filtre.texte = Some("garnier".into());
        assert!(nadia.lister_daps(&filtre).await.expect("recherche").items.is_empty());
        assert_eq!(texte_pdf(&claire.lire_decision_pdf(&id).await.expect("PDF")), avant);

        // Once it is sent, that is what the agent reads and finds.
        let corrigee = SaisieDap { circonstances: "Arrêt de l'atelier Garnier.".into(), ..autre };
        let ecrite = claire.modifier_dap(&id, &ecrite.etag, &corrigee).await.expect("corrigée");
        claire.envoyer_dap(&id, &ecrite.etag).await.expect("renvoyée");
        filtre.etat = None;
        let trouvees = nadia.lister_daps(&filtre).await.expect("recherche").items;
        assert_eq!((trouvees.len(), trouvees[0].fin.as_str()), (1, "2022-06-30"));
    }

    async fn une_notification_garde_le_compte_de_sa_decision(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, _) = dap_validee(&claire, &nadia, SIRET).await;
        let avant = texte_pdf(&claire.lire_decision_pdf(&id).await.expect("PDF"));
        assert!(avant.contains("FR76"), "{avant}");
        claire.ajouter_coordonnees_bancaires(SIRET, &autre_rib()).await.expect("autre compte");
        assert_eq!(texte_pdf(&claire.lire_decision_pdf(&id).await.expect("PDF")), avant);
    }

    async fn ce_que_la_loi_a_accepte_ne_se_reduit_plus(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, etag) = envoyee(&claire, "conjoncture_economique").await;
        nadia.prendre_dap(&id, &etag).await.expect("prise");
        app.attendre(16 * 24 * 60);
        reconnecter(&app, &nadia, "nadia.leroux").await;
        let lue = nadia.lire_dap(&id).await.expect("DAP");
        let moins = DecisionDap { heures_autorisees: Some("1".into()), ..decision("valider", "") };
        assert_eq!(code(nadia.decider_dap(&id, &lue.etag, &moins).await), "delai_tacite_depasse");
        let entiere = nadia.decider_dap(&id, &lue.etag, &decision("valider", "")).await.expect("confirmée");
        assert_eq!(entiere.corps.decision.and_then(|d| d.heures_autorisees).as_deref(), Some("30000.00"));
    }

    async fn un_mois_qu_un_avenant_envoye_retire_ne_se_demande_plus(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, code_di) = dap_validee(&claire, &nadia, SIRET).await;
        let dap = claire.lire_dap(&id).await.expect("DAP");
        let avenant = claire.creer_avenant(&id, &dap.etag).await.expect("avenant");
        let lui = avenant.corps.id;
        let sans_juillet = SaisieDap { fin: "2022-06-30".into(), ..saisie_dap(SIRET) };
        let ecrit = claire.modifier_dap(&lui, &avenant.etag, &sans_juillet).await.expect("modifié");
        let envoye = claire.envoyer_dap(&lui, &ecrit.etag).await.expect("envoyé");
        let demande = |mois: &str| NouvelleDemande { code_di: code_di.clone(), mois: mois.into(), ..Default::default() };
        assert_eq!(code(claire.creer_demande(&demande("2022-07")).await), "avenant_retire_mois");
        claire.creer_demande(&demande("2022-06")).await.expect("juin reste");
        claire.retirer_dap(&lui, &envoye.etag).await.expect("retiré");
        claire.creer_demande(&demande("2022-07")).await.expect("l'avenant ne compte plus");
    }

    async fn un_avenant_remplace_n_est_plus_une_autorisation(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, _) = dap_validee(&claire, &nadia, SIRET).await;
        for fin in ["2022-07-31", "2022-06-30"] {
            let dap = claire.lire_dap(&id).await.expect("DAP");
            let avenant = claire.creer_avenant(&id, &dap.etag).await.expect("avenant");
            let lui = avenant.corps.id;
            let saisie = SaisieDap { fin: fin.into(), heures_prevues: "20000".into(), ..saisie_dap(SIRET) };
            let ecrit = claire.modifier_dap(&lui, &avenant.etag, &saisie).await.expect("modifié");
            let envoye = claire.envoyer_dap(&lui, &ecrit.etag).await.expect("envoyé");
            let prise = nadia.prendre_dap(&lui, &envoye.etag).await.expect("prise");
            nadia.decider_dap(&lui, &prise.etag, &decision("valider", "")).await.expect("validé");
        }
        // July is free again, and no month counts twice.
        let juillet = SaisieDap { debut: "2022-07-01".into(), ..saisie_dap(SIRET) };
        let dap = claire.creer_dap(&juillet).await.expect("brouillon");
        assert!(dap.corps.fautes.is_empty(), "{:?}", dap.corps.fautes);
        let glissante = dap.corps.limites.iter().find(|l| l.code == "duree_glissante_depassee").expect("limite");
        assert!(glissante.message.contains("2 mois et 29 jours"), "{}", glissante.message);
        claire.envoyer_dap(&dap.corps.id, &dap.etag).await.expect("envoyée");
    }

    async fn chaque_changement_se_dit_a_qui_il_faut(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let ailleurs = agent(&app, "75").await;
        drop(ailleurs);
        let (id, etag) = envoyee(&claire, "conjoncture_economique").await;
        let boite = async |adresse: &str| app.courriels(adresse).await;
        let recu = boite("contact@exemple.fr").await.into_iter().find(|c| c.0.contains("reçue")).expect("accusé");
        assert!(recu.1.contains("envoyée par Claire Martin") && recu.1.contains("a été reçue le"), "{}", recu.1);
        // Nobody has it: the agents of the département hear of it, and no other.
        let message = NouveauMessageDap { texte: "Bonjour".into(), ..Default::default() };
        claire.ecrire_message_dap(&id, &message).await.expect("message");
        let messages = |boite: &[(String, String)]| boite.iter().filter(|c| c.0.contains("nouveau message")).count();
        assert_eq!(messages(&boite("nadia.44@exemple.fr").await), 1);
        assert_eq!(messages(&boite("nadia.75@exemple.fr").await), 0);
        let prise = nadia.prendre_dap(&id, &etag).await.expect("prise");
        // The contact changes while it is instructed.
        let fiche = claire.lire_etablissement(SIRET).await.expect("fiche");
        let nouvelle = FicheEtablissement { contact_courriel: "autre@exemple.fr".into(), ..fiche.corps.fiche };
        claire.modifier_etablissement(SIRET, &fiche.etag, &nouvelle).await.expect("fiche modifiée");
        let rendue = nadia.liberer_dap(&id, &prise.etag).await.expect("rendue");
        claire.retirer_dap(&id, &rendue.etag).await.expect("retirée");
        let objets: Vec<_> = boite("autre@exemple.fr").await.into_iter().map(|c| c.0).collect();
        assert!(objets.iter().any(|o| o.contains("de nouveau en attente")) && objets.iter().any(|o| o.contains("retirée")), "{objets:?}");
    }
}
