//! The help desk answers account requests.

use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Annonces, Button, Card, Champ, DescriptionList, Dialog, EmptyState, Frame, Grid, Icone, Item,
        Largeur, PageHeader, Row, Select, ShowMore, Stack, Status, TextArea, Ton, Variante, choix_de,
    },
};
use api_types::habilitation::{DecisionHabilitation, Habilitation, ListeHabilitations};
use domain::habilitation::{EtatHabilitation, RoleHabilitation};
use leptos::{prelude::*, task::spawn_local};

/// `/habilitations`.
#[component]
pub fn PageHabilitations() -> impl IntoView {
    let etat = Champ::libre("etat", "État");
    etat.valeur.set(EtatHabilitation::EnAttente.code().to_owned());
    let donnees = Donnees::charger(move || {
        let etat = etat.valeur.get();
        async move { client().lister_habilitations(Some(&etat), None).await }
    });
    view! {
        <Frame>
            <PageHeader
                titre="Demandes d'habilitation"
                sous_titre=|| "Une demande acceptée envoie à la personne son identifiant, son mot de passe provisoire et son habilitation."
            />
            <Stack>
                <Select
                    champ=etat
                    choix=choix_de(EtatHabilitation::TOUS, EtatHabilitation::code, EtatHabilitation::libelle)
                    invite="Toutes"
                    largeur=Largeur::Moyenne
                />
                {donnees.afficher(move |liste| view! { <Liste liste etat donnees/> })}
            </Stack>
        </Frame>
    }
}

#[component]
fn Liste(liste: ListeHabilitations, etat: Champ, donnees: Donnees<ListeHabilitations>) -> impl IntoView {
    let acces = acces();
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Coche titre="Aucune demande">
                "Aucune demande d'habilitation dans cet état."
            </EmptyState>
        }
        .into_any();
    }
    let suite = liste.next.clone();
    let avec_suite = suite.is_some();
    let en_cours = RwSignal::new(false);
    let plus = move || {
        let (etat, suite) = (etat.valeur.get_untracked(), suite.clone());
        en_cours.set(true);
        spawn_local(async move {
            let appel = async { client().lister_habilitations(Some(&etat), suite.as_deref()).await };
            if let Ok(page) = acces.appeler(appel).await {
                donnees.modifier(|liste| {
                    liste.items.extend(page.items);
                    liste.next = page.next;
                });
            }
            en_cours.try_set(false);
        });
    };
    let fiches = liste
        .items
        .into_iter()
        .map(|habilitation| view! { <Fiche habilitation donnees/> })
        .collect_view();
    view! {
        <Grid colonnes=2>{fiches}</Grid>
        <ShowMore suite=avec_suite en_cours au_clic=plus/>
    }
    .into_any()
}

#[component]
fn Fiche(habilitation: Habilitation, donnees: Donnees<ListeHabilitations>) -> impl IntoView {
    let h = habilitation;
    let role = h
        .role
        .parse::<RoleHabilitation>()
        .map_or(h.role.clone(), |role| role.libelle().to_owned());
    let (ton, libelle) = match h.etat.as_str() {
        "acceptee" => (Ton::Succes, "Acceptée"),
        "refusee" => (Ton::Danger, "Refusée"),
        _ => (Ton::Info, "En attente"),
    };
    let attente = h.etat == "en_attente";
    let personne = format!("{} {}", h.prenom, h.nom);
    let (id, demandeur) = (h.id, personne.clone());
    view! {
        <Card titre=h.denomination.clone() actions=move || view! { <Status ton libelle/> }>
            <DescriptionList>
                <Item libelle="SIRET">{format::siret(&h.siret)}</Item>
                <Item libelle="Demandée par">{demandeur}</Item>
                <Item libelle="Courriel">{h.courriel}</Item>
                <Item libelle="Téléphone">{h.telephone}</Item>
                <Item libelle="Rôle">{role}</Item>
                <Item libelle="Demandée le">{format::instant(&h.demandee_le)}</Item>
                {h.decidee_le.map(|le| view! { <Item libelle="Décidée le">{format::instant(&le)}</Item> })}
                {h.motif.map(|motif| view! { <Item libelle="Motif">{motif}</Item> })}
            </DescriptionList>
            {h.compte_existant.then(|| view! {
                <Alert><p>"Cette personne a déjà un identifiant : seul le courriel d'habilitation sera envoyé."</p></Alert>
            })}
            {h.siret_a_verifier.then(|| view! {
                <Alert ton=Ton::Attention><p>"SIRET à vérifier : le répertoire des entreprises n'a pas pu le confirmer."</p></Alert>
            })}
            {attente.then(|| view! { <Decision id personne donnees/> })}
        </Card>
    }
}

#[component]
fn Decision(id: String, personne: String, donnees: Donnees<ListeHabilitations>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("habilitation");
    let motif = f.champ("/motif", "Motif du refus");
    let refus = RwSignal::new(false);
    let id = StoredValue::new(id);
    let nom = StoredValue::new(personne.clone());
    let decider = move |decision: &'static str| {
        let corps = DecisionHabilitation {
            decision: decision.to_owned(),
            motif: motif.valeur.get_untracked(),
        };
        let id = id.get_value();
        f.envoyer(
            acces,
            async move { client().decider_habilitation(&id, &corps).await },
            move |decidee| {
                refus.try_set(false);
                annonces.dire(if decidee.etat == "acceptee" {
                    "Habilitation acceptée, les courriels partent."
                } else {
                    "Habilitation refusée."
                });
                donnees.recharger();
            },
        );
    };
    view! {
        <Show when=move || !refus.get()><ResumeErreurs formulaire=f/></Show>
        <Row>
            <Button
                en_cours=f.en_cours()
                etiquette=format!("Accepter la demande de {personne}")
                au_clic=move || decider("accepter")
            >
                "Accepter"
            </Button>
            <Button
                variante=Variante::Secondaire
                etiquette=format!("Refuser la demande de {personne}")
                au_clic=move || refus.set(true)
            >
                "Refuser"
            </Button>
        </Row>
        <Dialog ouvert=refus titre="Refuser cette demande ?">
            <p>{format!("{} en est prévenu avec le motif.", nom.get_value())}</p>
            <ResumeErreurs formulaire=f/>
            <TextArea champ=motif requis=true/>
            <Row>
                <Button danger=true en_cours=f.en_cours() au_clic=move || decider("refuser")>"Refuser"</Button>
                <Button variante=Variante::Discret au_clic=move || refus.set(false)>"Annuler"</Button>
            </Row>
        </Dialog>
    }
}
