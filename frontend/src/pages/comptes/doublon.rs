//! Choosing the account into which a duplicate is merged.

use crate::{
    api::{acces, client, texte_erreur},
    ui::{Alert, Button, Champ, Choix, Icone, RadioGroup, Row, TextField, Ton, Variante},
};
use leptos::{prelude::*, task::spawn_local};

/// A small search; the choice goes into `garde`.
#[component]
pub fn ChoixDuCompte(garde: Champ, sauf: String, nom: String) -> impl IntoView {
    let acces = acces();
    let q = Champ::libre("compte-garde-recherche", "Chercher le compte à garder");
    q.valeur.set(nom);
    let trouves = RwSignal::new(None::<Vec<Choix>>);
    let erreur = RwSignal::new(None::<String>);
    let en_cours = RwSignal::new(false);
    let sauf = StoredValue::new(sauf);
    let chercher = move || {
        let texte = q.valeur.get_untracked();
        en_cours.set(true);
        spawn_local(async move {
            let appel = async { client().chercher_comptes(&texte, None).await };
            match acces.appeler(appel).await {
                Ok(liste) => {
                    let choix = liste
                        .items
                        .into_iter()
                        .filter(|compte| Some(&compte.id) != sauf.try_get_value().as_ref())
                        .filter(|compte| compte.etat != "supprime")
                        .map(|compte| {
                            let indice = [compte.identifiant, compte.courriel].into_iter().flatten();
                            Choix::new(compte.id, format!("{} {}", compte.prenom, compte.nom))
                                .avec_indice(indice.collect::<Vec<_>>().join(" · "))
                        })
                        .take(10)
                        .collect();
                    trouves.try_set(Some(choix));
                    erreur.try_set(None);
                }
                Err(refus) => {
                    erreur.try_set(Some(texte_erreur(&refus)));
                }
            }
            en_cours.try_set(false);
        });
    };
    // The same name: most duplicates are found at once.
    chercher();
    view! {
        <TextField champ=q remplissage="off" indice="SIRET, adresse, nom ou identifiant."/>
        <Row>
            <Button variante=Variante::Secondaire petit=true icone=Icone::Recherche en_cours au_clic=chercher>
                "Chercher"
            </Button>
        </Row>
        {move || erreur.get().map(|texte| view! { <Alert ton=Ton::Danger vivant=true><p>{texte}</p></Alert> })}
        {move || trouves.get().map(|choix| if choix.is_empty() {
            view! { <p class="ap-doux" role="status">"Aucun autre compte ne correspond."</p> }.into_any()
        } else {
            view! { <RadioGroup champ=garde choix requis=true/> }.into_any()
        })}
    }
}
