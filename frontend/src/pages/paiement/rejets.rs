//! The help desk: claims that an incident had rejected, put right together.

use crate::{
    api::{Donnees, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    liste::{Criteres, Etablissement, Suite},
    pages::lot_demandes::{Appel, Case, Choisies, Confirmer, Grouper, ToutChoisir},
    ui::{Cell, Champ, Colonne, EmptyState, Frame, Icone, PageHeader, Stack, Table, TextArea, TextField},
};
use api_types::paiement::{DemandeDuLot, ListeRejets, RejetResume, Retablissement};
use client::FiltreRejets;
use leptos::prelude::*;

/// `/assistance/rejets`.
#[component]
pub fn PageRejets() -> impl IntoView {
    let du = Champ::libre("du", "Rejetées à partir du");
    let au = Champ::libre("au", "Rejetées jusqu'au");
    let agent = Champ::libre("agent", "Identifiant de l'agent");
    let departement = Champ::libre("departement", "Département");
    let motifs = Champ::libre("motifs", "Texte des motifs");
    let filtre = RwSignal::new(FiltreRejets::default());
    let choisies = Choisies::new();
    let ouvert = RwSignal::new(false);
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { client().lister_rejets(&filtre).await }
    });
    let chercher = move || {
        choisies.vider();
        filtre.set(FiltreRejets {
            du: du.saisi(),
            au: au.saisi(),
            agent: agent.saisi(),
            departement: departement.saisi(),
            motifs: motifs.saisi(),
            ..Default::default()
        });
    };
    view! {
        <Frame>
            <PageHeader
                titre="Demandes rejetées"
                sous_titre=|| "Après un incident : retrouver les rejets à tort et les annuler ensemble."
            />
            <Stack>
                <Criteres champs=vec![du, au, agent, departement, motifs] chercher>
                    <TextField champ=du indice="jj/mm/aaaa"/>
                    <TextField champ=au indice="jj/mm/aaaa"/>
                    <TextField champ=agent/>
                    <TextField champ=departement/>
                    <TextField champ=motifs indice="Une partie du texte suffit"/>
                </Criteres>
                {donnees.afficher(move |liste| view! { <Resultats liste filtre donnees choisies/> })}
                <Grouper choisies ouvert texte="Annuler les rejets…" titre="Annuler les rejets">
                    <Retablir choisies ouvert au_succes=move || donnees.recharger()/>
                </Grouper>
            </Stack>
        </Frame>
    }
}

#[component]
fn Resultats(
    liste: ListeRejets,
    filtre: RwSignal<FiltreRejets>,
    donnees: Donnees<ListeRejets>,
    choisies: Choisies,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Coche titre="Aucun rejet">
                "Aucune demande rejetée ne répond à ces critères."
            </EmptyState>
        }
        .into_any();
    }
    let toutes: Vec<DemandeDuLot> = liste
        .items
        .iter()
        .map(|demande| DemandeDuLot {
            id: demande.id.clone(),
            version: demande.version,
        })
        .collect();
    let lignes = liste
        .items
        .into_iter()
        .map(|demande| ligne(demande, choisies))
        .collect_view();
    view! {
        <ToutChoisir choisies toutes/>
        <Table
            legende="Demandes rejetées"
            legende_cachee=true
            colonnes=vec![
                Colonne::actions(),
                Colonne::texte("Numéro"),
                Colonne::texte("Établissement"),
                Colonne::texte("Mois"),
                Colonne::texte("Rejetée"),
                Colonne::texte("Motifs"),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let filtre = FiltreRejets { cursor: Some(curseur), ..filtre.get_untracked() };
                async move { client().lister_rejets(&filtre).await }
            }
        />
    }
    .into_any()
}

fn ligne(demande: RejetResume, choisies: Choisies) -> impl IntoView {
    let (id, numero) = (demande.id, demande.numero.clone());
    view! {
        <tr>
            <Cell titre="Choisir">
                <Case choisies id version=demande.version numero/>
            </Cell>
            <Cell titre="Numéro" entete=true><span class="ap-chiffres">{demande.numero}</span></Cell>
            <Etablissement denomination=demande.denomination siret=demande.siret/>
            <Cell titre="Mois">{format::mois(&demande.mois)}</Cell>
            <Cell titre="Rejetée">
                <Stack serre=true>
                    <span>{demande.rejetee_le.map(|le| format::instant(&le))}</span>
                    <span class="ap-petit ap-doux">{demande.rejetee_par}</span>
                </Stack>
            </Cell>
            <Cell titre="Motifs">{demande.motifs_rejet.unwrap_or_default()}</Cell>
        </tr>
    }
}

#[component]
fn Retablir(
    choisies: Choisies,
    ouvert: RwSignal<bool>,
    #[prop(into)] au_succes: Callback<()>,
) -> impl IntoView {
    let f = Formulaire::new("retablissement");
    let motif = f.champ("/motif", "Motif");
    let appel = Appel::new(move |(demandes, essai)| {
        let corps = Retablissement {
            motif: motif.valeur.get_untracked(),
            demandes,
            essai,
        };
        Box::pin(async move { client().retablir_rejets(&corps).await })
    });
    view! {
        <Stack>
            <ResumeErreurs formulaire=f/>
            <p>"Chaque demande attend de nouveau sa validation, telle qu'elle avait été envoyée. L'employeur n'a rien à faire."</p>
            <TextArea champ=motif requis=true indice="Gardé dans le journal et envoyé à l'employeur : l'incident, sa date."/>
            <Confirmer choisies f appel verbe="Annuler le rejet de" ouvert au_succes/>
        </Stack>
    }
}
