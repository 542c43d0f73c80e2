//! What came of a file: done, or every fault with its row, and the ways on.

use super::{
    Envoye,
    colonnes::{Correspondances, libelle},
};
use crate::{
    api::{acces, client, texte_erreur},
    format::pluriel,
    ui::{
        Alert, Annonces, Button, Cell, Colonne, Link, LinkButton, Row, Table, Ton, Variante, dom::enregistrer,
    },
};
use api_types::{ErreurChamp, import::Import};
use client::CibleImport;
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeMap;

fn nombre(nombre: u32) -> usize {
    usize::try_from(nombre).unwrap_or(usize::MAX)
}

/// « 12 salariés : 3 ajouts, 1 modification, 8 lignes inchangées. »
fn bilan(import: &Import, quoi: &str) -> String {
    let compte = |combien: u32, mot: &str| pluriel(nombre(combien), mot);
    format!(
        "{} : {}, {}, {}.",
        compte(import.valides, quoi),
        compte(import.ajoutes, "ajout"),
        compte(import.modifies, "modification"),
        compte(import.inchanges, "ligne inchangée"),
    )
}

/// The employees that come into the claim with their hours.
fn entrees(combien: u32) -> String {
    match combien {
        1 => {
            "Un salarié du registre n'est pas encore dans la demande : il y entre avec ses heures.".to_owned()
        }
        n => format!(
            "{n} salariés du registre ne sont pas encore dans la demande : ils y entrent avec leurs heures."
        ),
    }
}

/// What the file would change; `au_choix` once the person wants it.
#[component]
pub fn Verifie(
    import: Import,
    quoi: String,
    /// Who is added is added to a claim.
    dans_la_demande: bool,
    #[prop(into)] au_choix: Callback<()>,
) -> impl IntoView {
    let bilan = bilan(&import, &quoi);
    if import.ajoutes == 0 && import.modifies == 0 {
        return view! {
            <Alert ton=Ton::Succes titre="Rien à importer : tout est déjà là" vivant=true>
                <p>{bilan}</p>
            </Alert>
        }
        .into_any();
    }
    view! {
        <Alert titre="Fichier vérifié, rien n'est encore importé" vivant=true>
            <p>{bilan}</p>
            {(dans_la_demande && import.ajoutes > 0).then(|| view! { <p>{entrees(import.ajoutes)}</p> })}
            <Row>
                <Button au_clic=au_choix>"Importer"</Button>
            </Row>
        </Alert>
    }
    .into_any()
}

/// It is done.
#[component]
pub fn Fait(import: Import, quoi: String) -> impl IntoView {
    let ecartees = if import.nombre_fautes > 0 {
        import.lignes.saturating_sub(import.valides)
    } else {
        0
    };
    view! {
        <Alert ton=Ton::Succes titre="Fichier importé" vivant=true>
            <p>{bilan(&import, &quoi)}</p>
            {(ecartees > 0).then(|| view! {
                <p>{format!("{} : corrigez-les et importez-les ensuite.", pluriel(nombre(ecartees), "ligne écartée"))}</p>
            })}
        </Alert>
    }
}

/// Rows of faults shown at first; more on demand.
const PAGE: usize = 100;

/// How often each kind of fault comes, the most frequent first, with its sheet.
fn par_genre(fautes: &[ErreurChamp]) -> Vec<(usize, String, Option<String>)> {
    let mut genres: BTreeMap<&str, (usize, &ErreurChamp)> = BTreeMap::new();
    for faute in fautes {
        genres.entry(&faute.code).or_insert((0, faute)).0 += 1;
    }
    let mut comptes: Vec<_> = genres
        .into_values()
        .map(|(combien, exemple)| (combien, exemple.message.clone(), exemple.help_url.clone()))
        .collect();
    comptes.sort_by_key(|(combien, ..)| std::cmp::Reverse(*combien));
    comptes
}

/// `paie-erreurs.xlsx`.
fn nom_annote(nom: &str) -> String {
    match nom.rsplit_once('.') {
        Some((debut, fin)) => format!("{debut}-erreurs.{fin}"),
        None => format!("{nom}-erreurs"),
    }
}

/// Everything that is wrong in the file, and the three ways on.
#[component]
pub fn Fautes(
    import: Import,
    envoye: Envoye,
    cible: CibleImport,
    #[prop(into)] valides: Callback<Envoye>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let total = nombre(import.nombre_fautes);
    let bonnes = nombre(import.valides);
    let genres = par_genre(&import.errors);
    let fautes = RwSignal::new(import.errors);
    let suite = RwSignal::new(import.errors_next);
    let montrees = RwSignal::new(PAGE);
    let gardees = move || fautes.with(Vec::len);
    let id = StoredValue::new(import.id);
    let encore = move || {
        montrees.update(|n| *n += PAGE);
        let Some(curseur) = suite
            .get_untracked()
            .filter(|_| montrees.get_untracked() > gardees())
        else {
            return;
        };
        spawn_local(async move {
            let id = id.get_value();
            match acces
                .appeler(client().lister_fautes_import(&id, Some(&curseur)))
                .await
            {
                Ok(page) => {
                    fautes.try_update(|fautes| fautes.extend(page.items));
                    suite.try_set(page.next);
                }
                Err(erreur) => annonces.dire(texte_erreur(&erreur)),
            }
        });
    };
    let en_cours = RwSignal::new(false);
    let nom = envoye.fichier.nom.clone();
    let a_rendre = StoredValue::new((cible, envoye.clone()));
    let rendre = move || {
        let (cible, envoye) = a_rendre.get_value();
        let options = envoye.options(&cible);
        let colonnes: Correspondances = envoye.colonnes;
        en_cours.set(true);
        spawn_local(async move {
            let octets = envoye.fichier.octets;
            match acces
                .appeler(client().annoter_import(&cible, octets, options, &colonnes))
                .await
            {
                Ok(octets) => enregistrer(&nom_annote(&envoye.fichier.nom), &octets),
                Err(erreur) => annonces.dire(texte_erreur(&erreur)),
            }
            en_cours.try_set(false);
        });
    };
    view! {
        <Alert ton=Ton::Danger titre="Le fichier contient des erreurs, rien n'a été importé" vivant=true>
            <p>
                {format!(
                    "{} dans {} : {} sur {} sont valides. Corrigez le fichier et choisissez-le de nouveau, ou importez les lignes valides.",
                    pluriel(total, "erreur"),
                    nom,
                    bonnes,
                    pluriel(nombre(import.lignes), "ligne"),
                )}
            </p>
            <ul>
                {genres
                    .into_iter()
                    .map(|(combien, exemple, fiche)| view! {
                        <li>
                            {format!("{combien} × {exemple} ")}
                            {fiche.map(|fiche| view! { <Link href=fiche>"La fiche"</Link> })}
                        </li>
                    })
                    .collect_view()}
            </ul>
            <Row>
                <Button variante=Variante::Secondaire en_cours au_clic=rendre>
                    "Télécharger le fichier avec ses erreurs"
                </Button>
                {(bonnes > 0)
                    .then(|| view! {
                        <Button
                            variante=Variante::Secondaire
                            au_clic=move || valides.run(envoye.clone())
                        >
                            {if bonnes == 1 {
                                "Importer la ligne valide".to_owned()
                            } else {
                                format!("Importer les {bonnes} lignes valides")
                            }}
                        </Button>
                    })}
            </Row>
        </Alert>
        <Table
            legende="Erreurs du fichier, à la ligne que montre votre tableur"
            dense=true
            colonnes=vec![
                Colonne::nombre("Ligne"),
                Colonne::texte("Colonne"),
                Colonne::texte("Erreur"),
            ]
        >
            {move || {
                fautes.with(|fautes| {
                    fautes.iter().take(montrees.get()).cloned().map(ligne).collect_view()
                })
            }}
        </Table>
        <Show when=move || montrees.get() < gardees() || suite.with(Option::is_some)>
            <LinkButton au_clic=encore>"Afficher plus d'erreurs"</LinkButton>
        </Show>
        <Show when=move || suite.with(Option::is_none) && gardees() < total>
            <p class="ap-doux">
                {move || format!("Les {} premières erreurs sur {total} : le fichier à télécharger les porte toutes.", gardees())}
            </p>
        </Show>
    }
}

fn ligne(faute: ErreurChamp) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Ligne" nombre=true>{faute.row}</Cell>
            <Cell titre="Colonne">{faute.column.as_deref().map(libelle)}</Cell>
            <Cell titre="Erreur">{faute.message}</Cell>
        </tr>
    }
}
