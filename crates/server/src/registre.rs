//! The company register as the routes see it: what is known, and what to tell the person.

use std::sync::Arc;
use std::time::Duration;

use adapters::registre::{ConfigRegistre, FicheRegistre, Registre, RegistreHttp, ReponseRegistre};
use api_types::inscription::FichePreremplie;
use app::Horloge;
use domain::etablissement::{MAX_COMPLEMENT, MAX_LIBELLE_VOIE};

use crate::configuration::Configuration;

/// How long a person waits for the register before filling in the form alone.
const DELAI: Duration = Duration::from_secs(3);

/// What the register knows of a SIRET.
#[derive(Debug, Default)]
pub struct Connaissance {
    /// `trouve`, `inconnu`, `indisponible`.
    pub code: &'static str,
    /// Closed according to the register.
    pub ferme: bool,
    /// What the form may start from.
    pub fiche: FichePreremplie,
}

impl Connaissance {
    /// The register could not confirm the SIRET.
    pub fn a_verifier(&self) -> bool {
        self.code != "trouve"
    }

    /// What to tell the person; never a reason that filing stops.
    pub fn avertissements(&self) -> Vec<String> {
        let mut textes = Vec::new();
        match self.code {
            "inconnu" => textes.push(
                "L'annuaire des entreprises ne connaît pas ce SIRET. Vérifiez-le ; s'il est juste, continuez : \
                 il sera vérifié par l'assistance.",
            ),
            "indisponible" => textes.push(
                "L'annuaire des entreprises ne répond pas : remplissez le formulaire vous-même. Le SIRET sera \
                 vérifié par l'assistance.",
            ),
            _ => {}
        }
        if self.ferme {
            textes.push(
                "Selon l'annuaire des entreprises, cet établissement est fermé. Vous pouvez continuer : \
                 l'administration en sera avertie.",
            );
        }
        textes.into_iter().map(str::to_owned).collect()
    }
}

/// The register of the configuration: in demo mode a file answers.
pub fn ouvrir(config: &Configuration, horloge: &Horloge) -> Registre {
    if config.demo {
        return Registre::demo();
    }
    let horloge = horloge.clone();
    let maintenant = Arc::new(move || horloge.maintenant());
    let reglages = ConfigRegistre {
        url: config.registre_url.clone(),
        delai: DELAI,
    };
    match RegistreHttp::nouveau(&reglages, maintenant) {
        Ok(http) => Registre::Http(Box::new(http)),
        Err(cause) => {
            // Filing goes on without it.
            tracing::error!(cause = %cause, "annuaire des entreprises inutilisable");
            Registre::Absent
        }
    }
}

/// Looks a SIRET up.
pub async fn chercher(registre: &Registre, siret: &str) -> Connaissance {
    match registre.chercher(siret).await {
        ReponseRegistre::Trouve(fiche) => Connaissance {
            code: "trouve",
            ferme: fiche.ferme,
            fiche: preremplie(*fiche),
        },
        ReponseRegistre::Inconnu => Connaissance {
            code: "inconnu",
            ..Connaissance::default()
        },
        ReponseRegistre::Indisponible => Connaissance {
            code: "indisponible",
            ..Connaissance::default()
        },
    }
}

/// What is longer than the form takes is cut: the person sees it and can put it right.
fn preremplie(fiche: FicheRegistre) -> FichePreremplie {
    let texte = |valeur: Option<String>| valeur.unwrap_or_default();
    let court = |valeur: Option<String>, max: usize| texte(valeur).chars().take(max).collect();
    FichePreremplie {
        denomination: texte(fiche.denomination),
        numero_voie: texte(fiche.numero_voie),
        extension_voie: String::new(),
        type_voie: texte(fiche.type_voie),
        libelle_voie: court(fiche.libelle_voie, MAX_LIBELLE_VOIE),
        complement_adresse: court(fiche.complement_adresse, MAX_COMPLEMENT),
        code_postal: texte(fiche.code_postal),
        ville: texte(fiche.ville),
    }
}
