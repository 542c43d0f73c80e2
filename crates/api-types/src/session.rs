//! Logging in and staying in.

use crate::compte::Compte;

corps! {
    /// Body of `POST /session`.
    #[cfg_attr(feature = "openapi", schema(example = json!({"identifiant": "claire.martin", "mot_de_passe": "…"})))]
    pub struct NouvelleSession {
        /// `prenom.nom`, never an e-mail address.
        pub identifiant: String,
        /// A temporary password may be pasted with spaces or brackets around it.
        pub mot_de_passe: String,
        /// Code of the second factor, or a recovery code: only after `second_facteur_requis`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub code: Option<String>,
    }

    /// The open session, as the browser needs to know it. The token itself stays in the cookie.
    pub struct Session {
        pub compte: Compte,
        /// The temporary password must be changed before anything else.
        pub mot_de_passe_a_changer: bool,
        /// The account has no secret question yet: the change of password asks for one.
        #[serde(default)]
        pub question_secrete_a_choisir: bool,
        /// The role wants a second factor, which must be set up before anything else.
        #[serde(default)]
        pub second_facteur_a_configurer: bool,
        /// The session ends at this instant (UTC) unless something is done before.
        pub expire_le: String,
        /// Now, by the server's clock (UTC).
        pub maintenant: String,
        /// Seconds without action after which a session ends.
        pub duree_secondes: u32,
    }
}
