//! The columns of a contract in a file: every form writes them, a file without them erases nothing.

use api_types::salarie::Salarie;
use client::{CibleImport, Client, OptionsImport};
use domain::import::Quoi;

use crate::banc::essais;
use crate::import::{cases, en_ndjson, en_xlsx};
use crate::personnes::*;

const ENTETE: &str = "nir,nom,prenom,categorie,duree_hebdomadaire";

fn fichier(colonnes: &str, cellules: &str) -> Vec<u8> {
    format!("{ENTETE},{colonnes}\n267077507584152,GARNIER,Jeanne,etam,35,{cellules}\n").into_bytes()
}

const COMPLET: &str = "salaire_mensuel_brut,profil,mode,entree,sortie";

async fn importer(claire: &Client, octets: Vec<u8>) -> (u32, u32, u32) {
    let fait = claire
        .importer_salaries(SIRET, octets, OptionsImport::default())
        .await
        .expect("import");
    (fait.ajoutes, fait.modifies, fait.inchanges)
}

async fn jeanne(claire: &Client) -> Salarie {
    let mut liste = claire.lister_salaries(SIRET, None).await.expect("liste").items;
    liste.pop().expect("Jeanne")
}

type Contrat = (Option<String>, String, String, Option<String>, Option<String>);

fn contrat(salarie: Salarie) -> Contrat {
    (
        salarie.salaire_mensuel_brut,
        salarie.profil,
        salarie.mode,
        salarie.entree,
        salarie.sortie,
    )
}

fn attendu(
    mensuel: Option<&str>,
    profil: &str,
    mode: &str,
    entree: Option<&str>,
    sortie: Option<&str>,
) -> Contrat {
    let texte = |texte: &str| texte.to_owned();
    (
        mensuel.map(texte),
        profil.into(),
        mode.into(),
        entree.map(texte),
        sortie.map(texte),
    )
}

essais! {
    async fn toutes_les_formes_portent_le_contrat_et_la_meme_ne_change_rien(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let csv = fichier(COMPLET, "2600.50,Apprenti,Forfait jours,2021-09-01,2023-08-31");
        let json = [b"[".as_slice(), &en_ndjson(&csv, Quoi::Salaries), b"]"].concat();
        let formes = [csv.clone(), en_xlsx(&csv, Quoi::Salaries), en_ndjson(&csv, Quoi::Salaries), json];
        for (rang, forme) in formes.into_iter().enumerate() {
            let fait = if rang == 0 { (1, 0, 0) } else { (0, 0, 1) };
            assert_eq!(importer(&claire, forme).await, fait, "envoi {rang}");
            let lu = contrat(jeanne(&claire).await);
            assert_eq!(lu, attendu(Some("2600.50"), "apprentissage", "forfait_jours", Some("2021-09-01"), Some("2023-08-31")));
        }
    }

    async fn un_fichier_sans_ces_colonnes_n_efface_rien_une_cellule_vide_efface(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        importer(&claire, fichier(COMPLET, "2600.50,apprentissage,heures,2021-09-01,2023-08-31")).await;
        let connue = jeanne(&claire).await;
        // The very rate that the monthly pay gave: nothing to change.
        let taux = connue.taux_horaire_brut.clone();
        assert_eq!(importer(&claire, fichier("taux_horaire_brut", &taux)).await, (0, 0, 1));
        // Another one: the monthly pay is forgotten, the rest stays.
        assert_eq!(importer(&claire, fichier("taux_horaire_brut", "20")).await, (0, 1, 0));
        let reste = attendu(None, "apprentissage", "heures", Some("2021-09-01"), Some("2023-08-31"));
        assert_eq!(contrat(jeanne(&claire).await), reste);
        // One column only: the others stay.
        assert_eq!(importer(&claire, fichier("taux_horaire_brut,profil", "20,CDI")).await, (0, 1, 0));
        // An empty cell says that there is nothing.
        for fait in [(0, 1, 0), (0, 0, 1)] {
            assert_eq!(importer(&claire, fichier("taux_horaire_brut,sortie", "20,")).await, fait);
            let lu = contrat(jeanne(&claire).await);
            assert_eq!(lu, attendu(None, "ordinaire", "heures", Some("2021-09-01"), None));
        }
    }

    async fn chaque_cellule_fausse_est_dite_meme_contre_le_registre(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let importer_mal = async |octets: Vec<u8>| {
            let refus = claire.importer_salaries(SIRET, octets, OptionsImport::default()).await;
            cases(&refus.expect_err("refusé"))
        };
        let faute = |colonne: &str, code: &str| (2_u32, colonne.to_owned(), code.to_owned());
        assert_eq!(
            importer_mal(fichier(COMPLET, "peu,VRP,forfait heures,demain,2022-02-31")).await,
            [
                faute("mode", "mode_travail_inconnu"),
                faute("salaire_mensuel_brut", "nombre_invalide"),
                faute("profil", "profil_hors_perimetre"),
                faute("entree", "date_invalide"),
                faute("sortie", "date_invalide"),
            ]
        );
        importer(&claire, fichier("taux_horaire_brut,sortie", "20,2022-03-31")).await;
        // The exit is known from before: a later entry alone contradicts it, and nobody else is written either.
        let mut deux = fichier("taux_horaire_brut,entree", "20,2022-05-01");
        deux.extend(b"173020643506110,MOREL,Paul,cadre,35,30,2022-05-01\n");
        assert_eq!(importer_mal(deux.clone()).await, [faute("entree", "dates_inversees")]);
        let options = OptionsImport { valides_seulement: true, ..OptionsImport::default() };
        let import = claire.importer_salaries(SIRET, deux, options).await.expect("les justes");
        assert_eq!((import.lignes, import.valides, import.ajoutes, import.errors.len()), (2, 1, 1, 1));
        assert_eq!(claire.lister_salaries(SIRET, None).await.expect("liste").total, 2);
    }

    async fn l_apercu_et_le_modele_connaissent_les_colonnes_facultatives(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let registre = CibleImport::Salaries(SIRET.into());
        let csv = "Matricule SS;Nom;Prénom;CSP;Horaire hebdomadaire;Salaire mensuel;Date d'embauche;Date de naissance\n\
                   267077507584152;GARNIER;Jeanne;etam;35;2600;01/09/2021;07/07/1967\n";
        let apercu = claire.apercevoir_import(&registre, csv.as_bytes().to_vec()).await.expect("aperçu");
        let colonne = |nom: &str| apercu.attendues.iter().find(|a| a.nom == nom).expect("attendue");
        assert_eq!(colonne("entree").proposee.as_deref(), Some("Date d'embauche"));
        assert_eq!((colonne("sortie").proposee.as_deref(), colonne("sortie").requise), (None, false));
        assert_eq!(colonne("taux_horaire_brut").ou.as_deref(), Some("salaire_mensuel_brut"));
        let colonnes = [("nir".to_owned(), "Matricule SS".to_owned())];
        let import = claire.lancer_import(&registre, csv.as_bytes().to_vec(), OptionsImport::default(), &colonnes).await.expect("lancé");
        let fini = crate::import::attendre(&claire, &import.id).await;
        assert_eq!((fini.etat.as_str(), fini.ajoutes), ("termine", 1), "{fini:?}");
        assert_eq!(contrat(jeanne(&claire).await), attendu(Some("2600.00"), "ordinaire", "heures", Some("2021-09-01"), None));
        for format in ["csv", "xlsx"] {
            let modele = claire.lire_modele_import(&registre, format).await.expect("modèle");
            let lu = adapters::fichier::ouvrir(&modele, Quoi::Salaries).expect("lu");
            let facultatives = ["Salaire mensuel brut", "Type de contrat", "Décompte du temps", "Date d'entrée", "Date de sortie"];
            assert_eq!(lu.entete()[6..], facultatives, "{format}");
        }
    }
}
