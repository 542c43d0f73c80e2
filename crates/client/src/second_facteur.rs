use crate::{Client, Erreur, json};
use api_types::second_facteur::{
    CodesRecuperation, ConfirmationSecondFacteur, MotDePasseActuel, PreparationSecondFacteur,
};

impl Client {
    /// A secret for the application, to be confirmed.
    pub async fn preparer_second_facteur(&self) -> Result<PreparationSecondFacteur, Erreur> {
        self.poster("/compte/second-facteur", &()).await
    }

    /// A code of the application confirms it; the recovery codes, once.
    pub async fn confirmer_second_facteur(&self, code: &str) -> Result<CodesRecuperation, Erreur> {
        let corps = ConfirmationSecondFacteur {
            code: code.to_owned(),
        };
        self.poster("/compte/second-facteur/confirmation", &corps).await
    }

    /// New recovery codes.
    pub async fn refaire_codes_recuperation(&self, mot_de_passe: &str) -> Result<CodesRecuperation, Erreur> {
        self.poster("/compte/second-facteur/codes", &actuel(mot_de_passe))
            .await
    }

    /// Companies only: the password alone again.
    pub async fn desactiver_second_facteur(&self, mot_de_passe: &str) -> Result<(), Erreur> {
        let corps = json(&actuel(mot_de_passe))?;
        self.sans_reponse("POST", "/compte/second-facteur/desactivation", corps)
            .await
    }
}

fn actuel(mot_de_passe: &str) -> MotDePasseActuel {
    MotDePasseActuel {
        mot_de_passe: mot_de_passe.to_owned(),
    }
}
