//! What a claim computes with: its regime, the contracts, the contingent of the year.

use api_types::dap::SaisieDap;
use api_types::indemnisation::{
    CopieMois, Demande, HeuresSemaine, Ligne, NouvelleDemande, ReglesDemande, SaisieLigne, SaisieLignes,
    SelectionSalaries,
};
use api_types::salarie::NouveauSalarie;
use client::{Client, Versionne};

use crate::banc::{Banc, code, essais, fautes};
use crate::dap::texte_pdf;
use crate::personnes::*;

/// Another establishment of the company of `SIRET`.
const MEME_ENTREPRISE: &str = "73282932000066";
pub const SEMAINES: [&str; 4] = ["2022-05-02", "2022-05-09", "2022-05-16", "2022-05-23"];

/// Somebody of the register; `numero` makes the NIR.
pub fn salarie(numero: u64) -> NouveauSalarie {
    let corps = 1_850_544_109_000 + numero;
    NouveauSalarie {
        nir: format!("{corps}{:02}", 97 - corps % 97),
        nom: format!("Salarié {numero}"),
        prenom: "Camille".into(),
        categorie: "cadre".into(),
        duree_hebdomadaire: "35".into(),
        taux_horaire_brut: "20".into(),
        ..NouveauSalarie::default()
    }
}

/// A draft for May 2022 with these employees.
pub async fn brouillon(
    client: &Client,
    agent: &Client,
    siret: &str,
    motif: &str,
    salaries: &[NouveauSalarie],
) -> Versionne<Demande> {
    let dap = SaisieDap {
        motif: motif.into(),
        ..saisie_dap(siret)
    };
    brouillon_sous(client, agent, &dap, salaries).await
}

/// The same, under this DAP.
pub async fn brouillon_sous(
    client: &Client,
    agent: &Client,
    dap: &SaisieDap,
    salaries: &[NouveauSalarie],
) -> Versionne<Demande> {
    let siret = dap.siret.as_str();
    let dap = client.creer_dap(dap).await.expect("brouillon");
    let id = dap.corps.id.clone();
    client.envoyer_dap(&id, &dap.etag).await.expect("envoyée");
    let dap = agent.lire_dap(&id).await.expect("vue");
    let dap = agent.prendre_dap(&id, &dap.etag).await.expect("prise");
    let dap = agent
        .decider_dap(&id, &dap.etag, &decision("valider", ""))
        .await
        .expect("validée");
    let code_di = dap.corps.decision.and_then(|d| d.code_di).expect("code DI");
    for salarie in salaries {
        client.ajouter_salarie(siret, salarie).await.expect("ajouté");
    }
    let demande = NouvelleDemande {
        code_di,
        mois: "2022-05".into(),
        ..NouvelleDemande::default()
    };
    let id = client.creer_demande(&demande).await.expect("ouverte").corps.id;
    client
        .ajouter_salaries_demande(&id, &tous())
        .await
        .expect("salariés")
}

fn tous() -> SelectionSalaries {
    SelectionSalaries {
        tous: true,
        ..SelectionSalaries::default()
    }
}

pub async fn lignes(client: &Client, id: &str) -> Vec<Ligne> {
    client.lister_lignes(id, None).await.expect("lignes").items
}

/// The same hours in each of these weeks, for every line.
pub async fn saisir(
    client: &Client,
    di: &Versionne<Demande>,
    semaines: &[&str],
    (travaillees, chomees): (&str, &str),
) -> Result<Versionne<Demande>, client::Erreur> {
    let semaine = |lundi: &&str| HeuresSemaine {
        semaine: (*lundi).to_owned(),
        travaillees: travaillees.into(),
        chomees: chomees.into(),
    };
    let saisie = |ligne: &Ligne| SaisieLigne {
        id: ligne.id.clone(),
        semaines: semaines.iter().map(semaine).collect(),
    };
    let lignes = lignes(client, &di.corps.id).await;
    let corps = SaisieLignes {
        lignes: lignes.iter().map(saisie).collect(),
    };
    client.saisir_lignes(&di.corps.id, &di.etag, &corps).await
}

pub async fn une_entreprise(app: &Banc) -> (Client, Client) {
    let claire = entreprise(app, SIRET, "Claire").await;
    completer(&claire, SIRET).await;
    (claire, agent(app, "44").await)
}

fn regles(regime: &str, duree_collective: &str) -> ReglesDemande {
    ReglesDemande {
        regime: regime.into(),
        duree_collective: duree_collective.into(),
        ..Default::default()
    }
}

essais! {
    async fn le_regime_se_choisit_et_tout_se_recalcule(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1)]).await;
        let di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        let id = di.corps.id.clone();
        assert_eq!((di.corps.regime.as_str(), di.corps.totaux.allocation.as_str()), ("droit_commun", "1082.20"), "7,73 plancher ; 36 % de 20 € = 7,20");
        let codes: Vec<&str> = di.corps.regimes.iter().map(|r| r.code.as_str()).collect();
        assert!(codes.contains(&"apld") && !codes.contains(&"fermeture_administrative"), "{codes:?}");
        let refus = claire.changer_regles(&id, &di.etag, &regles("fermeture_administrative", "40")).await;
        assert_eq!(fautes(refus), [("/duree_collective".into(), "duree_collective_au_dela".into()), ("/regime".into(), "regime_hors_dates".into())]);
        let apld = claire.changer_regles(&id, &di.etag, &regles("apld", "")).await.expect("APLD");
        assert_eq!((apld.corps.totaux.allocation.as_str(), apld.corps.totaux.indemnite.as_str()), ("1680.00", "1960.00"), "60 % et 70 %");
        assert_eq!(code(claire.changer_regles(&id, &di.etag, &regles("apld", "")).await), "version_perimee");
        let ligne = lignes(&claire, &id).await.remove(0);
        assert!(ligne.explication[0].libelle.contains("APLD"), "{:?}", ligne.explication[0]);
        let courte = claire.changer_regles(&id, &apld.etag, &regles("apld", "32")).await.expect("32 h");
        assert_eq!(courte.corps.totaux.heures_indemnisables, "128.00");
        let ligne = lignes(&claire, &id).await.remove(0);
        assert_eq!((ligne.pertes[0].code.as_str(), ligne.pertes[0].heures.as_deref()), ("duree_collective", Some("12.00")));

        // Arranged over more than six months: six months more to claim (art. L5122-1).
        assert!(!courte.corps.amenagement_long);
        let longue = ReglesDemande { amenagement_long: true, ..regles("apld", "32") };
        let courte = claire.changer_regles(&id, &courte.etag, &longue).await.expect("aménagement");
        assert!(courte.corps.amenagement_long);
        claire.envoyer_demande(&id, &courte.etag).await.expect("envoyée");
        let vue = nadia.lire_demande(&id).await.expect("vue par l'agent");
        assert_eq!(vue.corps.regime_libelle, "Activité partielle de longue durée (APLD)");
        assert_eq!(code(claire.changer_regles(&id, &vue.etag, &regles("droit_commun", "")).await), "transition_interdite");
        let pdf = texte_pdf(&claire.lire_recapitulatif_pdf(&id).await.expect("récapitulatif"));
        for attendu in ["longue durée", "Ce que la loi", "durée collective", "12,00"] {
            assert!(pdf.contains(attendu), "{attendu} manque");
        }
    }

    async fn une_semaine_videe_n_est_plus_demandee(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1)]).await;
        let mut di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        assert_eq!(di.corps.totaux.heures_chomees, "140.00");
        // An empty cell is zero hours, as zero is; a week that is not named stays.
        for (semaine, vide, reste) in [(0, "", "105.00"), (1, "0", "70.00")] {
            di = saisir(&claire, &di, &SEMAINES[semaine..=semaine], (vide, vide)).await.expect("vidée");
            assert_eq!(di.corps.totaux.heures_chomees, reste);
        }
        let ligne = lignes(&claire, &di.corps.id).await.remove(0);
        let chomees: Vec<_> = ligne.semaines.iter().map(|s| s.chomees.as_str()).collect();
        assert_eq!(chomees, ["0.00", "0.00", "35.00", "35.00"]);
    }

    async fn un_amenagement_de_plus_de_six_mois_laisse_six_mois_de_plus(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1)]).await;
        let id = di.corps.id.clone();
        saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        // The authorisation ends in July 2022: after January 2023 it is too late, but for those.
        app.attendre(300 * 24 * 60);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        let lue = claire.lire_demande(&id).await.expect("demande");
        let bloque = |demande: &Demande| demande.blocages.iter().any(|b| b.code == "hors_delai");
        assert!(bloque(&lue.corps), "{:?}", lue.corps.blocages);
        let longue = ReglesDemande { amenagement_long: true, ..regles("droit_commun", "") };
        let lue = claire.changer_regles(&id, &lue.etag, &longue).await.expect("aménagement");
        assert!(!bloque(&lue.corps), "{:?}", lue.corps.blocages);
    }

    async fn un_regime_hors_dates_est_refuse_a_l_ouverture(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let (_, code_di) = dap_validee(&claire, &nadia, SIRET).await;
        let avec = |regime: &str| NouvelleDemande { code_di: code_di.clone(), mois: "2022-05".into(), regime: regime.into() };
        assert_eq!(fautes(claire.creer_demande(&avec("fermeture_administrative")).await), [("/regime".into(), "regime_hors_dates".into())]);
        assert_eq!(fautes(claire.creer_demande(&avec("autre")).await), [("/regime".into(), "regime_inconnu".into())]);
        let di = claire.creer_demande(&avec("apld")).await.expect("APLD").corps;
        assert_eq!(di.regime, "apld");
        assert_eq!(di.jours_feries.iter().map(|j| j.date.as_str()).collect::<Vec<_>>(), ["2022-05-08", "2022-05-26"]);
    }

    async fn un_cadre_dirigeant_n_est_indemnise_que_pendant_une_fermeture(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let dirigeante = || NouveauSalarie {
            profil: "cadre_dirigeant".into(), salaire_mensuel_brut: "6 300".into(), taux_horaire_brut: String::new(), ..salarie(1)
        };
        let en_heures = NouveauSalarie { mode: "heures".into(), taux_horaire_brut: "30".into(), salaire_mensuel_brut: String::new(), ..dirigeante() };
        let dites = fautes(claire.ajouter_salarie(SIRET, &en_heures).await);
        assert_eq!(dites, [("/mode".into(), "cadre_dirigeant_en_jours".into()), ("/taux_horaire_brut".into(), "salaire_mensuel_requis".into())]);
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[dirigeante(), salarie(2)]).await;
        let di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        let lue = lignes(&claire, &di.corps.id).await.remove(0);
        // 6 300 / 30 / 7 is 30 € an hour.
        assert_eq!((lue.mode.as_str(), lue.taux_horaire_brut.as_str(), lue.allocation_horaire.as_str()), ("forfait_jours", "30.0000", "10.80"));
        // The authorisation speaks of a reduction of activity.
        let blocage = di.corps.blocages.iter().find(|b| b.code == "cadre_dirigeant_hors_fermeture").expect("bloquée");
        assert!(blocage.message.contains("Salarié 1 Camille.") && blocage.lien.is_some(), "{blocage:?}");
        assert_eq!(code(claire.envoyer_demande(&di.corps.id, &di.etag).await), "demande_bloquee");
        let fermeture = SaisieDap { mode: "suspension".into(), motif: "sinistre_intemperies".into(), ..saisie_dap(SIRET) };
        let di = brouillon_sous(&claire, &nadia, &fermeture, &[]).await;
        let di = saisir(&claire, &di, &SEMAINES, ("0", "35")).await.expect("saisies");
        let libre = |demande: &Demande| demande.blocages.iter().all(|b| b.code != "cadre_dirigeant_hors_fermeture");
        assert!(libre(&di.corps), "{:?}", di.corps.blocages);
        // An avenant that goes on with a reduction takes nothing back of the closure before it.
        let dap = claire.lire_dap(&di.corps.dap_id).await.expect("DAP");
        let avenant = claire.creer_avenant(&di.corps.dap_id, &dap.etag).await.expect("avenant");
        let saisie = SaisieDap { mode: "reduction".into(), ..avenant.corps.saisie.clone() };
        let avenant = claire.modifier_dap(&avenant.corps.id, &avenant.etag, &saisie).await.expect("saisi");
        let avenant = claire.envoyer_dap(&avenant.corps.id, &avenant.etag).await.expect("envoyé");
        let avenant = nadia.prendre_dap(&avenant.corps.id, &avenant.etag).await.expect("pris");
        nadia.decider_dap(&avenant.corps.id, &avenant.etag, &decision("valider", "")).await.expect("validé");
        assert_eq!(claire.lire_dap(&di.corps.dap_id).await.expect("DAP").corps.saisie.mode, "reduction");
        let relue = claire.lire_demande(&di.corps.id).await.expect("demande").corps;
        assert!(libre(&relue), "{:?}", relue.blocages);
    }

    async fn le_contrat_du_registre_passe_dans_la_demande_et_y_reste(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let apprenti = NouveauSalarie { profil: "apprentissage".into(), taux_horaire_brut: "6".into(), ..salarie(1) };
        let mensuel = NouveauSalarie { taux_horaire_brut: String::new(), salaire_mensuel_brut: "2 000".into(), ..salarie(2) };
        let au_forfait = NouveauSalarie { mode: "forfait_jours".into(), duree_hebdomadaire: String::new(), taux_horaire_brut: "80".into(), ..salarie(3) };
        let sorti = NouveauSalarie { sortie: "11/05/2022".into(), ..salarie(4) };
        let parti_avant = NouveauSalarie { sortie: "30/04/2022".into(), ..salarie(5) };
        let tout_faux = NouveauSalarie {
            profil: "vrp".into(), salaire_mensuel_brut: "2000".into(), entree: "02/05/2022".into(), sortie: "01/05/2022".into(), ..salarie(6)
        };
        let dites: Vec<String> = fautes(claire.ajouter_salarie(SIRET, &tout_faux).await).into_iter().map(|f| f.1).collect();
        assert_eq!(dites, ["champs_exclusifs", "profil_hors_perimetre", "dates_inversees"]);
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[apprenti, mensuel, au_forfait, sorti, parti_avant]).await;
        assert_eq!(di.corps.salaries, 4, "qui est parti avant le mois ne vient pas");
        let refus = saisir(&claire, &di, &SEMAINES, ("0", "35")).await;
        assert_eq!(fautes(refus), [("/lignes/3/semaines/2/chomees".into(), "semaine_hors_contrat".into()), ("/lignes/3/semaines/3/chomees".into(), "semaine_hors_contrat".into())]);
        assert_eq!(fautes(saisir(&claire, &di, &SEMAINES[..1], ("0", "10")).await), [("/lignes/2/semaines/0/chomees".into(), "demi_journees".into())]);
        let di = saisir(&claire, &di, &SEMAINES[..2], ("0", "17,5")).await.expect("saisies");
        let lues = lignes(&claire, &di.corps.id).await;
        let horaires: Vec<_> = lues.iter().map(|l| (l.allocation_horaire.as_str(), l.indemnite_horaire.as_str())).collect();
        // 6 € back whole; 2,000 € a month is 13.1868 € an hour; 4.5 SMIC are 48.825 €; 20 € an hour.
        assert_eq!(horaires, [("6.00", "6.00"), ("7.73", "8.59"), ("17.58", "29.30"), ("7.73", "12.00")]);
        assert_eq!(lues[1].taux_horaire_brut, "13.1868");
        let plafonds: Vec<_> = lues[2].pertes.iter().map(|p| (p.code.as_str(), p.euros_par_heure.as_deref(), p.euros.as_str())).collect();
        assert_eq!(plafonds, [("plafond_allocation", Some("11.22"), "392.70"), ("plafond_indemnite", Some("18.70"), "654.50")]);

        // In days: two and a half are 17 h 30.
        let jours = SaisieLignes { lignes: vec![SaisieLigne { id: lues[2].id.clone(), semaines: vec![HeuresSemaine {
            semaine: SEMAINES[2].into(), travaillees: "2,5 j".into(), chomees: "2,5 j".into(),
        }] }] };
        let di = claire.saisir_lignes(&di.corps.id, &di.etag, &jours).await.expect("en jours");
        assert_eq!(lignes(&claire, &di.corps.id).await[2].heures_chomees, "52.50");

        // A raise of today changes nothing of the draft.
        let registre = claire.chercher_salaries(SIRET, "SALARIE 2", None).await.expect("registre");
        assert_eq!((registre.total, registre.items[0].salaire_mensuel_brut.as_deref()), (1, Some("2000.00")));
        let lu = claire.lire_salarie(SIRET, &registre.items[0].id).await.expect("salarié");
        let augmente = NouveauSalarie { nir: String::new(), salaire_mensuel_brut: "3000".into(), taux_horaire_brut: String::new(), ..salarie(2) };
        let modifie = claire.modifier_salarie(SIRET, &lu.corps.id, &lu.etag, &augmente).await.expect("modifié");
        assert_eq!((modifie.corps.taux_horaire_brut.as_str(), modifie.corps.version), ("19.7802", 2));
        assert_eq!(modifie.corps.nir_masque, lu.corps.nir_masque);
        assert_eq!(code(claire.modifier_salarie(SIRET, &lu.corps.id, &lu.etag, &augmente).await), "version_perimee");
        assert_eq!(lignes(&claire, &di.corps.id).await[1].taux_horaire_brut, "13.1868");

        assert_eq!(code(claire.supprimer_salarie(SIRET, &modifie.corps.id, &modifie.etag).await), "salarie_utilise");
        let cinquieme = claire.chercher_salaries(SIRET, "camille 5", None).await.expect("registre").items.remove(0);
        let lu = claire.lire_salarie(SIRET, &cinquieme.id).await.expect("salarié");
        let en_double = NouveauSalarie { nir: salarie(1).nir, ..salarie(5) };
        assert_eq!(fautes(claire.modifier_salarie(SIRET, &cinquieme.id, &lu.etag, &en_double).await), [("/nir".into(), "nir_en_double".into())]);
        claire.supprimer_salarie(SIRET, &cinquieme.id, &lu.etag).await.expect("retiré");
        assert_eq!(code(claire.lire_salarie(SIRET, &cinquieme.id).await), "introuvable");
    }

    async fn le_contingent_se_compte_par_salarie_et_par_entreprise(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let paul = entreprise(&app, MEME_ENTREPRISE, "Paul").await;
        completer(&paul, MEME_ENTREPRISE).await;
        // Motif 4°: 100 hours a year. 60 here, 60 there, in other weeks.
        let ici = brouillon(&claire, &nadia, SIRET, "transformation", &[salarie(1), salarie(2)]).await;
        let la = brouillon(&paul, &nadia, MEME_ENTREPRISE, "transformation", &[salarie(1)]).await;
        let ici = saisir(&claire, &ici, &SEMAINES[..2], ("5", "30")).await.expect("ici");
        let la = saisir(&paul, &la, &SEMAINES[2..], ("5", "30")).await.expect("là");
        assert!(ici.corps.blocages.is_empty() && la.corps.blocages.is_empty(), "un brouillon ne compte pas");
        let (ici_id, la_id) = (ici.corps.id.clone(), la.corps.id.clone());

        // Sent at once: one of the two, never both.
        let (premiere, seconde) = (claire.clone(), paul.clone());
        let a = actix_web::rt::spawn({ let id = ici_id.clone(); async move { premiere.envoyer_demande(&id, &ici.etag).await } });
        let b = actix_web::rt::spawn({ let id = la_id.clone(); async move { seconde.envoyer_demande(&id, &la.etag).await } });
        let (a, b) = (a.await.expect("a"), b.await.expect("b"));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        let (qui, id, refus) = match (a, b) {
            (Ok(_), Err(refus)) => (&paul, la_id, refus),
            (Err(refus), Ok(_)) => (&claire, ici_id, refus),
            _ => unreachable!(),
        };
        let dites = &refus.probleme().expect("problème").errors;
        assert_eq!(dites.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), ["contingent_depasse"]);
        assert!(dites[0].message.contains("Salarié 1 Camille (120,00 h pour 100,00 h)"), "{}", dites[0].message);
        assert!(!dites[0].message.contains("Salarié 2"), "{}", dites[0].message);
        let ligne = lignes(qui, &id).await.remove(0);
        let dits: Vec<_> = ligne.contingents.iter().map(|c| (c.code.as_str(), c.plafond.as_str(), c.ailleurs.as_str(), c.reste.as_str(), c.depassement.as_str())).collect();
        assert_eq!(dits, [("contingent", "1000.00", "60.00", "880.00", "0.00"), ("contingent_modernisation", "100.00", "60.00", "0.00", "20.00")]);
        assert!(ligne.pertes.iter().any(|p| p.code == "contingent" && p.heures.as_deref() == Some("20.00")), "{:?}", ligne.pertes);

        // The one that went is withdrawn: its hours are free again.
        let autre = if std::ptr::eq(qui, &paul) { &claire } else { &paul };
        let partie = autre.lister_demandes(&client::FiltreDemandes::default()).await.expect("liste").items.remove(0);
        let partie = autre.lire_demande(&partie.id).await.expect("partie");
        autre.retirer_demande(&partie.corps.id, &partie.etag).await.expect("retirée");
        let di = qui.lire_demande(&id).await.expect("brouillon");
        assert!(di.corps.blocages.is_empty(), "{:?}", di.corps.blocages);
        qui.envoyer_demande(&id, &di.etag).await.expect("envoyée");
    }

    async fn le_mois_precedent_se_copie(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let mai = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1), salarie(2)]).await;
        let mai = saisir(&claire, &mai, &SEMAINES, ("14", "21")).await.expect("mai");
        assert_eq!(code(claire.copier_mois(&mai.corps.id, &mai.etag, &CopieMois::default()).await), "mois_precedent_absent");
        let parti = claire.chercher_salaries(SIRET, "salarié 2", None).await.expect("registre").items.remove(0);
        let lu = claire.lire_salarie(SIRET, &parti.id).await.expect("salarié");
        let sortie = NouveauSalarie { nir: String::new(), sortie: "2022-05-31".into(), ..salarie(2) };
        claire.modifier_salarie(SIRET, &parti.id, &lu.etag, &sortie).await.expect("sorti");
        let juin = NouvelleDemande { code_di: mai.corps.code_di.clone(), mois: "2022-06".into(), ..NouvelleDemande::default() };
        let juin = claire.creer_demande(&juin).await.expect("juin");
        let copiee = claire.copier_mois(&juin.corps.id, &juin.etag, &CopieMois { heures: true }).await.expect("copiée");
        // June has five weeks, May four; the second one has left, though in the first week of June.
        let lues = lignes(&claire, &juin.corps.id).await;
        let copiees: Vec<_> = lues.iter().map(|l| (l.nom.as_str(), l.semaines.len(), l.heures_chomees.as_str())).collect();
        assert_eq!(copiees, [("Salarié 1", 4, "84.00"), ("Salarié 2", 1, "21.00")]);
        let encore = claire.copier_mois(&juin.corps.id, &copiee.etag, &CopieMois { heures: false }).await.expect("encore");
        assert_eq!((encore.corps.salaries, encore.corps.totaux.heures_chomees.as_str()), (2, "105.00"));
    }
}
