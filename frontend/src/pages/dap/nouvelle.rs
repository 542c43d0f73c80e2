//! "Saisir une DAP" begins with the choice of the establishment.

use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    ui::{
        Breadcrumb, Button, ButtonLink, Card, Choix, EmptyState, Form, Frame, Icone, PageHeader, RadioGroup,
        Row, Select,
    },
};
use api_types::{
    ErreurChamp,
    dap::SaisieDap,
    etablissement::{EtablissementResume, ListeEtablissements},
};
use leptos::prelude::*;

/// Up to so many establishments are all shown; beyond, a list.
const RADIOS_MAX: usize = 6;

/// `/daps/nouvelle`.
#[component]
pub fn PageNouvelleDap() -> impl IntoView {
    let donnees = Donnees::charger(|| async { toutes().await });
    view! {
        <Frame etroit=true>
            <Breadcrumb
                etapes=vec![("/daps".into(), "Demandes d'autorisation préalable".into())]
                ici="Saisir une DAP"
            />
            <PageHeader
                titre="Saisir une DAP"
                sous_titre=|| "Une demande d'autorisation préalable concerne un établissement, un motif et une période."
            />
            {donnees.afficher(|etablissements| {
                if etablissements.is_empty() {
                    view! {
                        <EmptyState
                            icone=Icone::Batiment
                            titre="Aucun établissement"
                            action=|| view! { <ButtonLink href="/etablissements/ajouter">"Ajouter un établissement"</ButtonLink> }
                        >
                            "Votre compte n'est habilité à aucun établissement."
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! { <Selection etablissements/> }.into_any()
                }
            })}
        </Frame>
    }
}

/// Every establishment, page after page: at most 200 per account.
async fn toutes() -> Result<Vec<EtablissementResume>, client::Erreur> {
    let mut items = Vec::new();
    let mut suite = None;
    loop {
        let ListeEtablissements {
            items: page, next, ..
        } = client().lister_etablissements(suite.as_deref()).await?;
        items.extend(page);
        match next {
            Some(next) => suite = Some(next),
            None => return Ok(items),
        }
    }
}

#[component]
fn Selection(etablissements: Vec<EtablissementResume>) -> impl IntoView {
    let acces = acces();
    let navigation = navigation();
    let f = Formulaire::new("nouvelle-dap");
    let seul = match etablissements.as_slice() {
        [seul] => seul.siret.clone(),
        _ => String::new(),
    };
    let siret = f.champ_avec("/siret", "Établissement concerné", &seul);
    let nombre = etablissements.len();
    let choix: Vec<_> = etablissements
        .into_iter()
        .map(|e| {
            let details = format!("SIRET {} · {}", format::siret(&e.siret), e.ville);
            if nombre > RADIOS_MAX {
                Choix::new(e.siret, format!("{} ({details})", e.denomination))
            } else {
                Choix::new(e.siret, e.denomination).avec_indice(details)
            }
        })
        .collect();
    let creer = move || {
        let saisie = SaisieDap {
            siret: siret.valeur.get_untracked(),
            ..Default::default()
        };
        if saisie.siret.is_empty() {
            f.refuser(vec![ErreurChamp {
                pointer: "/siret".to_owned(),
                code: "champ_requis".to_owned(),
                message: "Sélectionnez l'établissement concerné.".to_owned(),
                ..Default::default()
            }]);
            return;
        }
        f.envoyer(
            acces,
            async move { client().creer_dap(&saisie).await },
            move |creee| navigation.aller(format!("/daps/{}", creee.corps.id)),
        );
    };
    view! {
        <Card>
            <Form au_envoi=creer>
                <ResumeErreurs formulaire=f/>
                {if nombre > RADIOS_MAX {
                    view! { <Select champ=siret choix requis=true/> }.into_any()
                } else {
                    view! { <RadioGroup champ=siret choix requis=true/> }.into_any()
                }}
                <Row><Button soumettre=true en_cours=f.en_cours()>"Commencer la saisie"</Button></Row>
            </Form>
        </Card>
    }
}
