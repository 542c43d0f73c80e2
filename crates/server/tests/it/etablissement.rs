//! The sheet, the bank details, the employees; and what others see of them.

use api_types::coordonnees_bancaires::NouvellesCoordonneesBancaires;
use api_types::etablissement::FicheEtablissement;
use api_types::salarie::NouveauSalarie;
use api_types::second_facteur::MotDePasseActuel;
use client::OptionsImport;

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

/// The agency's own sample files.
macro_rules! donnees {
    ($nom:literal) => {
        include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../domain/tests/donnees/",
            $nom
        ))
        .to_vec()
    };
}
pub(crate) use donnees;

/// A Belgian account with a French BIC, not activated.
fn belges() -> NouvellesCoordonneesBancaires {
    NouvellesCoordonneesBancaires {
        iban: "BE68 5390 0754 7034".into(),
        bic: "AGRIFRPP".into(),
        activer: false,
        ..rib()
    }
}

fn mot_de_passe() -> MotDePasseActuel {
    MotDePasseActuel {
        mot_de_passe: MOT_DE_PASSE.into(),
    }
}

essais! {
    async fn un_code_postal_partage_laisse_choisir_le_departement(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let lu = claire.lire_etablissement(SIRET).await.expect("fiche");
        assert_eq!(lu.corps.fiche.departement, "", "44000 ne laisse pas de choix");
        let fiche = |code_postal: &str, departement: &str| api_types::etablissement::FicheEtablissement {
            code_postal: code_postal.into(),
            departement: departement.into(),
            ..lu.corps.fiche.clone()
        };
        let faux = fautes(claire.modifier_etablissement(SIRET, &lu.etag, &fiche("01200", "69")).await);
        assert_eq!(faux, [("/departement".to_owned(), "departement_impossible".to_owned())]);
        let ain = claire.modifier_etablissement(SIRET, &lu.etag, &fiche("01200", "")).await.expect("Ain");
        assert_eq!((ain.corps.departement.as_str(), ain.corps.fiche.departement.as_str()), ("01", "01"));
        let savoie = claire.modifier_etablissement(SIRET, &ain.etag, &fiche("01200", "74")).await.expect("Haute-Savoie");
        assert_eq!(savoie.corps.departement, "74");
        // The agent who instructs is that of the choice.
        let (ici, ailleurs) = (agent(&app, "74").await, agent(&app, "01").await);
        let dap = claire.creer_dap(&saisie_dap(SIRET)).await.expect("DAP");
        let dap = claire.envoyer_dap(&dap.corps.id, &dap.etag).await.expect("envoyée");
        ici.lire_dap(&dap.corps.id).await.expect("vue");
        assert_eq!(code(ailleurs.lire_dap(&dap.corps.id).await), "introuvable");
        // Saint-Barthélemy is instructed by Guadeloupe, as the table says.
        let lu = claire.lire_etablissement(SIRET).await.expect("fiche");
        let ile = claire.modifier_etablissement(SIRET, &lu.etag, &fiche("97133", "74")).await.expect("île");
        assert_eq!((ile.corps.departement.as_str(), ile.corps.fiche.departement.as_str()), ("971", ""));
        // Saint-Denis CEDEX has a code of the other islands: La Réunion instructs, unless somebody says otherwise.
        let denis = claire.modifier_etablissement(SIRET, &ile.etag, &fiche("97717", "")).await.expect("Réunion");
        assert_eq!((denis.corps.departement.as_str(), denis.corps.fiche.departement.as_str()), ("974", "974"));
        let barth = claire.modifier_etablissement(SIRET, &denis.etag, &fiche("97098", "977")).await.expect("île");
        assert_eq!(barth.corps.departement, "971");
    }

    async fn enregistrer_sans_rien_changer_ne_fait_pas_de_version(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let lu = claire.lire_etablissement(SIRET).await.expect("fiche");
        let deux = claire.modifier_etablissement(SIRET, &lu.etag, &lu.corps.fiche).await.expect("la même");
        assert_eq!((deux.etag.clone(), deux.corps.version), (lu.etag, lu.corps.version));
        // What changed is in the journal by the names of the fields, never by what they hold.
        let autre = FicheEtablissement { ville: "Rezé".into(), code_postal: "44400".into(), ..deux.corps.fiche };
        claire.modifier_etablissement(SIRET, &deux.etag, &autre).await.expect("déménagée");
        let base = &app.etat.contexte.base;
        let id = db::etablissement::par_siret(base, SIRET).await.expect("lu").expect("établissement").id;
        let ligne = db::journal::derniere(base, "etablissement", id, "fiche_modifiee").await.expect("lu").expect("ligne");
        assert_eq!(ligne.details["champs"], serde_json::json!(["code_postal", "ville"]));
        assert!(!ligne.details.to_string().contains("Rez"), "{}", ligne.details);
    }

    async fn la_fiche_se_complete_sans_ecraser_personne(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let lu = claire.lire_etablissement(SIRET).await.expect("fiche");
        assert!(lu.corps.manques.contains(&"effectif_etablissement".to_owned()));
        assert_eq!((lu.corps.departement.as_str(), lu.corps.departement_nom.as_str()), ("44", "Loire-Atlantique"));
        completer(&claire, SIRET).await;
        let perimee = claire.modifier_etablissement(SIRET, &lu.etag, &lu.corps.fiche).await;
        assert_eq!(code(perimee), "version_perimee");
        let fautive = api_types::etablissement::FicheEtablissement {
            code_postal: "440".into(), telephone: "12".into(), ..lu.corps.fiche
        };
        let etag = claire.lire_etablissement(SIRET).await.expect("fiche").etag;
        let trouvees = fautes(claire.modifier_etablissement(SIRET, &etag, &fautive).await);
        assert!(trouvees.iter().any(|f| f.0 == "/code_postal") && trouvees.iter().any(|f| f.0 == "/telephone"), "{trouvees:?}");
    }

    async fn les_coordonnees_bancaires_ne_reviennent_jamais_en_entier(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let premieres = claire.ajouter_coordonnees_bancaires(SIRET, &rib()).await.expect("RIB");
        assert!(premieres.active && !premieres.iban_masque.contains("1234"), "{}", premieres.iban_masque);
        assert_eq!(code(claire.ajouter_coordonnees_bancaires(SIRET, &rib()).await), "coordonnees_deja_enregistrees");
        let belges = claire.ajouter_coordonnees_bancaires(SIRET, &belges()).await.expect("averties, pas refusées");
        assert!(belges.avertissement.is_some() && !belges.active && belges.rib.is_none());
        claire.activer_coordonnees_bancaires(SIRET, &belges.id, &mot_de_passe()).await.expect("activées");
        let liste = claire.lister_coordonnees_bancaires(SIRET).await.expect("liste").items;
        assert_eq!(liste.iter().map(|c| c.active).collect::<Vec<_>>(), [true, false]);
        let fausses = NouvellesCoordonneesBancaires { iban: "FR00".into(), bic: "X".into(), ..rib() };
        let trouvees: Vec<String> = fautes(claire.ajouter_coordonnees_bancaires(SIRET, &fausses).await).into_iter().map(|f| f.0).collect();
        assert_eq!(trouvees, ["/iban", "/bic"]);
    }

    async fn le_rib_se_lit_et_un_bic_faux_vient_avec_le_bon(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let faux = NouvellesCoordonneesBancaires { bic: "AGRIF2PP".into(), ..rib() };
        let refus = claire.ajouter_coordonnees_bancaires(SIRET, &faux).await.expect_err("BIC faux");
        let faute = &refus.probleme().expect("problème").errors[0];
        assert!(faute.code == "bic_invalide" && faute.message.contains("AGRIFRPP (Crédit Agricole)"), "{faute:?}");
        // As people have them: lower case, spaces, `XXX`.
        let saisi = NouvellesCoordonneesBancaires {
            iban: "fr14 2004 1010 0505 0001 3m02 606".into(), bic: "psst frpp xxx".into(), ..rib()
        };
        claire.ajouter_coordonnees_bancaires(SIRET, &saisi).await.expect("RIB");
        let lu = claire.lister_coordonnees_bancaires(SIRET).await.expect("liste").items.remove(0);
        let champs = lu.rib.expect("RIB français");
        assert_eq!(
            [champs.code_banque, champs.code_guichet, champs.compte_masque, champs.cle_rib],
            ["20041", "01005", "••••••••••6", "06"]
        );
        assert_eq!((lu.banque.as_deref(), lu.bic.as_str(), lu.avertissement), (Some("La Banque Postale"), "PSSTFRPPXXX", None));
        let (_, brut) = claire
            .appeler_brut("GET", &format!("/etablissements/{SIRET}/coordonnees-bancaires"), None, &serde_json::Value::Null)
            .await.expect("réponse");
        assert!(!brut.to_string().to_uppercase().contains("13M0260"), "{brut}");
    }

    async fn un_changement_redemande_le_mot_de_passe_et_previent_tout_le_monde(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Paul")).await.expect("ajouté");
        let sans = |mot_de_passe: &str| NouvellesCoordonneesBancaires { mot_de_passe: mot_de_passe.into(), ..rib() };
        assert_eq!(fautes(claire.ajouter_coordonnees_bancaires(SIRET, &sans("")).await), [("/mot_de_passe".into(), "champ_requis".into())]);
        let faux = NouvellesCoordonneesBancaires { bic: "X".into(), ..sans("faux") };
        // All faults at once, those of the form and that of the password.
        let trouvees: Vec<String> = fautes(claire.ajouter_coordonnees_bancaires(SIRET, &faux).await).into_iter().map(|f| f.1).collect();
        assert_eq!(trouvees, ["bic_invalide", "mot_de_passe_incorrect"]);
        assert!(claire.lister_coordonnees_bancaires(SIRET).await.expect("liste").items.is_empty());
        claire.ajouter_coordonnees_bancaires(SIRET, &rib()).await.expect("premières");
        let belges = claire.ajouter_coordonnees_bancaires(SIRET, &belges()).await.expect("ajoutées");
        for faux in ["faux", "faux", "faux"] {
            let corps = MotDePasseActuel { mot_de_passe: faux.into() };
            let trouvees = fautes(claire.activer_coordonnees_bancaires(SIRET, &belges.id, &corps).await);
            assert!(trouvees[0].0 == "/mot_de_passe" && trouvees[0].1.starts_with("mot_de_passe_"), "{trouvees:?}");
        }
        // The third wrong one locks: the right one waits.
        let trouvees = fautes(claire.activer_coordonnees_bancaires(SIRET, &belges.id, &mot_de_passe()).await);
        assert_eq!(trouvees, [("/mot_de_passe".into(), "mot_de_passe_verrouille".into())]);
        app.attendre(31);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("connexion");
        claire.activer_coordonnees_bancaires(SIRET, &belges.id, &mot_de_passe()).await.expect("activées");
        for prenom in ["Claire", "Paul"] {
            let objets: Vec<String> = app.courriels(&courriel(prenom)).await.into_iter()
                .filter(|(objet, _)| objet.contains("coordonnées bancaires")).map(|(objet, corps)| {
                    assert!(!corps.contains("5390 0754") && !corps.contains("539007547034"), "{corps}");
                    objet
                }).collect();
            let nombre = |debut: &str| objets.iter().filter(|objet| objet.starts_with(debut)).count();
            assert_eq!((nombre("Changement"), nombre("Ajout")), (2, 1), "{prenom} : {objets:?}");
        }
    }

    /// Two activations at the same instant: one account is active, and the database would refuse two.
    async fn une_seule_coordonnee_bancaire_est_active(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let premieres = claire.ajouter_coordonnees_bancaires(SIRET, &rib()).await.expect("premières");
        let belges = claire.ajouter_coordonnees_bancaires(SIRET, &belges()).await.expect("secondes");
        let corps = mot_de_passe();
        let (a, b, c) = tokio::join!(
            claire.activer_coordonnees_bancaires(SIRET, &premieres.id, &corps),
            claire.activer_coordonnees_bancaires(SIRET, &belges.id, &corps),
            claire.activer_coordonnees_bancaires(SIRET, &premieres.id, &corps),
        );
        for issue in [a, b, c] {
            issue.expect("activées");
        }
        let liste = claire.lister_coordonnees_bancaires(SIRET).await.expect("liste").items;
        assert_eq!((liste.len(), liste.iter().filter(|c| c.active).count()), (2, 1));
    }

    async fn ce_qui_est_a_un_autre_n_existe_pas(app) {
        entreprise(&app, SIRET, "Claire").await;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(code(paul.lire_etablissement(SIRET).await), "introuvable");
        assert_eq!(code(paul.lire_etablissement("pas un siret").await), "introuvable");
        assert_eq!(code(paul.lister_coordonnees_bancaires(SIRET).await), "introuvable");
        assert_eq!(code(paul.lister_salaries(SIRET, None).await), "introuvable");
        assert_eq!(code(paul.ajouter_coordonnees_bancaires(SIRET, &rib()).await), "introuvable");
        assert_eq!(fautes(paul.creer_dap(&saisie_dap(SIRET)).await), [("/siret".into(), "etablissement_inconnu".into())]);
    }

    async fn deux_cent_cinquante_salaries_s_importent_et_se_feuillettent(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let essai = OptionsImport { dry_run: true, ..OptionsImport::default() };
        let options = OptionsImport::default();
        let fichier = donnees!("salaries-250.csv");
        let fait = claire.importer_salaries(SIRET, fichier.clone(), essai).await.expect("essai");
        assert_eq!((fait.lignes, fait.ajoutes, fait.dry_run), (250, 250, true));
        let fait = claire.importer_salaries(SIRET, fichier, options).await.expect("import");
        assert_eq!((fait.ajoutes, fait.modifies, fait.inchanges), (250, 0, 0));
        let fait = claire.importer_salaries(SIRET, donnees!("salaries-250-excel.csv"), options).await.expect("le même, d'Excel");
        assert_eq!((fait.ajoutes, fait.modifies, fait.inchanges), (0, 0, 250));
        let premiere = claire.lister_salaries(SIRET, None).await.expect("page 1");
        let suite = premiere.next.clone().expect("une suite");
        let seconde = claire.lister_salaries(SIRET, Some(&suite)).await.expect("page 2");
        assert_eq!((premiere.total, premiere.items.len(), seconde.items.len()), (250, 200, 50));
        assert!(seconde.next.is_none() && premiere.items[0].nir_masque.contains('•'), "{:?}", premiere.items[0]);
    }

    async fn un_fichier_fautif_dit_tout_d_un_coup(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let refus = claire.importer_salaries(SIRET, donnees!("salaries-fautes.csv"), OptionsImport::default()).await;
        let erreur = refus.expect_err("refusé");
        let dites: Vec<(u32, String, String)> = erreur.probleme().expect("problème").errors.iter()
            .map(|e| (e.row.unwrap_or(0), e.column.clone().unwrap_or_default(), e.code.clone())).collect();
        let attendu = String::from_utf8(donnees!("salaries-fautes.attendu.csv")).expect("UTF-8");
        let attendues: Vec<(u32, String, String)> = attendu.lines().skip(1).map(|ligne| {
            let mut cellules = ligne.split(',');
            let mut cellule = || cellules.next().unwrap_or("").to_owned();
            (cellule().parse().expect("ligne"), cellule(), cellule())
        }).collect();
        assert_eq!(dites, attendues);
        assert_eq!(claire.lister_salaries(SIRET, None).await.expect("liste").total, 0);
        let valides = OptionsImport { valides_seulement: true, ..OptionsImport::default() };
        let fait = claire.importer_salaries(SIRET, donnees!("salaries-fautes.csv"), valides).await.expect("les justes");
        assert_eq!(fait.ajoutes, fait.valides);
    }

    async fn un_fichier_d_une_autre_espece_est_refuse_clairement(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let envoyer = async |octets: Vec<u8>| code(claire.importer_salaries(SIRET, octets, OptionsImport::default()).await);
        assert_eq!(envoyer(b"PK\x03\x04classeur".to_vec()).await, "fichier_classeur_illisible");
        assert_eq!(envoyer(Vec::new()).await, "fichier_vide");
        assert_eq!(envoyer(b"a;b\n1;2\n".to_vec()).await, "saisie_invalide", "un en-tête inconnu");
        assert_eq!(envoyer(vec![b'x'; 33 << 20]).await, "fichier_trop_gros");
    }

    async fn un_nir_faux_ou_deja_la_est_dit(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let salarie = |nir: &str| NouveauSalarie {
            nir: nir.into(), nom: "Garnier".into(), prenom: "Jeanne".into(), categorie: "etam".into(),
            duree_hebdomadaire: "35".into(), taux_horaire_brut: "33,44 €".into(), ..NouveauSalarie::default()
        };
        let jeanne = claire.ajouter_salarie(SIRET, &salarie("2 67 07 75 075 841 52")).await.expect("ajoutée");
        assert_eq!((jeanne.duree_hebdomadaire.as_str(), jeanne.taux_horaire_brut.as_str()), ("35.00", "33.4400"));
        assert_eq!(fautes(claire.ajouter_salarie(SIRET, &salarie("267077507584152")).await), [("/nir".into(), "nir_en_double".into())]);
        assert_eq!(fautes(claire.ajouter_salarie(SIRET, &salarie("267077507584153")).await), [("/nir".into(), "nir_cle_fausse".into())]);
    }
}
