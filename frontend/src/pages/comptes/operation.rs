//! What the help desk does with an account: each with its reason, and what will be sent said beforehand.

use super::doublon::ChoixDuCompte;
use crate::{
    api::{Donnees, acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    pages::agent::{ChampDepartements, lire},
    ui::{
        Annonces, Button, ButtonLink, Card, Details, Dialog, Form, Icone, Row, Stack, TextArea, TextField,
        Variante, dom::focaliser,
    },
};
use api_types::agent::ChangementDepartements;
use api_types::compte_assistance::{CorrectionCourriel, DossierCompte, SuppressionDoublon};
use domain::compte_assistance::{MAX_MOTIF, Operation};
use leptos::prelude::*;

/// The buttons, and the one dialog that they open.
#[component]
pub fn Operations(dossier: DossierCompte, donnees: Donnees<DossierCompte>) -> impl IntoView {
    let permises: Vec<Operation> = dossier
        .operations
        .iter()
        .filter_map(|code| code.parse().ok())
        .collect();
    let choisie = RwSignal::new(None::<Operation>);
    let sans_acces = dossier.etat == "sans_acces";
    let premiere = premiere(&dossier);
    let bouton = move |operation: Operation| {
        view! {
            <Button
                variante=if operation == premiere { Variante::Principal } else { Variante::Secondaire }
                danger=est_grave(operation)
                au_clic=move || choisie.set(Some(operation))
            >
                {operation.libelle()}
            </Button>
        }
    };
    let aucune = permises.is_empty();
    // Rare and for good: it does not stand beside what is done every day.
    let (rares, courantes): (Vec<_>, Vec<_>) = permises
        .into_iter()
        .partition(|operation| *operation == Operation::Supprimer);
    let boutons = courantes.into_iter().map(bouton).collect_view();
    let rares = (!rares.is_empty()).then(|| {
        let boutons = rares.into_iter().map(bouton).collect_view();
        view! { <Details resume=|| "Autres opérations"><Stack serre=true>{boutons}</Stack></Details> }
    });
    let dossier = StoredValue::new(dossier);
    view! {
        <Card titre="Que faire ?" icone=Icone::Crayon>
            {sans_acces.then(|| view! {
                <p>"Cette personne attend la réponse à sa demande d'habilitation."</p>
                <Row><ButtonLink href="/habilitations">"Répondre aux demandes"</ButtonLink></Row>
            })}
            {aucune.then(|| view! { <p class="ap-doux">"Rien ne peut être fait ici sur ce compte."</p> })}
            <Stack serre=true>{boutons}</Stack>
            {rares}
        </Card>
        {move || choisie.get().map(|operation| view! {
            <Confirmation operation dossier=dossier.get_value() choisie donnees/>
        })}
    }
}

fn est_grave(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Supprimer | Operation::Desactiver | Operation::RetirerSecondFacteur
    )
}

/// What helps most in this state.
fn premiere(dossier: &DossierCompte) -> Operation {
    match dossier.etat.as_str() {
        "verrouille" => Operation::Deverrouiller,
        "desactive" => Operation::Reactiver,
        _ => Operation::Reinitialiser,
    }
}

/// What will happen and what will be sent, before it is.
fn consequences(operation: Operation, dossier: &DossierCompte) -> Vec<String> {
    let adresse = dossier.courriel.clone().unwrap_or_default();
    match operation {
        Operation::Reinitialiser => vec![
            format!("Deux courriels partent à {adresse} : l'identifiant, puis un mot de passe temporaire."),
            "Les mots de passe précédents ne valent plus rien et les sessions ouvertes se terminent.".into(),
        ],
        Operation::Deverrouiller => vec![
            "La personne peut se connecter tout de suite, avec le même mot de passe.".into(),
            format!("Un courriel l'annonce à {adresse}."),
        ],
        Operation::CorrigerCourriel if dossier.mot_de_passe_temporaire => vec![
            format!("L'ancienne adresse, {adresse}, et la nouvelle sont prévenues."),
            "Le mot de passe temporaire envoyé à l'ancienne adresse ne vaut plus rien : identifiant et nouveau mot de passe partent à la nouvelle.".into(),
        ],
        Operation::CorrigerCourriel => vec![
            format!("L'ancienne adresse, {adresse}, et la nouvelle sont prévenues."),
            "L'identifiant et le mot de passe ne changent pas.".into(),
        ],
        Operation::TerminerSessions => vec![
            "La personne devra se reconnecter partout. Aucun courriel ne part.".into(),
        ],
        Operation::RetirerSecondFacteur => vec![
            "Le mot de passe suffit de nouveau, les codes de récupération ne valent plus rien, les sessions se terminent.".into(),
            "Assurez-vous que c'est bien la personne qui le demande. Un agent la configure de nouveau à sa prochaine connexion.".into(),
            format!("Un courriel l'annonce à {adresse}."),
        ],
        Operation::ChangerDepartements => vec![
            "L'agent ne voit plus que les dossiers de ces départements, dès maintenant.".into(),
            format!("Un courriel l'annonce à {adresse}."),
        ],
        Operation::Supprimer => vec![
            "Ses établissements et leurs dossiers rejoignent le compte gardé. Le doublon ne permet plus de se connecter.".into(),
            "Un courriel prévient chacune des deux adresses. Le journal est gardé.".into(),
        ],
        Operation::Desactiver => vec![
            "L'agent ne peut plus se connecter, ses sessions se terminent. Ce qu'il a décidé reste.".into(),
            format!("Un courriel l'annonce à {adresse}."),
        ],
        Operation::Reactiver => vec![
            format!("Deux courriels partent à {adresse} : l'identifiant, puis un mot de passe temporaire."),
        ],
    }
}

fn fait(operation: Operation) -> &'static str {
    match operation {
        Operation::Reinitialiser => "Nouveau mot de passe donné, les deux courriels partent.",
        Operation::Deverrouiller => "Compte déverrouillé, la personne est prévenue.",
        Operation::CorrigerCourriel => "Adresse corrigée, les deux adresses sont prévenues.",
        Operation::TerminerSessions => "Sessions terminées.",
        Operation::RetirerSecondFacteur => "Double authentification retirée, la personne est prévenue.",
        Operation::ChangerDepartements => "Départements changés, l'agent est prévenu.",
        Operation::Supprimer => "Doublon supprimé, les deux adresses sont prévenues.",
        Operation::Desactiver => "Agent désactivé.",
        Operation::Reactiver => "Agent réactivé, les deux courriels partent.",
    }
}

#[component]
fn Confirmation(
    operation: Operation,
    dossier: DossierCompte,
    choisie: RwSignal<Option<Operation>>,
    donnees: Donnees<DossierCompte>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let ouvert = RwSignal::new(true);
    Effect::new(move |_| {
        if !ouvert.get() {
            choisie.set(None);
        }
    });
    let f = Formulaire::new("operation");
    let motif = f.champ("/motif", "Motif");
    let courriel = f.champ("/courriel", "Nouvelle adresse électronique");
    let confirmation = f.champ("/confirmation", "Confirmer la nouvelle adresse");
    let departements = f.champ_avec("/departements", "Départements", &dossier.departements.join(", "));
    let garde = f.champ("/compte_garde", "Compte à garder");
    let id = StoredValue::new(dossier.id.clone());
    let envoyer = move || {
        let (id, raison) = (id.get_value(), motif.valeur.get_untracked());
        let correction = CorrectionCourriel {
            courriel: courriel.valeur.get_untracked(),
            confirmation: confirmation.valeur.get_untracked(),
            motif: raison.clone(),
        };
        let changement = ChangementDepartements {
            departements: lire(&departements.valeur.get_untracked()),
            document: None,
            motif: raison.clone(),
        };
        let suppression = SuppressionDoublon {
            compte_garde: garde.valeur.get_untracked(),
            motif: raison.clone(),
        };
        f.envoyer(
            acces,
            async move {
                let client = client();
                match operation {
                    Operation::Reinitialiser => client.reinitialiser_compte(&id, &raison).await,
                    Operation::Deverrouiller => client.deverrouiller_compte(&id, &raison).await,
                    Operation::TerminerSessions => client.terminer_sessions_compte(&id, &raison).await,
                    Operation::CorrigerCourriel => client.corriger_courriel_compte(&id, &correction).await,
                    Operation::RetirerSecondFacteur => {
                        client.retirer_second_facteur_compte(&id, &raison).await
                    }
                    Operation::ChangerDepartements => {
                        client.changer_departements_agent(&id, &changement).await
                    }
                    Operation::Supprimer => client.supprimer_compte(&id, &suppression).await,
                    Operation::Desactiver => client.desactiver_compte(&id, &raison).await,
                    Operation::Reactiver => client.reactiver_compte(&id, &raison).await,
                }
            },
            move |dossier| {
                ouvert.try_set(false);
                annonces.dire(fait(operation));
                donnees.remplacer(dossier);
                // The buttons have been drawn anew: the keyboard starts from the page.
                request_animation_frame(|| focaliser("contenu"));
            },
        );
    };
    let dossier = StoredValue::new(dossier);
    view! {
        <Dialog ouvert titre=operation.libelle()>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire=f/>
                <ul class="ap-blocages">
                    {dossier.with_value(|dossier| consequences(operation, dossier))
                        .into_iter()
                        .map(|texte| view! { <li>{texte}</li> })
                        .collect_view()}
                </ul>
                {(operation == Operation::CorrigerCourriel).then(|| view! {
                    <TextField champ=courriel requis=true genre="email" remplissage="off"/>
                    <TextField champ=confirmation requis=true genre="email" remplissage="off"/>
                })}
                {(operation == Operation::ChangerDepartements).then(|| view! {
                    <ChampDepartements champ=departements/>
                })}
                {(operation == Operation::Supprimer).then(|| view! {
                    <ChoixDuCompte garde sauf=id.get_value() nom=dossier.with_value(|d| d.nom.clone())/>
                })}
                <TextArea
                    champ=motif
                    requis=true
                    lignes=3
                    longueur_max=MAX_MOTIF
                    indice="Pourquoi, et à la demande de qui : c'est gardé dans le journal du compte."
                />
                <Row>
                    <Button
                        soumettre=true
                        danger=est_grave(operation)
                        en_cours=f.en_cours()
                    >
                        "Confirmer"
                    </Button>
                    <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
                </Row>
            </Form>
        </Dialog>
    }
}
