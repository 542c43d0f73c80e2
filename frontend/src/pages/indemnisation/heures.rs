//! The hours of a month: employees × weeks, typed or imported; they save themselves.

use super::{
    calcul::{self, Cumul},
    ligne_heures::{self, LigneHeures},
    page::Dossier,
    saisie::ModeSaisie,
    salaries::Plus,
};
use crate::{
    api::Donnees,
    format::{self, nombre_heures, pluriel},
    pages::{enregistrement::LigneEnregistrement, import::Import},
    ui::{
        Alert, Button, Card, Cell, Champ, Colonne, EmptyState, Etroit, Icone, Largeur, Row, Select,
        Spreadsheet, Stack, Table, TextField, Ton, Variante, choix_de,
        dom::{focaliser_premier, garder_choix, lire_choix},
    },
};
use api_types::indemnisation::{JourFerie, Ligne};
use client::CibleImport;
use domain::{
    ferie::jours_feries_du_mois,
    mois::{Mois, parse_date},
};
use leptos::prelude::*;

const COLONNES: &str = "NIR, semaine, heures travaillées, heures chômées";
/// Rows with inputs are heavy: few at first.
const PAGE: usize = 25;
/// Which hours this person types is remembered on this machine.
const CHOIX_MODE: &str = "apart-saisie-heures";

/// The tab "Heures".
#[component]
pub fn Heures(dossier: Dossier) -> impl IntoView {
    let lignes = Donnees::charger(move || {
        dossier.lignes_perimees.track();
        dossier.lignes()
    });
    view! {
        <Stack>
            <Card titre="Importer les heures" icone=Icone::Televersement>
                <Import
                    id="import-heures"
                    libelle="Fichier des heures"
                    quoi="semaine"
                    colonnes=COLONNES
                    cible=CibleImport::Heures(dossier.id.get_value())
                    memoire=format!("heures-{}", untrack(|| dossier.demande().siret))
                    au_succes=move || {
                        dossier.saisie.vider();
                        lignes.recharger();
                        dossier.donnees.recharger();
                    }
                />
            </Card>
            {lignes.afficher(move |lignes| {
                if lignes.is_empty() {
                    view! {
                        <EmptyState icone=Icone::Groupe titre="Aucun salarié dans la demande">
                            "Importez leurs heures : les salariés du registre que nomme le fichier entrent dans la demande. Ou ajoutez-les dans l'onglet Salariés, puis saisissez leurs heures."
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! { <Grille lignes dossier/> }.into_any()
                }
            })}
        </Stack>
    }
}

#[component]
fn Grille(lignes: Vec<Ligne>, dossier: Dossier) -> impl IntoView {
    let demande = untrack(|| dossier.demande());
    let semaines = StoredValue::new(demande.semaines.clone());
    let regles = calcul::regles(&demande);
    let cumul = Cumul::new(regles.as_ref(), &lignes);
    // Nobody's hours are lost on a Sunday.
    let feries: Vec<JourFerie> = demande
        .jours_feries
        .iter()
        .filter(|jour| !dimanche(jour))
        .cloned()
        .collect();
    let feries = StoredValue::new(feries);
    let mois: Option<Mois> = demande.mois.parse().ok();
    let Dossier {
        saisie,
        enregistrement,
        ..
    } = dossier;
    let recherche = Champ::libre("recherche-salarie", "Rechercher un salarié");
    let nombre = lignes.len();
    let lignes = StoredValue::new(lignes);
    let montrees = RwSignal::new(PAGE);
    let choisi = Champ::libre("mode-saisie", "Je saisis");
    choisi.valeur.set(
        ModeSaisie::du_code(&lire_choix(CHOIX_MODE).unwrap_or_default())
            .code()
            .to_owned(),
    );
    Effect::new(move |_| choisi.valeur.with(|code| garder_choix(CHOIX_MODE, code)));
    let mode = Memo::new(move |_| choisi.valeur.with(|code| ModeSaisie::du_code(code)));
    let colonnes = Signal::derive(move || {
        let quoi = match mode.get() {
            ModeSaisie::LesDeux => "trav. / chôm.",
            ModeSaisie::Travaillees => "trav.",
            ModeSaisie::Chomees => "chôm.",
        };
        let titre = |lundi: &String| {
            Colonne::texte(format!(
                "Semaine du {} ({quoi}){}",
                format::jour_mois(lundi),
                feries.with_value(|feries| feries_de(feries, lundi))
            ))
        };
        let mut colonnes = vec![Colonne::texte("Salarié")];
        colonnes.extend(semaines.with_value(|semaines| semaines.iter().map(titre).collect::<Vec<_>>()));
        colonnes.push(Colonne::nombre("Chômées"));
        colonnes
    });
    let grille = ligne_heures::Grille {
        semaines,
        mois,
        feries: StoredValue::new(
            mois.map(|mois| jours_feries_du_mois(mois, &demande.departement))
                .unwrap_or_default(),
        ),
        regles: StoredValue::new(regles),
        saisie,
        cumul,
        mode: mode.into(),
        au_changement: Callback::new(move |()| enregistrement.toucher()),
    };
    let groupes = move || {
        let cherche = recherche.valeur.get().to_lowercase();
        let montrees = montrees.get();
        let suivies = saisie.suivies();
        lignes.with_value(|lignes| {
            lignes
                .iter()
                .enumerate()
                .filter(|(_, ligne)| suivies.is_empty() || suivies.contains(&ligne.id))
                .filter(|(_, ligne)| {
                    cherche.trim().is_empty()
                        || format!("{} {}", ligne.nom, ligne.prenom)
                            .to_lowercase()
                            .contains(cherche.trim())
                })
                .map(|(rang, _)| rang)
                .take(montrees)
                .collect::<Vec<_>>()
                .chunks(PAGE)
                .map(<[usize]>::to_vec)
                .collect::<Vec<_>>()
        })
    };
    let groupe = move |rangs: Vec<usize>| {
        let siennes: Vec<Ligne> = lignes.with_value(|lignes| {
            rangs
                .iter()
                .filter_map(|rang| lignes.get(*rang).cloned())
                .collect()
        });
        let rangees = siennes
            .into_iter()
            .map(|ligne| view! { <LigneHeures ligne grille/> })
            .collect_view();
        view! { <tbody>{rangees}</tbody> }
    };
    // Led here by what forbids sending: to the first cell at fault, whatever was searched for.
    Effect::new(move |_| {
        if !saisie.suivies().is_empty() {
            recherche.valeur.set(String::new());
            request_animation_frame(|| focaliser_premier("[data-semaines] [aria-invalid]"));
        }
    });
    view! {
        <Row ecarte=true>
            <TextField champ=recherche genre="search"/>
            <Select
                champ=choisi
                largeur=Largeur::Longue
                choix=Signal::stored(choix_de(ModeSaisie::TOUS, ModeSaisie::code, ModeSaisie::libelle))
            />
            <LigneEnregistrement enregistrement/>
        </Row>
        <Show when=move || enregistrement.conflit()>
            <Alert ton=Ton::Danger titre="Cette demande a été modifiée ailleurs" vivant=true>
                <p>"Rechargez-la pour repartir de la dernière version."</p>
                <Button variante=Variante::Secondaire au_clic=move || { let _ = window().location().reload(); }>
                    "Recharger la demande"
                </Button>
            </Alert>
        </Show>
        <p class="ap-petit ap-doux">
            "Comme dans un tableur : flèches et Entrée pour passer d'une case à l'autre, et un bloc copié d'Excel se colle depuis la case choisie."
        </p>
        {avis_feries(&feries.get_value())}
        <Show when=move || !saisie.suivies().is_empty()>
            <Alert ton=Ton::Attention titre="Seules les lignes à corriger sont montrées">
                <Row>
                    <Button variante=Variante::Secondaire petit=true au_clic=move || saisie.tout_montrer()>
                        "Montrer toutes les lignes"
                    </Button>
                </Row>
            </Alert>
        </Show>
        <Spreadsheet montrer=move |jusqu_a| montrees.update(|n| *n = (*n).max(jusqu_a))>
            <Table
                legende="Heures par semaine : travaillées (ou assimilées), puis chômées"
                etroit=Etroit::Defile
                dense=true
                semaines=semaines.with_value(Vec::len)
                colonnes
                pied=move || view! { <Totaux cumul nombre semaines=semaines.with_value(Vec::len)/> }
            >
                // Showing more leaves alone the rows that are there.
                <For each=groupes key=Vec::clone children=groupe/>
            </Table>
        </Spreadsheet>
        <Plus montrees nombre/>
    }
}

fn dimanche(jour: &JourFerie) -> bool {
    parse_date(&jour.date).is_ok_and(|date| date.weekday() == time::Weekday::Sunday)
}

/// « , férié le 26/05 ».
fn feries_de(feries: &[JourFerie], lundi: &str) -> String {
    feries
        .iter()
        .filter(|jour| jour.semaine == lundi)
        .map(|jour| format!(", férié le {}", format::jour_mois(&jour.date)))
        .collect()
}

/// The public holidays of the weeks, and what becomes of their hours.
fn avis_feries(feries: &[JourFerie]) -> Option<impl IntoView + use<>> {
    let dits: Vec<String> = feries
        .iter()
        .map(|jour| format!("{} ({})", format::jour_mois(&jour.date), jour.libelle))
        .collect();
    (!dits.is_empty()).then(|| {
        view! {
            <p class="ap-petit ap-doux">
                {format!(
                    "Jours fériés : {}. Un jour férié normalement chômé n'est pas indemnisable : comptez ses heures avec les heures travaillées ou assimilées.",
                    dits.join(", ")
                )}
            </p>
        }
    })
}

/// The sums of what is typed, by the code of the server.
#[component]
fn Totaux(cumul: Cumul, nombre: usize, semaines: usize) -> impl IntoView {
    let dit = move || {
        let total = cumul.total();
        format!(
            "{} indemnisables · indemnité {} · allocation {}",
            format::heures(&total.heures_indemnisables.to_string()),
            format::euros(&total.montants.indemnite.to_string()),
            format::euros(&total.montants.allocation.to_string()),
        )
    };
    let chomees = move || nombre_heures(&cumul.total().heures_chomees.to_string());
    view! {
        <tr>
            <Cell titre="Salarié" entete=true>{format!("Total, {}", pluriel(nombre, "salarié"))}</Cell>
            <td colspan=semaines.to_string()>{dit}</td>
            <Cell titre="Chômées" nombre=true>{chomees}</Cell>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holiday_on_a_sunday_takes_no_hours() {
        let le = |date: &str| JourFerie {
            date: date.to_owned(),
            ..JourFerie::default()
        };
        assert!(dimanche(&le("2026-11-01")));
        assert!(!dimanche(&le("2026-11-11")));
    }
}
