//! Two people have changed one form: field by field, what each of them made of it, and the choice.

use crate::ui::{Alert, Button, Champ, Choix, RadioGroup, Row, Stack, Ton};
use leptos::prelude::*;

/// A field that somebody else has changed and that now reads otherwise here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ecart {
    pub champ: &'static str,
    pub mienne: String,
    pub leur: String,
    /// I have changed it too: else theirs stands, unless I say otherwise.
    pub dispute: bool,
}

/// The two forms that the conflict began from: as the server answered it, and as this page then
/// read (the server writes telephones without their spaces).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Depart {
    pub lue: Textes,
    pub saisie: Textes,
}

/// The trimmed texts of all fields, in the order of their names.
pub type Textes = Vec<String>;

/// The fields that they have changed and that read otherwise here. None: mine may be saved over theirs.
pub fn comparer(champs: &[&'static str], depart: &Depart, mienne: &Textes, leur: &Textes) -> Vec<Ecart> {
    let texte = |textes: &Textes, rang: usize| textes.get(rang).cloned().unwrap_or_default();
    champs
        .iter()
        .enumerate()
        .filter_map(|(rang, nom)| {
            let (ici, la) = (texte(mienne, rang), texte(leur, rang));
            let avant = |textes: &Textes| texte(textes, rang);
            let touche_la = avant(&depart.lue) != la;
            (touche_la && ici != la).then(|| Ecart {
                champ: nom,
                mienne: ici.clone(),
                leur: la.clone(),
                dispute: avant(&depart.saisie) != ici,
            })
        })
        .collect()
}

const MIENNE: &str = "mienne";
const LEUR: &str = "leur";

/// The choice, above the form. `ecarts`: each with its label, its texts as people read them.
#[component]
pub fn ChoixConflit(
    titre: String,
    ecarts: Vec<(String, Ecart)>,
    /// The fields that are to be theirs.
    #[prop(into)]
    au_choix: Callback<Vec<&'static str>>,
) -> impl IntoView {
    let choix: Vec<(&'static str, Champ)> = ecarts
        .iter()
        .map(|(libelle, ecart)| {
            let champ = Champ::libre(&format!("conflit/{}", ecart.champ), libelle);
            // What only the other has changed stands, unless the person says otherwise.
            champ
                .valeur
                .set(if ecart.dispute { MIENNE } else { LEUR }.to_owned());
            (ecart.champ, champ)
        })
        .collect();
    let groupes = ecarts
        .iter()
        .zip(&choix)
        .map(|((_, ecart), (_, champ))| view! { <RadioGroup champ=*champ choix=propositions(ecart)/> })
        .collect_view();
    let garder = move || {
        let pris = choix
            .iter()
            .filter(|(_, champ)| champ.valeur.get_untracked() == LEUR)
            .map(|(nom, _)| *nom)
            .collect();
        au_choix.run(pris);
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

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::etablissement::FicheEtablissement;

    fn textes(fiche: &FicheEtablissement) -> Textes {
        FicheEtablissement::CHAMPS
            .iter()
            .map(|nom| fiche.champ(nom).to_owned())
            .collect()
    }

    fn fiche(ville: &str, effectif: &str, telephone: &str) -> FicheEtablissement {
        FicheEtablissement {
            ville: ville.into(),
            effectif_etablissement: effectif.into(),
            telephone: telephone.into(),
            ..FicheEtablissement::default()
        }
    }

    #[test]
    fn what_only_one_has_changed_is_told_apart_from_what_both_have() {
        let lue = fiche("Nantes", "60", "0240112233");
        // The form still shows the telephone as it was typed.
        let depart = Depart {
            lue: textes(&lue),
            saisie: textes(&fiche("Nantes", "60", "02 40 11 22 33")),
        };
        let mienne = fiche("Nantes", "65", "02 40 11 22 33");
        let dit = |leur: &FicheEtablissement| -> Vec<(&str, bool)> {
            comparer(
                FicheEtablissement::CHAMPS,
                &depart,
                &textes(&mienne),
                &textes(leur),
            )
            .iter()
            .map(|e| (e.champ, e.dispute))
            .collect()
        };
        assert_eq!(dit(&fiche("Rezé", "60", "0240112233")), [("ville", false)]);
        assert_eq!(
            dit(&fiche("Nantes", "70", "0240112233")),
            [("effectif_etablissement", true)]
        );
        assert_eq!(
            dit(&fiche("Nantes", "70", "0251000000")),
            [("effectif_etablissement", true), ("telephone", false)]
        );
        // The same change on both sides is no conflict, nor is what they left alone.
        assert!(dit(&fiche("Nantes", "65", "0240112233")).is_empty());
        assert!(dit(&lue).is_empty());
    }
}
