//! Two people have changed the sheet: the second one sees what the first one made of it, and
//! chooses field by field.

use super::{
    edition::{Conflit, Edition},
    fusion::Ecart,
};
use crate::{
    api::acces,
    format,
    pages::enregistrement::Enregistrement,
    ui::{Alert, Annonces, Button, Champ, Choix, RadioGroup, Row, Stack, Ton},
};
use leptos::{prelude::*, task::spawn_local};

const MIENNE: &str = "mienne";
const LEUR: &str = "leur";

/// The choice, above the form.
#[component]
pub fn PanneauConflit(conflit: Conflit, edition: Edition, enregistrement: Enregistrement) -> impl IntoView {
    let annonces = expect_context::<Annonces>();
    let moi = untrack(|| acces().session()).map(|s| format!("{} {}", s.compte.prenom, s.compte.nom));
    let leur = &conflit.leur.corps;
    let heure = format::heure_dite(&leur.modifie_le);
    let titre = match &leur.modifie_par {
        Some(auteur) if Some(auteur) != moi.as_ref() => {
            format!("{auteur} a enregistré cette fiche à {heure}")
        }
        _ => format!("Cette fiche a été enregistrée ailleurs à {heure}"),
    };
    let choix: Vec<(&'static str, Champ)> = conflit
        .ecarts
        .iter()
        .map(|ecart| {
            let nom = format!("conflit/{}", ecart.champ);
            let champ = Champ::libre(&nom, &edition.libelle(ecart.champ));
            // What only the other has changed stands, unless the person says otherwise.
            champ
                .valeur
                .set(if ecart.dispute { MIENNE } else { LEUR }.to_owned());
            (ecart.champ, champ)
        })
        .collect();
    let groupes = conflit
        .ecarts
        .iter()
        .zip(&choix)
        .map(|(ecart, (_, champ))| view! { <RadioGroup champ=*champ choix=propositions(ecart)/> })
        .collect_view();
    let conflit = StoredValue::new(conflit);
    let garder = move || {
        let pris: Vec<&'static str> = choix
            .iter()
            .filter(|(_, champ)| champ.valeur.get_untracked() == LEUR)
            .map(|(nom, _)| *nom)
            .collect();
        conflit.with_value(|conflit| edition.regler(conflit, &pris));
        enregistrement.regler();
        spawn_local(async move {
            if enregistrement.forcer().await {
                annonces.dire("Fiche établissement enregistrée.");
            }
        });
    };
    view! {
        <Alert ton=Ton::Attention titre vivant=true>
            <p>"Vos changements ne sont pas encore enregistrés, et rien n'est écrasé. Pour chaque champ, choisissez ce qui doit rester."</p>
            <Stack>{groupes}</Stack>
            <Row><Button au_clic=garder>"Enregistrer mes choix"</Button></Row>
        </Alert>
    }
}

fn propositions(ecart: &Ecart) -> Vec<Choix> {
    let lu = |texte: &str| {
        if texte.is_empty() {
            "(vide)".to_owned()
        } else {
            format!("« {texte} »")
        }
    };
    let ici = if ecart.dispute {
        "Votre saisie"
    } else {
        "Avant son changement"
    };
    vec![
        Choix::new(MIENNE, format!("{ici} : {}", lu(&ecart.mienne))),
        Choix::new(LEUR, format!("Sa version : {}", lu(&ecart.leur))),
    ]
}
