//! The agent's queue of claims: what stands out first, each with its reason; one or many decided.

use super::{choix_etats, instruction::motifs_de_rejet};
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    liste::{Etablissement, Suite},
    pages::{
        etats::EtatDi,
        lot_demandes::{Appel, Barre, Case, Choisies, Confirmer},
    },
    ui::{
        Button, Cell, Champ, CheckboxGroup, Colonne, Dialog, EmptyState, Frame, Icone, Largeur, Link,
        PageHeader, Select, Stack, Table, TextArea, Variante,
    },
};
use api_types::indemnisation::{DecisionsDemandes, DemandeResume, ListeDemandes, SignalDemande};
use client::FiltreDemandes;
use domain::indemnisation::CodeEtatDi;
use leptos::prelude::*;

/// `/instruction/indemnisations`.
#[component]
pub fn PageInstructionIndemnisations() -> impl IntoView {
    let etat = Champ::libre("etat", "État");
    let filtre = Signal::derive(move || {
        let etat = Some(etat.valeur.get()).filter(|etat| !etat.is_empty());
        FiltreDemandes {
            tri: etat.is_none().then(|| "file".to_owned()),
            etat,
            ..Default::default()
        }
    });
    let choisies = Choisies::new();
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { client().lister_demandes(&filtre).await }
    });
    view! {
        <Frame>
            <PageHeader
                titre="Demandes d'indemnisation à instruire"
                sous_titre=|| "Celles qui sortent de l'ordinaire d'abord, chacune avec sa raison ; puis les plus anciennes."
            />
            <Stack>
                <Select champ=etat choix=choix_etats() invite="À instruire" largeur=Largeur::Longue/>
                {donnees.afficher(move |liste| view! { <File liste filtre donnees choisies/> })}
                <Grouper choisies au_succes=move || donnees.recharger()/>
            </Stack>
        </Frame>
    }
}

#[component]
fn File(
    liste: ListeDemandes,
    filtre: Signal<FiltreDemandes>,
    donnees: Donnees<ListeDemandes>,
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
    let lignes = liste
        .items
        .into_iter()
        .map(|demande| ligne(demande, choisies))
        .collect_view();
    view! {
        <Table
            legende="Demandes d'indemnisation de votre département"
            legende_cachee=true
            colonnes=vec![
                Colonne::actions(),
                Colonne::texte("Numéro"),
                Colonne::texte("Établissement"),
                Colonne::texte("Mois"),
                Colonne::nombre("Allocation"),
                Colonne::texte("État"),
                Colonne::texte("À regarder"),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let filtre = FiltreDemandes { cursor: Some(curseur), ..filtre.get_untracked() };
                async move { client().lister_demandes(&filtre).await }
            }
        />
    }
    .into_any()
}

fn ligne(demande: DemandeResume, choisies: Choisies) -> impl IntoView {
    let etat = demande.etat.parse::<CodeEtatDi>();
    let decidable = etat.is_ok_and(|etat| CodeEtatDi::EN_ATTENTE.contains(&etat));
    let (id, numero) = (demande.id.clone(), demande.numero.clone());
    let case = decidable.then(|| view! { <Case choisies id version=demande.version numero/> });
    view! {
        <tr>
            <Cell titre="Choisir">{case}</Cell>
            <Cell titre="Numéro" entete=true>
                <Stack serre=true>
                    <Link href=format!("/indemnisations/{}", demande.id)>{demande.numero}</Link>
                    <span class="ap-petit ap-doux">
                        {if demande.correction { "Correction".to_owned() } else { demande.dap_numero }}
                    </span>
                </Stack>
            </Cell>
            <Etablissement denomination=demande.denomination siret=demande.siret/>
            <Cell titre="Mois">
                <Stack serre=true>
                    <span>{format::mois(&demande.mois)}</span>
                    <span class="ap-petit ap-doux">
                        {format::pluriel(usize::try_from(demande.salaries).unwrap_or(0), "salarié")}
                    </span>
                </Stack>
            </Cell>
            <Cell titre="Allocation" nombre=true>{format::euros(&demande.allocation)}</Cell>
            <Cell titre="État"><EtatDi code=demande.etat libelle=demande.etat_libelle/></Cell>
            <Cell titre="À regarder"><Signaux signaux=demande.signaux/></Cell>
        </tr>
    }
}

/// Why a claim stands out.
#[component]
pub fn Signaux(signaux: Vec<SignalDemande>) -> impl IntoView {
    if signaux.is_empty() {
        return view! { <span class="ap-doux">"–"</span> }.into_any();
    }
    let lignes = signaux
        .into_iter()
        .map(|signal| {
            let qui = signal.salarie.map(|salarie| format!(" : {salarie}"));
            view! {
                <li>
                    <span class="ap-gras">{signal.libelle} {qui}</span>
                    <br/>
                    <span class="ap-petit ap-doux">{signal.message}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ap-signaux" role="list">{lignes}</ul> }.into_any()
}

/// The bar below the queue, and its dialog.
#[component]
fn Grouper(choisies: Choisies, #[prop(into)] au_succes: Callback<()>) -> impl IntoView {
    let rejeter = RwSignal::new(false);
    let ouvert = RwSignal::new(false);
    let decider = move |rejet: bool| {
        rejeter.set(rejet);
        ouvert.set(true);
    };
    view! {
        <Barre choisies>
            <Button petit=true au_clic=move || decider(false)>"Valider ensemble…"</Button>
            <Button petit=true variante=Variante::Secondaire danger=true au_clic=move || decider(true)>
                "Rejeter ensemble…"
            </Button>
        </Barre>
        <Dialog ouvert titre="Décider ensemble" large=true>
            <Decider choisies rejet=rejeter.get_untracked() ouvert au_succes/>
        </Dialog>
    }
}

#[component]
fn Decider(
    choisies: Choisies,
    rejet: bool,
    ouvert: RwSignal<bool>,
    au_succes: Callback<()>,
) -> impl IntoView {
    let f = Formulaire::new("decisions");
    let motifs = f.champ("/motifs", "Précisions");
    let coches = RwSignal::new(Vec::<String>::new());
    let (decision, verbe) = if rejet {
        ("rejeter", "Rejeter")
    } else {
        ("valider", "Valider")
    };
    let appel = Appel::new(move |(demandes, essai)| {
        let corps = DecisionsDemandes {
            decision: decision.to_owned(),
            motifs: motifs.valeur.get_untracked(),
            motifs_codes: coches.get_untracked(),
            demandes,
            essai,
        };
        Box::pin(async move { client().decider_demandes(&corps).await })
    });
    view! {
        <Stack>
            <ResumeErreurs formulaire=f/>
            {rejet.then(|| view! {
                <CheckboxGroup
                    id="decisions-motifs-codes"
                    legende="Motifs"
                    indice="Les mêmes motifs sont envoyés à chaque employeur, qui corrige et renvoie."
                    coches
                    choix=motifs_de_rejet(acces())
                />
                <TextArea champ=motifs/>
            })}
            <Confirmer choisies f appel verbe danger=rejet ouvert au_succes/>
        </Stack>
    }
}
