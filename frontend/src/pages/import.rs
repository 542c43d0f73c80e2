//! Importing a file: sent as a job whose progress shows, every fault at once, columns chosen when their names
//! are unknown. Nothing is written before the person has seen what the file would change.

mod colonnes;
mod fautes;

use crate::{
    api::{acces, client, texte_erreur},
    ui::{
        Alert, Button, Details, DownloadLink, Fichier, FilePicker, Progress, Row, Spinner, Stack, Ton,
        Variante, dom::montrer_dessine,
    },
};
use api_types::import::{ApercuImport, Import as Travail};
use client::{CibleImport, Erreur, OptionsImport};
use colonnes::{ChoixColonnes, Correspondances};
use domain::import::est_d_entete;
use fautes::{Fait, Fautes, Verifie};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// Files that the picker offers; what a file really is, its content says.
const ACCEPTES: &str = ".csv,.txt,.xlsx,.ndjson,.jsonl,.json,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Between two looks at a job: short at first, so that small files show their result at once.
const RYTHME_MS: [u32; 4] = [60, 120, 250, 500];

/// A file that was sent, and what its columns were said to be.
#[derive(Clone)]
pub struct Envoye {
    fichier: Fichier,
    colonnes: Correspondances,
    valides_seulement: bool,
    /// Only to see what it would do.
    essai: bool,
}

impl Envoye {
    fn options(&self, cible: &CibleImport) -> OptionsImport {
        OptionsImport {
            dry_run: self.essai,
            valides_seulement: self.valides_seulement,
            // The person reads how many before anything is written.
            ajouter_absents: matches!(cible, CibleImport::Heures(_)),
        }
    }
}

/// What happened to the file.
#[derive(Clone)]
enum Suite {
    Rien,
    Lecture(String),
    EnCours,
    Verifie(Travail, Envoye),
    Fait(Travail),
    Fautes(Travail, Envoye),
    Colonnes(ApercuImport, Envoye),
    Refus(String),
}

/// Sends the file and follows the job until it ends.
async fn suivre(
    cible: &CibleImport,
    envoye: &Envoye,
    ou: RwSignal<Option<Travail>>,
) -> Result<Travail, Erreur> {
    let octets = envoye.fichier.octets.clone();
    let mut travail = client()
        .lancer_import(cible, octets, envoye.options(cible), &envoye.colonnes)
        .await?;
    let mut attentes = RYTHME_MS.into_iter();
    while travail.etat == "en_cours" {
        ou.try_set(Some(travail.clone()));
        TimeoutFuture::new(attentes.next().unwrap_or(RYTHME_MS[3])).await;
        travail = client().lire_import(&travail.id).await?;
    }
    Ok(travail)
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
        default = "CSV, Excel (.xlsx) ou NDJSON de votre logiciel de paie ou de votre tableur, 32 Mo au plus.".to_owned(),
        into
    )]
    indice: String,
    /// The columns that the file must have.
    colonnes: &'static str,
    /// Those that it may have.
    #[prop(optional)]
    facultatives: Option<&'static str>,
    cible: CibleImport,
    /// Whose files have the same columns: the choice of columns is kept under this name.
    #[prop(into)]
    memoire: String,
    #[prop(into)] au_succes: Callback<()>,
) -> impl IntoView {
    let acces = acces();
    let suite = RwSignal::new(Suite::Rien);
    let ou = RwSignal::new(None::<Travail>);
    let quoi = StoredValue::new(quoi);
    let memoire = StoredValue::new(memoire);
    let modeles =
        ["xlsx", "csv"].map(|format| (client().url(&cible.chemin_modele(format)), format.to_uppercase()));
    let cible = StoredValue::new(cible);
    let issue = StoredValue::new(format!("{id}-issue"));
    let envoyer = move |envoye: Envoye| {
        // Said at once, before megabytes are sent.
        if let Err(refus) = domain::import::nature(&envoye.fichier.octets) {
            suite.set(Suite::Refus(refus.message));
            return;
        }
        suite.set(Suite::Lecture(envoye.fichier.nom.clone()));
        spawn_local(async move {
            let Some(vers) = cible.try_get_value() else {
                return;
            };
            ou.try_set(None);
            suite.try_set(Suite::EnCours);
            let nouvelle = match acces.appeler(suivre(&vers, &envoye, ou)).await {
                Ok(fini) if fini.etat == "termine" && !envoye.essai => {
                    au_succes.try_run(());
                    Suite::Fait(fini)
                }
                Ok(fini) if fini.errors.iter().any(|faute| est_d_entete(&faute.code)) => {
                    let dites: Vec<String> = fini.errors.into_iter().map(|faute| faute.message).collect();
                    let refus = Suite::Refus(dites.join(" "));
                    if !envoye.colonnes.is_empty() {
                        // Chosen already, and still wrong.
                        suite.try_set(refus);
                        return;
                    }
                    let octets = envoye.fichier.octets.clone();
                    match acces.appeler(client().apercevoir_import(&vers, octets)).await {
                        // A single column: rather a text that is no table.
                        Ok(apercu) if apercu.colonnes.len() > 1 && apercu.lignes > 0 => {
                            Suite::Colonnes(apercu, envoye)
                        }
                        _ => refus,
                    }
                }
                Ok(fini) if fini.nombre_fautes > 0 => Suite::Fautes(fini, envoye),
                Ok(fini) if fini.etat == "termine" => Suite::Verifie(fini, envoye),
                Ok(fini) => Suite::Refus(fini.message.unwrap_or(fini.etat_libelle)),
                Err(erreur) => Suite::Refus(texte_erreur(&erreur)),
            };
            suite.try_set(nouvelle);
            // Below the fold on a phone, and where an announcement stands above.
            issue.try_with_value(|id| montrer_dessine(id.clone()));
        });
    };
    let valides = Callback::new(move |envoye: Envoye| {
        envoyer(Envoye {
            valides_seulement: true,
            essai: false,
            ..envoye
        });
    });
    view! {
        <Stack>
            <FilePicker
                id
                libelle
                indice
                accepte=ACCEPTES
                au_choix=move |fichier| envoyer(Envoye {
                    fichier,
                    colonnes: Correspondances::new(),
                    valides_seulement: false,
                    essai: true,
                })
            />
            <Details resume=|| "Quelles colonnes ?">
                <p>
                    "La première ligne porte les noms des colonnes, accents et majuscules sans importance : " <span class="ap-gras">{colonnes}</span>
                    ". D'autres noms se choisissent après l'envoi ; rien n'est écrit avant que vous ayez vu ce que le fichier change. Nombres à virgule ou à point ; en CSV, séparateur virgule, point-virgule ou tabulation."
                </p>
                {facultatives
                    .map(|facultatives| view! {
                        <p>
                            "Facultatives : " <span class="ap-gras">{facultatives}</span>
                            ". Sans l'une d'elles, le registre garde ce qu'il sait ; là où elle est, une cellule vide l'efface."
                        </p>
                    })}
                <Row>
                    {modeles
                        .into_iter()
                        .map(|(href, format)| view! {
                            <DownloadLink href format variante=Variante::Secondaire>"Modèle à remplir"</DownloadLink>
                        })
                        .collect_view()}
                </Row>
            </Details>
            <div id=issue.get_value()>{move || match suite.get() {
                Suite::Rien => ().into_any(),
                Suite::Lecture(nom) => view! { <Spinner texte=format!("Lecture de {nom}…")/> }.into_any(),
                Suite::EnCours => view! { <EnCours ou/> }.into_any(),
                Suite::Refus(texte) => view! {
                    <Alert ton=Ton::Danger titre="Ce fichier n'a pas été importé" vivant=true>
                        <p>{texte}</p>
                    </Alert>
                }
                .into_any(),
                Suite::Verifie(import, envoye) => view! {
                    <Verifie
                        import
                        quoi=quoi.get_value()
                        dans_la_demande=cible.with_value(|cible| matches!(cible, CibleImport::Heures(_)))
                        au_choix=move || envoyer(Envoye { essai: false, ..envoye.clone() })
                    />
                }
                .into_any(),
                Suite::Fait(import) => view! { <Fait import quoi=quoi.get_value()/> }.into_any(),
                Suite::Fautes(import, envoye) => {
                    view! { <Fautes import envoye cible=cible.get_value() valides/> }.into_any()
                }
                Suite::Colonnes(apercu, envoye) => view! {
                    <ChoixColonnes
                        apercu
                        memoire=memoire.get_value()
                        au_choix=move |colonnes| envoyer(Envoye { colonnes, ..envoye.clone() })
                    />
                }
                .into_any(),
            }}</div>
        </Stack>
    }
}

/// How far the job is, and stopping it.
#[component]
fn EnCours(ou: RwSignal<Option<Travail>>) -> impl IntoView {
    let acces = acces();
    let demandee = RwSignal::new(false);
    let lire = move |champ: fn(&Travail) -> u32| ou.with(|ou| ou.as_ref().map_or(0, champ));
    let annuler = move || {
        let Some(travail) = ou.get_untracked() else {
            return;
        };
        demandee.set(true);
        spawn_local(async move {
            // One that has just ended says so by itself.
            let _ = acces.appeler(client().annuler_import(&travail.id)).await;
        });
    };
    view! {
        <Show when=move || { lire(|t| t.lignes) > 0 } fallback=|| view! { <Spinner texte="Ouverture du fichier…"/> }>
            <Progress
                libelle="Lignes lues"
                fait=Signal::derive(move || lire(|t| t.lues))
                total=Signal::derive(move || lire(|t| t.lignes))
            />
            <Show when=move || { lire(|t| t.ecrites) > 0 }>
                <p class="ap-doux">"Enregistrement, tout d'un coup à la fin…"</p>
            </Show>
        </Show>
        <Row>
            <Button variante=Variante::Secondaire en_cours=demandee au_clic=annuler>
                "Annuler"
            </Button>
        </Row>
    }
}
