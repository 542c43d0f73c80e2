//! The headcounts of the sheet, corrected without leaving the DAP.

use crate::{
    api::{Donnees, acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Annonces, Button, Form, Grid, Largeur, Row, TextField, Variante},
};
use api_types::{
    dap::Dap,
    etablissement::{Etablissement, FicheEtablissement},
};
use client::Versionne;
use leptos::prelude::*;

/// Both headcounts, as the sheet has them now.
#[component]
pub fn Effectif(siret: String, donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let fiche = Donnees::charger({
        let siret = siret.clone();
        move || {
            let siret = siret.clone();
            async move { client().lire_etablissement(&siret).await }
        }
    });
    move || fiche.lire().map(|lu| view! { <Saisie lu fiche donnees/> })
}

#[component]
fn Saisie(
    lu: Versionne<Etablissement>,
    fiche: Donnees<Versionne<Etablissement>>,
    donnees: Donnees<Versionne<Dap>>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("effectif");
    let etablissement = f.champ_avec(
        "/effectif_etablissement",
        "Effectif de l'établissement (SIRET)",
        &lu.corps.fiche.effectif_etablissement,
    );
    let entreprise = f.champ_avec(
        "/effectif_entreprise",
        "Effectif de l'entreprise (SIREN)",
        &lu.corps.fiche.effectif_entreprise,
    );
    let siret = StoredValue::new(lu.corps.siret);
    let lue = StoredValue::new(lu.corps.fiche);
    // Only what was typed here: the other fields stay as whoever else keeps the sheet has them.
    let saisir = move |fiche: &mut FicheEtablissement| {
        lue.with_value(|lue| {
            let (ici, partout) = (etablissement.valeur.get(), entreprise.valeur.get());
            if ici != lue.effectif_etablissement {
                fiche.effectif_etablissement = ici;
            }
            if partout != lue.effectif_entreprise {
                fiche.effectif_entreprise = partout;
            }
        });
    };
    let change = move || {
        let mut fiche = lue.get_value();
        saisir(&mut fiche);
        lue.with_value(|lue| *lue != fiche)
    };
    let enregistrer = move || {
        let mut essai = lue.get_value();
        untrack(|| saisir(&mut essai));
        if f.juger(essai.en_saisie().verifier()).is_none() {
            return;
        }
        f.envoyer(
            acces,
            async move {
                let siret = siret.get_value();
                let mut actuelle = client().lire_etablissement(&siret).await?;
                untrack(|| saisir(&mut actuelle.corps.fiche));
                let ecrite = client()
                    .modifier_etablissement(&siret, &actuelle.etag, &actuelle.corps.fiche)
                    .await?;
                let dap = match donnees.lire_sans_suivre() {
                    Some(dap) => Some(client().lire_dap(&dap.corps.id).await?),
                    None => None,
                };
                Ok((ecrite, dap))
            },
            move |(ecrite, dap)| {
                annonces.dire("Effectif enregistré dans la fiche établissement.");
                fiche.remplacer(ecrite);
                if let Some(dap) = dap {
                    donnees.remplacer(dap);
                }
            },
        );
    };
    view! {
        <Form au_envoi=enregistrer>
            <ResumeErreurs formulaire=f/>
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
            <Show when=change>
                <Row>
                    <Button soumettre=true variante=Variante::Secondaire en_cours=f.en_cours()>
                        "Enregistrer l'effectif dans la fiche"
                    </Button>
                </Row>
            </Show>
        </Form>
    }
}
