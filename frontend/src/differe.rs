//! Pages that are fetched when first needed. The module is cut at the functions made here, when the
//! pages are built (`cargo xtask web`): who comes to log in does not wait for what comes after.

use crate::{
    pages::{
        accueil::PageAccueil,
        agent::{PageAgents, PageNouvelAgent},
        aide::{PageAide, PageDemandeAssistance, PageExpertComptable, PageFiche, PageSuiviAssistance},
        assistance::{PageAnnonces, PageAssistance, PageDemandeRecue},
        compte::{PageCompte, PageSecondFacteur},
        comptes::{PageComptes, PageCourrielsEnvoyes, PageDossier, PageNouveauCompte},
        dap::{PageDap, PageDaps, PageInstruction, PageNouvelleDap},
        diagnostic::PageDiagnostic,
        etablissement::{
            PageAjoutEtablissement, PageEtablissement, PageEtablissements, PagePersonnes, PageSalaries,
        },
        habilitation::{PageHabilitations, PageLot},
        indemnisation::{PageDemande, PageDemandes, PageInstructionIndemnisations, PageNouvelleDemande},
        mandat::{PageMandats, PageMandatsAssistance},
        oubli::{PageOubliIdentifiant, PageOubliMotDePasse},
        paiement::{PagePaiements, PageRejets},
        reprise::PageReprises,
    },
    ui::{Alert, Button, Frame, Row, Skeleton, Ton},
};
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

/// A part of the module: its pages, and the function at which it is cut off.
macro_rules! partie {
    ($(#[$doc:meta])* $partie:ident, $construire:ident, $precharger:ident : $($page:ident),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        #[allow(clippy::enum_variant_names, reason = "les noms des pages, tels quels")]
        pub enum $partie { $($page),+ }

        #[wasm_split(
            $construire,
            wasm_split_path = ::leptos::wasm_split,
            preload($precharger),
            fallible
        )]
        fn $construire(page: $partie) -> Result<AnyView, SplitLoaderError> {
            // Signals that a page reads while it is made must not make it anew.
            Ok(untrack(|| match page { $($partie::$page => $page().into_any()),+ }))
        }

        impl $partie {
            /// The page, once its part is here.
            pub fn vue(self) -> AnyView {
                differer(move || $construire(self))
            }
        }
    };
}

partie! {
    /// Where everybody arrives, the establishments and their DAPs.
    Dossiers, construire_dossiers, precharger_dossiers:
    PageAccueil,
    PageEtablissements, PageEtablissement, PageSalaries,
    PageAjoutEtablissement, PagePersonnes, PageMandats,
    PageDaps, PageNouvelleDap, PageDap, PageInstruction,
}

partie! {
    /// The claims.
    Indemnisations, construire_indemnisations, precharger_indemnisations:
    PageDemandes, PageNouvelleDemande, PageDemande, PageInstructionIndemnisations,
}

partie! {
    /// Getting back in, and what guards one's access.
    MonAcces, construire_acces, precharger_acces:
    PageCompte, PageSecondFacteur, PageOubliMotDePasse, PageOubliIdentifiant, PageDiagnostic,
}

partie! {
    /// The help desk.
    Assistance, construire_assistance, precharger_assistance:
    PageHabilitations, PageLot, PageComptes, PageDossier, PageNouveauCompte, PageCourrielsEnvoyes,
    PageReprises, PageAssistance, PageDemandeRecue, PageAnnonces,
    PageAgents, PageNouvelAgent, PageMandatsAssistance,
    PagePaiements, PageRejets,
}

partie! {
    /// The help pages: most people who log in need none of them.
    PagesAide, construire_aide, precharger_aide:
    PageAide, PageFiche, PageDemandeAssistance, PageSuiviAssistance, PageExpertComptable,
}

/// Fetches what people need once they are connected, while they type their password: what they
/// arrive at first. If it fails the page itself asks again, and says so.
pub fn precharger() {
    leptos::task::spawn_local(async {
        let _ = precharger_dossiers().await;
        let _ = precharger_indemnisations().await;
    });
}

fn differer<F>(construire: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, SplitLoaderError>> + Send + 'static,
{
    let essais = RwSignal::new(0_u32);
    view! {
        <Suspense fallback=|| view! { <Frame><Skeleton lignes=6/></Frame> }>
            {move || {
                essais.track();
                let page = construire();
                Suspend::new(async move {
                    page.await.unwrap_or_else(|_| view! { <Injoignable essais/> }.into_any())
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// The part could not be fetched: no network, or a new version took its place.
#[component]
fn Injoignable(essais: RwSignal<u32>) -> impl IntoView {
    let recharger = || {
        // Nothing to do if the browser refuses: its own button remains.
        let _ = window().location().reload();
    };
    view! {
        <Frame>
            <Alert ton=Ton::Danger titre="Cette page n'a pas pu être chargée" vivant=true>
                <p>"Vérifiez votre connexion, puis réessayez. Si le service vient d'être mis à jour, rechargez la page."</p>
                <Row>
                    <Button au_clic=move || essais.update(|n| *n += 1)>"Réessayer"</Button>
                    <Button au_clic=recharger>"Recharger la page"</Button>
                </Row>
            </Alert>
        </Frame>
    }
}
