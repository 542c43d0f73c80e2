//! Two at once on the same days: exactly one goes, on both databases.

use api_types::dap::SaisieDap;

use crate::affluence::futures_join;
use crate::banc::{code, essais};
use crate::instruction::prete;
use crate::personnes::*;

essais! {
    async fn de_deux_brouillons_des_memes_jours_envoyes_a_la_fois_un_seul_part(app) {
        let claire = prete(&app).await;
        let mut brouillons = Vec::new();
        for fin in ["2022-07-31", "2022-06-30"] {
            let saisie = SaisieDap { fin: fin.into(), heures_prevues: "20000".into(), ..saisie_dap(SIRET) };
            brouillons.push(claire.creer_dap(&saisie).await.expect("brouillon"));
        }
        let envois = brouillons.iter().map(|dap| claire.envoyer_dap(&dap.corps.id, &dap.etag)).collect();
        let mut issues = futures_join(envois).await;
        assert_eq!(code(issues.remove(1)), "dap_en_double");
        let envoyee = issues.remove(0).expect("le premier commencé part");
        let autre = claire.lire_dap(&brouillons[1].corps.id).await.expect("brouillon").corps;
        assert_eq!((envoyee.corps.etat.as_str(), autre.etat.as_str()), ("en_attente_instruction_ud", "provisoire"));
        let envoyees = app.courriels("contact@exemple.fr").await.into_iter().filter(|c| c.0.contains("reçue"));
        assert_eq!(envoyees.count(), 1);
    }

    async fn un_second_brouillon_attend_le_retrait_du_premier_qu_il_nomme(app) {
        let claire = prete(&app).await;
        let premier = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let second = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let double = second.corps.limites.iter().find(|l| l.code == "dap_en_double").expect("dit dès le brouillon");
        assert!(double.bloquante && double.dap.as_deref() == Some(premier.corps.id.as_str()), "{double:?}");
        let refus = claire.envoyer_dap(&second.corps.id, &second.etag).await.expect_err("refusé");
        let detail = &refus.probleme().expect("problème").detail;
        assert!(detail.contains("retirez-le") && detail.contains(&format!("/daps/{}", premier.corps.id)), "{detail}");
        // Neither waits for the other: the older one is only warned.
        let relu = claire.lire_dap(&premier.corps.id).await.expect("premier").corps;
        assert!(relu.fautes.is_empty() && relu.limites.iter().any(|l| l.code == "dap_en_double" && !l.bloquante), "{:?}", relu.fautes);
        claire.retirer_dap(&premier.corps.id, &premier.etag).await.expect("retiré");
        claire.envoyer_dap(&second.corps.id, &second.etag).await.expect("envoyé");
    }

    async fn de_deux_avenants_commences_a_la_fois_un_seul_l_est(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, _) = dap_validee(&claire, &nadia, SIRET).await;
        let dap = claire.lire_dap(&id).await.expect("DAP");
        // A draft of the same days, begun before the avenant: it is no obstacle to it.
        claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon");
        let creations = (0..2).map(|_| claire.creer_avenant(&id, &dap.etag)).collect();
        let (faits, refuses): (Vec<_>, Vec<_>) = futures_join(creations).await.into_iter().partition(Result::is_ok);
        assert_eq!((faits.len(), refuses.len()), (1, 1));
        for refus in refuses {
            assert_eq!(code(refus), "avenant_en_cours");
        }
        assert_eq!(claire.lire_dap(&id).await.expect("DAP").corps.avenants.len(), 1);
        for avenant in faits {
            let avenant = avenant.expect("avenant");
            claire.envoyer_dap(&avenant.corps.id, &avenant.etag).await.expect("envoyé");
        }
    }
}
