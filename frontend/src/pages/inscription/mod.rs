//! Asking for access, in three steps.

mod confirmation;
mod demande;
mod verification;

use crate::ui::{Breadcrumb, Frame, PageHeader, Stack, Stepper};
use api_types::inscription::{Inscription, ResultatVerification};
use leptos::prelude::*;

/// Where one is; each step carries what the one before found.
#[derive(Clone)]
enum Etape {
    Verification,
    Demande(Box<ResultatVerification>),
    Confirmation(Inscription),
}

/// `/inscription`.
#[component]
pub fn PageInscription() -> impl IntoView {
    let etape = RwSignal::new(Etape::Verification);
    let rang = Signal::derive(move || {
        etape.with(|etape| match etape {
            Etape::Verification => 0,
            Etape::Demande(_) => 1,
            Etape::Confirmation(_) => 2,
        })
    });
    view! {
        <Frame etroit=true>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici="Créer mon espace"/>
            <PageHeader titre="Créer mon espace"/>
            <Stack>
                <Stepper
                    etiquette="Étapes de la création"
                    etapes=vec![
                        "Votre établissement".into(),
                        "Vos informations".into(),
                        "Demande envoyée".into(),
                    ]
                    courante=rang
                />
                {move || match etape.get() {
                    Etape::Verification => view! {
                        <verification::Verification au_succes=move |resultat| {
                            etape.set(Etape::Demande(Box::new(resultat)));
                        }/>
                    }
                    .into_any(),
                    Etape::Demande(resultat) => view! {
                        <demande::Demande resultat=*resultat au_succes=move |recue| {
                            etape.set(Etape::Confirmation(recue));
                        }/>
                    }
                    .into_any(),
                    Etape::Confirmation(recue) => {
                        view! { <confirmation::Confirmation recue/> }.into_any()
                    }
                }}
            </Stack>
        </Frame>
    }
}
