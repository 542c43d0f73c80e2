//! The form that adds bank details. What the IBAN says is shown at once: the fields of the RIB,
//! the bank, the BIC to propose.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Annonces, Button, Champ, Checkbox, DescriptionList, Form, Item, Largeur, PasswordField, Row,
        TextField, Ton, Variante,
    },
};
use api_types::coordonnees_bancaires::NouvellesCoordonneesBancaires;
use domain::coordonnees_bancaires::{Banque, Iban, propositions};
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Champs {
    titulaire: Champ,
    iban: Champ,
    bic: Champ,
    mot_de_passe: Champ,
    activer: RwSignal<bool>,
}

impl Champs {
    fn lire(self) -> NouvellesCoordonneesBancaires {
        let t = |champ: Champ| champ.valeur.get();
        NouvellesCoordonneesBancaires {
            titulaire: t(self.titulaire),
            iban: t(self.iban),
            bic: t(self.bic),
            activer: self.activer.get(),
            mot_de_passe: t(self.mot_de_passe),
        }
    }
}

/// The form.
#[component]
pub fn Ajout(
    siret: StoredValue<String>,
    /// The first ones become active in any case.
    premieres: Signal<bool>,
    #[prop(into)] au_succes: Callback<()>,
    #[prop(into)] au_renoncement: Callback<()>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let formulaire = Formulaire::new("banque");
    let champs = Champs {
        titulaire: formulaire.champ("/titulaire", "Titulaire du compte"),
        iban: formulaire.champ("/iban", "IBAN"),
        bic: formulaire.champ("/bic", "BIC"),
        mot_de_passe: formulaire.champ("/mot_de_passe", "Votre mot de passe"),
        activer: RwSignal::new(true),
    };
    let envoyer = move || {
        let corps = untrack(|| champs.lire());
        if formulaire.juger(corps.en_saisie().verifier()).is_none() {
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
            <TextField champ=champs.titulaire requis=true remplissage="off"/>
            <TextField
                champ=champs.iban
                requis=true
                remplissage="off"
                indice="Comme sur votre RIB, avec ou sans espaces. 27 caractères pour la France ; les comptes de l'espace SEPA sont acceptés."
            />
            <Rib champs/>
            <TextField
                champ=champs.bic
                requis=true
                remplissage="off"
                largeur=Largeur::Moyenne
                indice="8 ou 11 caractères ; XXX à la fin peut être omis."
            />
            <Propositions champs/>
            <Show
                when=move || !premieres.get()
                fallback=|| view! {
                    <p class="ap-petit ap-doux">"Ce sont les premières de l'établissement : elles seront actives dès leur ajout."</p>
                }
            >
                <Checkbox id="banque-activer" coche=champs.activer>
                    "Activer ces coordonnées : l'allocation sera versée sur ce compte"
                </Checkbox>
            </Show>
            <PasswordField
                champ=champs.mot_de_passe
                indice="Redemandé pour protéger vos versements. Tous les utilisateurs de l'établissement seront prévenus par courriel."
            />
            <Row>
                <Button soumettre=true en_cours=formulaire.en_cours()>"Ajouter"</Button>
                <Button variante=Variante::Discret au_clic=move || au_renoncement.run(())>"Annuler"</Button>
            </Row>
        </Form>
    }
}

/// The fields of the RIB that the IBAN holds, to be compared with the paper.
#[component]
fn Rib(champs: Champs) -> impl IntoView {
    let lu = Memo::new(move |_| {
        let iban: Iban = champs.iban.valeur.get().parse().ok()?;
        let rib = iban.rib()?;
        let banque = Banque::de_l_iban(&iban).map(|banque| format!(" ({})", banque.nom));
        Some((rib, banque.unwrap_or_default()))
    });
    move || {
        lu.get().map(|(rib, banque)| {
            view! {
                <DescriptionList>
                    <Item libelle="Code banque"><span class="ap-chiffres">{rib.banque}</span>{banque}</Item>
                    <Item libelle="Code guichet"><span class="ap-chiffres">{rib.guichet}</span></Item>
                    <Item libelle="Numéro de compte"><span class="ap-chiffres">{rib.compte}</span></Item>
                    <Item libelle="Clé RIB"><span class="ap-chiffres">{rib.cle}</span></Item>
                </DescriptionList>
            }
        })
    }
}

/// BICs that one click puts in the field, and what is doubtful; nothing of it forbids to add.
#[component]
fn Propositions(champs: Champs) -> impl IntoView {
    let trouvees = Memo::new(move |_| {
        let (iban, bic) = (champs.iban.valeur.get(), champs.bic.valeur.get());
        propositions(&iban, &bic)
    });
    let avis = Memo::new(move |_| {
        let saisie = champs.lire().en_saisie();
        // The holder does not matter here.
        let saisie = domain::coordonnees_bancaires::SaisieCoordonnees {
            titulaire: "-".into(),
            ..saisie
        };
        saisie
            .verifier()
            .map(|lues| lues.avertissements())
            .unwrap_or_default()
    });
    view! {
        <div role="status">
            {move || avis
                .get()
                .into_iter()
                .map(|texte| view! { <Alert ton=Ton::Attention><p>{texte}</p></Alert> })
                .collect_view()}
            {move || {
                let boutons = trouvees
                    .get()
                    .into_iter()
                    .map(|banque| view! {
                        <Button
                            variante=Variante::Secondaire
                            petit=true
                            etiquette=format!("Utiliser le BIC {}, {}", banque.bic, banque.nom)
                            au_clic=move || champs.bic.saisir(banque.bic.to_owned())
                        >
                            {format!("{} · {}", banque.bic, banque.nom)}
                        </Button>
                    })
                    .collect::<Vec<_>>();
                (!boutons.is_empty()).then(|| view! {
                    <Row>
                        <span class="ap-petit">"BIC proposé :"</span>
                        {boutons}
                    </Row>
                })
            }}
        </div>
    }
}
