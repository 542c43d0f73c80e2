//! The address and the telephone of an establishment: asked for at the account request, when an
//! establishment is added, and on its sheet.

use crate::{
    formulaire::Formulaire,
    ui::{Alert, Champ, Choix, Grid, Largeur, RadioGroup, TextField, Ton},
};
use api_types::{
    etablissement::FicheEtablissement,
    inscription::{FichePreremplie, ResultatVerification},
};
use domain::etablissement::{CodePostal, Departement, MAX_COMPLEMENT, MAX_DENOMINATION, MAX_LIBELLE_VOIE};
use leptos::prelude::*;

/// As the domain judges them; it has no names for these.
const MAX_NUMERO: usize = 10;
const MAX_TYPE_VOIE: usize = 30;

/// The fields of the address.
#[derive(Clone, Copy)]
pub struct ChampsAdresse {
    numero_voie: Champ,
    extension_voie: Champ,
    type_voie: Champ,
    libelle_voie: Champ,
    complement_adresse: Champ,
    code_postal: Champ,
    departement: Champ,
    ville: Champ,
    telephone: Champ,
    fax: Champ,
}

impl ChampsAdresse {
    /// The fields, holding `fiche`; faults name them by `prefixe` and their own name
    /// (`/fiche/code_postal`).
    pub fn new(f: Formulaire, prefixe: &str, fiche: &FicheEtablissement) -> Self {
        let c = |nom: &str, libelle: &str, valeur: &str| {
            f.champ_avec(&format!("{prefixe}/{nom}"), libelle, valeur)
        };
        Self {
            numero_voie: c("numero_voie", "Numéro de voie", &fiche.numero_voie),
            extension_voie: c("extension_voie", "Extension de voie", &fiche.extension_voie),
            type_voie: c("type_voie", "Type de voie", &fiche.type_voie),
            libelle_voie: c("libelle_voie", "Libellé de la voie", &fiche.libelle_voie),
            complement_adresse: c(
                "complement_adresse",
                "Complément d'adresse",
                &fiche.complement_adresse,
            ),
            code_postal: c("code_postal", "Code postal", &fiche.code_postal),
            departement: c(
                "departement",
                "Département de l'établissement",
                &fiche.departement,
            ),
            ville: c("ville", "Ville", &fiche.ville),
            telephone: c("telephone", "Téléphone fixe de l'établissement", &fiche.telephone),
            fax: c("fax", "Fax", &fiche.fax),
        }
    }

    /// A sheet of which the address is as typed; all else is empty. Tracked.
    pub fn lire(self) -> FicheEtablissement {
        let t = |champ: Champ| champ.valeur.get();
        FicheEtablissement {
            numero_voie: t(self.numero_voie),
            extension_voie: t(self.extension_voie),
            type_voie: t(self.type_voie),
            libelle_voie: t(self.libelle_voie),
            complement_adresse: t(self.complement_adresse),
            code_postal: t(self.code_postal),
            departement: t(self.departement),
            ville: t(self.ville),
            telephone: t(self.telephone),
            fax: t(self.fax),
            ..FicheEtablissement::default()
        }
    }
}

impl ChampsAdresse {
    /// The field of that name in a sheet.
    pub fn champ(self, nom: &str) -> Option<Champ> {
        Some(match nom {
            "numero_voie" => self.numero_voie,
            "extension_voie" => self.extension_voie,
            "type_voie" => self.type_voie,
            "libelle_voie" => self.libelle_voie,
            "complement_adresse" => self.complement_adresse,
            "code_postal" => self.code_postal,
            "departement" => self.departement,
            "ville" => self.ville,
            "telephone" => self.telephone,
            "fax" => self.fax,
            _ => return None,
        })
    }
}

/// What the register knows, as a sheet.
pub fn fiche_preremplie(connue: &FichePreremplie) -> FicheEtablissement {
    let connue = connue.clone();
    FicheEtablissement {
        denomination: connue.denomination,
        numero_voie: connue.numero_voie,
        extension_voie: connue.extension_voie,
        type_voie: connue.type_voie,
        libelle_voie: connue.libelle_voie,
        complement_adresse: connue.complement_adresse,
        code_postal: connue.code_postal,
        ville: connue.ville,
        ..FicheEtablissement::default()
    }
}

/// The inputs of the address.
#[component]
pub fn Adresse(champs: ChampsAdresse) -> impl IntoView {
    view! {
        <Grid colonnes=4>
            <TextField champ=champs.numero_voie largeur=Largeur::Courte longueur_max=MAX_NUMERO indice="12, 12-14…"/>
            <TextField champ=champs.extension_voie largeur=Largeur::Courte longueur_max=MAX_NUMERO indice="bis, ter…"/>
            <TextField champ=champs.type_voie largeur=Largeur::Moyenne longueur_max=MAX_TYPE_VOIE indice="rue, avenue…"/>
        </Grid>
        <TextField
            champ=champs.libelle_voie
            requis=true
            longueur_max=MAX_LIBELLE_VOIE
            indice="28 caractères au plus : abrégez si besoin (« gal » pour général)."
        />
        <TextField champ=champs.complement_adresse longueur_max=MAX_COMPLEMENT indice="38 caractères au plus."/>
        <Grid colonnes=2>
            <TextField
                champ=champs.code_postal
                requis=true
                clavier="numeric"
                largeur=Largeur::Courte
                remplissage="postal-code"
            />
            <TextField champ=champs.ville requis=true remplissage="address-level2" longueur_max=MAX_DENOMINATION/>
        </Grid>
        <Departements champs/>
        <Grid colonnes=2>
            <TextField champ=champs.telephone requis=true genre="tel" largeur=Largeur::Longue/>
            <TextField champ=champs.fax genre="tel" largeur=Largeur::Longue/>
        </Grid>
    }
}

/// The choice that a postal code of several départements leaves: another UD instructs.
#[component]
fn Departements(champs: ChampsAdresse) -> impl IntoView {
    let possibles = Memo::new(move |_| {
        let code: Option<CodePostal> = champs.code_postal.valeur.with(|texte| texte.parse().ok());
        code.map(|code| Departement::de_code_postal(&code))
            .filter(|probable| !probable.autres.is_empty())
            .map(|probable| probable.tous().collect::<Vec<_>>())
            .unwrap_or_default()
    });
    // The most probable one is chosen until somebody says otherwise.
    Effect::new(move |_| {
        let choisi = champs.departement.valeur.get_untracked();
        possibles.with(|possibles| {
            let premier = possibles
                .first()
                .filter(|_| !possibles.iter().any(|d| d.code() == choisi));
            if let Some(premier) = premier {
                champs.departement.valeur.set(premier.code().to_owned());
            }
        });
    });
    move || {
        let possibles = possibles.get();
        (!possibles.is_empty()).then(|| {
            let choix: Vec<Choix> = possibles
                .into_iter()
                .map(|d| Choix::new(d.code(), format!("{} ({})", d.nom(), d.code())))
                .collect();
            view! {
                <RadioGroup
                    champ=champs.departement
                    en_ligne=true
                    indice="Ce code postal sert dans plusieurs départements. L'unité départementale qui instruit vos demandes en dépend."
                    choix
                />
            }
        })
    }
}

/// Where the prefilled fields come from, and what is doubtful about the SIRET.
#[component]
pub fn OriginePreremplie(resultat: ResultatVerification) -> impl IntoView {
    view! {
        {(resultat.registre == "trouve").then(|| view! {
            <Alert>
                <p>"Vos informations ont été renseignées à partir du répertoire des entreprises, vous pouvez les modifier si besoin."</p>
            </Alert>
        })}
        {resultat
            .avertissements
            .into_iter()
            .map(|texte| view! { <Alert ton=Ton::Attention><p>{texte}</p></Alert> })
            .collect_view()}
    }
}
