//! Several départements in one field: typed or pasted as codes, read back by their names.

use crate::ui::{Champ, TextField};
use domain::etablissement::Departement;
use leptos::prelude::*;

/// The codes that were typed, whatever stands between them.
pub fn lire(texte: &str) -> Vec<String> {
    texte
        .split(|c: char| c == ',' || c == ';' || c.is_whitespace())
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect()
}

/// "Loire-Atlantique (44), Maine-et-Loire (49)"; a code that is none is said.
fn noms(texte: &str) -> String {
    let noms: Vec<String> = lire(texte)
        .iter()
        .map(|code| match code.parse::<Departement>() {
            Ok(departement) => format!("{} ({})", departement.nom(), departement.code()),
            Err(_) => format!("{code} : inconnu"),
        })
        .collect();
    noms.join(", ")
}

#[component]
pub fn ChampDepartements(champ: Champ) -> impl IntoView {
    view! {
        <TextField
            champ
            requis=true
            remplissage="off"
            indice="Codes séparés par une virgule, comme 44, 49. L'agent voit les dossiers de ces départements, et aucun autre."
        />
        <p class="ap-petit ap-doux" role="status">{move || noms(&champ.valeur.get())}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_whatever_stands_between_them() {
        assert_eq!(lire(" 44, 49;2A\n974 ,"), ["44", "49", "2A", "974"]);
        assert_eq!(noms("44,20"), "Loire-Atlantique (44), 20 : inconnu");
        assert!(lire(" ").is_empty());
    }
}
