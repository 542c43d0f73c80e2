//! Accepting, with what will be sent said beforehand; refusing, with its reason.

use super::ligne::{Demande, personne};
use crate::{
    api::{acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Alert, Annonces, Button, DescriptionList, Dialog, Form, Item, Row, TextArea, Ton, Variante},
};
use api_types::{
    ErreurChamp,
    habilitation::{DecisionHabilitation, Habilitation},
};
use leptos::prelude::*;

/// Subjects of the mails, as the person will look for them.
const COURRIEL_IDENTIFIANT: &str = "Identifiant de connexion à l'Agence de Services et de Paiement (ASP)";
const COURRIEL_MOT_DE_PASSE: &str = "Mot de passe de connexion à l'Agence de Services et de Paiement (ASP)";
const COURRIEL_HABILITATION: &str = "Habilitation à l'activité partielle";

/// The mails that accepting sends: three, or only the last for who has an identifiant.
fn courriels(compte_existant: bool) -> &'static [&'static str] {
    if compte_existant {
        &[COURRIEL_HABILITATION]
    } else {
        &[COURRIEL_IDENTIFIANT, COURRIEL_MOT_DE_PASSE, COURRIEL_HABILITATION]
    }
}

/// A dialog is open while a request is chosen, and closing it chooses none.
fn ouverture(choisie: RwSignal<Option<Demande>>, f: Formulaire) -> RwSignal<bool> {
    let ouvert = RwSignal::new(false);
    Effect::new(move |_| {
        if choisie.with(Option::is_some) {
            f.effacer();
            ouvert.set(true);
        }
    });
    Effect::new(move |_| {
        if !ouvert.get() {
            choisie.set(None);
        }
    });
    ouvert
}

/// "Accepter la demande ?"
#[component]
pub fn Acceptation(
    choisie: RwSignal<Option<Demande>>,
    /// The whole list: another request of the same person needs fewer mails from then on.
    toutes: RwSignal<Vec<Demande>>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("acceptation");
    let ouvert = ouverture(choisie, f);
    let accepter = move || {
        let Some(demande) = choisie.get_untracked() else {
            return;
        };
        let id = demande.id();
        let corps = DecisionHabilitation {
            decision: "accepter".to_owned(),
            motif: String::new(),
        };
        f.envoyer(
            acces,
            async move { client().decider_habilitation(&id, &corps).await },
            move |decidee| {
                ouvert.try_set(false);
                annonces.dire(format!(
                    "Demande de {} acceptée, les courriels partent.",
                    personne(&decidee)
                ));
                toutes.with_untracked(|toutes| {
                    for autre in toutes {
                        autre.noter_compte(&decidee.courriel);
                    }
                });
                demande.remplacer(decidee);
            },
        );
    };
    view! {
        <Dialog ouvert titre="Accepter cette demande ?">
            <ResumeErreurs formulaire=f/>
            {move || choisie.get().map(|demande| {
                let h = demande.lire();
                let envoi = envoi(&h);
                view! { <Rappel habilitation=h/> {envoi} }
            })}
            <Row>
                <Button en_cours=f.en_cours() au_clic=accepter>"Accepter et envoyer"</Button>
                <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
            </Row>
        </Dialog>
    }
}

/// Who and for what: the person decides without looking back at the list.
#[component]
fn Rappel(habilitation: Habilitation) -> impl IntoView {
    let personne = personne(&habilitation);
    let Habilitation {
        denomination,
        siret,
        siret_a_verifier,
        ..
    } = habilitation;
    view! {
        <DescriptionList>
            <Item libelle="Personne">{personne}</Item>
            <Item libelle="Établissement">{denomination}</Item>
            <Item libelle="SIRET"><span class="ap-chiffres">{format::siret(&siret)}</span></Item>
        </DescriptionList>
        {siret_a_verifier.then(|| view! {
            <Alert ton=Ton::Attention>
                <p>"SIRET à vérifier : le répertoire des entreprises n'a pas pu le confirmer lors de la demande."</p>
            </Alert>
        })}
    }
}

fn envoi(h: &Habilitation) -> impl IntoView + use<> {
    let adresse = h.courriel.clone();
    let liste = courriels(h.compte_existant);
    let annonce = match liste {
        [_] => "Cette personne a déjà un identifiant. Un courriel lui sera envoyé à ",
        _ => "Trois courriels seront envoyés à ",
    };
    view! {
        <div class="ap-pile" data-espace="serre">
            <p>{annonce} <strong class="ap-coupe">{adresse}</strong> " :"</p>
            <ol class="ap-objets">
                {liste.iter().map(|objet| view! { <li>{*objet}</li> }).collect_view()}
            </ol>
        </div>
    }
}

/// "Refuser la demande ?"
#[component]
pub fn Refus(choisie: RwSignal<Option<Demande>>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("refus");
    let motif = f.champ("/motif", "Motif du refus");
    let ouvert = ouverture(choisie, f);
    let refuser = move || {
        let Some(demande) = choisie.get_untracked() else {
            return;
        };
        let corps = DecisionHabilitation {
            decision: "refuser".to_owned(),
            motif: motif.valeur.get_untracked().trim().to_owned(),
        };
        if corps.motif.is_empty() {
            f.refuser(vec![motif_requis()]);
            return;
        }
        let id = demande.id();
        f.envoyer(
            acces,
            async move { client().decider_habilitation(&id, &corps).await },
            move |decidee| {
                ouvert.try_set(false);
                motif.valeur.try_set(String::new());
                annonces.dire(format!(
                    "Demande de {} refusée, la personne est prévenue.",
                    personne(&decidee)
                ));
                demande.remplacer(decidee);
            },
        );
    };
    view! {
        <Dialog ouvert titre="Refuser cette demande ?">
            <Form au_envoi=refuser>
                <ResumeErreurs formulaire=f/>
                {move || choisie.get().map(|demande| view! { <Rappel habilitation=demande.lire()/> })}
                <TextArea
                    champ=motif
                    requis=true
                    lignes=4
                    indice="Ce texte lui est envoyé tel quel : dites aussi ce qu'elle peut faire."
                />
                <Row>
                    <Button soumettre=true danger=true en_cours=f.en_cours()>"Refuser la demande"</Button>
                    <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
                </Row>
            </Form>
        </Dialog>
    }
}

fn motif_requis() -> ErreurChamp {
    ErreurChamp {
        pointer: "/motif".to_owned(),
        code: "motifs_requis".to_owned(),
        message: "Un refus est motivé : dites à la personne pourquoi.".to_owned(),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_an_identifiant_gets_the_last_mail_only() {
        assert_eq!(courriels(false).len(), 3);
        assert_eq!(courriels(true), [COURRIEL_HABILITATION]);
    }
}
