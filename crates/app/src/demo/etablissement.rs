//! The establishments of the demo: sheet, bank details, employees, mandates.

use db::etablissement::Etablissement;
use db::habilitation::Habilitation;
use domain::coordonnees_bancaires::SaisieCoordonnees;
use domain::etablissement::{SaisieFiche, Siret};
use domain::mandat::SaisieMandat;
use domain::salarie::{SaisieContrat, SaisieNouveauSalarie};
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, coordonnees_bancaires, etablissement, mandat};

/// A complete sheet.
pub(super) fn fiche(
    denomination: &str,
    rue: &str,
    code_postal: &str,
    ville: &str,
    contact: &Acteur,
) -> SaisieFiche {
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

/// The establishment and the right of its principal user.
pub(super) async fn inserer_etablissement(
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
        departement: fiche.unite_departementale().code().into(),
        fiche: serde_json::to_value(&fiche).map_err(|erreur| Erreur::illisible("fiche", &erreur))?,
        a_verifier: false,
        ferme: false,
        version: 1,
        cree_le: maintenant,
        modifie_le: maintenant,
        ancien_siret: None,
    };
    db::etablissement::inserer(&contexte.ecritures, ligne).await?;
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
    Ok(db::habilitation::inserer(&contexte.ecritures, habilitation).await?)
}

/// An active account.
pub(super) async fn ajouter_rib(contexte: &Contexte, acteur: &Acteur, siret: &str) -> Result<(), Erreur> {
    let saisie = SaisieCoordonnees {
        titulaire: "Compte courant".into(),
        iban: "FR76 3000 6000 0112 3456 7890 189".into(),
        bic: "AGRIFRPP".into(),
    };
    let etablissement = etablissement::accessible(&contexte.base, acteur, siret).await?;
    coordonnees_bancaires::enregistrer(
        contexte,
        acteur,
        etablissement.id,
        &saisie.verifier()?,
        true,
        None,
    )
    .await
    .map(|_| ())
}

/// The accountant declares a mandate from that day on; answers its id.
pub(super) async fn mandater(contexte: &Contexte, comptable: &Acteur, siret: &str) -> Result<Uuid, Erreur> {
    let saisie = SaisieMandat {
        siret: siret.into(),
        debut: contexte.maintenant().date().to_string(),
        fin: String::new(),
    };
    let vue = mandat::declarer(contexte, comptable, &saisie, None).await?;
    Ok(vue.ligne.id)
}

/// One of twelve employees.
pub(super) fn salarie_de_demo(numero: u64) -> SaisieNouveauSalarie {
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
        contrat: SaisieContrat {
            duree_hebdomadaire: "35".into(),
            taux_horaire_brut: format!("{}.{:02}", 11 + numero, (numero * 7) % 100),
            ..SaisieContrat::default()
        },
    }
}
