//! Accounts: roles, identifiants, locks, and the request for access.

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::ajout::ancien_siret;
use crate::codes::codes;
use crate::erreur::{Collecte, Faute, Fautes};
use crate::etablissement::{
    FicheEtablissement, MAX_COMPLEMENT, MAX_DENOMINATION, MAX_LIBELLE_VOIE, Siret, departement_choisi,
};
use crate::texte::sans_accents;
use crate::utilisateur::confirmer_courriel;

pub use crate::contact::{Courriel, Telephone};
pub use crate::mot_de_passe::{
    MAX_MOT_DE_PASSE, MIN_MOT_DE_PASSE, nettoyer_mot_de_passe_colle, verifier_mot_de_passe,
};

/// A session ends after 15 minutes without action.
pub const DUREE_SESSION: Duration = Duration::minutes(15);
/// The page warns that long before the end of the session.
pub const AVIS_FIN_DE_SESSION: Duration = Duration::minutes(2);
/// A temporary password sent after « J'ai oublié mon mot de passe » lives 60 minutes.
pub const DUREE_MDP_TEMPORAIRE_OUBLI: Duration = Duration::minutes(60);
/// Longest secret question or answer, in characters.
pub const MAX_SECRET: usize = 200;
/// Longest identifiant.
pub const MAX_IDENTIFIANT: usize = 60;

codes! {
    /// What an account may be.
    pub enum Role, inconnu = "role_inconnu", message = "Rôle inconnu" {
        Utilisateur => ("utilisateur", "Utilisateur d'un établissement"),
        TiersDeclarant => ("tiers_declarant", "Tiers déclarant (expert-comptable)"),
        AgentUd => ("agent_ud", "Agent d'unité départementale"),
        Assistance => ("assistance", "Assistance"),
    }
}

impl Role {
    /// Whoever decides over others' files or accounts shows a second factor at each login.
    pub const fn second_facteur_obligatoire(self) -> bool {
        matches!(self, Self::AgentUd | Self::Assistance)
    }
}

/// `prenom.nom` in ASCII lower case, 60 characters at most.
///
/// Accents are dropped (é → e, œ → oe); spaces and hyphens become one hyphen;
/// apostrophes and everything else disappear. A half without any Latin letter is left
/// out; without either it is `utilisateur`. Uniqueness is [`identifiant_numerote`]'s.
pub fn identifiant_de_base(prenom: &str, nom: &str) -> String {
    let moities: Vec<String> = [prenom, nom]
        .iter()
        .map(|t| sans_accents(t))
        .map(|t| {
            let lettres: String = t
                .chars()
                .map(|c| if c.is_whitespace() || c == '_' { '-' } else { c })
                .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            let mots: Vec<&str> = lettres.split('-').filter(|m| !m.is_empty()).collect();
            mots.join("-")
        })
        .filter(|t| !t.is_empty())
        .collect();
    let mut base = moities.join(".");
    base.truncate(MAX_IDENTIFIANT);
    let base = base.trim_end_matches(['-', '.']);
    if base.is_empty() {
        "utilisateur".to_owned()
    } else {
        base.to_owned()
    }
}

/// The `n`-th identifiant of the same name: 1 is the bare one, then `prenom.nom2` …
pub fn identifiant_numerote(base: &str, n: u32) -> String {
    if n <= 1 {
        return base.to_owned();
    }
    let suffixe = n.to_string();
    let garde = MAX_IDENTIFIANT.saturating_sub(suffixe.len()).min(base.len());
    format!("{}{suffixe}", base.get(..garde).unwrap_or(base))
}

/// The limits of wrong attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReglesVerrou {
    /// Wrong attempts that lock.
    pub tentatives: u32,
    /// How long the lock holds.
    pub duree: Duration,
}

impl Default for ReglesVerrou {
    fn default() -> Self {
        Self {
            tentatives: 3,
            duree: Duration::minutes(30),
        }
    }
}

/// The lock of an account (or of an unknown identifiant: they count alike).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verrou {
    /// Wrong attempts in a row.
    pub echecs: u32,
    /// The end of the lock, when one was set.
    pub verrouille_jusqu_a: Option<OffsetDateTime>,
}

impl Verrou {
    /// One more wrong attempt. Attempts during a lock do not lengthen it, or anyone
    /// could keep somebody else out for ever.
    pub fn echec(self, maintenant: OffsetDateTime, regles: &ReglesVerrou) -> Self {
        if self.est_verrouille(maintenant) {
            return self;
        }
        let deja = if self.verrouille_jusqu_a.is_some() {
            0
        } else {
            self.echecs
        };
        let echecs = deja.saturating_add(1);
        Self {
            echecs,
            verrouille_jusqu_a: (echecs >= regles.tentatives).then(|| maintenant + regles.duree),
        }
    }

    /// The right password: everything is forgotten.
    pub fn succes(self) -> Self {
        Self::default()
    }

    /// True while the lock holds (its last instant excluded).
    pub fn est_verrouille(&self, maintenant: OffsetDateTime) -> bool {
        self.verrouille_jusqu_a.is_some_and(|fin| maintenant < fin)
    }

    /// Attempts left before a lock.
    pub fn restantes(&self, maintenant: OffsetDateTime, regles: &ReglesVerrou) -> u32 {
        if self.est_verrouille(maintenant) {
            0
        } else if self.verrouille_jusqu_a.is_some() {
            regles.tentatives
        } else {
            regles.tentatives.saturating_sub(self.echecs)
        }
    }
}

/// The request for access, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inscription {
    /// The establishment.
    pub siret: Siret,
    /// Its sheet; the person who registers is its first contact.
    pub fiche: FicheEtablissement,
    /// Name of the person.
    pub nom: String,
    /// First name of the person.
    pub prenom: String,
    /// Their telephone.
    pub telephone: Telephone,
    /// Their e-mail, which receives identifiant and password.
    pub courriel: Courriel,
    /// The establishment that this one replaces.
    pub ancien_siret: Option<Siret>,
    /// The secret question.
    pub question_secrete: String,
    /// Its answer (to be hashed).
    pub reponse_secrete: String,
}

/// The request for access, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieInscription {
    /// As typed; see [`Inscription`] and [`FicheEtablissement`].
    pub siret: String,
    /// As typed.
    pub denomination: String,
    /// As typed.
    pub numero_voie: Option<String>,
    /// As typed.
    pub extension_voie: Option<String>,
    /// As typed.
    pub type_voie: Option<String>,
    /// As typed.
    pub libelle_voie: String,
    /// As typed.
    pub complement_adresse: Option<String>,
    /// As typed.
    pub code_postal: String,
    /// Chosen among those of the postal code; may be empty.
    pub departement: Option<String>,
    /// As typed.
    pub ville: String,
    /// As typed.
    pub telephone: String,
    /// As typed.
    pub courriel_etablissement: String,
    /// As typed.
    pub courriel_etablissement_confirmation: String,
    /// As typed.
    pub fax: Option<String>,
    /// As typed.
    pub nom: String,
    /// As typed.
    pub prenom: String,
    /// As typed.
    pub telephone_utilisateur: String,
    /// As typed.
    pub courriel: String,
    /// As typed.
    pub courriel_confirmation: String,
    /// The SIRET that this one replaces; may be empty.
    pub ancien_siret: String,
    /// As typed.
    pub question_secrete: String,
    /// As typed.
    pub reponse_secrete: String,
    /// The terms were accepted.
    pub cgu_acceptees: bool,
}

fn vu(texte: &Option<String>) -> &str {
    texte.as_deref().unwrap_or("")
}

impl SaisieInscription {
    /// Checks every field and tells every fault at once.
    ///
    /// Codes: those of each value, `courriel_different`, `cgu_non_acceptees`.
    pub fn verifier(&self) -> Result<Inscription, Fautes> {
        let mut c = Collecte::new();
        let siret = c.requis::<Siret>("/siret", &self.siret);
        let denomination = c.ligne("/denomination", &self.denomination, MAX_DENOMINATION);
        let numero_voie = c.texte_libre("/numero_voie", vu(&self.numero_voie), 10);
        let extension_voie = c.texte_libre("/extension_voie", vu(&self.extension_voie), 10);
        let type_voie = c.texte_libre("/type_voie", vu(&self.type_voie), 30);
        let libelle_voie = c.texte("/libelle_voie", &self.libelle_voie, MAX_LIBELLE_VOIE);
        let complement_adresse = c.texte_libre(
            "/complement_adresse",
            vu(&self.complement_adresse),
            MAX_COMPLEMENT,
        );
        let code_postal = c.requis("/code_postal", &self.code_postal);
        let departement = departement_choisi(&mut c, code_postal.as_ref(), &self.departement);
        let ville = c.texte("/ville", &self.ville, MAX_DENOMINATION);
        let telephone = c.requis::<Telephone>("/telephone", &self.telephone);
        let courriel_etab = c.requis("/courriel_etablissement", &self.courriel_etablissement);
        confirmer_courriel(
            &mut c,
            "/courriel_etablissement_confirmation",
            &courriel_etab,
            &self.courriel_etablissement_confirmation,
        );
        let fax = c.facultatif("/fax", vu(&self.fax));
        let nom = c.ligne("/nom", &self.nom, 80);
        let prenom = c.ligne("/prenom", &self.prenom, 80);
        let tel_utilisateur = c.requis::<Telephone>("/telephone_utilisateur", &self.telephone_utilisateur);
        let courriel = c.requis("/courriel", &self.courriel);
        confirmer_courriel(
            &mut c,
            "/courriel_confirmation",
            &courriel,
            &self.courriel_confirmation,
        );
        let ancien_siret = ancien_siret(&mut c, &self.ancien_siret, siret.as_ref());
        let question_secrete = c.texte("/question_secrete", &self.question_secrete, MAX_SECRET);
        let reponse_secrete = c.texte("/reponse_secrete", &self.reponse_secrete, MAX_SECRET);
        if !self.cgu_acceptees {
            c.ajouter(Faute::champ(
                "/cgu_acceptees",
                "cgu_non_acceptees",
                "Pour créer votre espace, acceptez les conditions générales d'utilisation.",
            ));
        }
        let (
            Some(siret),
            Some(code_postal),
            Some(telephone),
            Some(courriel_etab),
            Some(tel_utilisateur),
            Some(courriel),
        ) = (
            siret,
            code_postal,
            telephone,
            courriel_etab,
            tel_utilisateur,
            courriel,
        )
        else {
            return c.echec();
        };
        c.fin()?;
        Ok(Inscription {
            siret,
            fiche: FicheEtablissement {
                denomination,
                numero_voie,
                extension_voie,
                type_voie,
                libelle_voie,
                complement_adresse,
                code_postal,
                departement,
                ville,
                telephone,
                courriel: courriel_etab,
                fax,
                effectif_etablissement: None,
                effectif_entreprise: None,
                contact_nom: Some(nom.clone()),
                contact_prenom: Some(prenom.clone()),
                contact_telephone: Some(tel_utilisateur.clone()),
                contact_courriel: Some(courriel.clone()),
            },
            nom,
            prenom,
            telephone: tel_utilisateur,
            courriel,
            ancien_siret,
            question_secrete,
            reponse_secrete,
        })
    }
}
