//! How the guided form is written: with the version that was read, and never over what somebody
//! else has saved since.

use super::{
    champs::{Champs, NOMS, textes},
    contenu,
};
use crate::{
    api::{Donnees, client, texte_erreur},
    format,
    pages::{
        enregistrement::{EchecEnregistrement, Enregistrement, Issue},
        fusion::{ChoixConflit, Depart, Ecart, comparer},
    },
    session::Acces,
    ui::{Alert, Annonces, Button, DescriptionList, Item, Row, Ton, Variante},
};
use api_types::dap::{Dap, SaisieDap};
use client::Versionne;
use leptos::{prelude::*, task::spawn_local};

/// Somebody, or another tab, has saved the request since it was read here.
#[derive(Debug, Clone)]
pub struct Conflit {
    leur: Versionne<Dap>,
    ecarts: Vec<Ecart>,
}

/// The form, with what it began from.
#[derive(Clone, Copy)]
pub struct Edition {
    champs: Champs,
    pub id: StoredValue<String>,
    pub etag: StoredValue<String>,
    depart: StoredValue<Depart>,
    conflit: RwSignal<Option<Conflit>>,
    donnees: Donnees<Versionne<Dap>>,
    acces: Acces,
}

impl Edition {
    pub fn new(champs: Champs, lu: &Versionne<Dap>, donnees: Donnees<Versionne<Dap>>, acces: Acces) -> Self {
        let edition = Self {
            champs,
            id: StoredValue::new(lu.corps.id.clone()),
            etag: StoredValue::new(String::new()),
            depart: StoredValue::new(Depart::default()),
            conflit: RwSignal::new(None),
            donnees,
            acces,
        };
        edition.partir_de(lu, &lu.corps.saisie);
        edition
    }

    fn partir_de(self, lu: &Versionne<Dap>, saisie: &SaisieDap) {
        self.etag.set_value(lu.etag.clone());
        self.depart.set_value(Depart {
            lue: textes(&lu.corps.saisie),
            saisie: textes(saisie),
        });
    }

    /// Writes the form, or says what keeps it from being written.
    pub async fn ecrire(self) -> Issue {
        let autre = |erreur: &client::Erreur| EchecEnregistrement::Autre(texte_erreur(erreur));
        let (id, saisie) = (self.id.get_value(), self.champs.lire());
        let mut relue = false;
        loop {
            let etag = self.etag.get_value();
            let appel = async { client().modifier_dap(&id, &etag, &saisie).await };
            match self.acces.appeler(appel).await {
                Ok(ecrite) => {
                    self.partir_de(&ecrite, &saisie);
                    let heure = format::heure_dite(&ecrite.corps.modifiee_le);
                    self.donnees.remplacer(ecrite);
                    return Ok(heure);
                }
                // Sent, decided or withdrawn elsewhere: it can no longer be written at all.
                Err(erreur)
                    if !relue
                        && matches!(erreur.code(), Some("version_perimee" | "transition_interdite")) => {}
                Err(erreur) => return Err(autre(&erreur)),
            }
            relue = true;
            let appel = async { client().lire_dap(&id).await };
            let leur = self.acces.appeler(appel).await.map_err(|erreur| autre(&erreur))?;
            let (ici, la) = (textes(&saisie), textes(&leur.corps.saisie));
            let ecarts = self.depart.with_value(|depart| comparer(NOMS, depart, &ici, &la));
            if !ecarts.is_empty() || !modifiable(&leur.corps) {
                self.conflit.set(Some(Conflit { leur, ecarts }));
                return Err(EchecEnregistrement::Conflit);
            }
            // What they changed reads the same here: mine can follow theirs.
            self.partir_de(&leur, &leur.corps.saisie);
        }
    }

    /// The fields named are taken from the other's request; the others stay as they are here.
    fn regler(self, conflit: &Conflit, pris: &[&'static str]) {
        for ecart in conflit.ecarts.iter().filter(|ecart| pris.contains(&ecart.champ)) {
            self.champs.poser(ecart.champ, &ecart.leur);
        }
        self.partir_de(&conflit.leur, &conflit.leur.corps.saisie);
        self.conflit.set(None);
    }

    /// What is typed here and that the request elsewhere does not have: label and text.
    fn en_plus(self, leur: &Dap) -> Vec<(String, String)> {
        let (ici, la) = (textes(&self.champs.lire()), textes(&leur.saisie));
        NOMS.iter()
            .zip(ici.into_iter().zip(la))
            .filter(|(_, (ici, la))| ici != la)
            .map(|(nom, (ici, _))| (self.champs.libelle(nom), contenu::lisible(nom, &ici)))
            .collect()
    }
}

fn modifiable(dap: &Dap) -> bool {
    dap.actions.iter().any(|action| action == "modifier")
}

/// What to do about a conflict, above the form.
#[component]
pub fn PanneauConflit(edition: Edition, enregistrement: Enregistrement) -> impl IntoView {
    let annonces = expect_context::<Annonces>();
    move || {
        edition.conflit.get().map(|conflit| {
            if !modifiable(&conflit.leur.corps) {
                return view! { <Close leur=conflit.leur edition/> }.into_any();
            }
            let heure = format::heure_dite(&conflit.leur.corps.modifiee_le);
            let ecarts = conflit
                .ecarts
                .iter()
                .map(|ecart| {
                    let lisible = Ecart {
                        mienne: contenu::lisible(ecart.champ, &ecart.mienne),
                        leur: contenu::lisible(ecart.champ, &ecart.leur),
                        ..ecart.clone()
                    };
                    (edition.champs.libelle(ecart.champ), lisible)
                })
                .collect::<Vec<_>>();
            let garder = move |pris: Vec<&'static str>| {
                edition.regler(&conflit, &pris);
                enregistrement.regler();
                spawn_local(async move {
                    if enregistrement.forcer().await {
                        annonces.dire("Demande enregistrée.");
                    }
                });
            };
            let titre = format!("Cette demande a été enregistrée ailleurs à {heure}");
            view! { <ChoixConflit titre ecarts au_choix=garder/> }.into_any()
        })
    }
}

/// It can no longer be changed: what was typed is shown, to be copied.
#[component]
fn Close(leur: Versionne<Dap>, edition: Edition) -> impl IntoView {
    let titre = format!("Cette demande a changé ailleurs : {}", leur.corps.etat_libelle);
    let lignes: Vec<_> = edition
        .en_plus(&leur.corps)
        .into_iter()
        .map(|(libelle, texte)| view! { <Item libelle>{texte}</Item> })
        .collect();
    let leur = StoredValue::new(leur);
    view! {
        <Alert ton=Ton::Danger titre vivant=true>
            <p>"Elle ne se modifie plus. Ce que vous avez saisi ici n'y est pas : copiez ce que vous voulez garder, par exemple dans un message à l'unité départementale."</p>
            <DescriptionList>{lignes}</DescriptionList>
            <Row>
                <Button
                    variante=Variante::Secondaire
                    au_clic=move || edition.donnees.remplacer(leur.get_value())
                >
                    "Ouvrir la demande telle qu'elle est"
                </Button>
            </Row>
        </Alert>
    }
}
