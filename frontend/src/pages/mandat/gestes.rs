//! Accepting, refusing, revoking a mandate: one dialog that says what will follow.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Annonces, Button, DescriptionList, Dialog, Form, Item, Row, TextArea, Variante},
};
use api_types::mandat::Mandat;
use domain::mandat::MAX_MOTIF;
use leptos::prelude::*;

/// What is about to be done.
#[derive(Clone)]
pub enum GesteMandat {
    Accepter(Mandat),
    Refuser(Mandat),
    Revoquer(Mandat),
    /// By the help desk, which says why to both.
    Terminer(Mandat),
}

impl GesteMandat {
    fn mandat(&self) -> &Mandat {
        match self {
            Self::Accepter(m) | Self::Refuser(m) | Self::Revoquer(m) | Self::Terminer(m) => m,
        }
    }

    fn verbe(&self) -> &'static str {
        match self {
            Self::Accepter(_) => "Accepter le mandat",
            Self::Refuser(_) => "Refuser le mandat",
            Self::Revoquer(m) if m.mien && m.situation == "en_attente" => "Retirer ma déclaration",
            Self::Revoquer(_) => "Révoquer le mandat",
            Self::Terminer(_) => "Terminer le mandat",
        }
    }

    fn suite(&self) -> &'static str {
        match self {
            Self::Accepter(_) => {
                "Cette personne pourra voir et faire, pendant cette période, tout ce que fait un utilisateur : fiche, coordonnées bancaires, salariés, demandes. Vous pourrez révoquer le mandat à tout moment."
            }
            Self::Refuser(_) => "Cette personne n'aura accès à rien. Votre motif lui est envoyé tel quel.",
            Self::Revoquer(m) if m.mien => {
                "Vous n'aurez plus accès à cet établissement, dès maintenant. Votre client en est averti."
            }
            Self::Terminer(_) => {
                "L'expert-comptable perd l'accès dès maintenant. Le client et lui en sont avertis par courriel, avec votre motif. Le mandat reste dans l'historique."
            }
            Self::Revoquer(_) => {
                "Cette personne perd l'accès dès maintenant et en est avertie. Le mandat reste dans l'historique."
            }
        }
    }
}

/// The dialog; open while a gesture is chosen.
#[component]
pub fn GestesMandat(
    geste: RwSignal<Option<GesteMandat>>,
    #[prop(into)] au_succes: Callback<Mandat>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("geste-mandat");
    let motif = f.champ("/motif", "Motif");
    let ouvert = RwSignal::new(false);
    Effect::new(move |_| {
        if geste.with(Option::is_some) {
            f.effacer();
            motif.valeur.set(String::new());
            ouvert.set(true);
        }
    });
    let confirmer = move || {
        let Some(choisi) = geste.get_untracked() else {
            return;
        };
        let id = choisi.mandat().id.clone();
        let texte = motif.valeur.get_untracked();
        let dit = match choisi {
            GesteMandat::Accepter(_) => "Mandat accepté.",
            GesteMandat::Refuser(_) => "Mandat refusé.",
            GesteMandat::Revoquer(_) => "Mandat révoqué.",
            GesteMandat::Terminer(_) => "Mandat terminé, les deux parties sont prévenues.",
        };
        f.envoyer(
            acces,
            async move {
                match choisi {
                    GesteMandat::Accepter(_) => client().accepter_mandat(&id).await,
                    GesteMandat::Refuser(_) => client().refuser_mandat(&id, &texte).await,
                    GesteMandat::Revoquer(_) | GesteMandat::Terminer(_) => {
                        client().revoquer_mandat(&id, &texte).await
                    }
                }
            },
            move |mandat| {
                ouvert.try_set(false);
                annonces.dire(dit);
                au_succes.try_run(mandat);
            },
        );
    };
    view! {
        <Dialog ouvert titre="Mandat">
            <Form au_envoi=confirmer>
                <ResumeErreurs formulaire=f/>
                {move || geste.get().map(|geste| {
                    let m = geste.mandat();
                    let (denomination, mandataire) = (m.denomination.clone(), m.mandataire.clone());
                    let (periode, suite) = (super::periode(m), geste.suite());
                    view! {
                        <DescriptionList>
                            <Item libelle="Établissement">{denomination}</Item>
                            <Item libelle="Expert-comptable">{mandataire}</Item>
                            <Item libelle="Période">{periode}</Item>
                        </DescriptionList>
                        <p>{suite}</p>
                    }
                })}
                {move || match geste.get() {
                    None | Some(GesteMandat::Accepter(_)) => ().into_any(),
                    Some(choisi) => {
                        let requis = matches!(choisi, GesteMandat::Refuser(_) | GesteMandat::Terminer(_));
                        view! { <TextArea champ=motif requis lignes=3 longueur_max=MAX_MOTIF/> }.into_any()
                    }
                }}
                <Row>
                    <Button soumettre=true en_cours=f.en_cours()>
                        {move || geste.get().map(|geste| geste.verbe())}
                    </Button>
                    <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
                </Row>
            </Form>
        </Dialog>
    }
}
