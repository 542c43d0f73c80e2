//! Setting the second factor up: scan, confirm, keep the recovery codes.

use super::codes::CodesDeRecuperation;
use crate::{
    api::{Donnees, acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    session::EtatSession,
    ui::{
        Alert, Button, ButtonLink, Card, Code, CopyButton, Form, Frame, Largeur, PageHeader, QrCode, Row,
        Stack, TextField, Ton,
    },
};
use api_types::second_facteur::PreparationSecondFacteur;
use leptos::prelude::*;

/// `/second-facteur`: before anything else for whoever must have one.
#[component]
pub fn PageSecondFacteur() -> impl IntoView {
    let acces = acces();
    let navigation = navigation();
    let absente = Memo::new(move |_| acces.etat() == EtatSession::Absente);
    let obligatoire = move || {
        acces
            .session()
            .is_some_and(|session| session.second_facteur_a_configurer)
    };
    // The page stays while the session learns of the new state: the codes are on it.
    let au_bout = move |()| {
        leptos::task::spawn_local(async move {
            acces.lire().await;
            navigation.aller("/accueil");
        });
    };
    view! {
        <Frame etroit=true>
            <PageHeader titre="Double authentification"/>
            <Show
                when=move || !absente.get()
                fallback=|| view! {
                    <Alert ton=Ton::Attention titre="Connectez-vous d'abord">
                        <p>"La double authentification se configure une fois connecté."</p>
                        <ButtonLink href="/connexion">"Me connecter"</ButtonLink>
                    </Alert>
                }
            >
                <Stack>
                    <Show when=obligatoire>
                        <Alert>
                            <p>
                                "Votre rôle donne accès aux dossiers d'autres personnes : après le mot de passe, un code de votre "
                                "téléphone est demandé à chaque connexion. Configurez-le maintenant, cela prend deux minutes."
                            </p>
                        </Alert>
                    </Show>
                    <Card>
                        <Enrolement au_bout/>
                    </Card>
                </Stack>
            </Show>
        </Frame>
    }
}

/// The three steps, on this page and in the account page.
#[component]
pub fn Enrolement(#[prop(into)] au_bout: Callback<()>) -> impl IntoView {
    let codes = RwSignal::new(None::<Vec<String>>);
    // A key that is left alone counts for nothing: asking again simply makes another.
    let preparation = Donnees::charger(|| async { client().preparer_second_facteur().await });
    move || match codes.get() {
        Some(codes) => view! {
            <CodesDeRecuperation codes bouton="J'ai gardé mes codes" au_bout/>
        }
        .into_any(),
        None => preparation
            .afficher(move |preparation| view! { <Confirmation preparation codes/> })
            .into_any(),
    }
}

/// `ABCD EFGH …`: easier to type.
fn par_groupes(secret: &str) -> String {
    let signes: Vec<char> = secret.chars().collect();
    signes
        .chunks(4)
        .map(|groupe| groupe.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

#[component]
fn Confirmation(
    preparation: PreparationSecondFacteur,
    codes: RwSignal<Option<Vec<String>>>,
) -> impl IntoView {
    let acces = acces();
    let formulaire = Formulaire::new("second-facteur");
    let code = formulaire.champ("/code", "Code affiché par l'application");
    let envoyer = move || {
        let saisi = code.valeur.get_untracked();
        formulaire.envoyer(
            acces,
            async move { client().confirmer_second_facteur(&saisi).await },
            move |reponse| {
                codes.try_set(Some(reponse.codes));
            },
        );
    };
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire/>
            <ol class="ap-numeros">
                <li>
                    <strong>"Ouvrez une application d'authentification sur votre téléphone"</strong>
                    <span>"FreeOTP, Aegis, Google ou Microsoft Authenticator, votre gestionnaire de mots de passe…"</span>
                </li>
                <li>
                    <strong>"Scannez ce code, ou saisissez la clé"</strong>
                    <span>"Elle est à vous seul : ne la transmettez à personne."</span>
                </li>
            </ol>
            <QrCode
                image=preparation.qr
                alternative="QR code de la clé de double authentification ; la même clé est écrite en dessous."
            />
            <Row>
                <Code texte=par_groupes(&preparation.secret)/>
                <CopyButton texte=preparation.secret.clone() quoi="la clé"/>
            </Row>
            <TextField
                champ=code
                requis=true
                clavier="numeric"
                largeur=Largeur::Courte
                remplissage="one-time-code"
                indice="6 chiffres, renouvelés toutes les 30 secondes."
            />
            <Row><Button soumettre=true en_cours=formulaire.en_cours()>"Activer"</Button></Row>
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::par_groupes;

    #[test]
    fn a_key_is_shown_in_groups_of_four() {
        assert_eq!(par_groupes("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
