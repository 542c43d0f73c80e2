//! The help desk's list of takeovers, and the dialog that answers one.

use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    liste::Suite,
    ui::{
        Annonces, Button, Cell, Choix, Colonne, DescriptionList, Dialog, EmptyState, Form, Frame, Icone,
        Item, Onglet, PageHeader, RadioGroup, Row, Stack, Status, Table, Tabs, TextArea, Ton, Variante,
    },
};
use api_types::{
    ErreurChamp,
    reprise::{DecisionReprise, ListeReprises, Reprise},
};
use domain::reprise::{EtatReprise, SortAncien};
use leptos::prelude::*;

/// The filter: the code of the state, empty for all.
const FILTRES: [(&str, &str); 4] = [
    ("en_attente", "En attente"),
    ("acceptee", "Acceptées"),
    ("refusee", "Refusées"),
    ("", "Toutes"),
];

/// `/reprises`.
#[component]
pub fn PageReprises() -> impl IntoView {
    let filtre = RwSignal::new("en_attente");
    let donnees = Donnees::charger(move || {
        let etat = Some(filtre.get()).filter(|etat| !etat.is_empty());
        async move { client().lister_reprises(etat, None).await }
    });
    let onglets: Vec<_> = FILTRES
        .into_iter()
        .map(|(code, libelle)| Onglet::new(code, libelle))
        .collect();
    view! {
        <Frame>
            <PageHeader
                titre="Reprises du rôle principal"
                sous_titre=|| "L'utilisateur principal est parti, quelqu'un demande son rôle. La plus ancienne demande d'abord."
            />
            <Tabs etiquette="État des reprises" onglets=Signal::stored(onglets) actif=filtre>
                {donnees.afficher(move |liste| view! { <Liste liste donnees filtre/> })}
            </Tabs>
        </Frame>
    }
}

#[component]
fn Liste(
    liste: ListeReprises,
    donnees: Donnees<ListeReprises>,
    filtre: RwSignal<&'static str>,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Coche titre="Aucune demande de reprise">
                "Les demandes arrivent ici quand un utilisateur principal a quitté son entreprise."
            </EmptyState>
        }
        .into_any();
    }
    let choisie = RwSignal::new(None::<Reprise>);
    let lignes = liste
        .items
        .into_iter()
        .map(|reprise| view! { <Ligne reprise choisie/> })
        .collect_view();
    view! {
        <Stack>
            <Table
                legende="Demandes de reprise"
                legende_cachee=true
                colonnes=vec![
                    Colonne::texte("Demandée par"),
                    Colonne::texte("Établissement"),
                    Colonne::texte("Raisons"),
                    Colonne::texte("Demandée le"),
                    Colonne::texte("Réponse"),
                ]
            >
                {lignes}
            </Table>
            <Suite
                donnees
                page=move |curseur| {
                    let etat = Some(filtre.get_untracked()).filter(|etat| !etat.is_empty());
                    async move { client().lister_reprises(etat, Some(&curseur)).await }
                }
            />
        </Stack>
        <Decision choisie au_succes=move || donnees.recharger()/>
    }
    .into_any()
}

#[component]
fn Ligne(reprise: Reprise, choisie: RwSignal<Option<Reprise>>) -> impl IntoView {
    let qui = format!("{} {}", reprise.prenom, reprise.nom);
    let actuel = reprise.principal.clone().unwrap_or_else(|| "personne".to_owned());
    let pour_decider = reprise.clone();
    let reponse = if reprise.etat == EtatReprise::EnAttente.code() {
        view! {
            <Button
                petit=true
                etiquette=format!("Décider de la demande de {qui}")
                au_clic=move || choisie.set(Some(pour_decider.clone()))
            >
                "Décider"
            </Button>
        }
        .into_any()
    } else {
        let (ton, libelle) = if reprise.etat == EtatReprise::Acceptee.code() {
            (Ton::Succes, EtatReprise::Acceptee.libelle())
        } else {
            (Ton::Danger, EtatReprise::Refusee.libelle())
        };
        let detail = reprise
            .motif_refus
            .map(|motif| format!("Motif : {motif}"))
            .or_else(|| sort(reprise.ancien.as_deref()));
        view! {
            <Stack serre=true>
                <div><Status ton libelle/></div>
                {reprise.decidee_le.map(|le| view! {
                    <span class="ap-petit ap-doux ap-chiffres">{format!("le {}", format::instant(&le))}</span>
                })}
                {detail.map(|texte| view! { <span class="ap-petit">{texte}</span> })}
            </Stack>
        }
        .into_any()
    };
    view! {
        <tr>
            <Cell titre="Demandée par" entete=true>
                <Stack serre=true>
                    <span>{qui}</span>
                    <span class="ap-petit ap-doux ap-coupe">{reprise.courriel}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{reprise.telephone}</span>
                    <span class="ap-petit ap-doux">
                        {if reprise.compte_existant { "Connecté à son compte" } else { "Sans connexion : vérifiez son identité" }}
                    </span>
                </Stack>
            </Cell>
            <Cell titre="Établissement">
                <Stack serre=true>
                    <span>{reprise.denomination}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{format::siret(&reprise.siret)}</span>
                    <span class="ap-petit ap-doux">{format!("Principal actuel : {actuel}")}</span>
                </Stack>
            </Cell>
            <Cell titre="Raisons"><span class="ap-petit">{reprise.motif}</span></Cell>
            <Cell titre="Demandée le"><span class="ap-chiffres">{format::instant(&reprise.demandee_le)}</span></Cell>
            <Cell titre="Réponse">{reponse}</Cell>
        </tr>
    }
}

fn sort(code: Option<&str>) -> Option<String> {
    let sort: SortAncien = code?.parse().ok()?;
    Some(format!("Ancien principal : {}", sort.libelle().to_lowercase()))
}

#[component]
fn Decision(choisie: RwSignal<Option<Reprise>>, #[prop(into)] au_succes: Callback<()>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("decision-reprise");
    let decision = f.champ("/decision", "Votre décision");
    let ancien = f.champ_avec("/ancien", "L'utilisateur principal actuel", "retirer");
    let motif = f.champ("/motif", "Motif du refus");
    let ouvert = RwSignal::new(false);
    Effect::new(move |_| {
        if choisie.with(Option::is_some) {
            f.effacer();
            decision.valeur.set(String::new());
            motif.valeur.set(String::new());
            ouvert.set(true);
        }
    });
    let envoyer = move || {
        let Some(reprise) = choisie.get_untracked() else {
            return;
        };
        let corps = DecisionReprise {
            decision: decision.valeur.get_untracked(),
            ancien: ancien.valeur.get_untracked(),
            motif: motif.valeur.get_untracked().trim().to_owned(),
        };
        let fautes = fautes(&corps);
        if !fautes.is_empty() {
            f.refuser(fautes);
            return;
        }
        f.envoyer(
            acces,
            async move { client().decider_reprise(&reprise.id, &corps).await },
            move |decidee| {
                ouvert.try_set(false);
                annonces.dire(format!(
                    "Reprise {} : les personnes concernées sont prévenues.",
                    if decidee.etat == "acceptee" {
                        "acceptée"
                    } else {
                        "refusée"
                    }
                ));
                au_succes.try_run(());
            },
        );
    };
    let accepte = move || decision.valeur.with(|v| v == "accepter");
    let refuse = move || decision.valeur.with(|v| v == "refuser");
    view! {
        <Dialog ouvert titre="Décider de la reprise" large=true>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire=f/>
                {move || choisie.get().map(|r| view! {
                    <DescriptionList>
                        <Item libelle="Demandée par">{format!("{} {} ({})", r.prenom, r.nom, r.courriel)}</Item>
                        <Item libelle="Établissement">{format!("{}, {}", r.denomination, format::siret(&r.siret))}</Item>
                        {r.principal.map(|nom| view! {
                            <Item libelle="Principal actuel">{format!("{nom} ({})", r.principal_courriel.unwrap_or_default())}</Item>
                        })}
                    </DescriptionList>
                })}
                <RadioGroup
                    champ=decision
                    requis=true
                    choix=vec![
                        Choix::new("accepter", "Accepter").avec_indice("La personne devient l'utilisateur principal dès maintenant."),
                        Choix::new("refuser", "Refuser").avec_indice("Rien ne change."),
                    ]
                />
                {move || accepte().then(|| view! {
                    <RadioGroup
                        champ=ancien
                        requis=true
                        choix=vec![
                            Choix::new("retirer", "Le retirer de l'établissement"),
                            Choix::new("garder", "Le garder comme utilisateur"),
                        ]
                    />
                })}
                {move || refuse().then(|| view! {
                    <TextArea champ=motif requis=true lignes=4 indice="Ce texte lui est envoyé tel quel : dites aussi ce qu'elle peut faire."/>
                })}
                <Row>
                    <Button soumettre=true en_cours=f.en_cours()>"Enregistrer la décision"</Button>
                    <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
                </Row>
            </Form>
        </Dialog>
    }
}

fn fautes(corps: &DecisionReprise) -> Vec<ErreurChamp> {
    let faute = |pointeur: &str, code: &str, message: &str| {
        vec![ErreurChamp {
            pointer: pointeur.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
            ..Default::default()
        }]
    };
    match corps.decision.as_str() {
        "" => faute(
            "/decision",
            "champ_requis",
            "Choisissez d'accepter ou de refuser.",
        ),
        "refuser" if corps.motif.is_empty() => faute(
            "/motif",
            "motifs_requis",
            "Un refus est motivé : dites à la personne pourquoi.",
        ),
        _ => Vec::new(),
    }
}
