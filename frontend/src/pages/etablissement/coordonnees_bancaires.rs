//! Bank details: add, activate. The IBAN never comes back whole.

use crate::{
    api::{Donnees, acces, client, texte_erreur},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Annonces, Button, Card, Cell, Checkbox, Colonne, Form, Icone, Largeur, Row, Stack, Status,
        Table, TextField, Ton, Variante,
    },
};
use api_types::{
    ErreurChamp,
    coordonnees_bancaires::{
        CoordonneesBancaires as Coordonnees, ListeCoordonneesBancaires, NouvellesCoordonneesBancaires,
    },
};
use domain::{
    Refus,
    coordonnees_bancaires::{Bic, Iban},
};
use leptos::{prelude::*, task::spawn_local};

/// The section of the establishment's page.
#[component]
pub fn CoordonneesBancaires(siret: String, #[prop(into)] au_changement: Callback<()>) -> impl IntoView {
    let siret = StoredValue::new(siret);
    let donnees = Donnees::charger(move || {
        let siret = siret.get_value();
        async move { client().lister_coordonnees_bancaires(&siret).await }
    });
    let ajout = RwSignal::new(false);
    view! {
        <Card titre="Coordonnées bancaires" icone=Icone::Banque>
            {donnees.afficher(move |liste| view! { <Liste liste siret donnees au_changement/> })}
            <Show
                when=move || ajout.get()
                fallback=move || view! {
                    <Row>
                        <Button
                            variante=Variante::Secondaire
                            icone=Icone::Plus
                            au_clic=move || ajout.set(true)
                        >
                            "Ajouter une coordonnée bancaire"
                        </Button>
                    </Row>
                }
            >
                <Ajout
                    siret
                    au_succes=move || {
                        ajout.set(false);
                        donnees.recharger();
                        au_changement.run(());
                    }
                    au_renoncement=move || ajout.set(false)
                />
            </Show>
        </Card>
    }
}

#[component]
fn Liste(
    liste: ListeCoordonneesBancaires,
    siret: StoredValue<String>,
    donnees: Donnees<ListeCoordonneesBancaires>,
    au_changement: Callback<()>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let erreur = RwSignal::new(None::<String>);
    if liste.items.is_empty() {
        return view! {
            <p class="ap-doux">
                "Aucune coordonnée bancaire. L'allocation est versée sur le compte que vous ajoutez et activez ici."
            </p>
        }
        .into_any();
    }
    let activer = move |id: String| {
        spawn_local(async move {
            let siret = siret.get_value();
            let appel = async { client().activer_coordonnees_bancaires(&siret, &id).await };
            match acces.appeler(appel).await {
                Ok(_) => {
                    annonces.dire("Coordonnées bancaires activées.");
                    donnees.recharger();
                    au_changement.run(());
                }
                Err(refus) => {
                    erreur.try_set(Some(texte_erreur(&refus)));
                }
            }
        });
    };
    let lignes = liste
        .items
        .into_iter()
        .map(|coordonnees| view! { <Ligne coordonnees activer=Callback::new(activer)/> })
        .collect_view();
    view! {
        {move || erreur.get().map(|texte| view! { <Alert ton=Ton::Danger vivant=true><p>{texte}</p></Alert> })}
        <Table
            legende="Coordonnées bancaires enregistrées"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("IBAN"),
                Colonne::texte("BIC"),
                Colonne::texte("Titulaire"),
                Colonne::texte("Ajoutées le"),
                Colonne::texte("État"),
            ]
        >
            {lignes}
        </Table>
    }
    .into_any()
}

#[component]
fn Ligne(coordonnees: Coordonnees, activer: Callback<String>) -> impl IntoView {
    let Coordonnees {
        id,
        titulaire,
        iban_masque,
        bic,
        active,
        creees_le,
        avertissement,
        ..
    } = coordonnees;
    let etat = if active {
        view! { <Status ton=Ton::Succes libelle="Actif"/> }.into_any()
    } else {
        view! {
            <Button
                variante=Variante::Secondaire
                petit=true
                etiquette=format!("Activer l'IBAN {iban_masque}")
                au_clic=move || activer.run(id.clone())
            >
                "Activer"
            </Button>
        }
        .into_any()
    };
    view! {
        <tr>
            <Cell titre="IBAN" entete=true>
                <Stack serre=true>
                    <span class="ap-chiffres">{iban_masque.clone()}</span>
                    {avertissement.map(|texte| view! { <span class="ap-petit ap-doux">{texte}</span> })}
                </Stack>
            </Cell>
            <Cell titre="BIC"><code>{bic}</code></Cell>
            <Cell titre="Titulaire">{titulaire}</Cell>
            <Cell titre="Ajoutées le">{format::instant(&creees_le)}</Cell>
            <Cell titre="État">{etat}</Cell>
        </tr>
    }
}

#[component]
fn Ajout(
    siret: StoredValue<String>,
    #[prop(into)] au_succes: Callback<()>,
    #[prop(into)] au_renoncement: Callback<()>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let formulaire = Formulaire::new("banque");
    let titulaire = formulaire.champ("/titulaire", "Titulaire du compte");
    let iban = formulaire.champ("/iban", "IBAN");
    let bic = formulaire.champ("/bic", "BIC");
    let activer = RwSignal::new(true);
    let envoyer = move || {
        let corps = NouvellesCoordonneesBancaires {
            titulaire: titulaire.valeur.get_untracked(),
            iban: iban.valeur.get_untracked(),
            bic: bic.valeur.get_untracked(),
            activer: activer.get_untracked(),
        };
        let fautes = fautes(&corps);
        if !fautes.is_empty() {
            formulaire.refuser(fautes);
            return;
        }
        let siret = siret.get_value();
        formulaire.envoyer(
            acces,
            async move { client().ajouter_coordonnees_bancaires(&siret, &corps).await },
            move |ajoutees| {
                annonces.dire(if ajoutees.active {
                    "Coordonnées bancaires ajoutées et activées."
                } else {
                    "Coordonnées bancaires ajoutées. Activez-les pour qu'elles servent."
                });
                au_succes.try_run(());
            },
        );
    };
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire/>
            <TextField champ=titulaire requis=true remplissage="off"/>
            <TextField
                champ=iban
                requis=true
                remplissage="off"
                indice="27 caractères pour la France, avec ou sans espaces."
            />
            <TextField
                champ=bic
                requis=true
                remplissage="off"
                largeur=Largeur::Moyenne
                indice="8 ou 11 caractères ; XXX à la fin peut être omis."
            />
            <Checkbox id="banque-activer" coche=activer>
                "Activer ces coordonnées : l'allocation sera versée sur ce compte"
            </Checkbox>
            <Row>
                <Button soumettre=true en_cours=formulaire.en_cours()>"Ajouter"</Button>
                <Button variante=Variante::Discret au_clic=move || au_renoncement.run(())>"Annuler"</Button>
            </Row>
        </Form>
    }
}

fn fautes(corps: &NouvellesCoordonneesBancaires) -> Vec<ErreurChamp> {
    let mut fautes: Vec<ErreurChamp> = Vec::new();
    if corps.titulaire.trim().is_empty() {
        fautes.push(Refus::champ_requis().au_champ("/titulaire").into());
    }
    if let Err(refus) = corps.iban.parse::<Iban>() {
        fautes.push(refus.au_champ("/iban").into());
    }
    if let Err(refus) = corps.bic.parse::<Bic>() {
        fautes.push(refus.au_champ("/bic").into());
    }
    fautes
}
