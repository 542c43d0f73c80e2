//! The headcounts of the sheet, corrected without leaving the DAP.

use super::manques;
use crate::{
    api::{Donnees, acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    session::Acces,
    ui::{Annonces, Button, Champ, Form, Grid, Largeur, Row, TextField, Variante},
};
use api_types::{
    ErreurChamp,
    dap::Dap,
    etablissement::{Etablissement, FicheEtablissement},
};
use client::Versionne;
use leptos::prelude::*;

/// Both headcounts, as the sheet has them or as they are typed: kept from one step to the next.
#[derive(Clone, Copy)]
pub struct Effectifs {
    f: Formulaire,
    etablissement: Champ,
    entreprise: Champ,
    siret: StoredValue<String>,
    /// The sheet that the fields began from.
    lue: RwSignal<Option<FicheEtablissement>>,
    pub fiche: Donnees<Versionne<Etablissement>>,
    donnees: Donnees<Versionne<Dap>>,
    pub acces: Acces,
    annonces: Annonces,
}

impl Effectifs {
    pub fn new(siret: &str, donnees: Donnees<Versionne<Dap>>) -> Self {
        let f = Formulaire::new("effectif");
        let siret = StoredValue::new(siret.to_owned());
        let effectifs = Self {
            f,
            etablissement: f.champ("/effectif_etablissement", "Effectif de l'établissement (SIRET)"),
            entreprise: f.champ("/effectif_entreprise", "Effectif de l'entreprise (SIREN)"),
            siret,
            lue: RwSignal::new(None),
            fiche: Donnees::charger(move || {
                let siret = siret.get_value();
                async move { client().lire_etablissement(&siret).await }
            }),
            donnees,
            acces: acces(),
            annonces: expect_context(),
        };
        Effect::new(move |_| {
            if let Some(lu) = effectifs.fiche.lire() {
                effectifs.partir_de(lu.corps.fiche);
            }
        });
        // The sheet or the bank details may have been mended in another tab.
        let retour = window_event_listener(leptos::ev::focus, move |_| effectifs.fiche.recharger());
        on_cleanup(move || retour.remove());
        effectifs
    }

    /// What nobody has typed over follows the sheet.
    fn partir_de(self, fiche: FicheEtablissement) {
        let avant = self.lue.get_untracked().unwrap_or_default();
        let suivre = |champ: Champ, avant: &str, la: &str| {
            if champ.valeur.get_untracked().trim() == avant {
                champ.valeur.set(la.to_owned());
            }
        };
        suivre(
            self.etablissement,
            &avant.effectif_etablissement,
            &fiche.effectif_etablissement,
        );
        suivre(
            self.entreprise,
            &avant.effectif_entreprise,
            &fiche.effectif_entreprise,
        );
        self.lue.set(Some(fiche));
    }

    /// Only what was typed here: the other fields stay as whoever else keeps the sheet has them.
    fn saisir(self, fiche: &mut FicheEtablissement) {
        let lue = self.lue.get().unwrap_or_default();
        let (ici, partout) = (self.etablissement.valeur.get(), self.entreprise.valeur.get());
        if ici.trim() != lue.effectif_etablissement {
            fiche.effectif_etablissement = ici.trim().to_owned();
        }
        if partout.trim() != lue.effectif_entreprise {
            fiche.effectif_entreprise = partout.trim().to_owned();
        }
    }

    /// Something is typed that the sheet does not have; tracked.
    pub fn change(self) -> bool {
        self.lue.get().is_some_and(|lue| {
            let mut fiche = lue.clone();
            self.saisir(&mut fiche);
            fiche != lue
        })
    }

    /// What of the establishment keeps the DAP from being sent; tracked.
    pub fn fautes(self) -> Vec<ErreurChamp> {
        let mut fautes = match (self.fiche.lire(), self.donnees.lire()) {
            (Some(lu), _) => manques::de_l_etablissement(&lu.corps),
            (None, Some(dap)) => manques::du_serveur(&dap.corps.fautes),
            (None, None) => Vec::new(),
        };
        if self.change() {
            let non_enregistre = manques::effectif_non_enregistre();
            fautes.retain(|faute| faute.pointer != non_enregistre.pointer);
            fautes.push(non_enregistre);
        }
        fautes
    }

    /// Asks what the establishment has now; without an answer, what was known stays.
    pub async fn relire(self) {
        let siret = self.siret.get_value();
        let appel = async { client().lire_etablissement(&siret).await };
        if let Ok(lu) = self.acces.appeler(appel).await {
            self.fiche.remplacer(lu);
        }
    }

    /// Saves the headcounts in the sheet, unless they are wrong.
    pub fn enregistrer(self) {
        let mut essai = self.lue.get_untracked().unwrap_or_default();
        untrack(|| self.saisir(&mut essai));
        if self.f.juger(essai.en_saisie().verifier()).is_none() {
            return;
        }
        self.f.envoyer(
            self.acces,
            async move {
                let siret = self.siret.get_value();
                let mut actuelle = client().lire_etablissement(&siret).await?;
                untrack(|| self.saisir(&mut actuelle.corps.fiche));
                let ecrite = client()
                    .modifier_etablissement(&siret, &actuelle.etag, &actuelle.corps.fiche)
                    .await?;
                let dap = match self.donnees.lire_sans_suivre() {
                    Some(dap) => Some(client().lire_dap(&dap.corps.id).await?),
                    None => None,
                };
                Ok((ecrite, dap))
            },
            move |(ecrite, dap)| {
                self.annonces
                    .dire("Effectif enregistré dans la fiche établissement.");
                self.fiche.remplacer(ecrite);
                if let Some(dap) = dap {
                    self.donnees.remplacer(dap);
                }
            },
        );
    }
}

/// Both fields, and the button that is there only when it has something to save.
#[component]
pub fn Effectif(effectifs: Effectifs) -> impl IntoView {
    let Effectifs {
        f,
        etablissement,
        entreprise,
        ..
    } = effectifs;
    view! {
        <Form au_envoi=move || effectifs.enregistrer()>
            <ResumeErreurs formulaire=f/>
            // They come with what they hold: typed before, it would be mixed with what arrives.
            <Show when=move || effectifs.lue.with(Option::is_some)>
                <Grid colonnes=2>
                    <TextField
                        champ=etablissement
                        requis=true
                        clavier="numeric"
                        largeur=Largeur::Courte
                        indice="Les salariés de cet établissement seul."
                    />
                    <TextField
                        champ=entreprise
                        requis=true
                        clavier="numeric"
                        largeur=Largeur::Courte
                        indice="Tous les établissements de l'entreprise réunis."
                    />
                </Grid>
            </Show>
            <Show when=move || effectifs.change()>
                <Row>
                    <Button soumettre=true variante=Variante::Secondaire en_cours=f.en_cours()>
                        "Enregistrer l'effectif dans la fiche"
                    </Button>
                </Row>
            </Show>
        </Form>
    }
}
