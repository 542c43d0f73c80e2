//! `/compte`: who one is for the service, and what guards one's access.

use super::{question_secrete::QuestionSecrete, second_facteur::SecondFacteur, sessions::Sessions};
use crate::{
    api::{Donnees, client},
    ui::{ButtonLink, Card, DescriptionList, Frame, Icone, Item, PageHeader, Row, Stack, Variante},
};
use api_types::compte::FicheCompte;
use domain::compte::Telephone;
use leptos::prelude::*;

/// The account page.
#[component]
pub fn PageCompte() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lire_compte().await });
    view! {
        <Frame etroit=true>
            <PageHeader titre="Mon compte"/>
            {donnees.afficher(move |fiche| view! { <Fiche fiche donnees/> })}
        </Frame>
    }
}

#[component]
fn Fiche(fiche: FicheCompte, donnees: Donnees<FicheCompte>) -> impl IntoView {
    let compte = fiche.compte;
    let telephone = match fiche.telephone.parse::<Telephone>() {
        Ok(telephone) => telephone.groupe(),
        Err(_) if fiche.telephone.is_empty() => "Non renseigné".to_owned(),
        Err(_) => fiche.telephone,
    };
    view! {
        <Stack>
            <Card titre="Mes informations" icone=Icone::Utilisateur>
                <DescriptionList>
                    <Item libelle="Nom">{format!("{} {}", compte.prenom, compte.nom)}</Item>
                    <Item libelle="Identifiant">{compte.identifiant}</Item>
                    <Item libelle="Courriel">{compte.courriel}</Item>
                    <Item libelle="Téléphone">{telephone}</Item>
                </DescriptionList>
                <p class="ap-doux ap-petit">
                    "Ces informations ne se modifient pas ici : pour les corriger, écrivez à l'assistance."
                </p>
            </Card>
            <Card titre="Mot de passe">
                <p>
                    "Le changer termine toutes vos sessions : vous vous reconnectez avec le nouveau."
                </p>
                <Row>
                    <ButtonLink href="/mot-de-passe" variante=Variante::Secondaire>
                        "Changer de mot de passe"
                    </ButtonLink>
                </Row>
            </Card>
            <SecondFacteur etat=fiche.second_facteur donnees/>
            <QuestionSecrete actuelle=fiche.question_secrete donnees/>
            <Sessions/>
        </Stack>
    }
}
