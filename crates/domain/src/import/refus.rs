//! Why a whole file is refused, each with its way out. No message repeats what the file holds but
//! the names of its columns.

use super::{Colonne, MAX_COLONNES, MAX_LIGNES, MAX_OCTETS, titre_de};
use crate::erreur::{Faute, Refus};

/// Neither a text, nor JSON, nor a workbook.
pub fn pas_csv(quoi: &str) -> Refus {
    Refus::new(
        "fichier_pas_csv",
        format!(
            "Ce fichier n'est ni un CSV, ni un classeur .xlsx, ni du JSON ({quoi}) : dans votre tableur, choisissez « Enregistrer sous », format CSV ou Classeur Excel (.xlsx)."
        ),
    )
}

pub fn vide() -> Refus {
    Refus::new(
        "fichier_vide",
        "Ce fichier est vide : la première ligne nomme les colonnes, les suivantes portent les données.",
    )
}

pub fn trop_gros() -> Refus {
    Refus::new(
        "fichier_trop_gros",
        format!(
            "Ce fichier dépasse {} Mo : partagez-le en plusieurs.",
            MAX_OCTETS / 1024 / 1024
        ),
    )
}

pub fn trop_de_lignes() -> Refus {
    Refus::new(
        "trop_de_lignes",
        format!("Ce fichier a plus de {MAX_LIGNES} lignes : partagez-le en plusieurs."),
    )
}

pub fn trop_de_colonnes() -> Refus {
    Refus::new(
        "trop_de_colonnes",
        format!("Ce fichier a plus de {MAX_COLONNES} colonnes : supprimez celles qui ne servent pas."),
    )
}

/// A workbook of before 2007.
pub fn ancien_classeur() -> Refus {
    Refus::new(
        "fichier_xls",
        "Ce fichier est un ancien classeur Excel (.xls) : ouvrez-le, puis « Enregistrer sous », format Classeur Excel (.xlsx) ou CSV.",
    )
}

pub fn protege() -> Refus {
    Refus::new(
        "fichier_protege",
        "Ce classeur est protégé par un mot de passe : retirez-le (Fichier, Informations, Protéger le classeur), enregistrez, puis envoyez-le de nouveau.",
    )
}

pub fn macros() -> Refus {
    Refus::new(
        "fichier_macros",
        "Ce classeur contient des macros : enregistrez-le au format Classeur Excel (.xlsx), sans macros, ou en CSV.",
    )
}

/// What it unzips to is out of all proportion.
pub fn bombe() -> Refus {
    Refus::new(
        "fichier_zip_suspect",
        "Ce classeur se déplie en un contenu démesuré : copiez les seules lignes utiles dans un nouveau classeur, ou enregistrez-le en CSV.",
    )
}

pub fn classeur_illisible() -> Refus {
    Refus::new(
        "fichier_classeur_illisible",
        "Ce fichier n'est pas un classeur .xlsx lisible : ouvrez-le dans votre tableur, puis « Enregistrer sous », format Classeur Excel (.xlsx) ou CSV.",
    )
}

/// Not one JSON object, with texts and numbers only, at this row.
pub fn json_invalide(ligne: u32) -> Refus {
    Refus::new(
        "fichier_json_invalide",
        format!(
            "L'élément {ligne} n'est pas un objet JSON aux valeurs simples (textes, nombres) : un objet par ligne (NDJSON), ou un tableau d'objets."
        ),
    )
}

/// A header cell; digits that may be somebody's number are not told.
fn montrer(entete: &str) -> String {
    let chiffres = entete.chars().filter(char::is_ascii_digit).count();
    if chiffres > 9 {
        "(un nombre)".to_owned()
    } else {
        entete.trim().chars().take(40).collect()
    }
}

/// What a header lacks. The first fault tells the columns that were found.
pub(super) fn colonnes_absentes(ligne: u32, trouvees: &[String], absentes: &[&Colonne]) -> Vec<Faute> {
    let trouvees: Vec<String> = trouvees
        .iter()
        .filter(|nom| !nom.trim().is_empty())
        .take(20)
        .map(|nom| montrer(nom))
        .collect();
    let trouvees = if trouvees.is_empty() {
        "aucune".to_owned()
    } else {
        trouvees.join(", ")
    };
    let dire = |(rang, colonne): (usize, &&Colonne)| {
        let ou = colonne
            .ou
            .map(|autre| format!(" (ou « {} »)", titre_de(autre)))
            .unwrap_or_default();
        let suite = if rang == 0 {
            format!(
                "Colonnes trouvées : {trouvees}. Une des dix premières lignes du fichier doit les nommer."
            )
        } else {
            "Dites laquelle en tient lieu, ou renommez-la.".to_owned()
        };
        let message = format!("Il manque la colonne « {} »{ou}. {suite}", colonne.titre);
        Faute::cellule(ligne, colonne.nom, "entete_inconnue", message)
    };
    absentes.iter().enumerate().map(dire).collect()
}

pub(super) fn entete_en_double(ligne: u32, colonne: &Colonne) -> Faute {
    let message = format!(
        "Deux colonnes tiennent lieu de « {} » : dites laquelle, ou n'en gardez qu'une.",
        colonne.titre
    );
    Faute::cellule(ligne, colonne.nom, "entete_en_double", message)
}

/// The sender says which column stands for which, and one of both does not exist.
pub fn colonne_inconnue(nom: &str) -> Refus {
    Refus::new(
        "colonne_inconnue",
        format!(
            "« {} » n'est pas une colonne : écrivez `colonne=attendue:celle du fichier`.",
            montrer(nom)
        ),
    )
}

/// Somebody cancelled it while it was read.
pub fn annule() -> Refus {
    Refus::new(
        "import_annule",
        "L'import a été annulé : rien n'a été écrit, le fichier peut être renvoyé.",
    )
}
