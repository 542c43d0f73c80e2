//! The columns of a contract: what payrolls write, what a file without them leaves alone.

use domain::import::{Fichier, LectureSalaries, Quoi, lire_salaries, proposer};
use domain::montant::{Centimes, Heures, TauxHoraire};
use domain::salarie::{Contrat, ModeTravail, PartiesDites};
use domain::simulation::ProfilSalarie;
use proptest::prelude::*;
use time::Date;
use time::macros::date;

const DEBUT: &str = "nir;nom;prenom;categorie;duree_hebdomadaire";

fn lire(entete: &str, cellules: &str) -> LectureSalaries {
    let fichier = format!("{DEBUT};{entete}\n267077507584152;GARNIER;Jeanne;etam;{cellules}\n");
    lire_salaries(&Fichier::csv(fichier.as_bytes()).unwrap()).unwrap()
}

fn contrat(entete: &str, cellules: &str) -> Contrat {
    let lecture = lire(entete, cellules);
    assert_eq!(lecture.fautes, [], "{entete} {cellules}");
    lecture.valides[0].1.fiche.contrat
}

fn fautes(entete: &str, cellules: &str) -> Vec<(String, &'static str)> {
    let fautes = lire(entete, cellules).fautes;
    let dites = fautes.into_iter().map(|f| (f.colonne.unwrap(), f.code));
    dites.collect()
}

#[test]
fn a_payroll_export_says_the_whole_contract() {
    let lu = contrat(
        "Salaire mensuel;Type de contrat;Mode de décompte;Date d'entrée;Fin de contrat",
        ";3 200,00 €;CDD d'apprentissage;Forfait jours;01/09/2021;2022-08-31",
    );
    assert_eq!(lu.salaire_mensuel_brut, Some(Centimes(320_000)));
    assert_eq!(
        lu.taux_horaire_brut,
        TauxHoraire::depuis_mensuel(Centimes(320_000), Heures::entieres(35))
    );
    assert_eq!(
        (lu.profil, lu.mode),
        (ProfilSalarie::Apprentissage, ModeTravail::ForfaitJours)
    );
    assert_eq!(
        (lu.entree, lu.sortie),
        (Some(date!(2021 - 09 - 01)), Some(date!(2022 - 08 - 31)))
    );
    let toutes = PartiesDites {
        mensuel: true,
        profil: true,
        mode: true,
        entree: true,
        sortie: true,
    };
    assert_eq!(
        lire("salaire_mensuel_brut;profil;mode;entree;sortie", "35;2000;;;;").dites,
        toutes
    );
    assert_eq!(lire("taux horaire", "35;12").dites, PartiesDites::default());
}

#[test]
fn payrolls_have_their_own_words() {
    let profil = |texte: &str| ProfilSalarie::depuis_saisie(texte).map_err(|refus| refus.code);
    for (texte, attendu) in [
        ("CDI", ProfilSalarie::Ordinaire),
        ("CDD saisonnier", ProfilSalarie::Ordinaire),
        ("Apprentie", ProfilSalarie::Apprentissage),
        (
            "Contrat de professionnalisation",
            ProfilSalarie::Professionnalisation,
        ),
        ("contrat pro.", ProfilSalarie::Professionnalisation),
        ("professionnalisation", ProfilSalarie::Professionnalisation),
        ("Cadre dirigeant", ProfilSalarie::CadreDirigeant),
        ("CDI cadre dirigeant", ProfilSalarie::CadreDirigeant),
    ] {
        assert_eq!(profil(texte), Ok(attendu), "{texte}");
    }
    assert_eq!(profil("Stage"), Err("profil_inconnu"));
    let mode = |texte: &str| ModeTravail::depuis_saisie(texte).map_err(|refus| refus.code);
    assert_eq!(mode("Forfait-jours"), Ok(ModeTravail::ForfaitJours));
    assert_eq!(mode("Horaire"), Ok(ModeTravail::Heures));
    assert_eq!(mode("forfait heures"), Err("mode_travail_inconnu"));
}

#[test]
fn each_wrong_cell_is_told_with_its_column() {
    assert_eq!(
        fautes(
            "salaire_mensuel_brut;profil;mode;entree;sortie",
            "35;peu;VRP;à la tâche;demain;31/02/2022"
        ),
        [
            ("mode".to_owned(), "mode_travail_inconnu"),
            ("salaire_mensuel_brut".to_owned(), "nombre_invalide"),
            ("profil".to_owned(), "profil_hors_perimetre"),
            ("entree".to_owned(), "date_invalide"),
            ("sortie".to_owned(), "date_invalide"),
        ]
    );
    assert_eq!(
        fautes("taux horaire;sortie;entree", "35;12;2022-01-01;2022-01-02"),
        [("sortie".into(), "dates_inversees")]
    );
    assert_eq!(
        fautes("salaire_mensuel_brut", "35;"),
        [("taux_horaire_brut".into(), "champ_vide")]
    );
}

#[test]
fn of_two_pays_that_agree_the_monthly_one_stays() {
    let deux = "taux_horaire_brut;salaire_mensuel_brut";
    // 2,000 € are 13.1868 € an hour; a payroll that counts 151.67 hours says 13.19.
    assert_eq!(
        contrat(deux, "35;13,19;2000").salaire_mensuel_brut,
        Some(Centimes(200_000))
    );
    assert_eq!(contrat(deux, "35;13,19;").salaire_mensuel_brut, None);
    assert_eq!(
        fautes(deux, "35;14,00;2000"),
        [("salaire_mensuel_brut".into(), "champs_exclusifs")]
    );
    // Wrong hours are one fault, not two.
    assert_eq!(
        fautes(deux, "0;14,00;2000"),
        [("duree_hebdomadaire".into(), "duree_nulle")]
    );
}

#[test]
fn a_birthday_is_not_taken_for_an_entry() {
    let fichier = Fichier::csv(
        "Matricule SS;Patronyme;Date de naissance;Date d'embauche\n267077507584152;GARNIER;01/02/1980;01/09/2021\n"
            .as_bytes(),
    )
    .unwrap();
    let places: Vec<_> = proposer(&fichier.tableau, Quoi::Salaries)
        .into_iter()
        .map(|(colonne, place)| (colonne.nom, place))
        .collect();
    assert!(places.contains(&("entree", Some(3))), "{places:?}");
    assert!(places.contains(&("sortie", None)), "{places:?}");
}

#[test]
fn dates_of_the_file_and_of_the_register_must_agree() {
    let connu = Contrat {
        entree: Some(date!(2020 - 01 - 01)),
        sortie: Some(date!(2022 - 03 - 31)),
        ..Contrat::ordinaire(Heures::entieres(35), TauxHoraire(125_000))
    };
    let dites = PartiesDites {
        entree: true,
        ..PartiesDites::default()
    };
    let revenu = Contrat {
        entree: Some(date!(2022 - 05 - 01)),
        sortie: None,
        ..connu
    };
    let faute = revenu.completer(&connu, dites).unwrap_err();
    assert_eq!(
        (faute.pointeur.as_str(), faute.code),
        ("/entree", "dates_inversees")
    );
    assert!(faute.message.contains("31/03/2022"), "{}", faute.message);
    // With its own column, the empty exit says that the employee is back.
    let dites = PartiesDites {
        sortie: true,
        ..dites
    };
    assert_eq!(revenu.completer(&connu, dites).unwrap(), revenu);
}

fn du_mois(profil: ProfilSalarie, mensuel: Centimes, duree: Heures) -> TauxHoraire {
    if profil == ProfilSalarie::CadreDirigeant {
        TauxHoraire::du_trentieme(mensuel)
    } else {
        TauxHoraire::depuis_mensuel(mensuel, duree)
    }
}

fn un_contrat() -> impl Strategy<Value = Contrat> {
    let jour = |graine: Option<i32>| graine.and_then(|jours| Date::from_julian_day(2_459_000 + jours).ok());
    (
        (
            1_i64..=60,
            1_i64..=2_000_000,
            proptest::option::of(1_i64..=2_000_000),
        ),
        (0_usize..4, any::<bool>()),
        (
            proptest::option::of(0_i32..500),
            proptest::option::of(500_i32..999),
        ),
    )
        .prop_map(
            move |((heures, taux, mensuel), (profil, forfait), (entree, sortie))| {
                let profil = [
                    ProfilSalarie::Ordinaire,
                    ProfilSalarie::Apprentissage,
                    ProfilSalarie::Professionnalisation,
                    ProfilSalarie::CadreDirigeant,
                ][profil];
                let dirige = profil == ProfilSalarie::CadreDirigeant;
                let forfait = forfait || dirige;
                let mode = if forfait {
                    ModeTravail::ForfaitJours
                } else {
                    ModeTravail::Heures
                };
                let duree = Heures::entieres(if forfait { 35 } else { heures });
                let mensuel = mensuel
                    .or(dirige.then_some(taux))
                    .map(|cents| Centimes(cents + 1_000));
                Contrat {
                    duree_hebdomadaire: duree,
                    taux_horaire_brut: mensuel.map_or(TauxHoraire(taux), |m| du_mois(profil, m, duree)),
                    salaire_mensuel_brut: mensuel,
                    profil,
                    mode,
                    entree: jour(entree),
                    sortie: jour(sortie),
                }
            },
        )
}

proptest! {
    #[test]
    fn a_completed_contract_says_what_the_file_says_and_keeps_the_rest(
        lu in un_contrat(), connu in un_contrat(), bits in any::<[bool; 5]>(),
    ) {
        let [mensuel, profil, mode, entree, sortie] = bits;
        let dites = PartiesDites { mensuel, profil, mode, entree, sortie };
        let dirige = |contrat: &Contrat| contrat.profil == ProfilSalarie::CadreDirigeant;
        // Such a row is refused before the register is asked.
        prop_assume!(!(profil && dirige(&lu) && !mensuel));
        // What a file without these columns gives.
        let vide = Contrat::ordinaire(lu.duree_hebdomadaire, lu.taux_horaire_brut);
        let lu = Contrat {
            salaire_mensuel_brut: lu.salaire_mensuel_brut.filter(|_| mensuel),
            profil: if profil { lu.profil } else { vide.profil },
            mode: if mode || (profil && dirige(&lu)) { lu.mode } else { vide.mode },
            entree: lu.entree.filter(|_| entree),
            sortie: lu.sortie.filter(|_| sortie),
            ..lu
        };
        let Ok(fait) = lu.completer(&connu, dites) else {
            prop_assert!(
                entree != sortie || (!profil && dirige(&connu)),
                "only one date of two may contradict, or a manager of the register"
            );
            return Ok(());
        };
        prop_assert_eq!(fait.profil, if profil { lu.profil } else { connu.profil });
        let des_jours = if dirige(&fait) { ModeTravail::ForfaitJours } else { connu.mode };
        prop_assert_eq!(fait.mode, if mode { lu.mode } else { des_jours });
        prop_assert_eq!(fait.entree, if entree { lu.entree } else { connu.entree });
        prop_assert_eq!(fait.sortie, if sortie { lu.sortie } else { connu.sortie });
        if let Some(mensuel) = fait.salaire_mensuel_brut {
            prop_assert_eq!(fait.taux_horaire_brut, du_mois(fait.profil, mensuel, fait.duree_hebdomadaire));
        }
        if dirige(&fait) {
            prop_assert_eq!((fait.mode, fait.salaire_mensuel_brut.is_some()), (ModeTravail::ForfaitJours, true));
        }
        if fait.mode == ModeTravail::ForfaitJours {
            prop_assert_eq!(fait.duree_hebdomadaire, Heures::entieres(35));
        }
        // The same file again changes nothing.
        prop_assert_eq!(lu.completer(&fait, dites), Ok(fait));
    }
}

#[test]
fn a_manager_is_paid_by_the_month_and_counted_in_days() {
    let lu = contrat("Salaire mensuel;profil", ";6 300,00;Cadre dirigeant");
    assert_eq!(
        (lu.profil, lu.mode),
        (ProfilSalarie::CadreDirigeant, ModeTravail::ForfaitJours)
    );
    assert_eq!(lu.duree_hebdomadaire, Heures::entieres(35));
    // The thirtieth of 6 300 euros is 210, over seven hours 30.
    assert_eq!(lu.taux_horaire_brut, TauxHoraire(300_000));
    // Both pays, when they agree.
    assert_eq!(
        contrat(
            "taux horaire;Salaire mensuel;profil",
            "35;30,00;6300;cadre_dirigeant"
        ),
        lu
    );
    let tout = "taux horaire;Salaire mensuel;profil;mode";
    assert_eq!(
        fautes(tout, "39;30;;cadre_dirigeant;heures"),
        [
            ("mode".to_owned(), "cadre_dirigeant_en_jours"),
            ("taux_horaire_brut".to_owned(), "salaire_mensuel_requis"),
        ]
    );
    assert_eq!(
        fautes(tout, "39;;;cadre_dirigeant;"),
        [
            ("duree_hebdomadaire".to_owned(), "duree_forfait_jours"),
            ("salaire_mensuel_brut".to_owned(), "champ_vide"),
        ]
    );
    assert_eq!(
        fautes(tout, "35;25;6300;cadre_dirigeant;"),
        [("salaire_mensuel_brut".to_owned(), "champs_exclusifs")]
    );

    // The register knows the manager: what a file without that column says must fit.
    let horaire = contrat("taux horaire", "35;30");
    let sans = PartiesDites::default();
    assert_eq!(
        horaire.completer(&lu, sans),
        Ok(lu),
        "the pay that gave this rate stays"
    );
    let autre = Contrat {
        taux_horaire_brut: TauxHoraire(310_000),
        ..horaire
    };
    let code =
        |resultat: Result<Contrat, domain::Faute>| resultat.map_err(|faute| (faute.pointeur, faute.code));
    assert_eq!(
        code(autre.completer(&lu, sans)),
        Err(("/taux_horaire_brut".to_owned(), "salaire_mensuel_requis"))
    );
    let en_heures = PartiesDites { mode: true, ..sans };
    assert_eq!(
        code(horaire.completer(&lu, en_heures)),
        Err(("/mode".to_owned(), "cadre_dirigeant_en_jours"))
    );
    // And the other way round: one who became a manager, in a file without a mode.
    let devenu = PartiesDites {
        profil: true,
        mensuel: true,
        ..sans
    };
    assert_eq!(lu.completer(&horaire, devenu), Ok(lu));
}
