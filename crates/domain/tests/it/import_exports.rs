//! Exports of payroll programs: titles above the header, their own names of columns, their own writings.

use domain::import::Echec;
use domain::montant::{Heures, TauxHoraire};
use domain::salarie::{Contrat, ModeTravail};

use crate::import::{lire_heures, lire_salaries};

/// A payroll export as it comes: a title, its own names, its own writings.
#[test]
fn an_export_with_a_title_and_its_own_writings_is_read() {
    let fichier = "sep=;\n\
        Export du personnel, mai 2022\n\
        \n\
        N° de sécurité sociale;Nom de naissance;Prénom;Statut;Heures contrat;Tx horaire;Date d'entrée;Date de sortie\n\
        '267077507584152;'T HOOFT;Jeanne;TAM;35:00;33,439242;01.09.21;\n\
        =\"296026952542978\";SIMON;Léa;OUVRIER QUALIFIE;39 heures;1.234,56;20210901;31/12/2022 00:00:00\n\
        2.79.12.97.177.509-05;LEGRAND;Léa;AM;35h30;12,5 €;;\n";
    let lecture = lire_salaries(fichier.as_bytes()).unwrap();
    assert_eq!(lecture.fautes, []);
    let vus: Vec<_> = lecture
        .valides
        .iter()
        .map(|(ligne, lu)| {
            let contrat = &lu.fiche.contrat;
            (
                *ligne,
                lu.fiche.nom.as_str(),
                lu.fiche.categorie.code(),
                contrat.duree_hebdomadaire.to_string(),
                contrat.taux_horaire_brut.to_string(),
                contrat.entree.map(|jour| jour.to_string()),
            )
        })
        .collect();
    let entree = Some("2021-09-01".to_owned());
    assert_eq!(
        vus,
        [
            (
                5,
                "'T HOOFT",
                "etam",
                "35.00".to_owned(),
                "33.4392".to_owned(),
                entree.clone()
            ),
            (
                6,
                "SIMON",
                "ouvrier",
                "39.00".to_owned(),
                "1234.5600".to_owned(),
                entree
            ),
            (
                7,
                "LEGRAND",
                "etam",
                "35.50".to_owned(),
                "12.5000".to_owned(),
                None
            ),
        ]
    );
    assert_eq!(
        lecture.valides[1].1.fiche.contrat.sortie.unwrap().to_string(),
        "2022-12-31"
    );
    // Faults keep the rows of the file, those of the header too.
    let faux = fichier
        .replace("'T HOOFT", "")
        .replace("39 heures", "trente-neuf");
    let fautes: Vec<_> = lire_salaries(faux.as_bytes()).unwrap().fautes;
    let fautes: Vec<_> = fautes.iter().map(|f| (f.ligne.unwrap(), f.code)).collect();
    assert_eq!(fautes, [(5, "champ_vide"), (6, "nombre_invalide")]);
    let Echec::Entete(fautes) = lire_salaries(fichier.replace("Prénom", "P").as_bytes()).unwrap_err() else {
        panic!("the header is at fault");
    };
    assert_eq!((fautes.0.len(), fautes.0[0].ligne), (1, Some(4)));
}

#[test]
fn a_better_name_wins_over_one_that_stands_in() {
    let fichier = "NIR;Nom de naissance;Nom d'usage;Prénom;Statut;CSP;Durée hebdo;Heures contrat;Taux horaire\n\
        267077507584152;DUPONT;GARNIER;Jeanne;CDI;etam;35;151,67;12,50\n";
    let lecture = lire_salaries(fichier.as_bytes()).unwrap();
    assert_eq!(lecture.fautes, []);
    assert_eq!(lecture.valides[0].1.fiche.nom, "GARNIER");
    // Alone it is the week's, unless no week holds so much.
    let seul = fichier.replace("Durée hebdo", "Autre");
    let fautes = lire_salaries(seul.as_bytes()).unwrap().fautes;
    assert_eq!(fautes.len(), 1);
    assert_eq!(
        (fautes[0].ligne, fautes[0].code),
        (Some(2), "heures_hebdo_impossibles")
    );
    assert!(fautes[0].message.contains("35,00 h"), "{}", fautes[0].message);
}

#[test]
fn categories_of_payrolls_have_their_own_words() {
    use domain::salarie::Categorie;
    let lue = |texte: &str| {
        Categorie::depuis_saisie(texte)
            .map(|c| c.code())
            .map_err(|r| r.code)
    };
    for (texte, attendue) in [
        ("TAM", "etam"),
        ("AM", "etam"),
        ("Agents de maîtrise", "etam"),
        ("Technicienne", "etam"),
        ("OUVRIER QUALIFIE", "ouvrier"),
        ("Ouvrières non qualifiées", "ouvrier"),
        ("Ouvrier-spécialisé", "ouvrier"),
        ("Employées", "employe"),
        ("Ingénieurs et cadres", "cadre"),
        ("cadre", "cadre"),
    ] {
        assert_eq!(lue(texte), Ok(attendue), "{texte}");
    }
    for texte in ["chef", "non cadre", "assimilé cadre", "", "ouvrier cadre"] {
        assert_eq!(lue(texte), Err("categorie_inconnue"), "{texte}");
    }
}

#[test]
fn hours_are_read_as_the_contract_counts_them() {
    let fichier = "nir;semaine;heures_travaillees;heures_chomees\n\
                   267077507584152;02/05/22;2,5 j;2.5 jours\n\
                   267077507584152;09/05/2022;10;25:00\n\
                   267077507584152;16/05/2022;2,5 jours environ;1\n";
    let lecture = lire_heures(fichier.as_bytes()).unwrap();
    let codes: Vec<_> = lecture
        .fautes
        .iter()
        .map(|f| (f.ligne.unwrap(), f.code))
        .collect();
    assert_eq!(codes, [(4, "nombre_invalide")]);
    let en_heures = Contrat::ordinaire(Heures::entieres(35), TauxHoraire(125_000));
    let au_forfait = Contrat {
        mode: ModeTravail::ForfaitJours,
        ..en_heures
    };
    let lues = |rang: usize, contrat: &Contrat| {
        let lues = lecture.valides[rang].heures(contrat);
        lues.map(|h| (h.travaillees.to_string(), h.chomees.to_string()))
    };
    assert_eq!(lues(0, &au_forfait), Ok(("17.50".to_owned(), "17.50".to_owned())));
    assert_eq!(lues(1, &en_heures), Ok(("10.00".to_owned(), "25.00".to_owned())));
    let cases = |rang: usize, contrat: &Contrat| -> Vec<_> {
        let fautes = lues(rang, contrat).unwrap_err().into_iter();
        fautes
            .map(|f| (f.ligne.unwrap(), f.colonne.unwrap(), f.code))
            .collect()
    };
    let deux = |ligne, code| {
        [
            (ligne, "heures_travaillees".to_owned(), code),
            (ligne, "heures_chomees".to_owned(), code),
        ]
    };
    assert_eq!(cases(0, &en_heures), deux(2, "nombre_invalide"));
    assert_eq!(cases(1, &au_forfait), deux(3, "demi_journees"));
}

#[test]
fn of_the_hours_one_column_is_enough() {
    let lues = |colonne: &str, cellule: &str| {
        let fichier = format!("nir;semaine;{colonne}\n267077507584152;02/05/2022;{cellule}\n");
        let lecture = lire_heures(fichier.as_bytes()).unwrap();
        assert_eq!(lecture.fautes, []);
        let contrat = Contrat::ordinaire(Heures::entieres(35), TauxHoraire(125_000));
        let heures = lecture.valides[0].heures(&contrat).unwrap();
        (heures.travaillees.to_string(), heures.chomees.to_string())
    };
    let deux = |travaillees: &str, chomees: &str| (travaillees.to_owned(), chomees.to_owned());
    assert_eq!(lues("Heures chômées", "10"), deux("25.00", "10.00"));
    assert_eq!(lues("Heures travaillées", "10"), deux("10.00", "25.00"));
    // Never below nought: what is too much is judged as it is.
    assert_eq!(lues("Heures travaillées", "39"), deux("39.00", "0.00"));
    assert_eq!(lues("Heures chômées", "39"), deux("0.00", "39.00"));
    // With neither column both are told.
    let codes = lire_heures(b"nir;semaine\n1;2\n").unwrap_err().codes();
    assert_eq!(codes, ["entete_inconnue"; 2]);
    // Where the column is, its empty cell is still one.
    let fichier = b"nir;semaine;heures_travaillees;heures_chomees\n267077507584152;02/05/2022;;10\n";
    let fautes = lire_heures(fichier).unwrap().fautes;
    assert_eq!((fautes.len(), fautes[0].code), (1, "champ_vide"));
}
