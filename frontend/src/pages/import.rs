//! Importing a CSV file: every fault at once, with its row and column, and the choice to take
//! the valid rows.

use crate::{
    api::{acces, texte_erreur},
    format::pluriel,
    ui::{
        Alert, Button, Cell, Colonne, Details, Fichier, FilePicker, LinkButton, Row, Spinner, Stack, Table,
        Ton, Variante,
    },
};
use api_types::{ErreurChamp, import::ResultatImport};
use client::{Erreur, OptionsImport};
use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin, sync::Arc};

/// One call of an import.
pub type Appel = Pin<Box<dyn Future<Output = Result<ResultatImport, Erreur>>>>;

/// How a file is sent: to the register of employees, to the hours of a claim.
pub type Envoi = Arc<dyn Fn(Vec<u8>, OptionsImport) -> Appel + Send + Sync>;

/// What happened to the file.
#[derive(Clone)]
enum Suite {
    Rien,
    EnCours(String),
    Fait(ResultatImport),
    Fautes(ResultatImport, Fichier),
    Refus(String),
}

/// Choosing a file, sending it, and what came of it.
#[component]
pub fn Import(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    /// What the rows are: "salarié", "semaine".
    #[prop(into)]
    quoi: String,
    #[prop(
        default = "Fichier CSV de votre logiciel de paie ou de votre tableur, 10 Mo au plus.".to_owned(),
        into
    )]
    indice: String,
    /// The columns that the file must have.
    colonnes: &'static str,
    envoi: Envoi,
    #[prop(into)] au_succes: Callback<()>,
) -> impl IntoView {
    let acces = acces();
    let suite = RwSignal::new(Suite::Rien);
    let quoi = StoredValue::new(quoi);
    let envoi = StoredValue::new(envoi);
    let envoyer = move |fichier: Fichier, options: OptionsImport| {
        // Said at once, before megabytes are sent.
        if let Err(refus) = domain::import::verifier_nature(&fichier.octets) {
            suite.set(Suite::Refus(refus.message));
            return;
        }
        suite.set(Suite::EnCours(fichier.nom.clone()));
        spawn_local(async move {
            let Some(appeler) = envoi.try_with_value(Arc::clone) else {
                return;
            };
            let nouvelle = match acces.appeler(appeler(fichier.octets.clone(), options)).await {
                Ok(resultat) => {
                    au_succes.try_run(());
                    Suite::Fait(resultat)
                }
                Err(erreur) if fautes_de_lignes(&erreur) => {
                    // Refused as a whole: read again without writing, to say how many rows are good.
                    let essai = OptionsImport {
                        dry_run: true,
                        ..options
                    };
                    match acces.appeler(appeler(fichier.octets.clone(), essai)).await {
                        Ok(resultat) => Suite::Fautes(resultat, fichier),
                        Err(erreur) => Suite::Refus(texte_erreur(&erreur)),
                    }
                }
                Err(erreur) => Suite::Refus(texte_erreur(&erreur)),
            };
            suite.try_set(nouvelle);
        });
    };
    let valides = Callback::new(move |fichier: Fichier| {
        envoyer(
            fichier,
            OptionsImport {
                valides_seulement: true,
                ..Default::default()
            },
        );
    });
    view! {
        <Stack>
            <FilePicker
                id
                libelle
                indice
                au_choix=move |fichier| envoyer(fichier, OptionsImport::default())
            />
            <Details resume=|| "Quelles colonnes ?">
                <p>
                    "La première ligne porte les noms des colonnes : " <code>{colonnes}</code>
                    ". Séparateur virgule, point-virgule ou tabulation ; nombres à virgule ou à point ; UTF-8 ou Windows-1252."
                </p>
            </Details>
            {move || match suite.get() {
                Suite::Rien => ().into_any(),
                Suite::EnCours(nom) => {
                    view! { <Spinner texte=format!("Lecture de {nom}…")/> }.into_any()
                }
                Suite::Refus(texte) => view! {
                    <Alert ton=Ton::Danger titre="Ce fichier ne peut pas être importé" vivant=true>
                        <p>{texte}</p>
                    </Alert>
                }
                .into_any(),
                Suite::Fait(resultat) => {
                    view! { <Fait resultat quoi=quoi.get_value()/> }.into_any()
                }
                Suite::Fautes(resultat, fichier) => {
                    view! { <Fautes resultat fichier valides/> }.into_any()
                }
            }}
        </Stack>
    }
}

/// Faults of rows, not of the file as a whole.
fn fautes_de_lignes(erreur: &Erreur) -> bool {
    erreur
        .probleme()
        .is_some_and(|probleme| probleme.errors.iter().any(|faute| faute.row.is_some()))
}

#[component]
fn Fait(resultat: ResultatImport, quoi: String) -> impl IntoView {
    let compte = |nombre: u32, mot: &str| pluriel(usize::try_from(nombre).unwrap_or(usize::MAX), mot);
    let ecartees = resultat.lignes.saturating_sub(resultat.valides);
    view! {
        <Alert ton=Ton::Succes titre="Fichier importé" vivant=true>
            <p>
                {format!(
                    "{} : {}, {}, {}.",
                    compte(resultat.valides, &quoi),
                    compte(resultat.ajoutes, "ajout"),
                    compte(resultat.modifies, "modification"),
                    compte(resultat.inchanges, "ligne inchangée"),
                )}
            </p>
            {(ecartees > 0)
                .then(|| view! { <p>{format!("{} : corrigez-les et importez-les ensuite.", compte(ecartees, "ligne écartée"))}</p> })}
        </Alert>
    }
}

/// Rows of faults shown at first; more on demand.
const PAGE: usize = 100;

#[component]
fn Fautes(resultat: ResultatImport, fichier: Fichier, valides: Callback<Fichier>) -> impl IntoView {
    let nombre = resultat.errors.len();
    let bonnes = usize::try_from(resultat.valides).unwrap_or(usize::MAX);
    let fautes = StoredValue::new(resultat.errors);
    let montrees = RwSignal::new(PAGE);
    view! {
        <Alert ton=Ton::Danger titre="Le fichier contient des erreurs, rien n'a été importé" vivant=true>
            <p>
                {format!(
                    "{} dans {} : {} sur {} sont valides. Corrigez le fichier et choisissez-le de nouveau, ou importez les lignes valides.",
                    pluriel(nombre, "erreur"),
                    fichier.nom,
                    bonnes,
                    pluriel(usize::try_from(resultat.lignes).unwrap_or(usize::MAX), "ligne"),
                )}
            </p>
            {(bonnes > 0)
                .then(|| view! {
                    <Row>
                        <Button
                            variante=Variante::Secondaire
                            au_clic=move || valides.run(fichier.clone())
                        >
                            {if bonnes == 1 {
                                "Importer la ligne valide".to_owned()
                            } else {
                                format!("Importer les {bonnes} lignes valides")
                            }}
                        </Button>
                    </Row>
                })}
        </Alert>
        <Table
            legende="Erreurs du fichier (la ligne 1 est celle des noms de colonnes)"
            dense=true
            colonnes=vec![
                Colonne::nombre("Ligne"),
                Colonne::texte("Colonne"),
                Colonne::texte("Erreur"),
            ]
        >
            {move || {
                fautes.with_value(|fautes| {
                    fautes.iter().take(montrees.get()).cloned().map(ligne).collect_view()
                })
            }}
        </Table>
        <Show when=move || montrees.get() < nombre>
            <LinkButton au_clic=move || montrees.update(|n| *n += PAGE)>
                "Afficher plus d'erreurs"
            </LinkButton>
        </Show>
    }
}

fn ligne(faute: ErreurChamp) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Ligne" nombre=true>{faute.row}</Cell>
            <Cell titre="Colonne"><code>{faute.column}</code></Cell>
            <Cell titre="Erreur">{faute.message}</Cell>
        </tr>
    }
}
