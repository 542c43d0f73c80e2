//! A file whose columns have other names: its first rows, and which column stands for which expected one.

use crate::ui::{
    Alert, Button, Cell, Champ, Choix, Colonne, Form, Grid, Row, Select, Table, Ton,
    dom::{garder_choix, lire_choix},
};
use api_types::import::{ApercuImport, ColonneAttendue, LigneApercu};
use leptos::prelude::*;

/// Which column of the file stands for which expected one.
pub type Correspondances = Vec<(String, String)>;

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
    let champs: Vec<(Champ, bool)> = apercu
        .attendues
        .iter()
        .map(|attendue| {
            let valeur = RwSignal::new(proposer(attendue, &deja, &apercu.colonnes));
            let oublier = Callback::new(move |()| manque.set(None));
            let champ = Champ::new(
                &format!("colonne-{}", attendue.nom),
                &format!("Colonne « {} »", attendue.nom),
                valeur,
                Signal::default(),
                oublier,
            );
            (champ, attendue.requise)
        })
        .collect();
    let noms: Vec<String> = apercu
        .attendues
        .iter()
        .map(|attendue| attendue.nom.clone())
        .collect();
    let valeurs: Vec<(RwSignal<String>, bool)> =
        champs.iter().map(|(c, requise)| (c.valeur, *requise)).collect();
    let envoyer = move || {
        let absentes: Vec<&str> = noms
            .iter()
            .zip(&valeurs)
            .filter(|(_, (valeur, requise))| *requise && valeur.with_untracked(String::is_empty))
            .map(|(nom, _)| nom.as_str())
            .collect();
        if !absentes.is_empty() {
            manque.set(Some(format!(
                "Choisissez la colonne qui tient lieu de : {}.",
                absentes.join(", ")
            )));
            return;
        }
        let choisies: Correspondances = noms
            .iter()
            .zip(&valeurs)
            .map(|(nom, (valeur, _))| (nom.clone(), valeur.get_untracked()))
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
                    .map(|(champ, requis)| view! { <Select champ requis choix=choix.clone()/> })
                    .collect_view()}
            </Grid>
            <Show when=move || manque.with(Option::is_some)>
                <Alert ton=Ton::Danger titre="Une colonne manque" vivant=true>
                    <p>{move || manque.get()}</p>
                </Alert>
            </Show>
            <Row>
                <Button soumettre=true>"Importer avec ces colonnes"</Button>
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
