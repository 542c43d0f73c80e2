//! One employee's hours, week by week, judged while they are typed by the domain itself.

mod semaine;

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
    ferie::JourFerie,
    indemnisation::{
        HeuresSemaine as SemaineLue, LigneDi, ReglesDi, calculer_di_ligne, feries_chomes, pertes,
    },
    mois::{Mois, parse_date},
    salarie::{Contrat, ModeTravail},
};
use leptos::prelude::*;
use semaine::{Faute, juger, montrer, reste};

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
    /// Public holidays of the weeks, Sundays too.
    pub feries: StoredValue<Vec<JourFerie>>,
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
            let feries = grille.feries.with_value(|feries| feries_de(feries, &lundi));
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
                        {(!feries.is_empty()).then(|| view! {
                            {move || ferie_chome(&contrat, du_mois, &feries).map(|texte| view! {
                                <span class="ap-petit ap-doux ap-heures-deduites">{texte}</span>
                            })}
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

/// The public holidays of one week.
fn feries_de(feries: &[JourFerie], lundi: &str) -> Vec<JourFerie> {
    let de_la_semaine =
        |jour: &&JourFerie| parse_date(lundi).is_ok_and(|lundi| jour.semaine().lundi() == lundi);
    feries.iter().filter(de_la_semaine).copied().collect()
}

/// A public holiday in a week that is unworked from end to end: nothing forbids it, and nothing is taken off. Tracked.
fn ferie_chome(
    contrat: &Contrat,
    du_mois: RwSignal<Option<(LigneDi, Vec<SemaineLue>)>>,
    feries: &[JourFerie],
) -> Option<String> {
    let chomes = du_mois.with(|calcul| {
        let (_, semaines) = calcul.as_ref()?;
        Some(feries_chomes(contrat, semaines, feries))
    })?;
    let jours: Vec<String> = chomes
        .iter()
        .map(|jour| format::jour_mois(&jour.date.to_string()))
        .collect();
    (!jours.is_empty()).then(|| format!("Férié ({}) compté chômé ?", jours.join(", ")))
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
    let lue = semaine::semaine(mode, lundi, (&travaillees, &chomees), case.connue.get_value());
    if lue.is_some() {
        case.connue.set_value(true);
    }
    lue
}
