//! The result: totals, one line per employee, and how each amount was found.

use crate::{
    format,
    ui::{Alert, Button, Cell, Colonne, Details, Figure, Figures, Row, Stack, Table, Variante},
};
use api_types::simulation::{LigneSimulee, NouvelleSimulation, Simulation, TotauxSimulation};
use domain::{
    bareme::{Regime, Territoire},
    montant::Centimes,
};
use leptos::prelude::*;

/// A result with what was asked: the hours, the page may have changed since.
#[derive(Clone)]
pub struct Calcul {
    pub demande: NouvelleSimulation,
    pub simulation: Simulation,
}

#[component]
pub fn Resultat(calcul: Calcul) -> impl IntoView {
    let Calcul { demande, simulation } = calcul;
    let conditions = conditions(&simulation);
    let totaux = simulation.totaux;
    let sommes = totaux.clone();
    let heures = demande
        .salaries
        .into_iter()
        .map(|salarie| format::nombre_heures(&salarie.heures_chomees));
    let lignes = simulation
        .lignes
        .iter()
        .cloned()
        .zip(heures)
        .map(|(ligne, heures)| rangee(ligne, heures))
        .collect_view();
    let details = simulation
        .lignes
        .into_iter()
        .map(|ligne| view! { <Explication ligne/> })
        .collect_view();
    view! {
        <section class="ap-pile" aria-labelledby="resultat">
            <Row ecarte=true>
                <div class="ap-pile" data-espace="serre">
                    <h2 class="ap-titre-section" id="resultat" tabindex="-1">"Résultat de la simulation"</h2>
                    <p class="ap-doux">{conditions}</p>
                </div>
                <Button variante=Variante::Secondaire au_clic=imprimer>"Imprimer"</Button>
            </Row>
            <Figures>
                <Figure libelle="Indemnités versées aux salariés" valeur=format::euros(&totaux.indemnite)/>
                <Figure libelle="Reste à charge" valeur=format::euros(&totaux.reste_a_charge)/>
                <Figure
                    libelle="Allocation remboursée"
                    fort=true
                    valeur=format::euros(&totaux.allocation)
                />
            </Figures>
            <Alert>
                <p>
                    "Cette estimation n'engage pas l'administration. C'est le calcul même de la demande "
                    "d'indemnisation, hors cotisations et hors contingent annuel d'heures."
                </p>
            </Alert>
            <Table
                legende="Montants par salarié"
                dense=true
                colonnes=vec![
                    Colonne::texte("Salarié"),
                    Colonne::nombre("Heures chômées"),
                    Colonne::nombre("Indemnité / h"),
                    Colonne::nombre("Indemnité"),
                    Colonne::nombre("Allocation / h"),
                    Colonne::nombre("Allocation"),
                    Colonne::nombre("Reste à charge"),
                ]
                pied=move || pied(sommes.clone())
            >
                {lignes}
            </Table>
            <Stack serre=true>{details}</Stack>
        </section>
    }
}

/// The figure of a step with its unit; a step that the page does not know keeps the figure alone.
fn valeur(code: &str, valeur: &str) -> String {
    let par_heure = |montant: String| format!("{montant}\u{a0}/\u{a0}h");
    match code {
        // `0.36`: hundredths of the pay, as cents are hundredths of a euro.
        "taux_allocation" | "taux_indemnite" => valeur
            .parse::<Centimes>()
            .map_or_else(|_| valeur.replace('.', ","), |part| format!("{}\u{a0}%", part.0)),
        "allocation"
        | "indemnite"
        | "reste_a_charge"
        | "perte_plafond_allocation"
        | "perte_plafond_indemnite" => format::euros(valeur),
        // A code: its words stand beside it.
        "profil" => String::new(),
        "taux_horaire_brut" | "salaire_mensuel" | "plafond" | "plafond_indemnite" => {
            par_heure(format::taux(valeur))
        }
        "sous_smic" | "alternance" | "plancher" | "plancher_indemnite" | "plancher_smic" => {
            par_heure(format::euros(valeur))
        }
        _ => valeur.replace('.', ","),
    }
}

/// "Mai 2022 · Droit commun · Mayotte".
fn conditions(simulation: &Simulation) -> String {
    let regime = simulation.regime.parse::<Regime>().map_or_else(
        |_| simulation.regime.clone(),
        |regime| regime.libelle().to_owned(),
    );
    let territoire = simulation.territoire.parse::<Territoire>().map_or_else(
        |_| simulation.territoire.clone(),
        |territoire| territoire.libelle().to_owned(),
    );
    let mois = format::majuscule(&format::mois(&simulation.mois));
    format!("{mois} · {regime} · {territoire}")
}

/// The browser's own print dialog; one that forbids it has its menu.
fn imprimer() {
    let _ = window().print();
}

fn rangee(ligne: LigneSimulee, heures: String) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Salarié" entete=true>{ligne.reference}</Cell>
            <Cell titre="Heures chômées" nombre=true>{heures}</Cell>
            <Cell titre="Indemnité / h" nombre=true>{format::euros(&ligne.indemnite_horaire)}</Cell>
            <Cell titre="Indemnité" nombre=true>{format::euros(&ligne.indemnite)}</Cell>
            <Cell titre="Allocation / h" nombre=true>{format::euros(&ligne.allocation_horaire)}</Cell>
            <Cell titre="Allocation" nombre=true>{format::euros(&ligne.allocation)}</Cell>
            <Cell titre="Reste à charge" nombre=true>{format::euros(&ligne.reste_a_charge)}</Cell>
        </tr>
    }
}

fn pied(totaux: TotauxSimulation) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Salarié" entete=true>"Total"</Cell>
            <Cell titre="Heures chômées" nombre=true>{format::nombre_heures(&totaux.heures_chomees)}</Cell>
            <td class="ap-cellule-vide"></td>
            <Cell titre="Indemnité" nombre=true>{format::euros(&totaux.indemnite)}</Cell>
            <td class="ap-cellule-vide"></td>
            <Cell titre="Allocation" nombre=true>{format::euros(&totaux.allocation)}</Cell>
            <Cell titre="Reste à charge" nombre=true>{format::euros(&totaux.reste_a_charge)}</Cell>
        </tr>
    }
}

#[component]
fn Explication(ligne: LigneSimulee) -> impl IntoView {
    let titre = format!("Comment c'est calculé : {}", ligne.reference);
    let etapes = ligne
        .explication
        .into_iter()
        .map(|etape| {
            view! {
                <li class="ap-affaire ap-calcul">
                    <Stack serre=true>
                        <span>{etape.libelle}</span>
                        <span class="ap-petit ap-doux">{etape.source}</span>
                    </Stack>
                    <span class="ap-chiffres">{valeur(&etape.etape, &etape.valeur)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Details resume=move || titre.clone()>
            <ol class="ap-affaires">{etapes}</ol>
        </Details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_says_its_unit() {
        for (code, brut, lu) in [
            ("taux_horaire_brut", "33.4400", "33,44\u{a0}€\u{a0}/\u{a0}h"),
            ("taux_allocation", "0.36", "36\u{a0}%"),
            ("plancher", "7.74", "7,74\u{a0}€\u{a0}/\u{a0}h"),
            ("allocation", "120.50", "120,50\u{a0}€"),
            ("un_autre", "1.5", "1,5"),
        ] {
            assert_eq!(valeur(code, brut), lu);
        }
    }

    #[test]
    fn the_conditions_read_in_french() {
        let simulation = Simulation {
            mois: "2022-05".into(),
            regime: "droit_commun".into(),
            territoire: "mayotte".into(),
            ..Default::default()
        };
        assert_eq!(conditions(&simulation), "Mai 2022 · Droit commun · Mayotte");
    }
}
