//! What each line gives: hours, allocation, indemnity, and how they were found.

use super::{
    calcul,
    contingent::{Contingents, JaugeContingent},
    page::Dossier,
    par_mois::ParMois,
    salaries::Plus,
};
use crate::{
    api::Donnees,
    format,
    ui::{Cell, Champ, Colonne, Dialog, EmptyState, Etroit, Icone, LinkButton, Stack, Table, TextField, Tri},
};
use api_types::indemnisation::{Demande, Etape, Ligne};
use domain::{
    bareme::Part,
    montant::{Centimes, Heures, TauxHoraire},
};
use leptos::prelude::*;

/// Read only, so light: few companies will ever need to ask for more.
const PAGE: usize = 250;

/// The tab "Montants".
#[component]
pub fn Montants(dossier: Dossier) -> impl IntoView {
    let lignes = Donnees::charger(move || {
        dossier.lignes_perimees.track();
        dossier.lignes()
    });
    view! {
        {lignes.afficher(move |lignes| {
            if lignes.is_empty() {
                view! {
                    <EmptyState icone=Icone::Euro titre="Aucun montant">
                        "Les montants apparaissent dès que la demande contient des salariés et des heures."
                    </EmptyState>
                }
                .into_any()
            } else {
                view! { <Lignes lignes dossier/> }.into_any()
            }
        })}
    }
}

fn trier(lignes: &mut [Ligne], tri: Option<Tri>) {
    let Some(Tri { cle, descendant }) = tri else {
        return;
    };
    let centimes = |texte: &str| texte.parse::<Centimes>().unwrap_or(Centimes::ZERO);
    match cle {
        "nom" => lignes.sort_by(|a, b| (&a.nom, &a.prenom).cmp(&(&b.nom, &b.prenom))),
        "allocation" => lignes.sort_by_key(|ligne| centimes(&ligne.allocation)),
        "indemnite" => lignes.sort_by_key(|ligne| centimes(&ligne.indemnite)),
        _ => {}
    }
    if descendant {
        lignes.reverse();
    }
}

/// The cap as the rules of the claim have it: « 4,5 SMIC ».
fn plafond_dit(demande: &Demande) -> String {
    let regles = calcul::regles(demande);
    regles.map_or_else(
        || "un nombre de SMIC".to_owned(),
        |regles| regles.bareme.en_smic(regles.bareme.plafond_allocation.valeur),
    )
}

#[component]
fn Lignes(lignes: Vec<Ligne>, dossier: Dossier) -> impl IntoView {
    let nombre = lignes.len();
    let lignes = StoredValue::new(lignes);
    let recherche = Champ::libre("recherche-montant", "Rechercher un salarié");
    let tri = RwSignal::new(None::<Tri>);
    let montrees = RwSignal::new(PAGE);
    let plafond = StoredValue::new(plafond_dit(&untrack(|| dossier.demande())));
    let detail = RwSignal::new(None::<Ligne>);
    let ouvert = RwSignal::new(false);
    let expliquer = Callback::new(move |ligne: Ligne| {
        detail.set(Some(ligne));
        ouvert.set(true);
    });
    let rangees = move || {
        let cherche = recherche.valeur.get().to_lowercase();
        let mut choisies: Vec<Ligne> = lignes.with_value(|lignes| {
            lignes
                .iter()
                .filter(|ligne| {
                    format!("{} {}", ligne.nom, ligne.prenom)
                        .to_lowercase()
                        .contains(cherche.trim())
                })
                .cloned()
                .collect()
        });
        trier(&mut choisies, tri.get());
        choisies
            .into_iter()
            .take(montrees.get())
            .map(|ligne| plafond.with_value(|plafond| rangee(ligne, plafond, expliquer)))
            .collect_view()
    };
    view! {
        <Stack>
            {(nombre > 10).then(|| view! { <TextField champ=recherche genre="search"/> })}
            <Table
                legende="Montants par salarié"
                legende_cachee=true
                etroit=Etroit::Defile
                dense=true
                tri
                colonnes=vec![
                    Colonne::texte("Salarié").triable("nom"),
                    Colonne::nombre("Chômées"),
                    Colonne::nombre("Indemnisables"),
                    Colonne::nombre("Indemnité").triable("indemnite"),
                    Colonne::nombre("Allocation").triable("allocation"),
                    Colonne::nombre("Reste à charge"),
                    Colonne::actions(),
                ]
                pied=move || totaux(dossier)
            >
                {rangees}
            </Table>
            <Plus montrees nombre/>
            <ParMois dap=untrack(|| dossier.demande()).dap_id/>
            {lignes.with_value(|lignes| view! { <Contingents lignes=lignes.clone()/> })}
        </Stack>
        <Dialog ouvert titre="Détail du calcul" large=true>
            {move || detail.get().map(|ligne| view! { <Explication ligne/> })}
        </Dialog>
    }
}

fn totaux(dossier: Dossier) -> impl IntoView {
    move || {
        let totaux = dossier.demande().totaux;
        view! {
            <tr>
                <Cell titre="Salarié" entete=true>"Total de la demande"</Cell>
                <Cell titre="Chômées" nombre=true>{format::nombre_heures(&totaux.heures_chomees)}</Cell>
                <Cell titre="Indemnisables" nombre=true>{format::nombre_heures(&totaux.heures_indemnisables)}</Cell>
                <Cell titre="Indemnité" nombre=true>{format::euros(&totaux.indemnite)}</Cell>
                <Cell titre="Allocation" nombre=true>{format::euros(&totaux.allocation)}</Cell>
                <Cell titre="Reste à charge" nombre=true>{format::euros(&totaux.reste_a_charge)}</Cell>
                <td></td>
            </tr>
        }
    }
}

fn rangee(ligne: Ligne, plafond: &str, expliquer: Callback<Ligne>) -> impl IntoView + use<> {
    let clic = ligne.clone();
    let nom = format!("{} {}", ligne.nom, ligne.prenom);
    let dit = format!(" le calcul de {nom}");
    let perdu = perdu(&ligne, plafond);
    view! {
        <tr>
            <Cell titre="Salarié" entete=true>
                <span class="ap-nom-salarie">{nom}</span>
                {perdu.map(|texte| view! { <span class="ap-petit ap-doux">{texte}</span> })}
            </Cell>
            <Cell titre="Chômées" nombre=true>{format::nombre_heures(&ligne.heures_chomees)}</Cell>
            <Cell titre="Indemnisables" nombre=true>{format::nombre_heures(&ligne.heures_indemnisables)}</Cell>
            <Cell titre="Indemnité" nombre=true>{avec_taux(&ligne.indemnite, &ligne.indemnite_horaire)}</Cell>
            <Cell titre="Allocation" nombre=true>{avec_taux(&ligne.allocation, &ligne.allocation_horaire)}</Cell>
            <Cell titre="Reste à charge" nombre=true>{format::euros(&ligne.reste_a_charge)}</Cell>
            <Cell titre="Détail">
                <LinkButton au_clic=move || expliquer.run(clic.clone())>
                    "Comprendre"
                    <span class="ap-cache">{dit}</span>
                </LinkButton>
            </Cell>
        </tr>
    }
}

/// An amount, and what an hour gives under it.
fn avec_taux(montant: &str, horaire: &str) -> impl IntoView + use<> {
    view! {
        {format::euros(montant)}
        <br/>
        <span class="ap-petit ap-doux">{format!("{}\u{a0}/\u{a0}h", format::euros(horaire))}</span>
    }
}

/// What the law takes off the line, in a few words; `plafond` is the cap of the month, « 4,5 SMIC ».
fn perdu(ligne: &Ligne, plafond: &str) -> Option<String> {
    let heures: Vec<Heures> = ligne
        .pertes
        .iter()
        .filter_map(|perte| perte.heures.as_deref()?.parse().ok())
        .collect();
    let mut dits = Vec::new();
    let total: Heures = heures.iter().sum();
    if total > Heures::ZERO {
        dits.push(format!("{} non indemnisées", format::heures(&total.to_string())));
    }
    if ligne.pertes.iter().any(|perte| perte.euros_par_heure.is_some()) {
        dits.push(format!("plafonné à {plafond}"));
    }
    (!dits.is_empty()).then(|| dits.join(", "))
}

/// The figure of a step with its unit; nothing for a code, whose words stand beside it.
fn valeur(etape: &Etape) -> String {
    let lu = etape.valeur.as_str();
    match etape.etape.as_str() {
        "regime" | "profil" | "jour_ferie" => String::new(),
        "heures_indemnisables" | "duree_collective" | "forfait_jours" => format::heures(lu),
        "taux_allocation" | "taux_indemnite" => {
            // Read as exactly as a rate: both have four decimals.
            let part = lu.parse::<TauxHoraire>().map(|lue| Part(lue.0));
            part.map_or_else(|_| lu.to_owned(), Part::en_pourcents)
        }
        "taux_horaire_brut" | "salaire_mensuel" | "plafond" | "plafond_indemnite" => format::taux(lu),
        _ => format::euros(lu),
    }
}

#[component]
fn Explication(ligne: Ligne) -> impl IntoView {
    let rangee = |libelle: String, valeur: String, source: String| {
        let valeur = if valeur.is_empty() {
            view! { <td class="ap-cellule-vide"></td> }.into_any()
        } else {
            view! { <Cell titre="Valeur" nombre=true>{valeur}</Cell> }.into_any()
        };
        view! {
            <tr>
                <Cell titre="Étape" entete=true>{libelle}</Cell>
                {valeur}
                <Cell titre="Source">{source}</Cell>
            </tr>
        }
    };
    let etapes = ligne
        .explication
        .iter()
        .map(|etape| rangee(etape.libelle.clone(), valeur(etape), etape.source.clone()))
        .collect_view();
    let pertes = ligne
        .pertes
        .iter()
        .map(|perte| {
            rangee(
                perte.libelle.clone(),
                format::euros(&perte.euros),
                perte.source.clone(),
            )
        })
        .collect_view();
    let contingents = ligne
        .contingents
        .iter()
        .map(|contingent| view! { <JaugeContingent contingent=contingent.clone()/> })
        .collect_view();
    view! {
        <p>
            {format!(
                "{} {} : contrat de {} par semaine, {} brut de l'heure.",
                ligne.prenom,
                ligne.nom,
                format::heures(&ligne.duree_hebdomadaire),
                format::taux(&ligne.taux_horaire_brut),
            )}
        </p>
        <Table
            legende="Étapes du calcul"
            legende_cachee=true
            dense=true
            colonnes=vec![Colonne::texte("Étape"), Colonne::nombre("Valeur"), Colonne::texte("Source")]
        >
            {etapes}
        </Table>
        {(!ligne.pertes.is_empty()).then(|| view! {
            <Table
                legende="Ce que la loi n'indemnise pas"
                dense=true
                colonnes=vec![Colonne::texte("Règle"), Colonne::nombre("Montant"), Colonne::texte("Source")]
            >
                {pertes}
            </Table>
        })}
        {contingents}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_of_a_step_has_its_unit() {
        let valeur = |etape: &str, valeur: &str| {
            super::valeur(&Etape {
                etape: etape.to_owned(),
                valeur: valeur.to_owned(),
                ..Etape::default()
            })
        };
        assert_eq!(valeur("allocation", "1199.80"), "1\u{202f}199,80\u{a0}€");
        assert_eq!(valeur("heures_indemnisables", "140.00"), "140\u{a0}h");
        assert_eq!(valeur("taux_allocation", "0.36"), "36\u{a0}%");
        assert_eq!(valeur("taux_horaire_brut", "32.4700"), "32,47\u{a0}€");
        assert_eq!(valeur("regime", "droit_commun"), "");
    }
}
