//! A file whose columns have other names: its first rows, and which column stands for which expected one.

use crate::ui::{
    Alert, Button, Cell, Champ, Choix, Colonne, Form, Grid, Row, Select, Table, Ton,
    dom::{garder_choix, lire_choix},
};
use api_types::import::{ApercuImport, ColonneAttendue, LigneApercu};
use leptos::prelude::*;

/// Which column of the file stands for which expected one.
pub type Correspondances = Vec<(String, String)>;

/// An expected column, as a person calls it.
pub fn libelle(nom: &str) -> String {
    domain::import::titre_de(nom).to_owned()
}

fn cle(memoire: &str) -> String {
    format!("apart-colonnes-{memoire}")
}

/// What this person chose for the last file of this establishment, line by line.
fn retenues(memoire: &str) -> Correspondances {
    let texte = lire_choix(&cle(memoire)).unwrap_or_default();
    let paires = texte.lines().filter_map(|ligne| ligne.split_once(':'));
    paires
        .map(|(nom, choisie)| (nom.to_owned(), choisie.to_owned()))
        .collect()
}

fn retenir(memoire: &str, choisies: &Correspondances) {
    let lignes: Vec<String> = choisies
        .iter()
        .map(|(nom, choisie)| format!("{nom}:{choisie}"))
        .collect();
    garder_choix(&cle(memoire), &lignes.join("\n"));
}

/// What was chosen before, as long as the file has that column; else what it looks like.
fn proposer(attendue: &ColonneAttendue, retenues: &Correspondances, colonnes: &[String]) -> String {
    retenues
        .iter()
        .find(|(nom, choisie)| *nom == attendue.nom && colonnes.contains(choisie))
        .map(|(_, choisie)| choisie.clone())
        .or_else(|| attendue.proposee.clone())
        .unwrap_or_default()
}

/// Choosing the columns; `au_choix` gets them once every required one is chosen.
#[component]
pub fn ChoixColonnes(
    apercu: ApercuImport,
    #[prop(into)] memoire: String,
    #[prop(into)] au_choix: Callback<Correspondances>,
) -> impl IntoView {
    let deja = retenues(&memoire);
    let choix: Vec<Choix> = apercu
        .colonnes
        .iter()
        .filter(|nom| !nom.trim().is_empty())
        .map(|nom| Choix::new(nom, nom))
        .collect();
    let manque = RwSignal::new(None::<String>);
    let champs: Vec<(Champ, String, bool)> = apercu
        .attendues
        .iter()
        .map(|attendue| {
            let valeur = RwSignal::new(proposer(attendue, &deja, &apercu.colonnes));
            let oublier = Callback::new(move |()| manque.set(None));
            let champ = Champ::new(
                &format!("colonne-{}", attendue.nom),
                &format!("Colonne « {} »", libelle(&attendue.nom)),
                valeur,
                Signal::default(),
                oublier,
            );
            let requis = attendue.requise && attendue.ou.is_none();
            let indice = match &attendue.ou {
                Some(autre) => format!("Ou « {} »", libelle(autre)),
                None if requis => "Obligatoire".to_owned(),
                None => "Facultative".to_owned(),
            };
            (champ, indice, requis)
        })
        .collect();
    let valeurs: Vec<(ColonneAttendue, RwSignal<String>)> = apercu
        .attendues
        .iter()
        .cloned()
        .zip(champs.iter().map(|(champ, ..)| champ.valeur))
        .collect();
    let envoyer = move || {
        let choisie = |nom: &str| {
            let mut trouvees = valeurs.iter().filter(|(attendue, _)| attendue.nom == nom);
            trouvees.any(|(_, valeur)| !valeur.with_untracked(String::is_empty))
        };
        let absentes: Vec<String> = valeurs
            .iter()
            .map(|(attendue, _)| attendue)
            .filter(|a| a.requise && !choisie(&a.nom) && !a.ou.as_deref().is_some_and(choisie))
            .map(|attendue| libelle(&attendue.nom))
            .collect();
        if !absentes.is_empty() {
            manque.set(Some(format!(
                "Choisissez la colonne qui tient lieu de : {}.",
                absentes.join(", ")
            )));
            return;
        }
        let choisies: Correspondances = valeurs
            .iter()
            .map(|(attendue, valeur)| (attendue.nom.clone(), valeur.get_untracked()))
            .filter(|(_, choisie)| !choisie.is_empty())
            .collect();
        retenir(&memoire, &choisies);
        au_choix.run(choisies);
    };
    let entetes: Vec<Colonne> = std::iter::once(Colonne::nombre("Ligne"))
        .chain(apercu.colonnes.iter().map(Colonne::texte))
        .collect();
    let titres = apercu.colonnes.clone();
    view! {
        <Alert ton=Ton::Attention titre="Quelle colonne est laquelle ?" vivant=true>
            <p>
                "Les noms de colonnes de ce fichier ne sont pas ceux attendus. Vérifiez les propositions : votre choix est retenu sur ce poste pour les prochains fichiers de l'établissement."
            </p>
        </Alert>
        <Form au_envoi=envoyer>
            <Grid colonnes=4>
                {champs
                    .into_iter()
                    .map(|(champ, indice, requis)| view! { <Select champ indice requis choix=choix.clone()/> })
                    .collect_view()}
            </Grid>
            <Show when=move || manque.with(Option::is_some)>
                <Alert ton=Ton::Danger titre="Une colonne manque" vivant=true>
                    <p>{move || manque.get()}</p>
                </Alert>
            </Show>
            <Row>
                <Button soumettre=true>"Vérifier avec ces colonnes"</Button>
            </Row>
        </Form>
        <Table legende="Premières lignes du fichier" dense=true colonnes=entetes>
            {apercu.exemples.into_iter().map(|exemple| ligne(exemple, &titres)).collect_view()}
        </Table>
    }
}

fn ligne(exemple: LigneApercu, titres: &[String]) -> impl IntoView + use<> {
    let cellules: Vec<_> = titres.iter().cloned().zip(exemple.cellules).collect();
    view! {
        <tr>
            <Cell titre="Ligne" nombre=true>{exemple.row}</Cell>
            {cellules
                .into_iter()
                .map(|(titre, cellule)| view! { <Cell titre>{cellule}</Cell> })
                .collect_view()}
        </tr>
    }
}
