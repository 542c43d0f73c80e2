//! The company register as the routes see it.

use api_types::inscription::FichePreremplie;

use crate::configuration::Configuration;

/// Where companies are looked up.
pub enum Registre {
    /// Nowhere: every answer is "not reachable", and filing goes on.
    Absent,
}

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

impl Registre {
    /// The register of the configuration.
    pub fn new(_config: &Configuration) -> Self {
        Self::Absent
    }

    /// Looks a SIRET up.
    pub async fn chercher(&self, _siret: &str) -> Connaissance {
        match self {
            Self::Absent => Connaissance {
                code: "indisponible",
                ..Connaissance::default()
            },
        }
    }
}
