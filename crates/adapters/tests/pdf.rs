//! The documents, read back as a reader's software reads them.
//!
//! `APART_PDF_DIR=folder cargo test -p adapters --test pdf` also writes them there, to look at.

use adapters::pdf::{
    CalculRecapitulatif, ChiffreApplique, DonneesDecision, DonneesRecapitulatif, Employeur,
    LigneRecapitulatif, NatureDecision, PerteRecapitulatif, RegleRecapitulatif, SalarieCalcule,
    TotauxRecapitulatif, decision, recapitulatif,
};

fn employeur() -> Employeur {
    Employeur {
        denomination: "ATELIERS DE LA LOIRE".into(),
        siret: "73282932000074".into(),
        adresse: vec!["12 quai de la Fosse".into(), "44000 NANTES".into()],
    }
}

fn donnees(nature: NatureDecision) -> DonneesDecision {
    DonneesDecision {
        employeur: employeur(),
        unite_departementale: "Unité départementale de la Loire-Atlantique".into(),
        departement: "Loire-Atlantique (44)".into(),
        numero_dap: "DAP-7K3-M9Q-2XH".into(),
        avenant: None,
        motif: "Difficultés d’approvisionnement en matières premières ou en énergie".into(),
        periode_debut: "1er mai 2022".into(),
        periode_fin: "31 juillet 2022".into(),
        date_reception: Some("28 avril 2022".into()),
        heures: "21\u{202F}000,00\u{00A0}h".into(),
        effectif: "250".into(),
        nature,
        compte_bancaire: Some("FR76 •••• •••• •••• •••• ••• 0189".into()),
        date_limite_indemnisation: Some("31 janvier 2023".into()),
    }
}

fn validee() -> NatureDecision {
    NatureDecision::Validee {
        date: "6 mai 2022".into(),
        signature: vec!["Cœlia D’AÇORES".into(), "Agent de l’unité départementale".into()],
        code_di: "K7P2M9QX4T".into(),
    }
}

fn pages(nom: &str, pdf: &[u8]) -> Vec<String> {
    if let Ok(dossier) = std::env::var("APART_PDF_DIR") {
        std::fs::write(format!("{dossier}/{nom}.pdf"), pdf).expect("dossier inscriptible");
    }
    pdf_extract::extract_text_from_mem_by_pages(pdf).expect("PDF lisible")
}

/// Line breaks are the page's, not the text's: words are compared with single spaces.
fn a_plat(texte: &str) -> String {
    texte
        .split([' ', '\n', '\r', '\t'])
        .filter(|m| !m.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn contient(page: &str, attendu: &str) {
    // Where French typography puts a no-break space, any space will do here.
    let [page, attendu] = [page, attendu].map(|texte| a_plat(&texte.replace('\u{A0}', " ")));
    assert!(page.contains(&attendu), "« {attendu} » absent de :\n{page}");
}

#[test]
fn une_decision_validee_tient_sur_une_page_et_dit_tout() {
    let pages = pages("validee", &decision(&donnees(validee())).expect("PDF"));
    assert_eq!(pages.len(), 1);
    for attendu in [
        "Décision d’autorisation d’activité partielle",
        "Demande validée",
        "ATELIERS DE LA LOIRE",
        "732\u{A0}829\u{A0}320\u{A0}00074",
        "44000 NANTES",
        "Unité départementale de la Loire-Atlantique",
        "DAP-7K3-M9Q-2XH",
        "Difficultés d’approvisionnement",
        "du 1er mai 2022 au 31 juillet 2022",
        "21\u{202F}000,00\u{A0}h",
        "effectif : 250",
        "K7P2M9QX4T",
        "R. 5122-2",
        "R. 5122-4",
        "Voies et délais de recours",
        "deux mois",
        "Cœlia D’AÇORES",
        "Agent de l’unité départementale",
        "31 janvier 2023",
        "page 1 / 1",
    ] {
        contient(&pages[0], attendu);
    }
}

#[test]
fn une_acceptation_tacite_n_a_pas_d_agent() {
    let nature = NatureDecision::Tacite {
        date: "14 mai 2022".into(),
        code_di: "A2B3C4D5E6".into(),
    };
    let pages = pages("tacite", &decision(&donnees(nature)).expect("PDF"));
    contient(&pages[0], "acceptée tacitement depuis le 14 mai 2022");
    contient(&pages[0], "A2B3C4D5E6");
    contient(&pages[0], "sans signature");
    assert!(!a_plat(&pages[0]).contains("Fait le"));
    assert_eq!(pages.len(), 1);
}

#[test]
fn un_refus_donne_ses_motifs_les_recours_et_pas_de_code() {
    let nature = NatureDecision::Refusee {
        date: "6 mai 2022".into(),
        signature: vec!["Cœlia D’AÇORES".into()],
        motifs: "Le motif « travaux » n’est pas établi.\nL’avis du CSE n’est pas joint.".into(),
    };
    let pages = pages("refusee", &decision(&donnees(nature)).expect("PDF"));
    contient(&pages[0], "Décision de refus");
    contient(&pages[0], "« travaux » n’est pas établi.");
    contient(&pages[0], "L’avis du CSE n’est pas joint.");
    contient(&pages[0], "tribunal administratif");
    assert!(!pages[0].contains("code DI"));
}

#[test]
fn une_invalidation_invite_a_corriger_et_un_long_motif_coule_sur_d_autres_pages() {
    let nature = NatureDecision::Invalidee {
        date: "6 mai 2022".into(),
        signature: vec!["Cœlia D’AÇORES".into()],
        motifs: (1..=90)
            .map(|i| format!("Point n° {i} : à préciser.\n"))
            .collect(),
    };
    let pages = pages("invalidee", &decision(&donnees(nature)).expect("PDF"));
    assert!(pages.len() >= 2);
    let tout = pages.concat();
    contient(&tout, "Elle n’est pas refusée");
    for i in 1..=90 {
        contient(&tout, &format!("Point n° {i} : à préciser."));
    }
    assert!(!tout.contains("tribunal"));
    contient(&pages[1], "DAP-7K3-M9Q-2XH");
}

#[test]
fn des_donnees_etranges_ne_cassent_pas_le_document() {
    let mut d = donnees(validee());
    d.employeur.denomination = "L’ŒUVRE 漢字 \u{0}\u{200B}".to_owned() + &"LONGUE".repeat(60);
    d.employeur.adresse = vec![];
    d.motif = String::new();
    d.compte_bancaire = None;
    let pages = pages("etrange", &decision(&d).expect("PDF"));
    contient(&pages[0], "L’ŒUVRE ??");
}

/// "1234567" cents → "12 345,67 €", as the caller formats them.
fn euros(centimes: u32) -> String {
    let (entier, reste) = (centimes / 100, centimes % 100);
    if entier >= 1000 {
        format!("{}\u{202F}{:03},{reste:02}\u{A0}€", entier / 1000, entier % 1000)
    } else {
        format!("{entier},{reste:02}\u{A0}€")
    }
}

fn ligne(i: u32) -> LigneRecapitulatif {
    LigneRecapitulatif {
        numero: i.to_string(),
        nom: ["GARNIER", "N’DIAYE", "FOURNIER", "DE LA ROCHEFOUCAULD-MONTBAZON"]
            [usize::try_from(i).expect("petit") % 4]
            .into(),
        prenom: ["Jeanne", "Éric", "Loïc", "Françoise-Hélène"][usize::try_from(i / 3).expect("petit") % 4]
            .into(),
        categorie: "Ouvrier".into(),
        contrat: "35,00".into(),
        taux: format!("{},4400\u{A0}€", 11 + i % 30),
        heures_chomees: "105,00".into(),
        heures_indemnisables: "100,50".into(),
        allocation_horaire: "7,73\u{A0}€".into(),
        allocation: euros(77_700 + i * 7),
        indemnite_horaire: "8,59\u{A0}€".into(),
        indemnite: euros(123_400 + i * 13),
        calcul: "1".into(),
    }
}

/// The widest calculation that the law has.
fn calculs(nombre: u32) -> CalculRecapitulatif {
    let salarie = |i: u32| SalarieCalcule {
        numero: i.to_string(),
        nom: format!("{} {}", ligne(i).nom, ligne(i).prenom),
        semaines: "7,5\u{A0}+\u{A0}27,5 · 0\u{A0}+\u{A0}35 · 0\u{A0}+\u{A0}35 · 0\u{A0}+\u{A0}35".into(),
        chiffres: [
            "1\u{202F}800,00 € pour 35,00\u{A0}h".into(),
            "132,50\u{A0}h chômées, dont 132,50\u{A0}h indemnisables".into(),
            "11,8681 €".into(),
            "4,27 €".into(),
            "7,12 €".into(),
            format!("7,73 € × 132,50\u{A0}h = {}", euros(77_700 + i * 7)),
            format!("8,59 € × 132,50\u{A0}h = {}", euros(123_400 + i * 13)),
            euros(45_700 + i * 6),
        ]
        .into(),
    };
    let colonnes = [
        ("Salaire mensuel", 2),
        ("Heures", 3),
        ("Taux horaire brut", 4),
        ("Taux de l'allocation", 5),
        ("Taux de l'indemnité", 7),
        ("Allocation", 9),
        ("Indemnité", 10),
        ("Reste à la charge de l'employeur", 11),
    ];
    CalculRecapitulatif {
        titre: "Calcul 1 : salaire mensuel, plancher de l’allocation, plancher de l’indemnité".into(),
        regles: (1..=11).collect(),
        colonnes: colonnes.map(|(titre, regle)| (titre.to_owned(), regle)).into(),
        salaries: (1..=nombre).map(salarie).collect(),
    }
}

fn donnees_recapitulatif(nombre: u32) -> DonneesRecapitulatif {
    DonneesRecapitulatif {
        employeur: employeur(),
        unite_departementale: "Unité départementale de la Loire-Atlantique".into(),
        departement: "Loire-Atlantique (44)".into(),
        numero_di: "DI-4PN-C8R-6WT".into(),
        numero_dap: "DAP-7K3-M9Q-2XH".into(),
        code_di: "K7P2M9QX4T".into(),
        mois: "mai 2022".into(),
        etat: "Validée le 12 juin 2022".into(),
        regime: "Droit commun".into(),
        correction: None,
        compte_bancaire: "FR76 •••• •••• •••• •••• ••• 0189".into(),
        lignes: (1..=nombre).map(ligne).collect(),
        pertes: vec![PerteRecapitulatif {
            salarie: "MARTIN Claire".to_owned(),
            cause: "Plafond de l’allocation : 4,5 SMIC".to_owned(),
            par_heure: "4,17 €".to_owned(),
            euros: "145,95 €".to_owned(),
            source: "art. D5122-13".to_owned(),
            ..PerteRecapitulatif::default()
        }],
        totaux: TotauxRecapitulatif {
            heures_chomees: "20\u{202F}835,50".into(),
            heures_indemnisables: "19\u{202F}951,50".into(),
            allocation: "204\u{202F}900,43\u{A0}€".into(),
            indemnite: "298\u{202F}936,17\u{A0}€".into(),
            reste_a_charge: "94\u{202F}035,74\u{A0}€".into(),
        },
        chiffres: vec![
            ChiffreApplique {
                libelle: "Taux de l’allocation".into(),
                valeur: "36\u{A0}%".into(),
                source: "Code du travail, art. D. 5122-13".into(),
            },
            ChiffreApplique {
                libelle: "Plancher de l’allocation".into(),
                valeur: "7,73\u{A0}€/h".into(),
                source: "Code du travail, art. D. 5122-13".into(),
            },
        ],
        calculs: if nombre == 0 {
            vec![]
        } else {
            vec![calculs(nombre)]
        },
        regles: (1..=11)
            .map(|i| RegleRecapitulatif {
                libelle: format!("Plancher horaire n° {i} : 7,73 €, quand le taux donne moins"),
                source: format!("art. D5122-{i:02}"),
            })
            .collect(),
    }
}

#[test]
fn un_recapitulatif_de_250_salaries_donne_chaque_montant_et_repete_son_en_tete() {
    let r = donnees_recapitulatif(250);
    let pages = pages("recapitulatif-250", &recapitulatif(&r).expect("PDF"));
    let total = pages.len();
    assert!((15..=28).contains(&total), "{total} pages");
    let tout = a_plat(&pages.concat());
    contient(&tout, "Calcul 1 : salaire mensuel, plancher de l’allocation");
    let plat = tout.replace('\u{A0}', " ");
    for chiffre in r.calculs[0].salaries.iter().flat_map(|salarie| &salarie.chiffres) {
        assert!(plat.contains(&chiffre.replace('\u{A0}', " ")), "{chiffre} absent");
    }
    for regle in &r.regles {
        contient(&tout, &regle.libelle);
        assert_eq!(
            tout.matches(&regle.source).count(),
            1,
            "{} une fois",
            regle.source
        );
    }
    for l in &r.lignes {
        for montant in [&l.allocation, &l.indemnite, &l.taux] {
            assert!(tout.contains(montant.as_str()), "{montant} absent");
        }
    }
    for attendu in [
        "204\u{202F}900,43\u{A0}€",
        "298\u{202F}936,17\u{A0}€",
        "94\u{202F}035,74\u{A0}€",
        "20\u{202F}835,50",
        "19\u{202F}951,50",
        "Validée le 12 juin 2022",
        "K7P2M9QX4T",
        "N’DIAYE",
        "Françoise-Hélène",
        "article D. 5122-13",
        "Reste à la charge",
    ] {
        contient(&tout, attendu);
    }
    for (i, page) in pages.iter().enumerate() {
        contient(page, &format!("page {} / {total}", i + 1));
        if page.contains("GARNIER") {
            // Of the employees, then of their calculation.
            assert!(page.contains("Catégorie") || page.contains("Semaines"), "{page}");
            contient(page, "Taux horaire");
        }
        if i > 0 {
            contient(page, "DI-4PN-C8R-6WT");
        }
    }
}

#[test]
fn un_recapitulatif_de_1000_lignes_est_entier_et_reste_petit() {
    let depart = std::time::Instant::now();
    let pdf = recapitulatif(&donnees_recapitulatif(1000)).expect("PDF");
    eprintln!(
        "1 000 salariés : {} ko en {:?}",
        pdf.len() / 1000,
        depart.elapsed()
    );
    assert!(pdf.len() < 5_000_000, "{} octets", pdf.len());
    let pages = pages("recapitulatif-1000", &pdf);
    contient(&pages.concat(), &euros(77_700 + 7_000));
    assert!(pages.len() < 110, "{} pages", pages.len());
}

#[test]
fn un_recapitulatif_sans_ligne_se_fait_quand_meme() {
    let pages = pages(
        "recapitulatif-0",
        &recapitulatif(&donnees_recapitulatif(0)).expect("PDF"),
    );
    contient(&pages.concat(), "Total");
}

#[test]
fn le_document_est_balise_titre_et_en_francais() {
    let pdf = decision(&donnees(validee())).expect("PDF");
    let texte = String::from_utf8_lossy(&pdf);
    for attendu in [
        "/Lang(fr-FR)",
        "/MarkInfo",
        "/StructTreeRoot",
        "pdfuaid:part",
        "/DisplayDocTitle true",
    ] {
        assert!(texte.contains(attendu), "{attendu} absent");
    }
    assert_eq!(
        pdf,
        decision(&donnees(validee())).expect("PDF"),
        "mêmes données, mêmes octets"
    );
}
