//! What a DAP still lacks: in its own fields, and in what is known of its establishment.

use super::etape::Etape;
use crate::{
    formulaire::Formulaire,
    ui::{Card, Findings, Gravite, Icone, Link, LinkButton, dom::focaliser_dessine},
};
use api_types::{ErreurChamp, etablissement::Etablissement};
use leptos::prelude::*;

/// The fields that the API names in `manques`, beside the bank details: name, id on this page, label.
const FICHE: [(&str, &str, &str); 6] = [
    (
        "effectif_etablissement",
        "effectif-effectif-etablissement",
        "Effectif de l'établissement (SIRET)",
    ),
    (
        "effectif_entreprise",
        "effectif-effectif-entreprise",
        "Effectif de l'entreprise (SIREN)",
    ),
    ("contact_nom", ID_FICHE, "Nom de la personne à contacter"),
    ("contact_prenom", ID_FICHE, "Prénom de la personne à contacter"),
    (
        "contact_telephone",
        ID_FICHE,
        "Téléphone de la personne à contacter",
    ),
    (
        "contact_courriel",
        ID_FICHE,
        "Courriel de la personne à contacter",
    ),
];

/// Where the first step leads to the sheet.
pub const ID_FICHE: &str = "dap-fiche";
/// Where it tells of the bank details.
pub const ID_BANQUE: &str = "dap-banque";
const BANQUE: &str = "/etablissement/coordonnees_bancaires";
const EFFECTIF: &str = "/etablissement/effectif_etablissement";

/// Tells the form where the first step has what the establishment may lack.
pub fn connaitre(f: Formulaire) {
    for (nom, id, libelle) in FICHE {
        f.connaitre(&format!("/etablissement/{nom}"), id, libelle);
    }
    f.connaitre(BANQUE, ID_BANQUE, "Coordonnées bancaires");
    f.connaitre("/etablissement", ID_FICHE, "Fiche de l'établissement");
}

fn faute(pointeur: &str, message: &str) -> ErreurChamp {
    ErreurChamp {
        pointer: pointeur.to_owned(),
        code: "fiche_incomplete".to_owned(),
        message: message.to_owned(),
        ..Default::default()
    }
}

/// What keeps any DAP of this establishment from being sent.
pub fn de_l_etablissement(e: &Etablissement) -> Vec<ErreurChamp> {
    let mut fautes: Vec<_> = e
        .manques
        .iter()
        .map(|nom| {
            let message = if nom.starts_with("effectif") {
                "Indiquez-le à la première étape."
            } else {
                "Indiquez-le dans la fiche de l'établissement."
            };
            faute(&format!("/etablissement/{nom}"), message)
        })
        .collect();
    if !e.coordonnees_bancaires_actives {
        fautes.push(faute(
            BANQUE,
            "Aucun compte actif : ajoutez-en un et activez-le sur la page de l'établissement.",
        ));
    }
    fautes
}

/// The headcount was typed and is not in the sheet.
pub fn effectif_non_enregistre() -> ErreurChamp {
    ErreurChamp {
        code: "effectif_non_enregistre".to_owned(),
        ..faute(
            EFFECTIF,
            "L'effectif saisi n'est pas encore enregistré dans la fiche.",
        )
    }
}

/// It may have been mended since, elsewhere than on this page.
pub fn a_relire(faute: &ErreurChamp) -> bool {
    faute.code == "fiche_incomplete"
}

/// The sheet could not be read: what the server says of it, without the names of its columns.
pub fn du_serveur(fautes: &[ErreurChamp]) -> Vec<ErreurChamp> {
    fautes
        .iter()
        .find(|faute| a_relire(faute))
        .map(|_| {
            faute(
                "/etablissement",
                "Elle est incomplète, ou sans compte bancaire actif : ouvrez-la.",
            )
        })
        .into_iter()
        .collect()
}

/// Opens the step of a field, then puts the keyboard in it.
#[derive(Clone, Copy)]
pub struct Guide {
    pub f: Formulaire,
    pub etape: RwSignal<Etape>,
    pub siret: StoredValue<String>,
}

impl Guide {
    pub fn aller(self, pointeur: &str) {
        self.etape.set(Etape::de_pointeur(pointeur));
        if let Some((id, _)) = self.f.connu(pointeur) {
            focaliser_dessine(id);
        }
    }
}

/// The card "Ce qui manque": every field by its name, and the way to it.
#[component]
pub fn Manques(fautes: Memo<Vec<ErreurChamp>>, guide: Guide) -> impl IntoView {
    let manque = move || {
        let fautes = fautes.get();
        if fautes.is_empty() {
            return view! {
                <Findings constats=vec![(Gravite::Bon, "La demande est complète.".to_owned())]/>
            }
            .into_any();
        }
        let titre = match fautes.len() {
            1 => "Un point à compléter".to_owned(),
            nombre => format!("{nombre} points à compléter"),
        };
        let etapes = Etape::TOUTES.into_iter().map(|etape| {
            let siennes: Vec<_> = fautes
                .iter()
                .filter(|faute| Etape::de_pointeur(&faute.pointer) == etape)
                .map(|faute| un_manque(faute.clone(), guide))
                .collect();
            (!siennes.is_empty()).then(|| {
                view! {
                    <li>
                        <span class="ap-doux">{etape.libelle()}</span>
                        <ul>{siennes}</ul>
                    </li>
                }
            })
        });
        view! {
            <p class="ap-gras">{titre}</p>
            <ul class="ap-manques">{etapes.collect_view()}</ul>
        }
        .into_any()
    };
    view! { <Card titre="Ce qui manque" icone=Icone::Crayon>{manque}</Card> }
}

fn un_manque(faute: ErreurChamp, guide: Guide) -> impl IntoView {
    let connu = guide.f.connu(&faute.pointer);
    let ailleurs = connu
        .as_ref()
        .is_some_and(|(id, _)| id == ID_FICHE || id == ID_BANQUE);
    // An empty field needs its name only.
    let (nom, message) = match connu {
        Some((_, nom)) if faute.code == "champ_requis" => (nom, None),
        Some((_, nom)) => (nom, Some(faute.message)),
        None => (faute.message, None),
    };
    let lien = if ailleurs {
        let href = guide.siret.with_value(|siret| format!("/etablissements/{siret}"));
        view! { <Link href>{nom}</Link> }.into_any()
    } else {
        let pointeur = faute.pointer;
        view! { <LinkButton au_clic=move || guide.aller(&pointeur)>{nom}</LinkButton> }.into_any()
    };
    view! {
        <li>
            {lien}
            {message.map(|message| view! { <span class="ap-petit">{format!(" {message}")}</span> })}
        </li>
    }
}
