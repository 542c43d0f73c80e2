//! The users of an establishment: removing one, handing the principal role over.

use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    ui::{Annonces, Button, Card, Cell, Colonne, Dialog, Icone, Row, Stack, Table, Tag, Ton, Variante},
};
use api_types::utilisateur::{ListeUtilisateurs, UtilisateurEtablissement};
use leptos::prelude::*;

/// What is about to be done, and to whom.
#[derive(Clone)]
enum Geste {
    Retirer(UtilisateurEtablissement),
    Transmettre(UtilisateurEtablissement),
}

#[component]
pub fn Utilisateurs(
    liste: ListeUtilisateurs,
    siret: String,
    donnees: Donnees<Option<ListeUtilisateurs>>,
) -> impl IntoView {
    let geste = RwSignal::new(None::<Geste>);
    let peut_gerer = liste.peut_gerer;
    let lignes = liste
        .items
        .into_iter()
        .map(|u| view! { <Ligne u peut_gerer geste/> })
        .collect_view();
    view! {
        <Card titre="Utilisateurs" icone=Icone::Groupe>
            <Table
                legende="Utilisateurs de l'établissement"
                legende_cachee=true
                colonnes=vec![
                    Colonne::texte("Personne"),
                    Colonne::texte("Rôle"),
                    Colonne::texte("Depuis le"),
                    Colonne::actions(),
                ]
            >
                {lignes}
            </Table>
        </Card>
        <Confirmation geste siret donnees/>
    }
}

#[component]
fn Ligne(u: UtilisateurEtablissement, peut_gerer: bool, geste: RwSignal<Option<Geste>>) -> impl IntoView {
    let principal = u.role == "principal";
    let nom = nom(&u);
    let affiche = nom.clone();
    let (pour_retirer, pour_transmettre) = (u.clone(), u.clone());
    let retirable = !principal && (peut_gerer || u.moi);
    let transmissible = !principal && peut_gerer;
    let (mot_retirer, etiquette) = if u.moi {
        ("Quitter", "Quitter cet établissement".to_owned())
    } else {
        ("Retirer", format!("Retirer {nom}"))
    };
    view! {
        <tr>
            <Cell titre="Personne" entete=true>
                <Stack serre=true>
                    <Row>
                        <span>{affiche}</span>
                        {u.moi.then(|| view! { <Tag ton=Ton::Neutre libelle="Vous"/> })}
                    </Row>
                    <span class="ap-petit ap-doux ap-coupe">{u.courriel}</span>
                </Stack>
            </Cell>
            <Cell titre="Rôle">
                <Stack serre=true>
                    <div>
                        {if principal {
                            view! { <Tag ton=Ton::Info libelle="Utilisateur principal"/> }
                        } else {
                            view! { <Tag ton=Ton::Neutre libelle="Utilisateur"/> }
                        }}
                    </div>
                    {u.jamais_connecte.then(|| view! {
                        <span class="ap-petit ap-doux">"Pas encore connecté"</span>
                    })}
                </Stack>
            </Cell>
            <Cell titre="Depuis le"><span class="ap-chiffres">{format::instant(&u.depuis)}</span></Cell>
            <Cell titre="Actions">
                <Row fin=true>
                    {transmissible.then(|| view! {
                        <Button
                            petit=true
                            variante=Variante::Secondaire
                            etiquette=format!("Transmettre le rôle principal à {nom}")
                            au_clic=move || geste.set(Some(Geste::Transmettre(pour_transmettre.clone())))
                        >
                            "Transmettre le rôle"
                        </Button>
                    })}
                    {retirable.then(|| view! {
                        <Button
                            petit=true
                            variante=Variante::Discret
                            danger=true
                            etiquette
                            au_clic=move || geste.set(Some(Geste::Retirer(pour_retirer.clone())))
                        >
                            {mot_retirer}
                        </Button>
                    })}
                </Row>
            </Cell>
        </tr>
    }
}

fn nom(u: &UtilisateurEtablissement) -> String {
    format!("{} {}", u.prenom, u.nom)
}

#[component]
fn Confirmation(
    geste: RwSignal<Option<Geste>>,
    siret: String,
    donnees: Donnees<Option<ListeUtilisateurs>>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let aller = navigation();
    let f = Formulaire::new("geste-utilisateur");
    let ouvert = RwSignal::new(false);
    Effect::new(move |_| {
        if geste.with(Option::is_some) {
            f.effacer();
            ouvert.set(true);
        }
    });
    let siret = StoredValue::new(siret);
    let confirmer = move || {
        let siret = siret.get_value();
        match geste.get_untracked() {
            None => {}
            Some(Geste::Retirer(u)) => {
                let moi = u.moi;
                let qui = nom(&u);
                f.envoyer(
                    acces,
                    async move { client().retirer_utilisateur(&siret, &u.id).await },
                    move |()| {
                        ouvert.try_set(false);
                        if moi {
                            annonces.dire("Vous avez quitté cet établissement.");
                            aller.aller("/etablissements");
                        } else {
                            annonces.dire(format!("{qui} n'a plus accès à l'établissement."));
                            donnees.recharger();
                        }
                    },
                );
            }
            Some(Geste::Transmettre(u)) => {
                let qui = nom(&u);
                f.envoyer(
                    acces,
                    async move { client().transmettre_principal(&siret, &u.id).await },
                    move |liste| {
                        ouvert.try_set(false);
                        annonces.dire(format!("{qui} est maintenant l'utilisateur principal."));
                        donnees.remplacer(Some(liste));
                    },
                );
            }
        }
    };
    view! {
        <Dialog ouvert titre="Confirmer">
            <ResumeErreurs formulaire=f/>
            {move || geste.get().map(|geste| match geste {
                Geste::Retirer(u) if u.moi => view! {
                    <p>"Vous n'aurez plus accès à cet établissement. Pour y revenir, l'utilisateur principal devra vous ajouter de nouveau."</p>
                }
                .into_any(),
                Geste::Retirer(u) => view! {
                    <p><strong>{nom(&u)}</strong> " n'aura plus accès à l'établissement, dès maintenant. Un courriel le lui dit. Ce que cette personne a fait est conservé."</p>
                }
                .into_any(),
                Geste::Transmettre(u) => view! {
                    <p><strong>{nom(&u)}</strong> " devient l'utilisateur principal : cette personne ajoute et retire les utilisateurs et répond aux mandats à votre place."</p>
                    <p>"Vous restez utilisateur. Un courriel est envoyé à chacun de vous deux."</p>
                }
                .into_any(),
            })}
            <Row>
                <Button en_cours=f.en_cours() au_clic=confirmer>
                    {move || match geste.get() {
                        Some(Geste::Transmettre(_)) => "Transmettre mon rôle",
                        Some(Geste::Retirer(u)) if u.moi => "Quitter l'établissement",
                        _ => "Retirer l'accès",
                    }}
                </Button>
                <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
            </Row>
        </Dialog>
    }
}
