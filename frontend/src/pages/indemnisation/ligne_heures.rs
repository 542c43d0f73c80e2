//! One employee's hours, week by week, judged while they are typed by the domain itself.

use super::{
    calcul::{self, Cumul, contrat},
    saisie::{ModeSaisie, SaisieEnCours},
};
use crate::{
    format::{self, nombre_heures},
    ui::Cell,
};
use api_types::indemnisation::{HeuresSemaine, Ligne};
use domain::{
    indemnisation::{ReglesDi, calculer_di_ligne, heures_restantes, pertes, verifier_heures},
    mois::{Mois, parse_date},
    montant::Heures,
    salarie::{Contrat, ModeTravail},
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Case {
    travaillees: RwSignal<String>,
    chomees: RwSignal<String>,
    /// It holds hours, or has held some: emptied, it has none, and the server must hear of it.
    connue: StoredValue<bool>,
}

/// What the rows of one grid have in common.
#[derive(Clone, Copy)]
pub struct Grille {
    pub semaines: StoredValue<Vec<String>>,
    pub mois: Option<Mois>,
    pub regles: StoredValue<Option<ReglesDi>>,
    pub saisie: SaisieEnCours,
    pub cumul: Cumul,
    pub mode: Signal<ModeSaisie>,
    pub au_changement: Callback<()>,
}

/// One row of the grid.
#[component]
pub fn LigneHeures(ligne: Ligne, grille: Grille) -> impl IntoView {
    let Grille { mois, mode, .. } = grille;
    let contrat = contrat(&ligne);
    let travail = contrat.mode;
    let id = ligne.id.clone();
    let typees = grille.saisie.typee(&id);
    // What was typed is as it was typed; what the server knows is in hours.
    let en_heures = typees.is_none();
    let connues = typees.unwrap_or_else(|| ligne.semaines.clone());
    let cases: Vec<(String, Case)> = grille
        .semaines
        .get_value()
        .into_iter()
        .map(|lundi| {
            let connue = connues.iter().find(|semaine| semaine.semaine == lundi);
            let texte = |lire: fn(&HeuresSemaine) -> &str| {
                RwSignal::new(
                    connue
                        .map(lire)
                        .map(|texte| montrer(travail, texte, en_heures))
                        .unwrap_or_default(),
                )
            };
            let case = Case {
                travaillees: texte(|s| &s.travaillees),
                chomees: texte(|s| &s.chomees),
                connue: StoredValue::new(connue.is_some()),
            };
            (lundi, case)
        })
        .collect();
    let nom = format!("{} {}", ligne.nom, ligne.prenom);
    let lues = StoredValue::new(cases.clone());
    let fautes = Memo::new(move |_| {
        lues.with_value(|cases| {
            cases
                .iter()
                .flat_map(|(lundi, case)| {
                    juger(
                        mois,
                        lundi,
                        &contrat,
                        &case.travaillees.get(),
                        &case.chomees.get(),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let calculer = move |semaines: &[HeuresSemaine]| {
        let semaines = calcul::semaines(travail, semaines);
        grille
            .regles
            .with_value(|regles| Some((calculer_di_ligne(regles.as_ref()?, &contrat, &semaines), semaines)))
    };
    let semaines =
        move || lues.with_value(|cases| cases.iter().filter_map(|c| lire(travail, c)).collect::<Vec<_>>());
    let du_mois = RwSignal::new(calculer(&semaines()));
    let noter = move || {
        let semaines = semaines();
        let calculee = calculer(&semaines);
        if let Some((ligne, _)) = &calculee {
            grille.cumul.noter(&id, *ligne);
        }
        du_mois.set(calculee);
        grille
            .saisie
            .noter(&id, semaines, !fautes.get_untracked().is_empty());
        grille.au_changement.run(());
    };
    let noter = Callback::new(move |()| noter());
    let total = move || {
        du_mois.with(|calcul| {
            let (ligne, _) = calcul.as_ref()?;
            Some(match travail {
                ModeTravail::Heures => nombre_heures(&ligne.heures_chomees.to_string()),
                ModeTravail::ForfaitJours => ModeTravail::ForfaitJours.dire(ligne.heures_chomees),
            })
        })
    };
    let perdu = move || {
        du_mois.with(|calcul| {
            let (_, semaines) = calcul.as_ref()?;
            grille.regles.with_value(|regles| {
                let dites: Vec<String> = pertes(regles.as_ref()?, &contrat, semaines, &[])
                    .into_iter()
                    .filter_map(|perte| {
                        Some(format!(
                            "{} ({} h)",
                            perte.cause.libelle(),
                            nombre_heures(&perte.heures?.to_string())
                        ))
                    })
                    .collect();
                (!dites.is_empty()).then(|| dites.join(", "))
            })
        })
    };
    let (mot, unite) = match travail {
        ModeTravail::Heures => ("heures", String::new()),
        ModeTravail::ForfaitJours => ("jours", ", en jours".to_owned()),
    };
    let cellules = cases
        .into_iter()
        .map(|(lundi, case)| {
            let date = format::date(&lundi);
            let nom = nom.clone();
            let deduire = move |saisies: RwSignal<String>, autres: RwSignal<String>| {
                autres.set(reste(&contrat, &saisies.get_untracked()));
                noter.run(());
            };
            let lundi = StoredValue::new(lundi);
            // A fault of hours that are not shown is mended by those that are.
            let invalide = move |sienne: fn(&Faute) -> bool, seule: ModeSaisie| {
                Signal::derive(move || {
                    let seule = mode.get() == seule;
                    lundi.with_value(|lundi| {
                        fautes.with(|fautes| {
                            fautes
                                .iter()
                                .any(|faute| faute.semaine == *lundi && (seule || sienne(faute)))
                        })
                    })
                })
            };
            let accord = move |forme: &str| match travail {
                ModeTravail::Heures => format!("{forme}es"),
                ModeTravail::ForfaitJours => format!("{forme}s"),
            };
            view! {
                <Cell titre=format!("Semaine du {date}")>
                    <div class="ap-heures">
                        <Saisie
                            valeur=case.travaillees
                            etiquette=format!("{nom}, semaine du {date}, {mot} {}", accord("travaillé"))
                            invalide=invalide(|faute| faute.travaillees, ModeSaisie::Travaillees)
                            cachee=Signal::derive(move || mode.get() == ModeSaisie::Chomees)
                            au_changement=move || match mode.get_untracked() {
                                ModeSaisie::Travaillees => deduire(case.travaillees, case.chomees),
                                _ => noter.run(()),
                            }
                        />
                        <Saisie
                            valeur=case.chomees
                            etiquette=format!("{nom}, semaine du {date}, {mot} {}", accord("chômé"))
                            invalide=invalide(|faute| faute.chomees, ModeSaisie::Chomees)
                            cachee=Signal::derive(move || mode.get() == ModeSaisie::Travaillees)
                            au_changement=move || match mode.get_untracked() {
                                ModeSaisie::Chomees => deduire(case.chomees, case.travaillees),
                                _ => noter.run(()),
                            }
                        />
                        {move || deduites(mode.get(), case).map(|texte| view! {
                            <span class="ap-petit ap-doux ap-heures-deduites">{texte}</span>
                        })}
                    </div>
                </Cell>
            }
        })
        .collect_view();
    view! {
        <tr data-fautive=move || fautes.with(|f| !f.is_empty()).then_some("")>
            <Cell titre="Salarié" entete=true>
                <span class="ap-nom-salarie">{nom}</span>
                <span class="ap-petit ap-doux">
                    {format!("{} par semaine{unite}", format::heures(&ligne.duree_hebdomadaire))}
                </span>
                {move || perdu().map(|texte| view! { <p class="ap-petit ap-doux">{texte}</p> })}
                {move || fautes.get().into_iter().map(|faute| view! {
                    <p class="ap-faute-ligne" role="alert">{faute.texte}</p>
                }).collect_view()}
            </Cell>
            {cellules}
            <Cell titre="Chômées" nombre=true>{total}</Cell>
        </tr>
    }
}

/// Hours as the cell of this employee shows them: days for a package in days.
fn montrer(mode: ModeTravail, texte: &str, en_heures: bool) -> String {
    match mode {
        ModeTravail::Heures => nombre_heures(texte),
        ModeTravail::ForfaitJours if en_heures => {
            Heures::depuis_saisie(texte).map_or_else(|_| texte.to_owned(), ModeTravail::en_jours)
        }
        ModeTravail::ForfaitJours => texte.trim_end_matches(" j").to_owned(),
    }
}

/// What is typed, with the unit that the cell stands for.
fn avec_unite(mode: ModeTravail, texte: &str) -> String {
    let texte = texte.trim();
    match mode {
        ModeTravail::ForfaitJours if !texte.ends_with(['j', 'h']) => format!("{texte} j"),
        _ => texte.to_owned(),
    }
}

/// The hours that are not typed, in words.
fn deduites(mode: ModeSaisie, case: Case) -> Option<String> {
    let (quoi, valeur) = match mode {
        ModeSaisie::LesDeux => return None,
        ModeSaisie::Travaillees => ("chôm.", case.chomees),
        ModeSaisie::Chomees => ("trav.", case.travaillees),
    };
    let valeur = valeur.get();
    (!valeur.is_empty()).then(|| format!("{valeur} {quoi}"))
}

/// What is left of the contract, as a field shows it; nothing without hours that can be read.
fn reste(contrat: &Contrat, saisies: &str) -> String {
    if saisies.trim().is_empty() {
        return String::new();
    }
    let saisies = contrat.mode.lire_duree(&avec_unite(contrat.mode, saisies));
    saisies.map_or_else(
        |_| String::new(),
        |saisies| {
            let reste = heures_restantes(contrat.duree_hebdomadaire, saisies);
            montrer(contrat.mode, &reste.to_string(), true)
        },
    )
}

#[component]
fn Saisie(
    valeur: RwSignal<String>,
    etiquette: String,
    #[prop(into)] cachee: Signal<bool>,
    invalide: Signal<bool>,
    #[prop(into)] au_changement: Callback<()>,
) -> impl IntoView {
    view! {
        <input
            type="text"
            inputmode="decimal"
            class="ap-saisie-heures"
            aria-label=etiquette
            hidden=move || cachee.get()
            aria-invalid=move || invalide.get().then_some("true")
            autocomplete="off"
            prop:value=move || valeur.get()
            on:input=move |ev| {
                valeur.set(event_target_value(&ev));
                au_changement.run(());
            }
        />
    }
}

/// A week that holds something, or that is known to the server.
fn lire(mode: ModeTravail, (lundi, case): &(String, Case)) -> Option<HeuresSemaine> {
    let (travaillees, chomees) = (case.travaillees.get_untracked(), case.chomees.get_untracked());
    let lue = semaine(mode, lundi, (&travaillees, &chomees), case.connue.get_value());
    if lue.is_some() {
        case.connue.set_value(true);
    }
    lue
}

/// The server keeps the weeks that it is not told of: one that was known and is emptied is zero hours.
fn semaine(
    mode: ModeTravail,
    lundi: &str,
    (travaillees, chomees): (&str, &str),
    connue: bool,
) -> Option<HeuresSemaine> {
    let vide = travaillees.trim().is_empty() && chomees.trim().is_empty();
    (connue || !vide).then(|| HeuresSemaine {
        semaine: lundi.to_owned(),
        travaillees: ou_zero(mode, travaillees),
        chomees: ou_zero(mode, chomees),
    })
}

fn ou_zero(mode: ModeTravail, texte: &str) -> String {
    if texte.trim().is_empty() {
        "0".to_owned()
    } else {
        avec_unite(mode, texte)
    }
}

/// What is wrong with one week, and in which of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Faute {
    semaine: String,
    travaillees: bool,
    chomees: bool,
    texte: String,
}

/// What the domain says of one week; an empty week says nothing.
fn juger(mois: Option<Mois>, lundi: &str, contrat: &Contrat, travaillees: &str, chomees: &str) -> Vec<Faute> {
    if travaillees.trim().is_empty() && chomees.trim().is_empty() {
        return Vec::new();
    }
    let faute = |travaillees: bool, chomees: bool, message: &str| Faute {
        semaine: lundi.to_owned(),
        travaillees,
        chomees,
        texte: format!("{} : {message}", format::date(lundi)),
    };
    let lire = |texte: &str| contrat.mode.lire_duree(&ou_zero(contrat.mode, texte));
    let (travaillees, chomees) = match (lire(travaillees), lire(chomees)) {
        (Ok(travaillees), Ok(chomees)) => (travaillees, chomees),
        (travaillees, chomees) => {
            let illisibles = [(true, travaillees), (false, chomees)].into_iter();
            return illisibles
                .filter_map(|(celle, lue)| Some(faute(celle, !celle, &lue.err()?.message)))
                .collect();
        }
    };
    let (Some(mois), Ok(semaine)) = (mois, parse_date(lundi)) else {
        return Vec::new();
    };
    verifier_heures(mois, semaine, contrat, travaillees, chomees)
        .into_iter()
        .map(|refus| {
            // More unworked hours than the contract leaves: they are what is corrected. What concerns the
            // week as a whole is in every cell that holds hours.
            let au_dela = refus.code == "heures_au_dela_du_contrat";
            faute(
                !au_dela && travaillees > Heures::ZERO,
                au_dela || chomees > Heures::ZERO,
                &refus.message,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::montant::TauxHoraire;

    #[test]
    fn an_empty_week_says_nothing_and_a_full_one_is_judged() {
        let mois = "2022-05".parse().ok();
        let contrat = Contrat::ordinaire(Heures::entieres(35), TauxHoraire(120_000));
        let juger = |travaillees, chomees| juger(mois, "2022-05-02", &contrat, travaillees, chomees);
        assert!(juger("", "").is_empty());
        assert!(juger("0", "35,00").is_empty());
        let cellules = |travaillees, chomees| {
            let fautes = juger(travaillees, chomees);
            fautes
                .iter()
                .map(|faute| (faute.travaillees, faute.chomees))
                .collect::<Vec<_>>()
        };
        assert_eq!(cellules("10", "30"), [(false, true)]);
        assert_eq!(cellules("100", "100"), [(true, true)]);
        assert_eq!(cellules("dix", "0"), [(true, false)]);
        assert_eq!(cellules("dix", "x"), [(true, false), (false, true)]);
    }

    #[test]
    fn a_week_that_is_emptied_is_zero_hours_and_one_never_filled_is_nothing() {
        let lue = |heures, connue| {
            let lue = semaine(ModeTravail::Heures, "2022-05-02", heures, connue)?;
            Some((lue.travaillees, lue.chomees))
        };
        let dites = |travaillees: &str, chomees: &str| Some((travaillees.to_owned(), chomees.to_owned()));
        assert_eq!(lue((" ", ""), false), None);
        assert_eq!(lue((" ", ""), true), dites("0", "0"));
        assert_eq!(lue(("", "35"), false), dites("0", "35"));
    }

    #[test]
    fn the_other_hours_are_what_is_left_of_the_contract() {
        let contrat = Contrat::ordinaire(Heures::entieres(35), TauxHoraire(120_000));
        let reste = |saisies| reste(&contrat, saisies);
        assert_eq!(reste("14,5"), "20,50");
        assert_eq!(reste("40"), "0");
        assert_eq!(reste(""), "");
        assert_eq!(reste("dix"), "");
    }

    #[test]
    fn a_package_in_days_is_typed_in_days() {
        let contrat = Contrat {
            mode: ModeTravail::ForfaitJours,
            ..Contrat::ordinaire(Heures::entieres(35), TauxHoraire(300_000))
        };
        assert_eq!(montrer(contrat.mode, "17.50", true), "2,5");
        assert_eq!(ou_zero(contrat.mode, "2,5"), "2,5 j");
        assert_eq!(reste(&contrat, "2,5"), "2,5");
        let mois = "2022-05".parse().ok();
        assert!(juger(mois, "2022-05-02", &contrat, "2,5", "2,5").is_empty());
        assert_eq!(juger(mois, "2022-05-02", &contrat, "0", "2,3").len(), 1);
        assert_eq!(juger(mois, "2022-05-02", &contrat, "3", "2,5").len(), 1);
    }
}
