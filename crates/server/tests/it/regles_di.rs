//! The rules that a claim is computed by: those of its sending, and from then on never others.

use api_types::dap::SaisieDap;
use client::Client;

use crate::banc::{code, essais};
use crate::calcul::{SEMAINES, brouillon, brouillon_sous, lignes, saisir, salarie, une_entreprise};
use crate::dap::texte_pdf;
use crate::personnes::*;
use crate::replique::Replique;

const PLANCHER: &str = "2022-05-01,2022-07-31,metropole,droit_commun,plancher_allocation,7.73,";

/// An operator's table, in which the floor of May 2022 is another.
fn bareme_corrige() -> (tempfile::TempDir, String) {
    let table = domain::bareme::TABLE.replace(PLANCHER, &PLANCHER.replace("7.73", "7.80"));
    assert_ne!(table, domain::bareme::TABLE);
    let dossier = tempfile::tempdir().expect("dossier");
    let chemin = dossier.path().join("baremes.csv");
    std::fs::write(&chemin, table).expect("écriture");
    let chemin = chemin.display().to_string();
    (dossier, chemin)
}

/// An avenant that moves the first day, sent; answers its id and version.
async fn avenant(client: &Client, dap: &str, debut: &str) -> Result<(String, String), client::Erreur> {
    let dap = client.lire_dap(dap).await.expect("DAP");
    let ouvert = dap
        .corps
        .avenants
        .iter()
        .find(|avenant| avenant.etat == "provisoire");
    let avenant = match ouvert {
        Some(ouvert) => client.lire_dap(&ouvert.id).await.expect("avenant"),
        None => client
            .creer_avenant(&dap.corps.id, &dap.etag)
            .await
            .expect("avenant"),
    };
    let saisie = SaisieDap {
        debut: debut.into(),
        ..avenant.corps.saisie.clone()
    };
    let id = avenant.corps.id;
    let ecrit = client
        .modifier_dap(&id, &avenant.etag, &saisie)
        .await
        .expect("modifié");
    let envoye = client.envoyer_dap(&id, &ecrit.etag).await?;
    Ok((id, envoye.etag))
}

/// The same, taken and validated.
async fn amender(client: &Client, agent: &Client, dap: &str, debut: &str) {
    let (id, etag) = avenant(client, dap, debut).await.expect("envoyé");
    let pris = agent.prendre_dap(&id, &etag).await.expect("pris");
    agent
        .decider_dap(&id, &pris.etag, &decision("valider", ""))
        .await
        .expect("validé");
}

/// What a claim says of its calculation: the recap and the lines.
async fn explication(client: &Client, id: &str) -> (String, Vec<api_types::indemnisation::Ligne>) {
    let pdf = client.lire_recapitulatif_pdf(id).await.expect("récapitulatif");
    (texte_pdf(&pdf), lignes(client, id).await)
}

essais! {
    async fn un_avenant_qui_deplace_la_periode_recalcule_les_brouillons(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1)]).await;
        let di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        let id = di.corps.id.clone();
        assert_eq!((di.corps.totaux.heures_indemnisables.as_str(), di.corps.totaux.allocation.as_str()), ("140.00", "1082.20"));
        amender(&claire, &nadia, &di.corps.dap_id, "2022-05-09").await;
        let apres = claire.lire_demande(&id).await.expect("demande");
        assert_eq!((apres.corps.totaux.heures_indemnisables.as_str(), apres.corps.totaux.allocation.as_str()), ("105.00", "811.65"));
        assert!(apres.corps.chronologie.iter().any(|e| e.code == "montants_recalcules"), "{:?}", apres.corps.chronologie);
        let ligne = lignes(&claire, &id).await.remove(0);
        assert_eq!((ligne.allocation.as_str(), ligne.pertes[0].code.as_str()), ("811.65", "hors_periode"));
        assert_eq!(code(claire.envoyer_demande(&id, &di.etag).await), "version_perimee", "l'employeur a lu d'autres montants");
        let envoyee = claire.envoyer_demande(&id, &apres.etag).await.expect("envoyée").corps;
        assert_eq!(envoyee.totaux, apres.corps.totaux);
    }

    async fn un_bareme_corrige_se_relit_avant_l_envoi_et_vaut_pour_toutes_les_lignes(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1), salarie(2)]).await;
        let di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        let id = di.corps.id.clone();
        let (_garde, chemin) = bareme_corrige();
        let corrigee = Replique::avec(app.etat.config.database_url.exposer(), &[("APART_BAREMES", &chemin)]).await;
        let ailleurs = corrigee.connecter("claire.martin", MOT_DE_PASSE).await;
        assert_eq!(ailleurs.lire_demande(&id).await.expect("demande").corps.totaux.allocation, "2164.40");
        let refus = ailleurs.envoyer_demande(&id, &di.etag).await.expect_err("d'autres montants que ceux qui furent lus");
        let probleme = refus.probleme().expect("problème");
        assert_eq!((probleme.status, probleme.code.as_str()), (409, "montants_recalcules"));
        let relue = ailleurs.lire_demande(&id).await.expect("demande");
        assert_eq!((relue.corps.etat.as_str(), relue.corps.totaux.allocation.as_str()), ("provisoire", "2184.00"));
        assert_eq!(code(ailleurs.envoyer_demande(&id, &di.etag).await), "version_perimee");
        let envoyee = ailleurs.envoyer_demande(&id, &relue.etag).await.expect("envoyée").corps;
        assert_eq!(envoyee.totaux, relue.corps.totaux);
        // Here the table is still the old one: what was sent is explained by its own.
        let ici = claire.lire_demande(&id).await.expect("demande").corps;
        let plancher = ici.chiffres.iter().find(|c| c.nature == "plancher_allocation").expect("plancher");
        assert_eq!(plancher.valeur, "7.80");
        let ligne = lignes(&claire, &id).await.remove(0);
        let etape = ligne.explication.iter().find(|e| e.etape == "plancher").expect("étape");
        assert_eq!((etape.valeur.as_str(), ligne.allocation_horaire.as_str()), ("7.80", "7.80"));
    }

    async fn ce_qui_est_envoye_reste_explique_par_ses_regles(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let dap = SaisieDap { debut: "2022-05-09".into(), ..saisie_dap(SIRET) };
        let di = brouillon_sous(&claire, &nadia, &dap, &[salarie(1)]).await;
        let di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        let id = di.corps.id.clone();
        let di = claire.envoyer_demande(&id, &di.etag).await.expect("envoyée");
        let di = nadia.prendre_demande(&id, &di.etag).await.expect("prise");
        nadia.valider_demande(&id, &di.etag).await.expect("validée");
        let avant = explication(&claire, &id).await;
        assert!(avant.0.contains("hors de la période") && avant.1[0].pertes[0].code == "hors_periode", "{:?}", avant.1[0].pertes);
        // The period now begins sooner, and the table says another floor.
        amender(&claire, &nadia, &di.corps.dap_id, "2022-05-02").await;
        assert_eq!(explication(&claire, &id).await, avant);
        let (_garde, chemin) = bareme_corrige();
        let corrigee = Replique::avec(app.etat.config.database_url.exposer(), &[("APART_BAREMES", &chemin)]).await;
        let ailleurs = corrigee.connecter("claire.martin", MOT_DE_PASSE).await;
        assert_eq!(explication(&ailleurs, &id).await, avant);
        // A correction is computed by the rules of now, all of its lines.
        let lue = ailleurs.lire_demande(&id).await.expect("demande");
        let correction = ailleurs.ouvrir_correction(&id, &lue.etag).await.expect("correction").corps;
        assert_eq!((lue.corps.totaux.allocation.as_str(), correction.totaux.allocation.as_str()), ("811.65", "1092.00"));
        assert_eq!(correction.a_payer, "280.35");
    }

    async fn une_demande_rejetee_se_reprend_avec_les_regles_du_jour(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let dap = SaisieDap { debut: "2022-05-09".into(), ..saisie_dap(SIRET) };
        let di = brouillon_sous(&claire, &nadia, &dap, &[salarie(1)]).await;
        let di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        let id = di.corps.id.clone();
        let di = claire.envoyer_demande(&id, &di.etag).await.expect("envoyée");
        let di = nadia.prendre_demande(&id, &di.etag).await.expect("prise");
        let motifs = api_types::indemnisation::RejetDemande { motifs: "À revoir.".into(), ..Default::default() };
        let rejetee = nadia.rejeter_demande(&id, &di.etag, &motifs).await.expect("rejetée");
        amender(&claire, &nadia, &di.corps.dap_id, "2022-05-02").await;
        assert_eq!(claire.lire_demande(&id).await.expect("rejetée").corps.totaux.heures_indemnisables, "105.00", "ce qui fut rejeté reste");
        let reprise = claire.corriger_demande(&id, &rejetee.etag).await.expect("reprise");
        assert_eq!(reprise.corps.totaux.heures_indemnisables, "140.00");
        claire.envoyer_demande(&id, &reprise.etag).await.expect("renvoyée, sans relire");
    }

    async fn un_avenant_ne_retire_pas_une_semaine_demandee(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1)]).await;
        let di = saisir(&claire, &di, &SEMAINES[1..], ("0", "35")).await.expect("saisies");
        claire.envoyer_demande(&di.corps.id, &di.etag).await.expect("envoyée");
        let dap = di.corps.dap_id;
        let refus = avenant(&claire, &dap, "2022-05-16").await.expect_err("la semaine du 9 mai est demandée");
        let probleme = refus.probleme().expect("problème");
        assert_eq!(probleme.code, "avenant_exclut_indemnisation");
        assert!(probleme.detail.contains("semaine du 09/05/2022") && probleme.detail.contains("gardez cette semaine"), "{}", probleme.detail);
        // That of 2 May has no hours.
        amender(&claire, &nadia, &dap, "2022-05-09").await;
    }

    async fn un_avenant_en_instruction_retient_les_semaines_qu_il_retire(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1)]).await;
        let di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        let id = di.corps.id.clone();
        avenant(&claire, &di.corps.dap_id, "2022-05-09").await.expect("un brouillon ne retient pas l'avenant");
        let lus = claire.lire_blocages(&id).await.expect("blocages").items;
        let dits: Vec<_> = lus.iter().map(|b| (b.code.as_str(), b.lien.as_deref())).collect();
        assert_eq!(dits, [("semaine_hors_avenant", Some("avenant"))]);
        assert!(lus[0].message.contains("semaine du 02/05/2022"), "{}", lus[0].message);
        assert_eq!(code(claire.envoyer_demande(&id, &di.etag).await), "demande_bloquee");
        app.attendre(16 * 24 * 60);
        assert_eq!(app::dap::accepter_tacitement(&app.etat.contexte).await.expect("rien ne le retient"), 1);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        let apres = claire.lire_demande(&id).await.expect("demande");
        assert_eq!((apres.corps.blocages.len(), apres.corps.totaux.heures_indemnisables.as_str()), (0, "105.00"));
        claire.envoyer_demande(&id, &apres.etag).await.expect("envoyée");
    }

    async fn une_semaine_ne_se_demande_pas_deux_fois_dans_une_entreprise(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let un = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1)]).await;
        let un = saisir(&claire, &un, &SEMAINES, ("14", "21")).await.expect("saisies");
        let deux = brouillon(&claire, &nadia, SIRET, "difficultes_approvisionnement", &[]).await;
        let deux = saisir(&claire, &deux, &SEMAINES[..1], ("14", "21")).await.expect("saisies");
        assert!(deux.corps.blocages.is_empty(), "un brouillon ne compte pas : {:?}", deux.corps.blocages);
        let un = claire.envoyer_demande(&un.corps.id, &un.etag).await.expect("envoyée").corps;
        let lus = claire.lire_blocages(&deux.corps.id).await.expect("blocages").items;
        assert_eq!(lus.iter().map(|b| b.code.as_str()).collect::<Vec<_>>(), ["semaine_deja_demandee"]);
        for attendu in ["Salarié 1 Camille", "semaine du 02/05/2022", "42,00 h pour 35,00 h", &un.numero] {
            assert!(lus[0].message.contains(attendu), "{attendu} : {}", lus[0].message);
        }
        assert_eq!(code(claire.envoyer_demande(&deux.corps.id, &deux.etag).await), "demande_bloquee");
        // What the week still holds may be claimed.
        let deux = saisir(&claire, &deux, &SEMAINES[..1], ("21", "14")).await.expect("saisies");
        assert!(deux.corps.blocages.is_empty(), "{:?}", deux.corps.blocages);
        claire.envoyer_demande(&deux.corps.id, &deux.etag).await.expect("envoyée");
    }

    async fn les_blocages_se_lisent_a_part_comme_dans_la_demande(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1)]).await;
        let id = di.corps.id.clone();
        let lus = claire.lire_blocages(&id).await.expect("blocages").items;
        assert_eq!(lus, claire.lire_demande(&id).await.expect("demande").corps.blocages);
        assert_eq!(lus.iter().map(|b| b.code.as_str()).collect::<Vec<_>>(), ["lignes_sans_heures", "aucune_heure"]);
        assert!(lus.iter().all(|b| b.lien.is_some() && b.source.is_some()), "{lus:?}");
        let di = saisir(&claire, &di, &SEMAINES, ("14", "21")).await.expect("saisies");
        assert_eq!(claire.lire_blocages(&id).await.expect("blocages").items, []);
        assert_eq!(code(nadia.lire_blocages(&id).await), "introuvable", "un brouillon ne regarde que l'employeur");
        claire.envoyer_demande(&id, &di.etag).await.expect("envoyée");
        assert_eq!(nadia.lire_blocages(&id).await.expect("blocages").items, []);
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(code(paul.lire_blocages(&id).await), "introuvable");
    }
}
