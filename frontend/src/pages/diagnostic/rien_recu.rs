//! No code comes: the same for everybody, so that it does not tell whether there is such an account.

use crate::{
    format,
    ui::{Link, Subheading},
};
use domain::{demande_assistance::MotifAssistance, etablissement::Siret};
use leptos::prelude::*;

/// The ways out of an address that is not, or no longer, the account's.
#[component]
pub(super) fn RienRecu(#[prop(into)] siret: String) -> impl IntoView {
    // What is no SIRET is not carried on: the next form asks for it.
    let siret = siret
        .parse::<Siret>()
        .map(|siret| siret.to_string())
        .unwrap_or_default();
    let dit = (!siret.is_empty()).then(|| format!(" avec le SIRET {}", format::siret(&siret)));
    // Only an agent named no establishment.
    let agent = siret.is_empty();
    let suite = if agent {
        "profil=agent".to_owned()
    } else {
        format!("siret={siret}")
    };
    let assistance = format!(
        "/aide/demande?motif={}&{suite}",
        MotifAssistance::Habilitation.code()
    );
    view! {
        <section class="ap-pile" data-espace="serre" aria-labelledby="rien-recu">
            <Subheading id="rien-recu">"Rien reçu ?"</Subheading>
            <p>
                "Attendez quelques minutes et regardez dans les courriels indésirables. Sinon, votre adresse n'est "
                "peut-être pas celle du compte, ou ce compte n'existe pas :"
            </p>
            <ul class="ap-objets">
                <li>
                    "L'adresse du compte n'est pas la vôtre, ou vous ne la lisez plus : "
                    <Link href=assistance>"écrivez à l'assistance"</Link> {dit} "."
                </li>
                {if agent {
                    view! {
                        <li>
                            "Votre compte n'est pas encore ouvert : demandez à votre service si l'annexe 3 signée a été transmise."
                        </li>
                    }
                    .into_any()
                } else {
                    collegues(&siret).into_any()
                }}
            </ul>
        </section>
    }
}

/// What somebody of the establishment may do instead.
fn collegues(siret: &str) -> impl IntoView {
    let reprise = format!("/reprise?siret={siret}");
    view! {
        <li>
            "La personne qui avait le compte a quitté l'entreprise : "
            <Link href=reprise>"demandez la reprise de son rôle"</Link> "."
        </li>
        <li>
            "Un collègue a déjà accès à l'établissement : "
            <Link href="/aide#utilisateur-principal">"demandez à l'utilisateur principal"</Link>
            " de vous ajouter, c'est immédiat."
        </li>
    }
}
