//! The people of an establishment: its users, and the accountants who act under a mandate.

mod ajout;
mod mandats;
mod utilisateurs;

use self::{ajout::AjoutUtilisateur, mandats::Mandats, utilisateurs::Utilisateurs};
use crate::{
    api::{Donnees, client},
    format,
    ui::{Alert, Breadcrumb, Card, Columns, Frame, Icone, Link, PageHeader, Ton},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/etablissements/:siret/utilisateurs`.
#[component]
pub fn PagePersonnes() -> impl IntoView {
    let parametres = use_params_map();
    let siret = Memo::new(move |_| parametres.with(|p| p.get("siret").unwrap_or_default()));
    let utilisateurs = Donnees::charger(move || {
        let siret = siret.get();
        async move {
            match client().lister_utilisateurs(&siret).await {
                Ok(liste) => Ok(Some(liste)),
                // An accountant works here, but the people of the client are not their business.
                Err(erreur) if erreur.code() == Some("role_insuffisant") => Ok(None),
                Err(erreur) => Err(erreur),
            }
        }
    });
    let fiche = format!("/etablissements/{}", siret.get_untracked());
    view! {
        <Frame>
            <Breadcrumb
                etapes=vec![
                    ("/etablissements".into(), "Mes établissements".into()),
                    (fiche.clone(), format::siret(&siret.get_untracked())),
                ]
                ici="Utilisateurs"
            />
            <PageHeader
                titre="Utilisateurs et mandats"
                sous_titre=move || format!("SIRET {}", format::siret(&siret.get()))
            />
            {utilisateurs.afficher(move |liste| match liste {
                None => view! {
                    <Alert ton=Ton::Info titre="Réservé aux utilisateurs de l'établissement">
                        <p>"Vous agissez ici par mandat : votre client gère lui-même ses utilisateurs et ses mandats."</p>
                        <p><Link href="/mandats">"Voir mes mandats"</Link></p>
                    </Alert>
                }
                .into_any(),
                Some(liste) => {
                    let peut_gerer = liste.peut_gerer;
                    let siret = siret.get_untracked();
                    let (pour_ajout, pour_mandats) = (siret.clone(), siret.clone());
                    let fiche = fiche.clone();
                    let cote = move || {
                        let siret = pour_ajout.clone();
                        view! {
                            {if peut_gerer {
                                view! {
                                    <Card titre="Ajouter un utilisateur" icone=Icone::Plus>
                                        <AjoutUtilisateur siret au_succes=move || utilisateurs.recharger()/>
                                    </Card>
                                }
                                .into_any()
                            } else {
                                view! { <PasPrincipal siret/> }.into_any()
                            }}
                            <Fixe fiche=fiche.clone()/>
                        }
                    };
                    view! {
                        <Columns cote>
                            <Utilisateurs liste siret donnees=utilisateurs/>
                            <Mandats siret=pour_mandats/>
                        </Columns>
                    }
                    .into_any()
                }
            })}
        </Frame>
    }
}

/// What the principal user's name and address are, and what can change instead.
#[component]
fn Fixe(fiche: String) -> impl IntoView {
    view! {
        <Card titre="Bon à savoir" icone=Icone::Aide creuse=true>
            <p class="ap-petit">
                "Le nom, le prénom et l'adresse électronique de l'utilisateur principal ne se modifient pas. "
                "La personne à contacter, elle, se change à tout moment dans "
                <Link href=fiche>"la fiche établissement"</Link> "."
            </p>
            <p class="ap-petit">
                "Si l'utilisateur principal change, il transmet son rôle à un autre utilisateur avant de partir. "
                "Un établissement en a toujours un, et un seul."
            </p>
        </Card>
    }
}

#[component]
fn PasPrincipal(siret: String) -> impl IntoView {
    view! {
        <Card titre="Ajouter quelqu'un ?" icone=Icone::Groupe>
            <p>"L'utilisateur principal ajoute et retire les utilisateurs : demandez-le-lui."</p>
            <p>
                "Il a quitté l'entreprise ? "
                <Link href=format!("/reprise?siret={siret}")>"Demandez la reprise de son rôle"</Link> "."
            </p>
        </Card>
    }
}
