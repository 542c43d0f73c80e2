//! Payroll files as they come, and the one with known faults.

use domain::import::{Correspondances, Echec, Fichier, LectureHeures, LectureSalaries, Quoi, proposer};

pub fn lire_salaries(octets: &[u8]) -> Result<LectureSalaries, Echec> {
    domain::import::lire_salaries(&Fichier::csv(octets)?)
}

pub fn lire_heures(octets: &[u8]) -> Result<LectureHeures, Echec> {
    domain::import::lire_heures(&Fichier::csv(octets)?)
}

const SALARIES: &[u8] = include_bytes!("../donnees/salaries-250.csv");
const SALARIES_EXCEL: &[u8] = include_bytes!("../donnees/salaries-250-excel.csv");
const HEURES: &[u8] = include_bytes!("../donnees/heures-2022-05-250.csv");
const HEURES_EXCEL: &[u8] = include_bytes!("../donnees/heures-2022-05-250-excel.csv");

#[test]
fn both_forms_of_a_file_say_the_same() {
    let (a, b) = (
        lire_salaries(SALARIES).unwrap(),
        lire_salaries(SALARIES_EXCEL).unwrap(),
    );
    assert_eq!((a.lignes, a.valides.len(), a.fautes.len()), (250, 250, 0));
    assert_eq!(a, b);
    assert_eq!(a.valides[1].1.fiche.prenom, "Éric");
    let (a, b) = (lire_heures(HEURES).unwrap(), lire_heures(HEURES_EXCEL).unwrap());
    assert_eq!((a.lignes, a.valides.len(), a.fautes.len()), (1000, 1000, 0));
    assert_eq!(a, b);
}

#[test]
fn the_file_with_known_faults_yields_exactly_them() {
    let lecture = lire_salaries(include_bytes!("../donnees/salaries-fautes.csv")).unwrap();
    let mut attendu = Vec::new();
    let mut lecteur = csv::Reader::from_reader(&include_bytes!("../donnees/salaries-fautes.attendu.csv")[..]);
    for ligne in lecteur.records() {
        let ligne = ligne.unwrap();
        attendu.push((
            ligne[0].parse::<u32>().unwrap(),
            ligne[1].to_owned(),
            ligne[2].to_owned(),
        ));
    }
    let obtenu: Vec<_> = lecture
        .fautes
        .iter()
        .map(|f| (f.ligne.unwrap(), f.colonne.clone().unwrap(), f.code.to_owned()))
        .collect();
    assert_eq!(obtenu, attendu);
    assert_eq!((lecture.lignes, lecture.valides.len()), (12, 6));
    assert!(lecture.fautes[5].message.contains("ligne 2"));
    // No message repeats a NIR, right or wrong.
    let texte = domain::import::LectureSalaries {
        valides: vec![],
        ..lecture
    };
    let texte = format!("{texte:?}");
    assert!(!texte.contains("173020643506111") && !texte.contains("267077507584152"));
}

#[test]
fn headers_may_be_worded_otherwise_and_in_any_order() {
    let fichier = "Prénom;NOM;N° Sécurité Sociale;CSP;Taux horaire;Heures hebdomadaires;Service\n\
                   Jeanne;GARNIER;2 67 07 75 075 841 52;Employée;12,50 €;35 h;paie\n";
    let lecture = lire_salaries(fichier.as_bytes()).unwrap();
    assert_eq!(lecture.fautes, []);
    assert_eq!(
        lecture.valides[0].1.fiche.contrat.taux_horaire_brut.to_string(),
        "12.5000"
    );
}

#[test]
fn a_row_with_several_faults_tells_them_all() {
    let fichier = "nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut\n,,,chef,,0\n267077507584152,A,B,cadre,35,10,85\n";
    let fautes = lire_salaries(fichier.as_bytes()).unwrap().fautes;
    let codes: Vec<_> = fautes
        .iter()
        .map(|f| (f.ligne.unwrap(), f.colonne.as_deref().unwrap(), f.code))
        .collect();
    assert_eq!(
        codes,
        [
            (2, "nir", "champ_vide"),
            (2, "nom", "champ_vide"),
            (2, "prenom", "champ_vide"),
            (2, "categorie", "categorie_inconnue"),
            (2, "duree_hebdomadaire", "champ_vide"),
            (2, "taux_horaire_brut", "taux_nul"),
            (3, "", "cellule_en_trop"),
        ]
    );
}

#[test]
fn hours_have_their_own_faults() {
    let fichier = "nir;semaine;heures_travaillees;heures_chomees\n\
                   267077507584152;03/05/2022;0;35\n\
                   267077507584152;02/05/2022;0;35\n\
                   267077507584152;2022-05-02;0;35\n\
                   267077507584152;demain;;-1\n";
    let lecture = lire_heures(fichier.as_bytes()).unwrap();
    let codes: Vec<_> = lecture
        .fautes
        .iter()
        .map(|f| (f.ligne.unwrap(), f.code))
        .collect();
    assert_eq!(
        codes,
        [
            (2, "pas_un_lundi"),
            (4, "semaine_en_double"),
            (5, "date_invalide"),
            (5, "champ_vide"),
            (5, "nombre_negatif")
        ]
    );
    assert_eq!(lecture.valides.len(), 1);
}

#[test]
fn the_wrong_file_is_named() {
    // The NIR is there; the week and the hours are not.
    assert_eq!(lire_heures(SALARIES).unwrap_err().codes(), ["entete_inconnue"; 3]);
    assert_eq!(lire_salaries(b"").unwrap_err().codes(), ["fichier_vide"]);
}

const AUTREMENT: &[u8] = "Matricule SS;Patronyme;Prénom usuel;Position;Volume contrat;Taux;Heures hebdo\n\
    267077507584152;GARNIER;Jeanne;etam;35;12,50;1\n"
    .as_bytes();

#[test]
fn unknown_headers_are_told_and_mapped() {
    let Echec::Entete(fautes) = lire_salaries(AUTREMENT).unwrap_err() else {
        panic!("the header is at fault");
    };
    let absentes: Vec<_> = fautes
        .0
        .iter()
        .map(|f| (f.ligne.unwrap(), f.colonne.as_deref().unwrap(), f.code))
        .collect();
    let attendues = [
        "nir",
        "nom",
        "prenom",
        "categorie",
        "duree_hebdomadaire",
        "taux_horaire_brut",
    ];
    assert_eq!(absentes, attendues.map(|nom| (1, nom, "entete_inconnue")));
    assert!(
        fautes.0[0].message.contains("Matricule SS, Patronyme"),
        "{fautes}"
    );
    let lire = |colonnes: &[&str]| -> Result<LectureSalaries, Echec> {
        let mut fichier = Fichier::csv(AUTREMENT)?;
        fichier.correspondances = Correspondances::lire(colonnes.iter().copied())?;
        domain::import::lire_salaries(&fichier)
    };
    let toutes = [
        "nir:Matricule SS",
        "nom:patronyme",
        "prenom:Prénom usuel",
        "categorie:Position",
        "duree_hebdomadaire:Volume contrat",
        "taux_horaire_brut:Taux",
    ];
    let lecture = lire(&toutes).unwrap();
    assert_eq!((lecture.fautes.len(), lecture.valides.len()), (0, 1));
    for fausse in ["nir", "nir:Absente", "matricule:Patronyme", "nir:"] {
        assert_eq!(
            lire(&[fausse]).unwrap_err().codes()[0],
            "colonne_inconnue",
            "{fausse}"
        );
    }
    // Everything at once: one chosen wrongly, one twice, one missing.
    let fichier = "NSS;Nom;Nom d'usage;CSP;Durée hebdo;Taux brut\n1;2;3;4;5;6\n";
    let mut fichier = Fichier::csv(fichier.as_bytes()).unwrap();
    fichier.correspondances = Correspondances::lire(["categorie:Position"]).unwrap();
    let codes = domain::import::lire_salaries(&fichier).unwrap_err().codes();
    assert_eq!(codes, ["colonne_inconnue", "entete_en_double", "entete_inconnue"]);
}

#[test]
fn a_file_without_header_does_not_have_its_numbers_repeated() {
    let refus = lire_salaries(b"267077507584152;GARNIER;Jeanne;etam;35;12,50\n").unwrap_err();
    assert_eq!(refus.codes(), ["entete_inconnue"; 6]);
    assert!(!refus.to_string().contains("2670775") && refus.to_string().contains("GARNIER"));
}

#[test]
fn a_long_import_keeps_the_first_faults_and_counts_the_others() {
    let mut csv = String::from("nir;nom;prenom;categorie;duree_hebdomadaire;taux_horaire_brut\n");
    csv.push_str(&"1;A;B;cadre;35;12\n".repeat(50));
    let lu = |max| domain::import::lire_salaries(&Fichier::csv(csv.as_bytes()).unwrap().bornee(max)).unwrap();
    assert_eq!((lu(Some(7)).fautes.len(), lu(Some(7)).nombre_fautes), (7, 50));
    assert_eq!((lu(None).fautes.len(), lu(None).nombre_fautes), (50, 50));
}

#[test]
fn likely_columns_are_guessed_by_name_words_and_content() {
    let fichier = Fichier::csv(AUTREMENT).unwrap();
    let places: Vec<_> = proposer(&fichier.tableau, Quoi::Salaries)
        .into_iter()
        .map(|(_, place)| place)
        .collect();
    // "Patronyme" has no word in common and no shape of its own: the person chooses.
    assert_eq!(places[0], Some(0), "nir");
    assert_eq!(places[1], None, "nom");
    assert_eq!(places[2], Some(2), "prenom");
    assert_eq!(places[3], Some(3), "categorie");
    assert_eq!(places[5], Some(5), "taux");
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(octets in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let _ = lire_salaries(&octets);
        let mut avec_entete = b"nir;semaine;heures_travaillees;heures_chomees\n".to_vec();
        avec_entete.extend(&octets);
        let _ = lire_heures(&avec_entete);
    }
}
