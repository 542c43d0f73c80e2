//! Exports of payroll programs as they come: what stands above the header, days of a package, lines that cannot be read.

use adapters::fichier::{modele, ouvrir};
use api_types::salarie::NouveauSalarie;
use client::{CibleImport, OptionsImport};
use domain::import::Quoi;

use crate::banc::essais;
use crate::calcul::{brouillon, lignes, salarie, une_entreprise};
use crate::import::cases;
use crate::personnes::*;

const EXPORT: &str = "sep=;\nExport du personnel;mai 2022\n\n\
    N° de sécurité sociale;Nom de naissance;Prénom;Statut;Heures contrat;Tx horaire;Date d'entrée\n\
    '267077507584152;GARNIER;Jeanne;TAM;35:00;33,439242;01.09.21\n";

fn registre() -> CibleImport {
    CibleImport::Salaries(SIRET.into())
}

fn faute(ligne: u32, colonne: &str, code: &str) -> (u32, String, String) {
    (ligne, colonne.to_owned(), code.to_owned())
}

essais! {
    async fn un_export_de_paie_est_lu_tel_qu_il_sort(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let cellules = |texte: &str| texte.split(';').map(str::to_owned).collect::<Vec<_>>();
        let rangees: Vec<Vec<String>> = EXPORT.lines().skip(3).map(cellules).collect();
        let classeur = modele(&["Export du personnel"], &rangees, true).expect("classeur").octets;
        let utf_16: Vec<u8> = EXPORT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let barres = EXPORT.replace(';', "|").into_bytes();
        for (rang, forme) in [EXPORT.as_bytes().to_vec(), utf_16, barres, classeur].into_iter().enumerate() {
            let fait = claire.importer_salaries(SIRET, forme, OptionsImport::default()).await.expect("import");
            assert_eq!((fait.ajoutes, fait.inchanges), if rang == 0 { (1, 0) } else { (0, 1) }, "envoi {rang}");
        }
        let jeanne = claire.lister_salaries(SIRET, None).await.expect("liste").items.remove(0);
        let vue = (jeanne.categorie.as_str(), jeanne.duree_hebdomadaire.as_str(), jeanne.taux_horaire_brut.as_str());
        assert_eq!((vue, jeanne.entree.as_deref()), (("etam", "35.00", "33.4392"), Some("2021-09-01")));

        // Rows of the file in the faults, and again in the file given back, with what stood above.
        let faux = EXPORT.replace("GARNIER", "").replace("35:00", "151,67").into_bytes();
        let refus = claire.importer_salaries(SIRET, faux.clone(), OptionsImport::default()).await.expect_err("refusé");
        let mut trouvees = cases(&refus);
        trouvees.sort();
        assert_eq!(trouvees, [faute(5, "duree_hebdomadaire", "heures_hebdo_impossibles"), faute(5, "nom", "champ_vide")]);
        let rendu = claire.annoter_import(&registre(), faux, OptionsImport::default(), &[]).await.expect("annoté");
        let lu = ouvrir(&rendu, Quoi::Salaries).expect("relu");
        assert_eq!((lu.numero_entete(), lu.rangees().next().map(|r| r.numero)), (4, Some(5)));
        assert!(String::from_utf8(rendu).expect("UTF-8").contains("Export du personnel;mai 2022"));
    }

    async fn l_apercu_d_un_fichier_inconnu_ne_montre_aucun_nir(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let csv = "Matricule SS;Patronyme;Montant\n267077507584152;GARNIER;12,50\n2 67 07 75 075 841 52;GARNIER;13\n";
        let apercu = claire.apercevoir_import(&registre(), csv.as_bytes().to_vec()).await.expect("aperçu");
        assert_eq!(apercu.attendues[0].proposee.as_deref(), Some("Matricule SS"));
        for exemple in &apercu.exemples {
            assert_eq!(exemple.cellules[..2], ["• •• •• •• ••• 841 52", "GARNIER"]);
        }
        // Without header, the first employee stands where the names should.
        let sans = claire.apercevoir_import(&registre(), b"267077507584152;GARNIER;Jeanne\n".to_vec()).await.expect("aperçu");
        assert_eq!(sans.colonnes[0], "• •• •• •• ••• 841 52");
        assert!(!format!("{apercu:?}{sans:?}").contains("267077507584152"));
    }

    async fn les_heures_se_lisent_selon_le_contrat_et_une_colonne_suffit(app) {
        let (claire, nadia) = une_entreprise(&app).await;
        let au_forfait = NouveauSalarie { mode: "forfait_jours".into(), duree_hebdomadaire: String::new(), ..salarie(2) };
        let di = brouillon(&claire, &nadia, SIRET, "conjoncture_economique", &[salarie(1), au_forfait]).await.corps.id;
        let importer = async |csv: String| claire.importer_heures(&di, csv.into_bytes(), OptionsImport::default()).await.map(|fait| fait.corps);
        let (en_heures, en_jours) = (salarie(1).nir, salarie(2).nir);
        let fait = importer(format!("NIR;Semaine du;Heures chômées\n{en_heures};02/05/22;10\n{en_jours};02/05/2022;2,5 j\n")).await.expect("import");
        assert_eq!((fait.lignes, fait.valides, fait.modifies), (2, 2, 2));
        let lues = lignes(&claire, &di).await;
        let semaine = |rang: usize| {
            let semaine = lues[rang].semaines.iter().find(|s| s.semaine == "2022-05-02").expect("semaine");
            (semaine.travaillees.as_str(), semaine.chomees.as_str())
        };
        assert_eq!((semaine(0), semaine(1)), (("25.00", "10.00"), ("17.50", "17.50")));
        // The other way round, the same; days of somebody in hours, and hours that are no half days.
        let meme = format!("NIR;Semaine du;Heures travaillées\n{en_heures};02/05/22;25:00\n{en_jours};02/05/2022;2,5 jours\n");
        assert_eq!(importer(meme).await.expect("le même").inchanges, 2);
        let faux = format!("NIR;Semaine du;Heures travaillées;Heures chômées\n{en_heures};09/05/2022;2 j;0\n{en_jours};13/06/2022;0;10\n");
        let attendues = [
            faute(2, "heures_travaillees", "nombre_invalide"),
            faute(3, "heures_chomees", "demi_journees"),
            faute(3, "semaine", "semaine_hors_mois"),
        ];
        assert_eq!(cases(&importer(faux).await.expect_err("refusé")), attendues);
    }

    async fn une_ligne_de_json_illisible_est_une_faute_de_sa_ligne(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let objet = |nir: &str, nom: &str| format!(
            "{{\"nir\":\"{nir}\",\"nom\":\"{nom}\",\"prenom\":\"P\",\"categorie\":\"cadre\",\"duree_hebdomadaire\":35,\"taux_horaire_brut\":20}}"
        );
        let (juste, sans_nom) = (objet(&salarie(1).nir, "A"), objet(&salarie(2).nir, ""));
        let ndjson = format!("{juste}\n{{\"nir\":\n{sans_nom}\n");
        let tableau = format!("[{juste},3,{sans_nom}]");
        let attendues = [faute(2, "", "fichier_json_invalide"), faute(3, "nom", "champ_vide")];
        for forme in [&ndjson, &tableau] {
            let refus = claire.importer_salaries(SIRET, forme.clone().into_bytes(), OptionsImport::default()).await;
            assert_eq!(cases(&refus.expect_err("refusé")), attendues, "{forme}");
        }
        let rendu = claire.annoter_import(&registre(), ndjson.clone().into_bytes(), OptionsImport::default(), &[]).await.expect("annoté");
        let rendu = String::from_utf8(rendu).expect("UTF-8");
        assert!(rendu.lines().nth(1).is_some_and(|ligne| ligne.contains("ligne_illisible") && ligne.contains("erreurs")), "{rendu}");
        let options = OptionsImport { valides_seulement: true, ..OptionsImport::default() };
        let fait = claire.importer_salaries(SIRET, ndjson.into_bytes(), options).await.expect("les justes");
        assert_eq!((fait.lignes, fait.valides, fait.ajoutes, fait.errors.len()), (3, 1, 1, 2));
    }
}
