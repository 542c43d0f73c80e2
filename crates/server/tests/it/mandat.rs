//! Mandates: what an accountant may do for a client, from when, until when.

use api_types::inscription::{MandatAjout, NouvelEtablissement};
use api_types::mandat::NouveauMandat;
use client::OptionsImport;

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

pub fn nouveau(siret: &str, debut: &str, fin: &str) -> NouveauMandat {
    NouveauMandat {
        siret: siret.into(),
        debut: debut.into(),
        fin: fin.into(),
        document: None,
    }
}

async fn vus(client: &client::Client) -> Vec<(String, String)> {
    let liste = client.lister_etablissements(None).await.expect("établissements");
    liste.items.into_iter().map(|e| (e.siret, e.role)).collect()
}

essais! {
    async fn un_mandat_accepte_ouvre_l_etablissement_sauf_ses_utilisateurs(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = comptable(&app, "Paul").await;
        let contrat = paul.deposer_document("contrat.pdf", pdf("contrat")).await.expect("déposé");
        let corps = NouveauMandat { document: Some(contrat.id.clone()), ..nouveau("732 829 320 00074", "01/06/2022", "2022-12-31") };
        let mandat = paul.declarer_mandat(&corps).await.expect("déclaré");
        assert_eq!((mandat.situation.as_str(), mandat.mien, mandat.peut_repondre, mandat.peut_revoquer), ("en_attente", true, false, true));
        // Declared is not agreed.
        assert_eq!(code(paul.lire_etablissement(SIRET).await), "introuvable");
        assert_eq!(code(paul.accepter_mandat(&mandat.id).await), "reserve_au_principal");
        let (objet, texte) = app.courriels(&courriel("Claire")).await.pop().expect("courriel");
        assert!(objet.contains("votre accord est attendu") && texte.contains("Paul Martin") && texte.contains("31/12/2022"), "{texte}");
        let recus = claire.lister_mandats_etablissement(SIRET).await.expect("mandats").items;
        assert!(recus[0].peut_repondre && !recus[0].mien);
        assert_eq!(claire.lire_document(&contrat.id).await.expect("contrat"), pdf("contrat"));
        claire.accepter_mandat(&mandat.id).await.expect("accepté");
        assert_eq!(app.courriels(&courriel("Paul")).await.pop().expect("courriel").0, "Mandat accepté");

        assert_eq!(vus(&paul).await, [(CABINET_SIRET.into(), "principal".into()), (SIRET.into(), "tiers_declarant".into())]);
        completer(&paul, SIRET).await;
        paul.creer_dap(&saisie_dap(SIRET)).await.expect("DAP");
        assert_eq!(paul.lister_daps(&client::FiltreDaps::default()).await.expect("DAP").items.len(), 1);
        // The people of the client are none of his business.
        for refus in [
            code(paul.lister_utilisateurs(SIRET).await),
            code(paul.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Karim")).await),
            code(paul.lister_mandats_etablissement(SIRET).await),
        ] {
            assert_eq!(refus, "role_insuffisant");
        }
    }

    async fn un_mandat_ne_vaut_qu_entre_ses_dates(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = comptable(&app, "Paul").await;
        let mandat = paul.declarer_mandat(&nouveau(SIRET, "2022-06-03", "2022-06-04")).await.expect("déclaré");
        let accepte = claire.accepter_mandat(&mandat.id).await.expect("accepté");
        assert_eq!(accepte.situation, "a_venir");
        let jours = [("a_venir", false), ("a_venir", false), ("en_cours", true), ("en_cours", true), ("expire", false)];
        for (rang, (situation, ouvert)) in jours.into_iter().enumerate() {
            if rang > 0 {
                app.attendre(24 * 60);
                paul.ouvrir_session("paul.martin", MOT_DE_PASSE).await.expect("un autre jour");
            }
            let vu = paul.lire_mandat(&mandat.id).await.expect("mandat");
            assert_eq!((vu.situation.as_str(), paul.lire_etablissement(SIRET).await.is_ok()), (situation, ouvert), "jour {rang}");
        }
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("encore elle");
        assert_eq!(code(claire.revoquer_mandat(&mandat.id, "").await), "mandat_deja_fini");
        // Renewed, it is another mandate; the old one stays in the history.
        paul.declarer_mandat(&nouveau(SIRET, "2022-06-05", "")).await.expect("renouvelé");
        assert_eq!(claire.lister_mandats_etablissement(SIRET).await.expect("historique").items.len(), 2);
    }

    async fn revoque_il_ferme_aussitot_et_la_session_ouverte_n_y_change_rien(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = comptable(&app, "Paul").await;
        for client_revoque in [true, false] {
            let mandat = paul.declarer_mandat(&nouveau(SIRET, "2022-06-01", "")).await.expect("déclaré");
            claire.accepter_mandat(&mandat.id).await.expect("accepté");
            let dap = paul.creer_dap(&saisie_dap(SIRET)).await.expect("DAP").corps.id;
            let (par, averti) = if client_revoque { (&claire, "Paul") } else { (&paul, "Claire") };
            let revoque = par.revoquer_mandat(&mandat.id, "Changement de cabinet.").await.expect("révoqué");
            assert_eq!((revoque.situation.as_str(), revoque.motif.as_deref()), ("revoque", Some("Changement de cabinet.")));
            assert_eq!(app.courriels(&courriel(averti)).await.pop().expect("courriel").0, "Mandat révoqué");
            assert_eq!(code(paul.lire_etablissement(SIRET).await), "introuvable");
            assert_eq!(code(paul.lire_dap(&dap).await), "introuvable");
            assert_eq!(code(paul.lister_salaries(SIRET, None).await), "introuvable");
            assert_eq!(code(paul.lister_coordonnees_bancaires(SIRET).await), "introuvable");
            assert_eq!(paul.lister_daps(&client::FiltreDaps::default()).await.expect("DAP").items.len(), 0);
            claire.lire_dap(&dap).await.expect("la DAP reste à l'entreprise");
            let lu = claire.lire_dap(&dap).await.expect("DAP");
            claire.retirer_dap(&dap, &lu.etag).await.expect("retirée");
        }
    }

    async fn le_client_refuse_avec_un_motif_et_nul_autre_ne_repond(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let jeanne = ajouter_utilisateur(&app, &claire, SIRET, "Jeanne").await;
        let autre = entreprise(&app, AUTRE_SIRET, "Luc").await;
        let paul = comptable(&app, "Paul").await;
        let mandat = paul.declarer_mandat(&nouveau(SIRET, "2022-06-01", "")).await.expect("déclaré");
        assert_eq!(code(jeanne.accepter_mandat(&mandat.id).await), "reserve_au_principal");
        assert_eq!(code(jeanne.revoquer_mandat(&mandat.id, "").await), "reserve_au_principal");
        for refus in [
            code(autre.lire_mandat(&mandat.id).await),
            code(autre.accepter_mandat(&mandat.id).await),
            code(autre.revoquer_mandat(&mandat.id, "").await),
            code(autre.lister_mandats_etablissement(SIRET).await),
            code(claire.joindre_document_mandat(&mandat.id, "x").await),
        ] {
            assert_eq!(refus, "introuvable");
        }
        assert_eq!(code(claire.refuser_mandat(&mandat.id, " ").await), "motifs_requis");
        claire.refuser_mandat(&mandat.id, "Nous n'avons pas signé.").await.expect("refusé");
        assert_eq!(code(claire.accepter_mandat(&mandat.id).await), "mandat_deja_decide");
        let (_, texte) = app.courriels(&courriel("Paul")).await.pop().expect("courriel");
        assert!(texte.contains("Nous n'avons pas signé."), "{texte}");
        assert!(paul.declarer_mandat(&nouveau(SIRET, "2022-06-01", "")).await.is_ok(), "un refus n'empêche pas de redemander");
    }

    async fn une_declaration_fautive_dit_pourquoi_et_que_faire(app) {
        entreprise(&app, SIRET, "Claire").await;
        let paul = comptable(&app, "Paul").await;
        let declarer = async |siret: &str, debut: &str, fin: &str| fautes(paul.declarer_mandat(&nouveau(siret, debut, fin)).await);
        let faute = |pointeur: &str, code: &str| vec![(pointeur.to_owned(), code.to_owned())];
        assert_eq!(declarer("", "", "x").await.len(), 3);
        assert_eq!(declarer(SIRET, "2022-06-02", "2022-06-01").await, faute("/fin", "dates_inversees"));
        assert_eq!(declarer("35600000000048", "2022-06-01", "").await, faute("/siret", "etablissement_inconnu"));
        assert_eq!(declarer(CABINET_SIRET, "2022-06-01", "").await, faute("/siret", "deja_utilisateur"));
        paul.declarer_mandat(&nouveau(SIRET, "2022-06-01", "2022-06-30")).await.expect("déclaré");
        assert_eq!(declarer(SIRET, "2022-06-30", "").await, faute("/siret", "mandat_deja_declare"));
        paul.declarer_mandat(&nouveau(SIRET, "2022-07-01", "")).await.expect("la suite");
        let faux = NouveauMandat { document: Some("0181b2b0-7c1a-7d52-9a1e-2f6f0c9b8d11".into()), ..nouveau(SIRET, "2021-06-01", "2021-06-30") };
        assert_eq!(fautes(paul.declarer_mandat(&faux).await), faute("/document", "document_inconnu"));
        // A document of somebody else is not his to join, nor one that has served.
        let luc = entreprise(&app, AUTRE_SIRET, "Luc").await;
        let a_luc = luc.deposer_document("x.pdf", pdf("x")).await.expect("déposé").id;
        let vole = NouveauMandat { document: Some(a_luc), ..faux.clone() };
        assert_eq!(fautes(paul.declarer_mandat(&vole).await), faute("/document", "document_inconnu"));
        let sien = paul.deposer_document("x.pdf", pdf("x")).await.expect("déposé").id;
        let bon = NouveauMandat { document: Some(sien.clone()), ..faux };
        let mandat = paul.declarer_mandat(&bon).await.expect("déclaré");
        assert_eq!(fautes(paul.joindre_document_mandat(&mandat.id, &sien).await), faute("/document", "document_inconnu"));
        let autre = paul.deposer_document("y.pdf", pdf("y")).await.expect("déposé").id;
        let joint = paul.joindre_document_mandat(&mandat.id, &autre).await.expect("joint");
        assert_eq!(joint.document.expect("document").nom, "y.pdf");
        let desk = assistance_deja_la(&app).await;
        assert_eq!(desk.lire_document(&sien).await.expect("l'ancien contrat est gardé"), pdf("x"));
        assert_eq!(desk.lister_mandats(Some(SIRET), None).await.expect("pour le contrôle").items.len(), 3);
        assert_eq!(code(luc.lire_document(&sien).await), "introuvable");
    }

    async fn un_portefeuille_s_importe_avec_toutes_ses_fautes_dites(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        entreprise(&app, AUTRE_SIRET, "Luc").await;
        let paul = comptable(&app, "Paul").await;
        let fichier = format!(
            "SIRET;Début;Fin\n{SIRET};01/06/2022;\n732 829 320 00075;01/06/2022;\n{AUTRE_SIRET};;31/12/2022\n35600000000048;01/06/2022;\n{SIRET};01/07/2022;\n{CABINET_SIRET};2022-06-01;2022-05-01\n"
        ).into_bytes();
        let attendues = [
            (3, "siret", "siret_cle_fausse"), (4, "debut", "champ_vide"), (5, "siret", "etablissement_inconnu"),
            (6, "siret", "siret_en_double"), (7, "fin", "dates_inversees"),
        ];
        let essai = OptionsImport { dry_run: true, ..OptionsImport::default() };
        let dit = paul.importer_mandats(fichier.clone(), essai).await.expect("essai");
        let dites: Vec<(u32, String, String)> = dit.errors.iter().map(|e| (e.row.unwrap_or(0), e.column.clone().unwrap_or_default(), e.code.clone())).collect();
        assert_eq!(dites, attendues.map(|(l, c, k)| (l, c.to_owned(), k.to_owned())));
        assert_eq!((dit.lignes, dit.valides, dit.ajoutes, dit.dry_run), (6, 1, 1, true));
        assert!(paul.lister_mandats(None, None).await.expect("rien d'écrit").items.is_empty());
        assert_eq!(code(paul.importer_mandats(fichier.clone(), OptionsImport::default()).await), "saisie_invalide");
        let valides = OptionsImport { valides_seulement: true, ..OptionsImport::default() };
        let fait = paul.importer_mandats(fichier, valides).await.expect("les justes");
        assert_eq!((fait.ajoutes, fait.errors.len()), (1, 5));
        let propre = format!("siret,debut,fin\n{SIRET},2022-06-01,\n{AUTRE_SIRET},2022-06-01,\n").into_bytes();
        let fait = paul.importer_mandats(propre.clone(), OptionsImport::default()).await.expect("le reste");
        assert_eq!((fait.ajoutes, fait.inchanges), (1, 1));
        let fait = paul.importer_mandats(propre, OptionsImport::default()).await.expect("deux fois");
        assert_eq!((fait.ajoutes, fait.inchanges), (0, 2));
        let demandes = app.courriels(&courriel("Claire")).await.into_iter().filter(|c| c.0.contains("accord")).count();
        assert_eq!(demandes, 1);
        let mandat = claire.lister_mandats_etablissement(SIRET).await.expect("mandats").items.remove(0);
        claire.accepter_mandat(&mandat.id).await.expect("accepté");
        let mut trop = String::from("siret;debut;fin\n");
        for _ in 0..201 {
            trop.push_str("x;2022-06-01;\n");
        }
        assert_eq!(code(paul.importer_mandats(trop.into_bytes(), essai).await), "trop_de_siret");
    }

    async fn deux_cents_siret_par_compte_mandats_compris(app) {
        entreprise(&app, SIRET, "Claire").await;
        entreprise(&app, AUTRE_SIRET, "Luc").await;
        let paul = comptable(&app, "Paul").await;
        crate::utilisateur::remplir(&app, &courriel("Paul"), 198).await;
        paul.declarer_mandat(&nouveau(SIRET, "2022-06-01", "")).await.expect("le deux-centième");
        assert_eq!(fautes(paul.declarer_mandat(&nouveau(AUTRE_SIRET, "2022-06-01", "")).await), [("/siret".into(), "trop_de_siret".into())]);
    }

    async fn un_comptable_ouvre_l_espace_d_un_client_sous_mandat_puis_le_lui_remet(app) {
        let paul = comptable(&app, "Paul").await;
        let su = paul.verifier_ajout("812 345 676 00017").await.expect("vérification");
        assert_eq!(su.registre, "trouve");
        let contrat = paul.deposer_document("contrat.pdf", pdf("c")).await.expect("déposé").id;
        let modele = paul.lire_etablissement(CABINET_SIRET).await.expect("fiche").corps.fiche;
        let corps = NouvelEtablissement {
            jeton: su.jeton, siret: su.siret.clone(), courriel_confirmation: modele.courriel.clone(), fiche: modele, ancien_siret: String::new(),
            mandat: Some(MandatAjout { debut: "2022-06-01".into(), fin: String::new(), document: Some(contrat) }),
        };
        let recue = paul.ajouter_etablissement(&corps).await.expect("demandée");
        assert!(recue.compte_existant);
        let liste = paul.lister_etablissements(None).await.expect("liste");
        assert_eq!((liste.items.len(), liste.en_attente[0].siret.as_str()), (1, su.siret.as_str()));
        let desk = assistance_deja_la(&app).await;
        accepter(&desk, &recue.id).await;
        let liste = paul.lister_etablissements(None).await.expect("liste");
        assert!(liste.items.len() == 2 && liste.en_attente.is_empty());
        let claire = ajouter_utilisateur(&app, &paul, &su.siret, "Claire").await;
        let ids: Vec<String> = paul.lister_utilisateurs(&su.siret).await.expect("deux").items.into_iter().map(|u| u.id).collect();
        paul.transmettre_principal(&su.siret, &ids[1]).await.expect("remis au client");
        let mandat = claire.lister_mandats_etablissement(&su.siret).await.expect("le mandat l'attend").items.remove(0);
        assert!(mandat.document.is_some());
        claire.accepter_mandat(&mandat.id).await.expect("accepté");
        claire.retirer_utilisateur(&su.siret, &ids[0]).await.expect("plus utilisateur");
        assert!(vus(&paul).await.contains(&(su.siret.clone(), "tiers_declarant".to_owned())));
    }

    async fn l_assistance_voit_les_mandats_et_en_termine_un_avec_un_motif(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = comptable(&app, "Paul").await;
        let mandat = paul.declarer_mandat(&nouveau(SIRET, "2022-06-01", "")).await.expect("déclaré").id;
        claire.accepter_mandat(&mandat).await.expect("accepté");
        let desk = assistance_deja_la(&app).await;
        let du_siret = desk.lister_mandats_assistance(None, Some("732 829 320 00074"), None).await.expect("du SIRET").items;
        assert_eq!((du_siret.len(), du_siret[0].peut_revoquer, du_siret[0].peut_repondre), (1, true, false));
        let paul_id = du_siret[0].mandataire_id.clone().expect("compte du mandataire");
        assert_eq!(desk.lister_mandats_assistance(Some(&paul_id), None, None).await.expect("de Paul").items.len(), 1);
        assert!(paul.lister_mandats(None, None).await.expect("les siens").items[0].mandataire_id.is_none());
        // Nobody but the help desk chooses whose mandates are listed.
        let claire_id = claire.lire_session().await.expect("session").compte.id;
        assert!(claire.lister_mandats_assistance(Some(&paul_id), None, None).await.expect("les siens").items.is_empty());
        assert!(desk.lister_mandats_assistance(Some(&claire_id), None, None).await.expect("aucun").items.is_empty());

        assert_eq!(fautes(desk.revoquer_mandat(&mandat, " ").await), [("/motif".into(), "motifs_requis".into())]);
        assert_eq!(code(desk.accepter_mandat(&mandat).await), "role_insuffisant");
        let fini = desk.revoquer_mandat(&mandat, "Contrat résilié, courrier du client.").await.expect("révoqué");
        assert_eq!((fini.situation.as_str(), fini.peut_revoquer), ("revoque", false));
        assert_eq!(code(paul.lire_etablissement(SIRET).await), "introuvable");
        for qui in ["Claire", "Paul"] {
            let (objet, texte) = app.courriels(&courriel(qui)).await.pop().expect("avis");
            assert!(objet.contains("révoqué") && texte.contains("l'assistance") && texte.contains("courrier du client"), "{objet} {texte}");
        }
        assert_eq!(code(desk.revoquer_mandat(&mandat, "Encore.").await), "mandat_deja_fini");
    }
}
