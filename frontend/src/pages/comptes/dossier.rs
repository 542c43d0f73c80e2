//! The file of an account: what it is, what blocks it, what was sent, what was done.

use super::{Etat, courriels::TableCourriels, diagnostic::DiagnosticDuCompte, operation::Operations};
use crate::{
    api::{Donnees, client},
    format,
    ui::{
        Alert, Breadcrumb, Card, Cell, Colonne, Columns, DescriptionList, DownloadLink, Frame, Icone, Item,
        Link, PageHeader, Row, Stack, Status, Table, Ton, Variante,
    },
};
use api_types::compte_assistance::{DossierCompte, EvenementCompte, FermetureCompte, HabilitationCompte};
use api_types::document::DocumentDepose;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/assistance/comptes/:id`.
#[component]
pub fn PageDossier() -> impl IntoView {
    let parametres = use_params_map();
    let donnees = Donnees::charger(move || {
        let id = parametres.with(|p| p.get("id").unwrap_or_default());
        async move { client().lire_dossier_compte(&id).await }
    });
    view! {
        <Frame>{donnees.afficher(move |dossier| view! { <Dossier dossier donnees/> })}</Frame>
    }
}

#[component]
fn Dossier(dossier: DossierCompte, donnees: Donnees<DossierCompte>) -> impl IntoView {
    let personne = format!("{} {}", dossier.prenom, dossier.nom);
    let (code, libelle) = (dossier.etat.clone(), dossier.etat_libelle.clone());
    let sous_titre = dossier
        .identifiant
        .clone()
        .unwrap_or_else(|| "Pas encore d'identifiant".to_owned());
    let agent = dossier.role == "agent_ud";
    let mandats = format!("/assistance/mandats?compte={}", dossier.id);
    let pour_operations = dossier.clone();
    let pour_compte = dossier.clone();
    let cote = move || {
        view! {
            <Operations dossier=pour_operations.clone() donnees/>
            <Compte dossier=pour_compte.clone()/>
        }
    };
    view! {
        <Breadcrumb etapes=vec![("/assistance/comptes".into(), "Comptes".into())] ici=personne.clone()/>
        <PageHeader
            titre=personne
            etat=move || view! { <Etat code=code.clone() libelle=libelle.clone()/> }
            sous_titre=move || sous_titre.clone()
        />
        <Columns cote>
            {dossier.fermeture.clone().map(|fermeture| view! { <Ferme fermeture/> })}
            {dossier.fermeture.is_none().then(|| view! { <DiagnosticDuCompte id=dossier.id.clone()/> })}
            {agent.then(|| view! { <Annexes documents=dossier.documents/> })}
            {(!agent).then(|| view! { <Habilitations habilitations=dossier.habilitations mandats/> })}
            <Card titre="Courriels" icone=Icone::Courriel>
                {if dossier.courriels.is_empty() {
                    view! { <p class="ap-doux">"Aucun courriel n'a été envoyé à ce compte."</p> }.into_any()
                } else {
                    view! {
                        <TableCourriels courriels=dossier.courriels au_changement=move || donnees.recharger()/>
                    }
                    .into_any()
                }}
            </Card>
            <Journal journal=dossier.journal/>
        </Columns>
    }
}

#[component]
fn Ferme(fermeture: FermetureCompte) -> impl IntoView {
    let lien = fermeture.compte_garde.map(|id| {
        view! {
            <p><Link href=format!("/assistance/comptes/{id}")>"Ouvrir le dossier du compte gardé"</Link></p>
        }
    });
    view! {
        <Alert ton=Ton::Attention titre=format!("Compte fermé le {}", format::instant(&fermeture.le))>
            <p>{format!("Motif : {}", fermeture.motif)}</p>
            <p>{format!("Son adresse était {}.", fermeture.courriel)}</p>
            {lien}
        </Alert>
    }
}

/// What the person on the telephone can be asked or told.
#[component]
fn Compte(dossier: DossierCompte) -> impl IntoView {
    let mot_de_passe = match (dossier.mot_de_passe_temporaire, dossier.mot_de_passe_expire_le) {
        (true, Some(fin)) => format!("Temporaire, valable jusqu'au {}", format::instant(&fin)),
        (true, None) => "Temporaire, envoyé par courriel et pas encore changé".to_owned(),
        (false, _) if dossier.identifiant.is_none() => "Aucun".to_owned(),
        (false, _) => "Choisi par la personne".to_owned(),
    };
    let connexion = dossier
        .derniere_connexion
        .map_or_else(|| "Jamais connecté".to_owned(), |le| format::instant(&le));
    view! {
        <Card titre="Compte" icone=Icone::Utilisateur>
            <DescriptionList>
                {dossier.courriel.map(|adresse| view! { <Item libelle="Adresse électronique">{adresse}</Item> })}
                {(!dossier.telephone.is_empty()).then(|| view! {
                    <Item libelle="Téléphone"><span class="ap-chiffres">{dossier.telephone.clone()}</span></Item>
                })}
                <Item libelle="Rôle">{dossier.role_libelle}</Item>
                {(!dossier.departements.is_empty()).then(|| view! {
                    <Item libelle="Départements">{dossier.departements.join(", ")}</Item>
                })}
                <Item libelle="Mot de passe">{mot_de_passe}</Item>
                {dossier.verrouille_jusqu_a.map(|fin| view! {
                    <Item libelle="Verrouillé jusqu'au">{format::instant(&fin)}</Item>
                })}
                {(dossier.echecs > 0).then(|| view! {
                    <Item libelle="Mots de passe faux">{dossier.echecs}</Item>
                })}
                <Item libelle="Double authentification">
                    {if dossier.second_facteur { "Active" } else { "Pas configurée" }}
                </Item>
                <Item libelle="Dernière connexion">{connexion}</Item>
                <Item libelle="Sessions ouvertes">{dossier.sessions}</Item>
                <Item libelle="Compte créé le">{format::instant(&dossier.cree_le)}</Item>
            </DescriptionList>
        </Card>
    }
}

#[component]
fn Habilitations(habilitations: Vec<HabilitationCompte>, mandats: String) -> impl IntoView {
    if habilitations.is_empty() {
        return view! {
            <Card titre="Établissements" icone=Icone::Batiment>
                <p class="ap-doux">
                    "Ce compte n'agit pour aucun établissement. La personne peut refaire une demande de création d'espace."
                </p>
                <p><Link href=mandats>"Voir ses mandats d'expert-comptable"</Link></p>
            </Card>
        }
        .into_any();
    }
    let lignes = habilitations
        .into_iter()
        .map(|h| {
            let ton = match h.etat.as_str() {
                "acceptee" => Ton::Succes,
                "en_attente" => Ton::Info,
                "refusee" => Ton::Danger,
                _ => Ton::Neutre,
            };
            let quand = match &h.decidee_le {
                Some(le) => format!("le {}", format::instant(le)),
                None => format!("demandée le {}", format::instant(&h.demandee_le)),
            };
            view! {
                <tr>
                    <Cell titre="Établissement" entete=true>
                        <Stack serre=true>
                            <span>{h.denomination}</span>
                            <span class="ap-petit ap-doux ap-chiffres">{format::siret(&h.siret)}</span>
                        </Stack>
                    </Cell>
                    <Cell titre="Rôle">{h.role_libelle}</Cell>
                    <Cell titre="Habilitation">
                        <Stack serre=true>
                            <div><Status ton libelle=h.etat_libelle/></div>
                            <span class="ap-petit ap-doux">{quand}</span>
                            {h.motif.map(|motif| view! { <span class="ap-petit">{format!("Motif : {motif}")}</span> })}
                        </Stack>
                    </Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card titre="Établissements" icone=Icone::Batiment>
            <Table
                legende="Établissements du compte"
                legende_cachee=true
                colonnes=vec![
                    Colonne::texte("Établissement"),
                    Colonne::texte("Rôle"),
                    Colonne::texte("Habilitation"),
                ]
            >
                {lignes}
            </Table>
            <p><Link href=mandats>"Voir ses mandats d'expert-comptable"</Link></p>
        </Card>
    }
    .into_any()
}

/// What the agent's account was opened on.
#[component]
fn Annexes(documents: Vec<DocumentDepose>) -> impl IntoView {
    let aucun = documents.is_empty();
    let liens = documents
        .into_iter()
        .map(|document| {
            let href = format!("/api/v1/documents/{}", document.id);
            let quand = format::instant(&document.depose_le);
            view! {
                <li>
                    <Row>
                        <DownloadLink href=Signal::stored(href) format="PDF" variante=Variante::Discret>
                            {document.nom}
                        </DownloadLink>
                        <span class="ap-petit ap-doux">{format!("déposée le {quand}")}</span>
                    </Row>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card titre="Annexe 3" icone=Icone::Document>
            {if aucun {
                view! {
                    <p class="ap-doux">"Aucune : ce compte a été créé par l'exploitant du service."</p>
                }
                .into_any()
            } else {
                view! { <ul class="ap-affaires">{liens}</ul> }.into_any()
            }}
        </Card>
    }
}

#[component]
fn Journal(journal: Vec<EvenementCompte>) -> impl IntoView {
    if journal.is_empty() {
        return view! {
            <Card titre="Journal" icone=Icone::Horloge>
                <p class="ap-doux">"Rien n'est encore arrivé à ce compte."</p>
            </Card>
        }
        .into_any();
    }
    let lignes = journal
        .into_iter()
        .map(|ligne| {
            view! {
                <tr>
                    <Cell titre="Quoi" entete=true>
                        <Stack serre=true>
                            <span>{ligne.libelle}</span>
                            {ligne.motif.map(|motif| view! { <span class="ap-petit ap-doux">{format!("Motif : {motif}")}</span> })}
                        </Stack>
                    </Cell>
                    <Cell titre="Quand"><span class="ap-chiffres">{format::instant(&ligne.le)}</span></Cell>
                    <Cell titre="Qui">{ligne.auteur}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card titre="Journal" icone=Icone::Horloge>
            <Table
                legende="Ce qui est arrivé à ce compte"
                legende_cachee=true
                colonnes=vec![Colonne::texte("Quoi"), Colonne::texte("Quand"), Colonne::texte("Qui")]
                dense=true
            >
                {lignes}
            </Table>
        </Card>
    }
    .into_any()
}
