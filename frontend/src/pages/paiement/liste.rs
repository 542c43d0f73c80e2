//! The help desk: validated claims, their payments, one or many at a time.

use super::historique::Historique;
use crate::{
    api::{Donnees, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    liste::{Criteres, Etablissement, Suite},
    pages::{
        etats::EtatDi,
        lot_demandes::{Appel, Case, Choisies, Confirmer, Grouper, ToutChoisir},
    },
    ui::{
        Cell, Champ, Choix, Colonne, Dialog, EmptyState, Frame, Icone, LinkButton, PageHeader, Select, Stack,
        Table, TextArea, TextField, choix_de,
    },
};
use api_types::paiement::{
    DemandeDuLot, ListePaiements, OperationPaiement as Corps, OperationsPaiement, PaiementResume,
};
use client::FiltrePaiements;
use domain::indemnisation::{CodeEtatDi, OperationPaiement};
use leptos::prelude::*;

fn choix_etats() -> Vec<Choix> {
    choix_de(CodeEtatDi::VALIDES, CodeEtatDi::code, CodeEtatDi::libelle)
}

/// `/assistance/paiements`.
#[component]
pub fn PagePaiements() -> impl IntoView {
    let numero = Champ::libre("numero", "Numéro de demande");
    let dap = Champ::libre("dap", "Numéro de DAP");
    let siret = Champ::libre("siret", "SIRET");
    let mois = Champ::libre("mois", "Mois (mm/aaaa)");
    let etat = Champ::libre("etat", "État");
    let filtre = RwSignal::new(FiltrePaiements::default());
    let choisies = Choisies::new();
    let ouvert = RwSignal::new(false);
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { client().lister_paiements(&filtre).await }
    });
    let chercher = move || {
        choisies.vider();
        filtre.set(FiltrePaiements {
            numero: numero.saisi(),
            dap: dap.saisi(),
            siret: siret.saisi().map(|siret| siret.replace(char::is_whitespace, "")),
            mois: mois.saisi().map(|mois| format::mois_iso(&mois)),
            etat: etat.saisi(),
            ..Default::default()
        });
    };
    view! {
        <Frame>
            <PageHeader
                titre="Paiements"
                sous_titre=|| "Les demandes d'indemnisation validées, et ce qu'est devenu leur paiement."
            />
            <Stack>
                <Criteres champs=vec![etat, mois, siret, dap, numero] chercher>
                    <Select champ=etat choix=choix_etats() invite="Tous les états"/>
                    <TextField champ=mois/>
                    <TextField champ=siret clavier="numeric"/>
                    <TextField champ=dap/>
                    <TextField champ=numero/>
                </Criteres>
                {donnees.afficher(move |liste| view! { <Resultats liste filtre donnees choisies/> })}
                <Grouper choisies ouvert texte="Choisir l'opération…" titre="Changer l'état de paiement">
                    <Operation choisies ouvert au_succes=move || donnees.recharger()/>
                </Grouper>
            </Stack>
        </Frame>
    }
}

#[component]
fn Resultats(
    liste: ListePaiements,
    filtre: RwSignal<FiltrePaiements>,
    donnees: Donnees<ListePaiements>,
    choisies: Choisies,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Euro titre="Aucune demande à payer">
                "Aucune demande validée ne répond à ces critères."
            </EmptyState>
        }
        .into_any();
    }
    let montree = RwSignal::new(None::<String>);
    let ouvert = RwSignal::new(false);
    let toutes: Vec<DemandeDuLot> = liste
        .items
        .iter()
        .filter(|demande| !demande.operations.is_empty())
        .map(|demande| DemandeDuLot {
            id: demande.id.clone(),
            version: demande.version,
        })
        .collect();
    let lignes = liste
        .items
        .into_iter()
        .map(|demande| {
            let id = demande.id.clone();
            let voir = Callback::new(move |()| {
                montree.set(Some(id.clone()));
                ouvert.set(true);
            });
            ligne(demande, choisies, voir)
        })
        .collect_view();
    view! {
        <ToutChoisir choisies toutes/>
        <Table
            legende="Demandes validées"
            legende_cachee=true
            colonnes=vec![
                Colonne::actions(),
                Colonne::texte("Numéro"),
                Colonne::texte("Établissement"),
                Colonne::texte("Mois"),
                Colonne::nombre("À payer"),
                Colonne::texte("Compte"),
                Colonne::texte("État"),
                Colonne::actions(),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let filtre = FiltrePaiements { cursor: Some(curseur), ..filtre.get_untracked() };
                async move { client().lister_paiements(&filtre).await }
            }
        />
        <Dialog ouvert titre="Historique du paiement" large=true>
            {move || montree.get().map(|id| view! { <Lu id/> })}
        </Dialog>
    }
    .into_any()
}

/// The history of one claim, asked for when it is opened.
#[component]
fn Lu(id: String) -> impl IntoView {
    let donnees = Donnees::charger(move || {
        let id = id.clone();
        async move { client().lire_paiement(&id).await }
    });
    donnees.afficher(|lu| view! { <Historique paiements=lu.corps.historique/> })
}

fn ligne(demande: PaiementResume, choisies: Choisies, voir: Callback<()>) -> impl IntoView {
    let possible = !demande.operations.is_empty();
    let (id, numero) = (demande.id, demande.numero.clone());
    let case = possible.then(|| view! { <Case choisies id version=demande.version numero/> });
    view! {
        <tr>
            <Cell titre="Choisir">{case}</Cell>
            <Cell titre="Numéro" entete=true>
                <Stack serre=true>
                    <span class="ap-chiffres">{demande.numero}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{demande.dap_numero}</span>
                </Stack>
            </Cell>
            <Etablissement denomination=demande.denomination siret=demande.siret/>
            <Cell titre="Mois">{format::mois(&demande.mois)}</Cell>
            <Cell titre="À payer" nombre=true>
                <Stack serre=true>
                    <span>{format::euros(&demande.a_payer)}</span>
                    {demande.correction.then(|| view! { <span class="ap-petit ap-doux">"correction"</span> })}
                </Stack>
            </Cell>
            <Cell titre="Compte"><span class="ap-chiffres">{demande.iban_masque.unwrap_or_else(|| "–".to_owned())}</span></Cell>
            <Cell titre="État"><EtatDi code=demande.etat libelle=demande.etat_libelle/></Cell>
            <Cell titre="Historique"><LinkButton au_clic=move || voir.run(())>"Historique"</LinkButton></Cell>
        </tr>
    }
}

#[component]
fn Operation(
    choisies: Choisies,
    ouvert: RwSignal<bool>,
    #[prop(into)] au_succes: Callback<()>,
) -> impl IntoView {
    let f = Formulaire::new("operation");
    let operation = f.champ("/operation/operation", "Opération");
    let motifs = f.champ("/operation/motifs", "Motifs");
    let choisie = Memo::new(move |_| operation.valeur.get().parse::<OperationPaiement>().ok());
    let choix = choix_de(
        OperationPaiement::TOUS,
        OperationPaiement::code,
        OperationPaiement::libelle,
    );
    view! {
        <Stack>
            <ResumeErreurs formulaire=f/>
            <Select champ=operation choix requis=true/>
            // Built again for each operation: a preview is never of another one.
            {move || choisie.get().map(|choisie| {
                let appel = Appel::new(move |(demandes, essai)| {
                    let corps = OperationsPaiement {
                        operation: Corps {
                            operation: choisie.code().to_owned(),
                            motifs: motifs.valeur.get_untracked(),
                        },
                        demandes,
                        essai,
                    };
                    Box::pin(async move { client().changer_paiements(&corps).await })
                });
                view! {
                    {choisie.est_motivee().then(|| view! {
                        <TextArea champ=motifs requis=true indice="Le même texte est envoyé à chaque employeur."/>
                    })}
                    <Confirmer
                        choisies
                        f
                        appel
                        verbe=format!("{} pour", choisie.libelle())
                        danger=choisie.est_motivee()
                        ouvert
                        au_succes
                    />
                }
            })}
        </Stack>
    }
}
