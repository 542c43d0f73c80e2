//! Files of employees and hours in every form: the same rows, the same faults, the same totals; long ones as jobs.

use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use adapters::fichier::{modele, ouvrir};
use api_types::import::Import;
use app::import::{Cible, Demande, Source};
use client::{CibleImport, Client, Erreur, OptionsImport};
use domain::import::{Fichier, Quoi};
use serde_json::{Map, Value};

use crate::banc::{code, essais};
use crate::etablissement::donnees;
use crate::indemnisation::{autorisee, demande, tous};
use crate::personnes::*;

/// The same table as a workbook: numbers and dates as a spreadsheet keeps them.
pub fn en_xlsx(csv: &[u8], quoi: Quoi) -> Vec<u8> {
    let tableau = ouvrir(csv, quoi).expect("CSV");
    let entete: Vec<&str> = tableau.entete().iter().map(String::as_str).collect();
    let lignes: Vec<Vec<String>> = tableau
        .rangees()
        .map(|r| r.cellules().map(str::to_owned).collect())
        .collect();
    modele(&entete, &lignes, true).expect("classeur").octets
}

fn objets(csv: &[u8], quoi: Quoi) -> Vec<String> {
    let tableau = ouvrir(csv, quoi).expect("CSV");
    let objet = |rangee: domain::import::Rangee<'_>| {
        let paires = tableau
            .entete()
            .iter()
            .cloned()
            .zip(rangee.cellules().map(|c| Value::String(c.to_owned())));
        Value::Object(paires.collect::<Map<_, _>>()).to_string()
    };
    tableau.rangees().map(objet).collect()
}

/// The same table, an object a line.
pub fn en_ndjson(csv: &[u8], quoi: Quoi) -> Vec<u8> {
    objets(csv, quoi).join("\n").into_bytes()
}

/// Employees with right NIRs.
pub fn salaries(nombre: u64) -> Vec<u8> {
    let mut csv = String::from("nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut\n");
    for rang in 0..nombre {
        // Sex, year, month, département, commune and order, neither of them nought; the key is what is missing to a
        // multiple of 97.
        let corps = 1_800_144_000_000_u64 + (1 + rang / 999) * 1000 + 1 + rang % 999;
        csv.push_str(&format!(
            "{corps}{:02},NOM{rang},Prénom,employe,35,12.50\n",
            97 - corps % 97
        ));
    }
    csv.into_bytes()
}

/// Waits until a job has ended.
pub async fn attendre(client: &Client, id: &str) -> Import {
    let depart = Instant::now();
    loop {
        let import = client.lire_import(id).await.expect("import");
        if import.etat != "en_cours" {
            return import;
        }
        assert!(
            depart.elapsed() < Duration::from_secs(120),
            "import sans fin : {import:?}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub fn cases(erreur: &Erreur) -> Vec<(u32, String, String)> {
    let fautes = &erreur.probleme().expect("problème").errors;
    let cas = fautes.iter().map(|e| {
        (
            e.row.unwrap_or(0),
            e.column.clone().unwrap_or_default(),
            e.code.clone(),
        )
    });
    cas.collect()
}

fn registre() -> CibleImport {
    CibleImport::Salaries(SIRET.into())
}

essais! {
    async fn les_memes_fautes_de_chaque_forme_et_le_fichier_annote(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let csv = donnees!("salaries-fautes.csv");
        let importer = async |octets: Vec<u8>| claire.importer_salaries(SIRET, octets, OptionsImport::default()).await;
        let attendues = cases(&importer(csv.clone()).await.expect_err("refusé"));
        assert_eq!(attendues.len(), 6);
        let xlsx = en_xlsx(&csv, Quoi::Salaries);
        assert_eq!(cases(&importer(xlsx.clone()).await.expect_err("refusé")), attendues);
        // An object has no header above it: line 1 is the first employee.
        let ndjson = en_ndjson(&csv, Quoi::Salaries);
        let decalees: Vec<_> = attendues.iter().map(|(l, c, k)| (l - 1, c.clone(), k.clone())).collect();
        assert_eq!(cases(&importer(ndjson.clone()).await.expect_err("refusé")), decalees);
        let json = format!("[{}]", objets(&csv, Quoi::Salaries).join(",")).into_bytes();
        assert_eq!(cases(&importer(json).await.expect_err("refusé")), decalees);

        // Given back in its own form, each faulty row says why; nothing was written.
        for (envoye, decalage) in [(csv, 0), (xlsx, 0), (ndjson, 1)] {
            let rendu = claire.annoter_import(&registre(), envoye, OptionsImport::default(), &[]).await.expect("annoté");
            let lu = ouvrir(&rendu, Quoi::Salaries).expect("relu");
            let place = lu.entete().iter().position(|nom| nom == "erreurs").expect("colonne");
            let dites: Vec<(u32, String)> = lu.rangees().map(|r| (r.numero, r.cellule(place).to_owned())).filter(|(_, e)| !e.is_empty()).collect();
            let lignes: Vec<u32> = attendues.iter().map(|(ligne, ..)| ligne - decalage).collect();
            assert_eq!(dites.iter().map(|(ligne, _)| *ligne).collect::<Vec<_>>(), lignes);
            assert!(dites[0].1.starts_with("NIR : "), "{}", dites[0].1);
            assert_eq!(cases(&importer(rendu).await.expect_err("refusé")).len(), 6, "renvoyé tel quel");
        }
        assert_eq!(claire.lister_salaries(SIRET, None).await.expect("liste").total, 0);
    }

    async fn le_meme_fichier_deux_fois_ne_change_rien_quelle_que_soit_sa_forme(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let csv = donnees!("salaries-250.csv");
        let formes = [csv.clone(), csv.clone(), en_xlsx(&csv, Quoi::Salaries), en_ndjson(&csv, Quoi::Salaries)];
        for (rang, forme) in formes.into_iter().enumerate() {
            let fait = claire.importer_salaries(SIRET, forme, OptionsImport::default()).await.expect("import");
            let attendu = if rang == 0 { (250, 0, 0) } else { (0, 0, 250) };
            assert_eq!((fait.ajoutes, fait.modifies, fait.inchanges), attendu, "envoi {rang}");
        }
    }

    async fn des_entetes_inconnues_se_choisissent(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let csv = "Matricule SS;Patronyme;Prénom usuel;Position;Volume contrat;Taux\n267077507584152;GARNIER;Jeanne;etam;35;12,50\n";
        let octets = csv.as_bytes().to_vec();
        let refus = claire.importer_salaries(SIRET, octets.clone(), OptionsImport::default()).await.expect_err("refusé");
        assert_eq!(refus.code(), Some("saisie_invalide"));
        let absente = |nom: &str| (1, nom.to_owned(), "entete_inconnue".to_owned());
        let absentes = ["nir", "nom", "prenom", "categorie", "duree_hebdomadaire", "taux_horaire_brut"].map(absente);
        assert_eq!(cases(&refus), absentes);
        let dite = &refus.probleme().expect("problème").errors[0];
        assert!(dite.message.contains("Matricule SS, Patronyme") && dite.help_url.is_some(), "{dite:?}");
        let import = claire.lancer_import(&registre(), octets.clone(), OptionsImport::default(), &[]).await.expect("lancé");
        let fini = attendre(&claire, &import.id).await;
        assert_eq!((fini.etat.as_str(), fini.nombre_fautes, fini.valides), ("refuse", 6, 0), "{fini:?}");
        assert_eq!((fini.errors[5].row, fini.errors[5].column.as_deref()), (Some(1), Some("taux_horaire_brut")));
        let apercu = claire.apercevoir_import(&registre(), octets.clone()).await.expect("aperçu");
        assert!(!apercu.reconnue && apercu.lignes == 1 && apercu.exemples[0].cellules[1] == "GARNIER");
        let mut colonnes: Vec<(String, String)> = apercu.attendues.iter()
            .filter_map(|a| Some((a.nom.clone(), a.proposee.clone()?))).collect();
        assert_eq!(colonnes[0], ("nir".into(), "Matricule SS".into()));
        colonnes.retain(|(nom, _)| !["nom", "duree_hebdomadaire"].contains(&nom.as_str()));
        colonnes.push(("nom".into(), "Patronyme".into()));
        colonnes.push(("duree_hebdomadaire".into(), "Volume contrat".into()));
        let import = claire.lancer_import(&registre(), octets.clone(), OptionsImport::default(), &colonnes).await.expect("lancé");
        let fini = attendre(&claire, &import.id).await;
        assert_eq!((fini.etat.as_str(), fini.ajoutes), ("termine", 1), "{fini:?}");
        let fausse = [("nir".to_owned(), "Nulle part".to_owned())];
        let refus = claire.annoter_import(&registre(), octets, OptionsImport::default(), &fausse).await;
        let attendues = [(1, "nir".to_owned(), "colonne_inconnue".to_owned())];
        assert_eq!(cases(&refus.expect_err("refusé"))[..1], attendues);
    }

    async fn ce_qui_n_est_pas_une_table_est_refuse_par_son_code(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let envoyer = async |octets: Vec<u8>| code(claire.importer_salaries(SIRET, octets, OptionsImport::default()).await);
        assert_eq!(envoyer(b"PK\x03\x04classeur".to_vec()).await, "fichier_classeur_illisible");
        assert_eq!(envoyer(b"\xD0\xCF\x11\xE0Workbook".to_vec()).await, "fichier_xls");
        assert_eq!(envoyer(b"%PDF-1.7".to_vec()).await, "fichier_pas_csv");
        assert_eq!(envoyer(b"nir;nom\na\0;b".to_vec()).await, "fichier_pas_csv");
        assert_eq!(envoyer(b"{\"nir\":[1]}".to_vec()).await, "fichier_json_invalide");
        assert_eq!(envoyer(";".repeat(10_000).into_bytes()).await, "trop_de_colonnes");
        let mut utf_16 = vec![0xFF, 0xFE];
        utf_16.extend(String::from_utf8(donnees!("salaries-250.csv")).expect("UTF-8").encode_utf16().flat_map(u16::to_le_bytes));
        let fait = claire.importer_salaries(SIRET, utf_16, OptionsImport::default()).await.expect("UTF-16");
        assert_eq!(fait.ajoutes, 250);
    }

    async fn le_modele_d_un_mois_se_reimporte_sans_rien_changer(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        claire.importer_salaries(SIRET, donnees!("salaries-250.csv"), OptionsImport::default()).await.expect("salariés");
        let id = claire.creer_demande(&demande(&code_di, "2022-05")).await.expect("ouverte").corps.id;
        claire.ajouter_salaries_demande(&id, &tous()).await.expect("salariés");
        let cible = CibleImport::Heures(id.clone());
        let importer = async |octets: Vec<u8>| claire.importer_heures(&id, octets, OptionsImport::default()).await.expect("import").corps;
        for format in ["csv", "xlsx"] {
            let vierge = claire.lire_modele_import(&cible, format).await.expect("modèle");
            assert_eq!(ouvrir(&vierge, Quoi::Heures).expect("lu").lignes(), 1000);
            let fait = importer(vierge).await;
            assert_eq!((fait.lignes, fait.modifies), (0, 0), "{format} sans heures");
        }
        importer(donnees!("heures-2022-05-250.csv")).await;
        for format in ["csv", "xlsx"] {
            let rempli = claire.lire_modele_import(&cible, format).await.expect("modèle");
            let fait = importer(rempli).await;
            assert_eq!((fait.lignes, fait.modifies, fait.inchanges), (1000, 0, 250), "{format}");
        }
        assert_eq!(code(nadia.lire_modele_import(&cible, "csv").await.map(|_| ())), "role_insuffisant", "R5122-22");
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(code(paul.lire_modele_import(&cible, "csv").await.map(|_| ())), "introuvable");
        // The example of the employees' template says that it is one: its NIR is wrong.
        for format in ["csv", "xlsx"] {
            let exemple = claire.lire_modele_import(&registre(), format).await.expect("modèle");
            let refus = claire.importer_salaries(SIRET, exemple, OptionsImport::default()).await.expect_err("refusé");
            assert_eq!(cases(&refus), [(2, "nir".to_owned(), "nir_cle_fausse".to_owned())], "{format}");
        }
    }

    async fn un_fichier_d_heures_remplit_la_demande(app) {
        let (claire, _, code_di) = autorisee(&app).await;
        claire.importer_salaries(SIRET, donnees!("salaries-250.csv"), OptionsImport::default()).await.expect("salariés");
        let id = claire.creer_demande(&demande(&code_di, "2022-05")).await.expect("ouverte").corps.id;
        let heures = String::from_utf8(donnees!("heures-2022-05-250.csv")).expect("UTF-8");
        let importer = async |texte: &str, options| claire.importer_heures(&id, texte.as_bytes().to_vec(), options).await.map(|fait| fait.corps);
        let sans = OptionsImport::default();
        let avec = OptionsImport { ajouter_absents: true, ..sans };

        // Not asked for, nobody comes in; asked for, a dry run still writes nothing.
        let refus = importer(&heures, sans).await.expect_err("refusé");
        assert_eq!(cases(&refus)[0], (2, "nir".to_owned(), "salarie_absent".to_owned()));
        let essai = importer(&heures, OptionsImport { dry_run: true, ..avec }).await.expect("essai");
        assert_eq!((essai.ajoutes, essai.modifies, essai.errors.len()), (250, 0, 0));
        assert_eq!(claire.lire_demande(&id).await.expect("demande").corps.salaries, 0);

        // A first part, the whole, the whole again.
        let debut: Vec<&str> = heures.lines().take(41).collect();
        let premiers = importer(&debut.join("\n"), avec).await.expect("début");
        assert!(premiers.ajoutes >= 10 && premiers.modifies == 0, "{premiers:?}");
        let inconnu = format!("{}\n180010100100162,2022-05-02,10,25\n", heures.trim_end());
        let refus = importer(&inconnu, avec).await.expect_err("refusé");
        assert_eq!(cases(&refus).iter().map(|(_, _, code)| code.as_str()).collect::<Vec<_>>(), ["salarie_absent"]);
        let reste = importer(&heures, avec).await.expect("reste");
        assert_eq!(premiers.ajoutes + reste.ajoutes, 250);
        let encore = importer(&heures, avec).await.expect("encore");
        assert_eq!((encore.ajoutes, encore.modifies, encore.inchanges), (0, 0, 250));

        // What was written and what was not both tell the version that the next write needs.
        let sans_rien = claire.importer_heures(&id, heures.as_bytes().to_vec(), avec).await.expect("encore");
        let relue = claire.lire_demande(&id).await.expect("demande");
        assert_eq!(sans_rien.etag, relue.etag);
        let moins = heures.replacen(",0,35", ",1,34", 1);
        let change = claire.importer_heures(&id, moins.into_bytes(), avec).await.expect("changé");
        assert_ne!(change.etag, relue.etag);
        assert_eq!(change.etag, claire.lire_demande(&id).await.expect("demande").etag);
        importer(&heures, avec).await.expect("remis");

        let lue = claire.lire_demande(&id).await.expect("demande").corps;
        let totaux = lue.totaux;
        let attendus: Value = serde_json::from_slice(&donnees!("totaux-2022-05-250.json")).expect("totaux");
        assert_eq!((lue.salaries, Some(totaux.allocation.as_str())), (250, attendus["allocation"].as_str()));
        assert_eq!(Some(totaux.indemnite.as_str()), attendus["indemnite"].as_str());
        let lignes = claire.lister_lignes(&id, None).await.expect("lignes").items;
        assert!(lignes.iter().all(|ligne| ligne.semaines.len() == 4), "chacun a ses quatre semaines");
    }

    async fn un_long_import_se_suit_et_n_est_qu_a_celui_qui_l_envoie(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        let fichier = salaries(3000);
        let import = claire.lancer_import(&registre(), fichier.clone(), OptionsImport::default(), &[]).await.expect("lancé");
        assert_eq!(code(paul.lire_import(&import.id).await), "introuvable");
        assert_eq!(code(paul.annuler_import(&import.id).await), "introuvable");
        let fini = attendre(&claire, &import.id).await;
        assert_eq!((fini.etat.as_str(), fini.lignes, fini.lues, fini.ajoutes), ("termine", 3000, 3000, 3000));
        assert_eq!(code(claire.annuler_import(&import.id).await), "import_termine");
        // Waited for, the same file has nothing left to do.
        let fait = claire.importer_salaries(SIRET, fichier, OptionsImport::default()).await.expect("le même");
        assert_eq!((fait.ajoutes, fait.inchanges), (0, 3000));
        let fautif = claire.lancer_import(&registre(), donnees!("salaries-fautes.csv"), OptionsImport::default(), &[]).await.expect("lancé");
        let fini = attendre(&claire, &fautif.id).await;
        assert_eq!((fini.etat.as_str(), fini.code.as_deref(), fini.nombre_fautes), ("refuse", Some("saisie_invalide"), 6));
        assert!(fini.errors[0].row == Some(3) && fini.errors[0].help_url.is_some());
        let refus = paul.lancer_import(&registre(), Vec::new(), OptionsImport::default(), &[]).await;
        assert_eq!(code(refus), "introuvable");
    }

    async fn les_fautes_d_un_long_import_viennent_par_pages_et_le_fichier_les_porte_toutes(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        let mut csv = String::from("nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut\n");
        csv.push_str(&"1,,Prénom,employe,35,12.50\n".repeat(5_600));
        let import = claire.lancer_import(&registre(), csv.clone().into_bytes(), OptionsImport::default(), &[]).await.expect("lancé");
        let fini = attendre(&claire, &import.id).await;
        // Two faults a row; the first 10,000 are kept.
        assert_eq!((fini.nombre_fautes, fini.valides, fini.errors.len()), (11_200, 0, 1_000));
        let mut vues = fini.errors.clone();
        let mut suite = fini.errors_next.clone();
        while let Some(curseur) = suite {
            let page = claire.lister_fautes_import(&import.id, Some(&curseur)).await.expect("page");
            assert_eq!(page.total, 11_200);
            vues.extend(page.items);
            suite = page.next;
        }
        assert_eq!((vues.len(), vues[9_999].row, vues[9_999].code.as_str()), (10_000, Some(5_001), "champ_vide"));
        let premiere = claire.lister_fautes_import(&import.id, None).await.expect("première");
        assert_eq!((premiere.items.len(), premiere.items[0].row), (200, Some(2)));
        assert_eq!(code(paul.lister_fautes_import(&import.id, None).await), "introuvable");
        let rendu = claire.annoter_import(&registre(), csv.into_bytes(), OptionsImport::default(), &[]).await.expect("annoté");
        let texte = String::from_utf8(rendu).expect("UTF-8");
        assert_eq!(texte.matches("NIR : ").count(), 5_600);
    }

    async fn deux_grands_imports_a_la_fois_et_les_petits_n_attendent_pas(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let contexte = &app.etat.contexte;
        let montre = app::session::Identification { identifiant: "claire.martin", mot_de_passe: MOT_DE_PASSE, ..Default::default() };
        let acteur = app::session::ouvrir(contexte, &montre).await.expect("connexion").acteur;
        let (ouvrir, porte) = mpsc::channel::<()>();
        let porte = Arc::new(Mutex::new(porte));
        for _ in 0..2 {
            let porte = Arc::clone(&porte);
            let source = Source::new(move || {
                porte.lock().expect("porte").recv().ok();
                Fichier::csv(b"siret,date_debut,date_fin\n")
            });
            let demande = Demande { cible: Cible::Mandats, taille: 1 << 20, source, options: app::salarie::OptionsImport::default() };
            app::import::lancer(contexte, &app.etat.imports, &acteur, demande).await.expect("lancé");
        }
        // The third large one comes back later, to be annotated too; a small one has its place.
        let envoyer = async |lignes| claire.importer_salaries(SIRET, salaries(lignes), OptionsImport::default()).await;
        let cible = registre();
        let annoter = claire.annoter_import(&cible, salaries(2_000), OptionsImport::default(), &[]);
        let (import, annotation, petit) = tokio::join!(envoyer(2_000), annoter, envoyer(2));
        assert_eq!((code(import).as_str(), code(annotation).as_str()), ("imports_satures", "imports_satures"));
        assert_eq!(petit.expect("n'attend pas les grands").ajoutes, 2);
        drop(ouvrir);
        assert_eq!(envoyer(2_000).await.expect("une place").ajoutes, 1_998);
    }

    async fn un_import_annule_n_ecrit_rien_et_se_renvoie(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let fichier = salaries(8_000);
        let import = claire.lancer_import(&registre(), fichier.clone(), OptionsImport::default(), &[]).await.expect("lancé");
        let demandee = claire.annuler_import(&import.id).await.expect("annulation");
        assert!(demandee.annulation_demandee);
        let fini = attendre(&claire, &import.id).await;
        assert_eq!((fini.etat.as_str(), fini.code.as_deref()), ("annule", Some("import_annule")));
        assert_eq!(claire.lister_salaries(SIRET, None).await.expect("liste").total, 0);
        let import = claire.lancer_import(&registre(), fichier, OptionsImport::default(), &[]).await.expect("relancé");
        assert_eq!(attendre(&claire, &import.id).await.ajoutes, 8_000);
    }
}
