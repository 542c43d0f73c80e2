//! A DAP that may be changed: a guided form that saves itself.

use super::{
    champs::Champs,
    decision::Decision,
    edition::{Edition, PanneauConflit},
    effectif::Effectifs,
    etape::Etape,
    etapes::{Contexte, Etapes},
    manques::{self, Guide, Manques},
    messages::Messages,
    panneau::{Regles, limites_de},
    suivi::Suivi,
};
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::{
        enregistrement::{Enregistrement, LigneEnregistrement},
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
    let f = Formulaire::new("dap");
    manques::connaitre(f);
    let champs = Champs::new(f, &lu.corps.saisie);
    let edition = Edition::new(champs, &lu, donnees, acces);
    let effectifs = Effectifs::new(&lu.corps.saisie.siret, donnees);
    let guide = Guide {
        f,
        etape: RwSignal::new(Etape::Etablissement),
        siret: StoredValue::new(lu.corps.saisie.siret.clone()),
    };
    let etape = guide.etape;
    let enregistrement = Enregistrement::new(move || edition.ecrire());
    Effect::new(move |vu: Option<()>| {
        champs.suivre();
        if vu.is_some() {
            enregistrement.toucher();
        }
    });
    // The headcount that was typed is saved with its step: nobody sees it wait there.
    Effect::new(move |avant: Option<Etape>| {
        let ici = etape.get();
        if avant == Some(Etape::Etablissement)
            && ici != Etape::Etablissement
            && untrack(|| effectifs.change())
        {
            effectifs.enregistrer();
        }
        ici
    });
    // Faults of the form as it stands, judged by the domain, by step.
    let limites = Memo::new(move |_| {
        donnees
            .lire()
            .map(|lu| limites_de(champs, acces, &lu.corps))
            .unwrap_or_default()
    });
    let fautes = Memo::new(move |_| {
        let mut fautes = effectifs.fautes();
        fautes.extend(champs.fautes(acces));
        limites.with(|limites| fautes.extend(limites.iter().filter(|l| l.depassee).filter_map(doublon)));
        fautes
    });
    let a_corriger = Signal::derive(move || {
        let atteinte = etape.get();
        fautes.with(|fautes| Etape::fautives(fautes, atteinte))
    });
    let contexte = Contexte {
        champs,
        donnees,
        effectifs,
        fautes,
        limites,
        guide,
    };
    let entete = lu.corps;
    let invalidee = entete
        .decision
        .clone()
        .filter(|decision| decision.decision == "invalidee");
    let id = entete.id.clone();
    view! {
        <Entete dap=entete.clone() enregistrement/>
        <Stack>
            {invalidee.map(|decision| view! { <Decision decision dap_id=id agent=false/> })}
            {entete.avenant_de.clone().map(|origine| view! {
                <Alert ton=Ton::Info titre="Ceci est un avenant">
                    <p>
                        "Changez ce qui change, puis envoyez-le : l'autorisation vaut telle quelle jusqu'à la décision. "
                        <Link href=format!("/daps/{origine}")>"Ouvrir la DAP en vigueur"</Link>
                    </p>
                </Alert>
            })}
            <PanneauConflit edition enregistrement/>
            <Stepper
                etiquette="Étapes de la demande"
                etapes=Etape::libelles()
                courante=Signal::derive(move || etape.get().rang())
                a_corriger
                au_choix=move |rang: usize| etape.set(Etape::de_rang(rang))
            />
            <ResumeErreurs formulaire=f vers=move |pointeur: String| guide.aller(&pointeur)/>
            <Columns cote=move || view! {
                // The last step shows it before its button.
                <Show when=move || etape.get() != Etape::Recapitulatif><Manques fautes guide/></Show>
                <Regles limites champs/>
                <Passe donnees/>
            }>
                <Etapes c=contexte/>
                <Boutons c=contexte edition enregistrement peut_retirer=peut(&entete, "retirer")/>
                <Fil donnees/>
            </Columns>
        </Stack>
    }
}

fn peut(dap: &Dap, action: &str) -> bool {
    dap.actions.iter().any(|a| a == action)
}

/// The title of the page, and whether what is typed is saved.
#[component]
fn Entete(dap: Dap, enregistrement: Enregistrement) -> impl IntoView {
    let etablissement = format!(
        "{} · SIRET {}",
        dap.denomination,
        format::siret(&dap.saisie.siret)
    );
    let (code, libelle) = (dap.etat, dap.etat_libelle);
    view! {
        <Breadcrumb
            etapes=vec![("/daps".into(), "Demandes d'autorisation préalable".into())]
            ici=dap.numero.clone()
        />
        <PageHeader
            titre=format!("Demande d'autorisation {}", dap.numero)
            sous_titre=move || etablissement.clone()
            etat=move || view! { <EtatDap code=code.clone() libelle=libelle.clone()/> }
            actions=move || view! { <LigneEnregistrement enregistrement/> }
        />
    }
}

/// What has happened to it, and what comes next, once there is more than its creation.
#[component]
fn Passe(donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let connu = Memo::new(move |_| {
        donnees
            .lire()
            .map(|lu| (lu.corps.chronologie, lu.corps.a_venir, lu.corps.etat))
            .filter(|(chronologie, a_venir, _)| chronologie.len() > 1 || !a_venir.is_empty())
    });
    move || {
        let lu = connu.get().and_then(|_| donnees.lire_sans_suivre());
        lu.map(|lu| view! { <Suivi dap=lu.corps/> })
    }
}

/// The messages; what is being written in one stays while the form saves itself.
#[component]
fn Fil(donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let nombre = Memo::new(move |_| donnees.lire().map(|lu| lu.corps.messages.len()));
    move || {
        let lu = nombre.get().and_then(|_| donnees.lire_sans_suivre());
        lu.map(|lu| view! { <Messages dap=lu.corps agent=false donnees/> })
    }
}

/// From one step to the next, and sending.
#[component]
fn Boutons(
    c: Contexte,
    edition: Edition,
    enregistrement: Enregistrement,
    peut_retirer: bool,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let Contexte { donnees, guide, .. } = c;
    let (f, etape) = (guide.f, guide.etape);
    let en_cours = RwSignal::new(false);
    let envoyer = move || {
        if en_cours.get_untracked() {
            return;
        }
        en_cours.set(true);
        spawn_local(async move {
            envoi(c, edition, enregistrement, annonces).await;
            en_cours.try_set(false);
        });
    };
    let retrait = RwSignal::new(false);
    let retirer = move || {
        retrait.set(false);
        let (id, etag) = (edition.id.get_value(), edition.etag.get_value());
        spawn_local(async move {
            let appel = async { client().retirer_dap(&id, &etag).await };
            match acces.appeler(appel).await {
                Ok(retiree) => donnees.remplacer(retiree),
                Err(erreur) => f.refuser_erreur(&erreur),
            }
        });
    };
    view! {
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
                        <Button en_cours au_clic=envoyer>"Envoyer la demande"</Button>
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
        <Dialog ouvert=retrait titre="Retirer cette demande ?">
            <p>"Elle ne pourra plus être envoyée. Vous pourrez en saisir une autre."</p>
            <Row>
                <Button danger=true au_clic=retirer>"Retirer"</Button>
                <Button variante=Variante::Discret au_clic=move || retrait.set(false)>"Garder"</Button>
            </Row>
        </Dialog>
    }
}

/// Sends what is on the screen and nothing else: not before it is complete, nor before it is saved.
async fn envoi(c: Contexte, edition: Edition, enregistrement: Enregistrement, annonces: Annonces) {
    let f = c.guide.f;
    let acces = c.effectifs.acces;
    if c.fautes.get_untracked().iter().any(manques::a_relire) {
        c.effectifs.relire().await;
    }
    let Some(fautes) = c.fautes.try_get_untracked() else {
        return;
    };
    if !fautes.is_empty() {
        f.refuser(fautes);
        return;
    }
    if !enregistrement.enregistrer().await {
        non_envoyee(c, enregistrement);
        return;
    }
    let (Some(id), Some(etag)) = (edition.id.try_get_value(), edition.etag.try_get_value()) else {
        return;
    };
    let appel = async { client().envoyer_dap(&id, &etag).await };
    match acces.appeler(appel).await {
        Ok(envoyee) => {
            f.effacer();
            annonces.dire("Demande envoyée à l'unité départementale.");
            c.donnees.remplacer(envoyee);
        }
        // Saved elsewhere since: what they made of it is shown, and sending is up to the person.
        Err(erreur) if erreur.code() == Some("version_perimee") => {
            enregistrement.forcer().await;
            non_envoyee(c, enregistrement);
        }
        // The dialog above the page says it.
        Err(_) if acces.expiree().get_untracked() => {}
        Err(erreur) => f.refuser_erreur(&erreur),
    }
}

/// Says why it was not sent; what was typed stays where it is.
fn non_envoyee(c: Contexte, enregistrement: Enregistrement) {
    if c.effectifs.acces.expiree().get_untracked() {
        return;
    }
    let pourquoi = if untrack(|| enregistrement.conflit()) {
        "elle a été modifiée ailleurs. Réglez d'abord ce que dit le haut de la page.".to_owned()
    } else {
        match untrack(|| enregistrement.empechement()) {
            Some(raison) => format!(
                "vos derniers changements ne sont pas enregistrés. {raison} Ils restent dans le formulaire."
            ),
            None => "elle a changé ailleurs entre-temps. Relisez-la, puis envoyez-la.".to_owned(),
        }
    };
    c.guide.f.refuser(vec![ErreurChamp {
        message: format!("La demande n'a pas été envoyée : {pourquoi}"),
        ..Default::default()
    }]);
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
