//! Demo data: people and files that a newcomer can log in as, made by the same use cases as
//! everything else, each at its own past instant.

mod dossiers;
mod etablissement;
mod personnes;

use domain::annonce::SaisieAnnonce;
use domain::bareme::Territoire;
use domain::compte::Role;
use domain::demande_assistance::SaisieAssistance;
use domain::mois::Mois;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::inscription::normaliser_reponse;
use crate::{
    Acteur, Contexte, Erreur, Horloge, annonce, demande_assistance, mandat, salarie, second_facteur,
};
use dossiers::files;
use etablissement::{ajouter_rib, fiche, inserer_etablissement, mandater, salarie_de_demo};
use personnes::{demander_acces, inserer_client, inserer_personne};

/// The password of every demo account.
pub const MOT_DE_PASSE: &str = "Demo-2022!";
/// The secret answer of every demo account.
pub const REPONSE_SECRETE: &str = "Jules Ferry";

/// What every demo account knows, hashed.
struct Secrets {
    mot_de_passe: String,
    reponse: String,
}

/// A demo account, for the list of logins.
#[derive(Debug, Clone, Copy)]
pub struct Personne {
    pub prenom: &'static str,
    pub nom: &'static str,
    pub role: Role,
    /// Of an agent.
    pub departements: &'static [&'static str],
    /// What a newcomer sees as this person.
    pub presentation: &'static str,
}

/// The people of the demo.
pub const PERSONNES: [Personne; 4] = [
    Personne {
        prenom: "Claire",
        nom: "Martin",
        role: Role::Utilisateur,
        departements: &[],
        presentation: "Entreprise : Ateliers de la Loire, à Nantes",
    },
    Personne {
        prenom: "Paul",
        nom: "Durand",
        role: Role::TiersDeclarant,
        departements: &[],
        presentation: "Expert-comptable : les mandats de trois clients",
    },
    Personne {
        prenom: "Nadia",
        nom: "Benali",
        role: Role::AgentUd,
        departements: &["44"],
        presentation: "Agent de l'unité départementale de Loire-Atlantique",
    },
    Personne {
        prenom: "Sophie",
        nom: "Leroux",
        role: Role::Assistance,
        departements: &[],
        presentation: "Assistance : habilitations, demandes, annonces",
    },
];

impl Personne {
    pub fn identifiant(&self) -> String {
        domain::compte::identifiant_de_base(self.prenom, self.nom)
    }
}

/// The accountant of `PERSONNES`.
const COMPTABLE: usize = 1;

/// Principal users of the accountant's clients.
const CLIENTS: [(&str, &str); 3] = [("Yann", "Le Goff"), ("Inès", "Tournel"), ("Léa", "Verdier")];

/// Establishments: who works on it (index in `PERSONNES`), SIRET, name, street, postcode, town.
const ETABLISSEMENTS: [(usize, &str, &str, &str, &str, &str); 4] = [
    (
        0,
        "73282932000074",
        "Ateliers de la Loire",
        "Quai de la Fosse",
        "44000",
        "Nantes",
    ),
    (
        1,
        "00100001700010",
        "Brasserie du Port",
        "Rue des Dockers",
        "44600",
        "Saint-Nazaire",
    ),
    (
        1,
        "00100002500013",
        "Imprimerie Tournesol",
        "Rue du Marché",
        "44300",
        "Nantes",
    ),
    (
        1,
        "00100003300017",
        "Maison Verdier",
        "Rue de Rivoli",
        "75004",
        "Paris",
    ),
];

/// Why the demo does not start.
#[derive(Debug, thiserror::Error)]
pub enum Echec {
    /// Whoever asks would read every mail and every code of it, without logging in.
    #[error(
        "APART_DEMO (--demo) : cette base a des comptes et n'est pas celle d'une démonstration, où courriels et codes se \
         lisent sans connexion. Démarrez sans ce mode, ou donnez une base vide par APART_DATABASE_URL. (Une base de \
         démonstration d'une version plus ancienne, dont un mot de passe a changé, ne se reconnaît plus : supprimez-la.)"
    )]
    BaseReelle,
    #[error(transparent)]
    Erreur(#[from] Erreur),
}

impl From<db::DbErr> for Echec {
    fn from(erreur: db::DbErr) -> Self {
        Self::Erreur(erreur.into())
    }
}

/// Fills an empty database, and marks it; false when it holds the demo already.
///
/// # Errors
/// `BaseReelle` when it holds anything else; those of the use cases; a defect of the demo data.
pub async fn charger(contexte: &Contexte) -> Result<bool, Echec> {
    let marquee = db::marque::existe(&contexte.base, db::marque::DEMO).await?;
    let vide = db::compte::compter(&contexte.base).await? == 0;
    if !marquee {
        if !vide && !est_ancienne(contexte).await? {
            return Err(Echec::BaseReelle);
        }
        // Before the first account: a process that is killed in between leaves a demo, not a riddle.
        db::marque::poser(&contexte.ecritures, db::marque::DEMO, contexte.maintenant()).await?;
    }
    if vide {
        remplir(contexte).await?;
    }
    Ok(vide)
}

/// A demo of the time before the mark: all its people are there, with the password that everybody knows. No real
/// installation gives it to its agents and its help desk.
async fn est_ancienne(contexte: &Contexte) -> Result<bool, Erreur> {
    for personne in PERSONNES {
        let compte = db::compte::par_identifiant(&contexte.base, &personne.identifiant()).await?;
        let hache = compte
            .filter(|compte| compte.role == personne.role.code())
            .and_then(|compte| compte.mot_de_passe_hache);
        if !contexte.hachage.verifier(hache.as_deref(), MOT_DE_PASSE).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn remplir(contexte: &Contexte) -> Result<(), Erreur> {
    let maintenant = contexte.maintenant();
    let hacher = async |clair: &str| contexte.hachage.hacher(&contexte.hasard, clair).await;
    let secrets = Secrets {
        mot_de_passe: hacher(MOT_DE_PASSE).await?,
        reponse: hacher(&normaliser_reponse(REPONSE_SECRETE)).await?,
    };
    let mut acteurs = Vec::new();
    for personne in PERSONNES {
        let acteur = inserer_personne(contexte, &personne, &secrets).await?;
        if personne.role.second_facteur_obligatoire() {
            second_facteur::inscrire_demo(contexte, acteur.compte_id).await?;
        }
        acteurs.push(acteur);
    }
    let il_y_a_six_mois = au(contexte, maintenant - Duration::days(180));
    let mut clients = CLIENTS.into_iter();
    for (proprietaire, siret, denomination, rue, code_postal, ville) in ETABLISSEMENTS {
        let noms = (proprietaire == COMPTABLE).then(|| clients.next()).flatten();
        let client = match noms {
            Some(noms) => Some(inserer_client(contexte, noms, &secrets).await?),
            None => None,
        };
        let principal = client.as_ref().unwrap_or(&acteurs[proprietaire]);
        let fiche = fiche(denomination, rue, code_postal, ville, principal);
        inserer_etablissement(&il_y_a_six_mois, siret, &fiche, principal, "acceptee").await?;
        if client.is_some() {
            let mandat = mandater(&il_y_a_six_mois, &acteurs[COMPTABLE], siret).await?;
            mandat::repondre(&il_y_a_six_mois, principal, mandat, &mandat::Reponse::Accepter).await?;
        }
    }
    // One that waits for its client's answer.
    let hier = au(contexte, maintenant - Duration::days(1));
    mandater(&hier, &acteurs[COMPTABLE], ETABLISSEMENTS[0].1).await?;
    demander_acces(contexte, &secrets).await?;
    let (claire, paul, nadia) = (&acteurs[0], &acteurs[1], &acteurs[2]);
    for (proprietaire, siret, ..) in ETABLISSEMENTS.iter().take(3) {
        ajouter_rib(contexte, &acteurs[*proprietaire], siret).await?;
    }
    for numero in 1..=12 {
        salarie::ajouter(contexte, claire, ETABLISSEMENTS[0].1, &salarie_de_demo(numero)).await?;
    }
    files(contexte, depart_des_dossiers(contexte), claire, paul, nadia).await?;
    assistance(contexte, maintenant, claire, &acteurs[3]).await
}

/// The instant around which the files of the demo stand: now, or June 2022 when now is a time whose months
/// cannot all be applied for, or computed.
fn depart_des_dossiers(contexte: &Contexte) -> OffsetDateTime {
    let maintenant = contexte.maintenant();
    let mois = Mois::de(maintenant.date());
    let metropole = Territoire::du_departement("44");
    let calculable = |recul| !contexte.baremes.regimes(mois.decale(recul), metropole).is_empty();
    if maintenant >= datetime!(2020-10-20 00:00 UTC) && (-3..=0).all(calculable) {
        maintenant
    } else {
        datetime!(2022-06-01 07:00 UTC)
    }
}

/// A maintenance that comes, and a question that waits.
async fn assistance(
    contexte: &Contexte,
    depart: OffsetDateTime,
    claire: &Acteur,
    sophie: &Acteur,
) -> Result<(), Erreur> {
    let jour = domain::mois::jour_de_paris(depart + Duration::days(2))
        .midnight()
        .assume_utc();
    let instant = |heures| {
        (jour + Duration::hours(heures))
            .format(&time::format_description::well_known::Rfc3339)
            .unwrap_or_default()
    };
    let maintenance = SaisieAnnonce {
        nature: "maintenance".into(),
        titre: "Fermeture du service pour maintenance".into(),
        texte: "Le service sera fermé quelques heures. Les demandes déjà envoyées suivent leur cours.".into(),
        du: instant(15),
        au: instant(19),
    };
    annonce::creer(&au(contexte, depart - Duration::hours(20)), sophie, &maintenance).await?;
    let question = SaisieAssistance {
        agent: false,
        siret: ETABLISSEMENTS[0].1.into(),
        denomination: ETABLISSEMENTS[0].2.into(),
        nom_prenom: format!("{} {}", claire.nom, claire.prenom),
        telephone: "02 40 00 00 01".into(),
        courriel: format!("{}@exemple.fr", claire.identifiant),
        motif: "demande_indemnisation".into(),
        dossier: String::new(),
        description: "Une salariée a changé de contrat au milieu du mois : quelle durée hebdomadaire faut-il indiquer ?".into(),
    };
    let question = question.verifier()?;
    demande_assistance::deposer(
        &au(contexte, depart - Duration::hours(26)),
        Some(claire),
        question,
    )
    .await?;
    Ok(())
}

/// The same context at another instant.
fn au(contexte: &Contexte, instant: OffsetDateTime) -> Contexte {
    Contexte {
        horloge: Horloge::reglee(instant),
        ..contexte.clone()
    }
}
