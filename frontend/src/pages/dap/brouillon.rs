//! A DAP that may be changed: a guided form that saves itself.

use super::{
    champs::Champs,
    etape::Etape,
    etapes::Etapes,
    panneau::{Panneau, limites_de},
};
use crate::{
    api::{Donnees, acces, client, texte_erreur},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::{
        enregistrement::{EchecEnregistrement, Enregistrement, LigneEnregistrement},
        etats::EtatDap,
    },
    ui::{
        Alert, Annonces, Breadcrumb, Button, Columns, Dialog, Link, PageHeader, Row, Stack, Stepper, Ton,
        Variante,
    },
};
use api_types::{
    ErreurChamp,
    dap::{Dap, LimiteDap},
};
use client::Versionne;
use leptos::{prelude::*, task::spawn_local};

/// The guided form.
#[component]
pub fn BrouillonDap(lu: Versionne<Dap>, donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("dap");
    let champs = Champs::new(f, &lu.corps.saisie);
    let id = StoredValue::new(lu.corps.id.clone());
    let etag = StoredValue::new(lu.etag);
    let etape = RwSignal::new(Etape::Etablissement);
    let enregistrement = Enregistrement::new(move || {
        let (id, etag_lu, saisie) = (id.get_value(), etag.get_value(), champs.lire());
        async move {
            let appel = async { client().modifier_dap(&id, &etag_lu, &saisie).await };
            match acces.appeler(appel).await {
                Ok(ecrite) => {
                    etag.set_value(ecrite.etag.clone());
                    let heure = format::heure_dite(&ecrite.corps.modifiee_le);
                    donnees.remplacer(ecrite);
                    Ok(heure)
                }
                Err(erreur) if erreur.code() == Some("version_perimee") => Err(EchecEnregistrement::Conflit),
                Err(erreur) => Err(EchecEnregistrement::Autre(texte_erreur(&erreur))),
            }
        }
    });
    Effect::new(move |vu: Option<()>| {
        champs.suivre();
        if vu.is_some() {
            enregistrement.toucher();
        }
    });
    // Faults of the form as it stands, judged by the domain, by step.
    let limites = Memo::new(move |_| {
        donnees
            .lire()
            .map(|lu| limites_de(champs, acces, &lu.corps))
            .unwrap_or_default()
    });
    let fautes = Memo::new(move |_| {
        let mut fautes = champs.fautes(acces);
        limites.with(|limites| fautes.extend(limites.iter().filter(|l| l.depassee).filter_map(doublon)));
        fautes
    });
    let a_corriger = Signal::derive(move || {
        let atteinte = etape.get();
        fautes.with(|fautes| Etape::fautives(fautes, atteinte))
    });
    let envoyer = move || {
        let fautes = fautes.get_untracked();
        if !fautes.is_empty() {
            f.refuser(fautes);
            return;
        }
        f.envoyer(
            acces,
            async move {
                enregistrement.enregistrer().await;
                client().envoyer_dap(&id.get_value(), &etag.get_value()).await
            },
            move |envoyee| {
                annonces.dire("Demande envoyée à l'unité départementale.");
                donnees.remplacer(envoyee);
            },
        );
    };
    let retrait = RwSignal::new(false);
    let retirer = move || {
        retrait.set(false);
        spawn_local(async move {
            let appel = async { client().retirer_dap(&id.get_value(), &etag.get_value()).await };
            match acces.appeler(appel).await {
                Ok(retiree) => donnees.remplacer(retiree),
                Err(erreur) => f.refuser_erreur(&erreur),
            }
        });
    };
    let entete = lu.corps.clone();
    let peut_retirer = entete.actions.iter().any(|action| action == "retirer");
    let invalidation = entete
        .decision
        .as_ref()
        .filter(|decision| decision.decision == "invalidee")
        .and_then(|decision| decision.motifs.clone());
    let etablissement = format!(
        "{} · SIRET {}",
        entete.denomination,
        format::siret(&entete.saisie.siret)
    );
    let (code, libelle) = (entete.etat.clone(), entete.etat_libelle.clone());
    view! {
        <Breadcrumb
            etapes=vec![("/daps".into(), "Demandes d'autorisation préalable".into())]
            ici=entete.numero.clone()
        />
        <PageHeader
            titre=format!("Demande d'autorisation {}", entete.numero)
            sous_titre=move || etablissement.clone()
            etat=move || view! { <EtatDap code=code.clone() libelle=libelle.clone()/> }
            actions=move || view! { <LigneEnregistrement enregistrement/> }
        />
        <Stack>
            {invalidation.map(|motifs| view! {
                <Alert ton=Ton::Attention titre="L'unité départementale a invalidé cette demande">
                    <p>{motifs}</p>
                    <p>"Apportez les corrections, puis renvoyez la demande."</p>
                </Alert>
            })}
            {entete.avenant_de.clone().map(|origine| view! {
                <Alert ton=Ton::Info titre="Ceci est un avenant">
                    <p>
                        "Changez ce qui change, puis envoyez-le : l'autorisation vaut telle quelle jusqu'à la décision. "
                        <Link href=format!("/daps/{origine}")>"Ouvrir la DAP en vigueur"</Link>
                    </p>
                </Alert>
            })}
            <Show when=move || enregistrement.conflit()>
                <Alert ton=Ton::Danger titre="Cette demande a été modifiée ailleurs" vivant=true>
                    <p>"Une autre personne, ou un autre onglet, l'a enregistrée depuis que vous l'avez ouverte. Rechargez-la pour repartir de la dernière version ; copiez d'abord ce que vous venez de saisir."</p>
                    <Button
                        variante=Variante::Secondaire
                        au_clic=move || { let _ = window().location().reload(); }
                    >
                        "Recharger la demande"
                    </Button>
                </Alert>
            </Show>
            <Stepper
                etiquette="Étapes de la demande"
                etapes=Etape::libelles()
                courante=Signal::derive(move || etape.get().rang())
                a_corriger
                au_choix=move |rang: usize| etape.set(Etape::de_rang(rang))
            />
            <ResumeErreurs formulaire=f/>
            <Columns cote=move || view! { <Panneau fautes limites/> }>
                <Etapes etape champs donnees fautes limites/>
                <Row ecarte=true>
                    <Row>
                        {move || etape.get().precedente().map(|precedente| view! {
                            <Button variante=Variante::Secondaire au_clic=move || etape.set(precedente)>
                                "Précédent"
                            </Button>
                        })}
                        {move || match etape.get().suivante() {
                            Some(suivante) => view! {
                                <Button au_clic=move || etape.set(suivante)>"Suivant"</Button>
                            }
                            .into_any(),
                            None => view! {
                                <Button en_cours=f.en_cours() au_clic=envoyer>"Envoyer la demande"</Button>
                            }
                            .into_any(),
                        }}
                    </Row>
                    {peut_retirer.then(|| view! {
                        <Button variante=Variante::Discret danger=true au_clic=move || retrait.set(true)>
                            "Retirer la demande"
                        </Button>
                    })}
                </Row>
            </Columns>
        </Stack>
        <Dialog ouvert=retrait titre="Retirer cette demande ?">
            <p>"Elle ne pourra plus être envoyée. Vous pourrez en saisir une autre."</p>
            <Row>
                <Button danger=true au_clic=retirer>"Retirer"</Button>
                <Button variante=Variante::Discret au_clic=move || retrait.set(false)>"Garder"</Button>
            </Row>
        </Dialog>
    }
}

/// Another DAP on the same days forbids sending, like a fault of the form.
fn doublon(limite: &LimiteDap) -> Option<ErreurChamp> {
    (limite.code == "dap_en_double" && limite.bloquante).then(|| ErreurChamp {
        pointer: "/debut".to_owned(),
        code: limite.code.clone(),
        message: limite.message.clone(),
        ..Default::default()
    })
}
