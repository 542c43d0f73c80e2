//! The agent's queue.

use super::{Periode, choix_etats, choix_motifs, groupe::Grouper};
use crate::{
    api::{Donnees, acces, client},
    format,
    liste::{Etablissement, Suite},
    pages::{
        etats::EtatDap,
        lot_demandes::{Case, Choisies},
    },
    ui::{
        Cell, Champ, Colonne, EmptyState, Figure, Figures, Frame, Grid, Icone, Link, PageHeader, Select,
        Stack, Status, Table, Ton,
    },
};
use api_types::dap::{ComptesDap, DapResume, ListeDaps};
use client::FiltreDaps;
use domain::mois::{jour_de_paris, parse_date};
use leptos::prelude::*;
use time::Date;

/// `/instruction`: nearest deadline first.
#[component]
pub fn PageInstruction() -> impl IntoView {
    let etat = Champ::libre("etat", "État");
    let motif = Champ::libre("motif", "Motif");
    let choisi = |champ: Champ| Some(champ.valeur.get()).filter(|code| !code.is_empty());
    let filtre = Signal::derive(move || FiltreDaps {
        etat: choisi(etat),
        motif: choisi(motif),
        ..Default::default()
    });
    let choisies = Choisies::new();
    let comptes = Donnees::charger(|| async { client().compter_daps().await });
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { client().lister_daps(&filtre).await }
    });
    view! {
        <Frame>
            <PageHeader
                titre="Demandes d'autorisation à instruire"
                sous_titre=|| "L'échéance la plus proche d'abord : sans décision, la demande est acceptée tacitement."
            />
            <Stack>
                {move || comptes.lire().map(|comptes| view! { <Comptes comptes/> })}
                <Grid colonnes=2>
                    <Select champ=etat choix=choix_etats() invite="À instruire"/>
                    <Select champ=motif choix=choix_motifs() invite="Tous les motifs"/>
                </Grid>
                {donnees.afficher(move |liste| view! { <File liste filtre donnees choisies/> })}
                <Grouper
                    choisies
                    au_succes=move || {
                        donnees.recharger();
                        comptes.recharger();
                    }
                />
            </Stack>
        </Frame>
    }
}

/// How many there are in each state, and how many have passed their deadline.
#[component]
fn Comptes(comptes: ComptesDap) -> impl IntoView {
    let instruits = [
        "en_attente_instruction_ud",
        "instruction_en_cours",
        "validee",
        "invalidee",
        "refusee",
    ];
    let figures = comptes
        .items
        .into_iter()
        .filter(|compte| instruits.contains(&compte.etat.as_str()))
        .map(|compte| view! { <Figure libelle=compte.libelle valeur=en_chiffres(compte.nombre)/> })
        .collect_view();
    view! {
        <Figures>
            <Figure libelle="Délai dépassé" valeur=en_chiffres(comptes.depassees) fort={comptes.depassees > 0}/>
            {figures}
        </Figures>
    }
}

/// The service counts no further than a thousand.
fn en_chiffres(nombre: u32) -> String {
    if nombre < 1000 {
        nombre.to_string()
    } else {
        "1000 et plus".to_owned()
    }
}

#[component]
fn File(
    liste: ListeDaps,
    filtre: Signal<FiltreDaps>,
    donnees: Donnees<ListeDaps>,
    choisies: Choisies,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Coche titre="Rien à instruire">
                "Aucune demande de votre département n'attend dans cet état."
            </EmptyState>
        }
        .into_any();
    }
    let aujourd_hui = acces().maintenant().map(jour_de_paris);
    let lignes = liste
        .items
        .into_iter()
        .map(|dap| ligne(dap, aujourd_hui, choisies))
        .collect_view();
    view! {
        <Table
            legende="Demandes d'autorisation préalable de votre département"
            legende_cachee=true
            colonnes=vec![
                Colonne::actions(),
                Colonne::texte("Échéance"),
                Colonne::texte("Numéro"),
                Colonne::texte("Établissement"),
                Colonne::texte("Motif"),
                Colonne::texte("Période"),
                Colonne::texte("État"),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let filtre = FiltreDaps { cursor: Some(curseur), ..filtre.get_untracked() };
                async move { client().lister_daps(&filtre).await }
            }
        />
    }
    .into_any()
}

fn ligne(dap: DapResume, aujourd_hui: Option<Date>, choisies: Choisies) -> impl IntoView {
    let a_decider = dap.limite_tacite.is_some();
    let (id, numero) = (dap.id.clone(), dap.numero.clone());
    let choix = a_decider.then(|| view! { <Case choisies id version=dap.version numero/> });
    view! {
        <tr>
            <Cell titre="Choix">{choix}</Cell>
            <Cell titre="Échéance">{echeance(dap.limite_tacite.as_deref(), aujourd_hui)}</Cell>
            <Cell titre="Numéro" entete=true>
                <Link href=format!("/daps/{}", dap.id)>{dap.numero}</Link>
            </Cell>
            <Etablissement denomination=dap.denomination siret=dap.siret/>
            <Cell titre="Motif">{dap.motif_libelle}</Cell>
            <Cell titre="Période"><Periode debut=dap.debut fin=dap.fin/></Cell>
            <Cell titre="État">
                <EtatDap code=dap.etat libelle=dap.etat_libelle/>
                {dap.agent.map(en_main)}
            </Cell>
        </tr>
    }
}

/// Who has it in hand: a colleague's is left to them.
fn en_main(agent: String) -> impl IntoView {
    let moi = acces().session().map(|session| session.compte.identifiant);
    let qui = if moi.as_deref() == Some(agent.as_str()) {
        "par vous".to_owned()
    } else {
        format!("par {agent}")
    };
    view! { <div class="ap-petit ap-doux">{qui}</div> }
}

/// The deadline, told in days when it is near.
fn echeance(limite: Option<&str>, aujourd_hui: Option<Date>) -> AnyView {
    let Some(limite) = limite else {
        return view! { <span class="ap-doux">"–"</span> }.into_any();
    };
    let jours = parse_date(limite)
        .ok()
        .zip(aujourd_hui)
        .map(|(limite, jour)| (limite - jour).whole_days());
    let date = format::date(limite);
    match jours {
        Some(jours) if jours < 0 => {
            view! { <Status ton=Ton::Danger libelle=format!("{date} (dépassée)")/> }.into_any()
        }
        Some(0) => view! { <Status ton=Ton::Attention libelle=format!("{date} (aujourd'hui)")/> }.into_any(),
        Some(jours) if jours <= 3 => {
            view! { <Status ton=Ton::Attention libelle=format!("{date} (J-{jours})")/> }.into_any()
        }
        _ => view! { <span class="ap-chiffres">{date}</span> }.into_any(),
    }
}
