//! Demo data: people and files that a newcomer can log in as, made by the same use cases as
//! everything else, each at its own past instant.

use db::compte::Compte;
use db::etablissement::Etablissement;
use db::habilitation::Habilitation;
use domain::annonce::SaisieAnnonce;
use domain::compte::Role;
use domain::coordonnees_bancaires::SaisieCoordonnees;
use domain::dap::SaisieDap;
use domain::demande_assistance::SaisieAssistance;
use domain::etablissement::{SaisieFiche, Siret};
use domain::mandat::SaisieMandat;
use domain::mois::Mois;
use domain::salarie::SaisieNouveauSalarie;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::dap::Decision;
use crate::indemnisation::{SaisieLigne, SaisieSemaine};
use crate::inscription::normaliser_reponse;
use crate::{
    Acteur, Contexte, Erreur, Horloge, annonce, coordonnees_bancaires, dap, demande_assistance,
    etablissement, indemnisation, mandat, salarie, second_facteur,
};

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

/// Fills an empty database; false when it holds accounts already.
///
/// # Errors
/// Those of the use cases; a defect of the demo data.
pub async fn charger(contexte: &Contexte) -> Result<bool, Erreur> {
    if db::compte::compter(&contexte.base).await? > 0 {
        return Ok(false);
    }
    let depart = contexte.maintenant();
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
    let il_y_a_six_mois = au(contexte, depart - Duration::days(180));
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
    let hier = au(contexte, depart - Duration::days(1));
    mandater(&hier, &acteurs[COMPTABLE], ETABLISSEMENTS[0].1).await?;
    demander_acces(contexte, &secrets).await?;
    let (claire, paul, nadia) = (&acteurs[0], &acteurs[1], &acteurs[2]);
    for (proprietaire, siret, ..) in ETABLISSEMENTS.iter().take(3) {
        ajouter_rib(contexte, &acteurs[*proprietaire], siret).await?;
    }
    for numero in 1..=12 {
        salarie::ajouter(contexte, claire, ETABLISSEMENTS[0].1, &salarie_de_demo(numero)).await?;
    }
    files(contexte, depart, claire, paul, nadia).await?;
    assistance(contexte, depart, claire, &acteurs[3]).await?;
    Ok(true)
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

async fn inserer_client(
    contexte: &Contexte,
    (prenom, nom): (&'static str, &'static str),
    secrets: &Secrets,
) -> Result<Acteur, Erreur> {
    let personne = Personne {
        prenom,
        nom,
        role: Role::Utilisateur,
        departements: &[],
        presentation: "",
    };
    inserer_personne(contexte, &personne, secrets).await
}

/// The accountant declares a mandate from that day on; answers its id.
async fn mandater(contexte: &Contexte, comptable: &Acteur, siret: &str) -> Result<Uuid, Erreur> {
    let saisie = SaisieMandat {
        siret: siret.into(),
        debut: contexte.maintenant().date().to_string(),
        fin: String::new(),
    };
    let vue = mandat::declarer(contexte, comptable, &saisie, None).await?;
    Ok(vue.ligne.id)
}

/// The same context at another instant.
fn au(contexte: &Contexte, instant: OffsetDateTime) -> Contexte {
    Contexte {
        horloge: Horloge::reglee(instant),
        ..contexte.clone()
    }
}

async fn inserer_personne(
    contexte: &Contexte,
    personne: &Personne,
    secrets: &Secrets,
) -> Result<Acteur, Erreur> {
    let id = contexte.id();
    let identifiant = personne.identifiant();
    let compte = Compte {
        id,
        identifiant: Some(identifiant.clone()),
        courriel: format!("{identifiant}@exemple.fr"),
        nom: personne.nom.into(),
        prenom: personne.prenom.into(),
        telephone: "0240000000".into(),
        role: personne.role.code().into(),
        mot_de_passe_hache: Some(secrets.mot_de_passe.clone()),
        mot_de_passe_temporaire: false,
        mot_de_passe_expire_le: None,
        echecs: 0,
        verrouille_jusqu_a: None,
        question_secrete: "Le nom de votre première école ?".into(),
        reponse_secrete_hachee: Some(secrets.reponse.clone()),
        cree_le: contexte.maintenant(),
    };
    db::compte::inserer(&contexte.base, compte).await?;
    let departements: Vec<String> = personne.departements.iter().map(|d| (*d).to_owned()).collect();
    db::agent::remplacer_departements(&contexte.base, id, &departements).await?;
    Ok(Acteur {
        compte_id: id,
        session_id: Uuid::nil(),
        identifiant,
        nom: personne.nom.into(),
        prenom: personne.prenom.into(),
        role: personne.role,
        departements,
        jour: domain::mois::jour_de_paris(contexte.maintenant()),
        application: "demo".into(),
    })
}

fn fiche(denomination: &str, rue: &str, code_postal: &str, ville: &str, contact: &Acteur) -> SaisieFiche {
    SaisieFiche {
        denomination: denomination.into(),
        numero_voie: Some("12".into()),
        libelle_voie: rue.into(),
        code_postal: code_postal.into(),
        ville: ville.into(),
        telephone: "02 40 00 00 00".into(),
        courriel: format!("{}@exemple.fr", contact.identifiant),
        effectif_etablissement: Some("48".into()),
        effectif_entreprise: Some("62".into()),
        contact_nom: Some(contact.nom.clone()),
        contact_prenom: Some(contact.prenom.clone()),
        contact_telephone: Some("02 40 00 00 01".into()),
        contact_courriel: Some(format!("{}@exemple.fr", contact.identifiant)),
        ..SaisieFiche::default()
    }
}

async fn inserer_etablissement(
    contexte: &Contexte,
    siret: &str,
    saisie: &SaisieFiche,
    acteur: &Acteur,
    etat: &str,
) -> Result<(), Erreur> {
    let siret: Siret = siret.parse()?;
    let fiche = saisie.verifier()?;
    let maintenant = contexte.maintenant();
    let id = contexte.id();
    let ligne = Etablissement {
        id,
        siret: siret.as_str().into(),
        denomination: fiche.denomination.clone(),
        departement: fiche.departement().principal.code().into(),
        fiche: serde_json::to_value(&fiche).map_err(|erreur| Erreur::illisible("fiche", &erreur))?,
        a_verifier: false,
        ferme: false,
        version: 1,
        cree_le: maintenant,
        modifie_le: maintenant,
        ancien_siret: None,
    };
    db::etablissement::inserer(&contexte.base, ligne).await?;
    let habilitation = Habilitation {
        id: contexte.id(),
        compte_id: acteur.compte_id,
        etablissement_id: id,
        role: "principal".into(),
        etat: etat.into(),
        motif: None,
        demandee_le: maintenant,
        decidee_le: (etat == "acceptee").then_some(maintenant),
        decidee_par: None,
        finie_le: None,
        finie_par: None,
    };
    Ok(db::habilitation::inserer(&contexte.base, habilitation).await?)
}

/// A request that waits for the help desk.
async fn demander_acces(contexte: &Contexte, secrets: &Secrets) -> Result<(), Erreur> {
    let personne = Personne {
        prenom: "Hélène",
        nom: "Petit",
        role: Role::Utilisateur,
        departements: &[],
        presentation: "",
    };
    let acteur = inserer_personne(contexte, &personne, secrets).await?;
    let sans_acces = db::compte::ActiveModel {
        id: sea_orm::ActiveValue::Set(acteur.compte_id),
        identifiant: sea_orm::ActiveValue::Set(None),
        mot_de_passe_hache: sea_orm::ActiveValue::Set(None),
        mot_de_passe_temporaire: sea_orm::ActiveValue::Set(true),
        ..Default::default()
    };
    db::compte::modifier(&contexte.base, sans_acces).await?;
    let fiche = fiche(
        "Librairie des Halles",
        "Place du Commerce",
        "44000",
        "Nantes",
        &acteur,
    );
    inserer_etablissement(contexte, "00100004100010", &fiche, &acteur, "en_attente").await
}

async fn ajouter_rib(contexte: &Contexte, acteur: &Acteur, siret: &str) -> Result<(), Erreur> {
    let saisie = SaisieCoordonnees {
        titulaire: "Compte courant".into(),
        iban: "FR76 3000 6000 0112 3456 7890 189".into(),
        bic: "AGRIFRPP".into(),
    };
    let etablissement = etablissement::accessible(&contexte.base, acteur, siret).await?;
    coordonnees_bancaires::enregistrer(contexte, acteur, etablissement.id, &saisie.verifier()?, true)
        .await
        .map(|_| ())
}

fn salarie_de_demo(numero: u64) -> SaisieNouveauSalarie {
    const NOMS: [(&str, &str); 12] = [
        ("BERNARD", "Julie"),
        ("DUBOIS", "Karim"),
        ("FAURE", "Aline"),
        ("GIRARD", "Thomas"),
        ("LAMBERT", "Élodie"),
        ("MERCIER", "Hugo"),
        ("MOREL", "Inès"),
        ("NGUYEN", "Minh"),
        ("PERRIN", "Noémie"),
        ("ROUX", "Loïc"),
        ("SANCHEZ", "Maria"),
        ("VIDAL", "Gaël"),
    ];
    let (nom, prenom) = NOMS[usize::try_from(numero - 1).unwrap_or(0) % NOMS.len()];
    let corps = 1_850_544_109_000 + numero;
    SaisieNouveauSalarie {
        nir: format!("{corps}{:02}", 97 - corps % 97),
        nom: nom.into(),
        prenom: prenom.into(),
        categorie: ["ouvrier", "employe", "etam", "cadre"][usize::try_from(numero % 4).unwrap_or(0)].into(),
        duree_hebdomadaire: "35".into(),
        taux_horaire_brut: format!("{}.{:02}", 11 + numero, (numero * 7) % 100),
    }
}

fn saisie_dap(siret: &str, motif: &str, debut: time::Date, fin: time::Date) -> SaisieDap {
    SaisieDap {
        siret: siret.into(),
        motif: motif.into(),
        sous_motif: (motif == "autre_circonstance").then(|| "conflit_ukraine".into()),
        debut: debut.to_string(),
        fin: fin.to_string(),
        effectif_concerne: "12".into(),
        heures_prevues: "4800".into(),
        mode: "reduction".into(),
        circonstances:
            "La baisse des commandes de notre principal client nous oblige à réduire l'activité de \
                        l'atelier. Nous attendons une reprise à la fin de la période."
                .into(),
        avis_cse: "non_requis".into(),
        date_avis_cse: None,
        placement_36_mois: Some(false),
        engagements: vec![],
    }
}

/// DAPs and claims in several states, around `depart`.
async fn files(
    contexte: &Contexte,
    depart: OffsetDateTime,
    claire: &Acteur,
    paul: &Acteur,
    nadia: &Acteur,
) -> Result<(), Erreur> {
    let jours = Duration::days;
    let mois = Mois::de(depart.date());
    let ateliers = ETABLISSEMENTS[0].1;

    // Validated, over the three months before; its claims are validated, sent and still a draft.
    let debut = mois.decale(-3).premier_jour();
    let depot = OffsetDateTime::new_utc(debut - jours(12), time::Time::MIDNIGHT) + Duration::hours(9);
    let saisie = saisie_dap(
        ateliers,
        "conjoncture_economique",
        debut,
        mois.decale(-1).dernier_jour(),
    );
    let validee = decidee(contexte, depot, claire, nadia, &saisie, &Decision::Valider).await?;
    let code = validee.ligne.code_di.clone().unwrap_or_default();
    for (recul, jusqu_a) in [(-3, "validee"), (-2, "envoyee"), (-1, "brouillon")] {
        claim(contexte, claire, nadia, &code, mois.decale(recul), jusqu_a).await?;
    }

    // To correct and send again, waiting, a draft.
    let suivant = mois.suivant().premier_jour();
    let saisie = saisie_dap(ateliers, "transformation", suivant, mois.suivant().dernier_jour());
    let motifs = "Précisez la part de l'atelier concernée et joignez le calendrier des travaux.".to_owned();
    decidee(
        contexte,
        depart - jours(9),
        claire,
        nadia,
        &saisie,
        &Decision::Invalider {
            motifs: motifs.as_str().into(),
        },
    )
    .await?;
    let saisie = saisie_dap(
        ateliers,
        "conjoncture_economique",
        suivant,
        mois.decale(2).dernier_jour(),
    );
    envoyee(contexte, depart - jours(3), claire, &saisie).await?;
    let brouillon = SaisieDap {
        siret: ateliers.into(),
        motif: "sinistre_intemperies".into(),
        ..Default::default()
    };
    dap::creer(&au(contexte, depart - jours(1)), claire, &brouillon).await?;

    // The accountant's clients: one near its tacit deadline, one refused.
    let saisie = saisie_dap(
        ETABLISSEMENTS[1].1,
        "autre_circonstance",
        mois.premier_jour(),
        mois.dernier_jour(),
    );
    envoyee(contexte, depart - jours(14), paul, &saisie).await?;
    let saisie = saisie_dap(
        ETABLISSEMENTS[2].1,
        "conjoncture_economique",
        mois.premier_jour(),
        mois.dernier_jour(),
    );
    let motifs = "Les éléments produits ne montrent pas de baisse d'activité sur la période.".to_owned();
    decidee(
        contexte,
        depart - jours(20),
        paul,
        nadia,
        &saisie,
        &Decision::Refuser {
            motifs: motifs.as_str().into(),
        },
    )
    .await?;
    Ok(())
}

async fn envoyee(
    contexte: &Contexte,
    le: OffsetDateTime,
    acteur: &Acteur,
    saisie: &SaisieDap,
) -> Result<dap::Vue, Erreur> {
    let creee = dap::creer(&au(contexte, le), acteur, saisie).await?;
    let contexte = au(contexte, le + Duration::minutes(20));
    dap::envoyer(&contexte, acteur, creee.ligne.id, creee.ligne.version).await
}

async fn decidee(
    contexte: &Contexte,
    le: OffsetDateTime,
    acteur: &Acteur,
    agent: &Acteur,
    saisie: &SaisieDap,
    decision: &Decision,
) -> Result<dap::Vue, Erreur> {
    let envoyee = envoyee(contexte, le, acteur, saisie).await?;
    let prise = au(contexte, le + Duration::days(2));
    let prise = dap::prendre(&prise, agent, envoyee.ligne.id, envoyee.ligne.version).await?;
    let contexte = au(contexte, le + Duration::days(3));
    dap::decider(&contexte, agent, prise.ligne.id, prise.ligne.version, decision).await
}

async fn claim(
    contexte: &Contexte,
    acteur: &Acteur,
    agent: &Acteur,
    code: &str,
    mois: Mois,
    jusqu_a: &str,
) -> Result<(), Erreur> {
    let apres = OffsetDateTime::new_utc(mois.suivant().premier_jour(), time::Time::MIDNIGHT);
    let contexte = au(contexte, apres + Duration::hours(7));
    let creee = indemnisation::creer(&contexte, acteur, code, &mois.to_string()).await?;
    let id = creee.ligne.id;
    let remplie = indemnisation::ajouter_salaries(&contexte, acteur, id, &[], true).await?;
    let lignes = indemnisation::toutes_les_lignes(&contexte, acteur, id).await?;
    let semaines: Vec<SaisieSemaine> = mois
        .semaines()
        .iter()
        .map(|semaine| SaisieSemaine {
            semaine: semaine.lundi().to_string(),
            travaillees: "21".into(),
            chomees: "14".into(),
        })
        .collect();
    let saisies: Vec<SaisieLigne> = lignes
        .iter()
        .map(|ligne| SaisieLigne {
            id: ligne.id,
            semaines: semaines.clone(),
        })
        .collect();
    let saisie = indemnisation::saisir(&contexte, acteur, id, remplie.ligne.version, &saisies).await?;
    if jusqu_a == "brouillon" {
        return Ok(());
    }
    let envoyee = indemnisation::envoyer(&contexte, acteur, id, saisie.ligne.version).await?;
    if jusqu_a == "validee" {
        let contexte = au(&contexte, contexte.maintenant() + Duration::days(2));
        let prise = indemnisation::prendre(&contexte, agent, id, envoyee.ligne.version).await?;
        indemnisation::valider(&contexte, agent, id, prise.ligne.version).await?;
    }
    Ok(())
}
