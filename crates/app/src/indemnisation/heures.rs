//! Hours of a claim: typed in the table, or imported from a file.

use db::indemnisation::{Demande, Ligne};
use domain::import::{LigneHeures, lire_heures};
use domain::indemnisation::{HeuresSemaine, ReglesDi, verifier_heures};
use domain::mois::{Mois, Semaine, parse_date};
use domain::montant::Heures;
use domain::salarie::{Contrat, Nir};
use domain::{Collecte, Faute};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

use super::lignes::{lire_semaines, nouvelle_ligne};
use super::{Vue, enregistrer_lignes, lire_mois, regles, verrouiller_brouillon, vue};
use crate::import::Source;
use crate::salarie::{OptionsImport, ResultatImport, USAGE_NIR};
use crate::{Acteur, Contexte, Erreur, contrat};

/// Hours of one week, as typed.
#[derive(Debug, Clone, Default)]
pub struct SaisieSemaine {
    pub semaine: String,
    pub travaillees: String,
    pub chomees: String,
}

/// Hours of one line, as typed.
#[derive(Debug, Clone)]
pub struct SaisieLigne {
    pub id: Uuid,
    pub semaines: Vec<SaisieSemaine>,
}

/// What the calculation needs besides the line.
pub(super) struct Calcul {
    mois: Mois,
    regles: ReglesDi,
}

impl Calcul {
    pub(super) async fn de(
        tx: &impl db::ConnectionTrait,
        contexte: &Contexte,
        demande: &Demande,
    ) -> Result<Self, Erreur> {
        Ok(Self {
            mois: lire_mois(demande)?,
            regles: regles::lire(tx, contexte, demande).await?,
        })
    }

    /// Replaces the given weeks of the line and computes it again; false when nothing changed.
    pub(super) fn appliquer(&self, ligne: &mut Ligne, nouvelles: &[HeuresSemaine]) -> Result<bool, Erreur> {
        let anciennes = lire_semaines(ligne)?;
        let mut semaines: BTreeMap<Semaine, HeuresSemaine> =
            anciennes.iter().map(|heures| (heures.semaine, *heures)).collect();
        semaines.extend(nouvelles.iter().map(|heures| (heures.semaine, *heures)));
        let semaines: Vec<HeuresSemaine> = semaines.into_values().collect();
        if semaines == anciennes {
            return Ok(false);
        }
        regles::calculer(&self.regles, ligne, &semaines)?;
        Ok(true)
    }
}

/// Saves typed hours of some lines; every fault at once, and then nothing is saved.
///
/// # Errors
/// `Fautes` with pointers `/lignes/0/semaines/1/chomees`; `Introuvable`, `VersionPerimee`.
pub async fn saisir(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    saisies: &[SaisieLigne],
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let demande = verrouiller_brouillon(&tx, acteur, id, Some(version)).await?;
    let calcul = Calcul::de(&tx, contexte, &demande).await?;
    let mut lignes: HashMap<Uuid, Ligne> = db::indemnisation::lignes(&tx, id)
        .await?
        .into_iter()
        .map(|ligne| (ligne.id, ligne))
        .collect();
    let mut collecte = Collecte::new();
    let mut changees = Vec::new();
    for (i, saisie) in saisies.iter().enumerate() {
        let mut ligne = lignes.remove(&saisie.id).ok_or(Erreur::Introuvable)?;
        let contrat = contrat::de_la_ligne(&ligne)?;
        let semaines: Vec<HeuresSemaine> = saisie
            .semaines
            .iter()
            .enumerate()
            .filter_map(|(j, semaine)| {
                lire_semaine(
                    &mut collecte,
                    &format!("/lignes/{i}/semaines/{j}"),
                    calcul.mois,
                    &contrat,
                    semaine,
                )
            })
            .collect();
        if calcul.appliquer(&mut ligne, &semaines)? {
            changees.push(ligne);
        }
    }
    collecte.fin()?;
    let nombre = changees.len();
    db::indemnisation::ecrire_calculs(&tx, &changees).await?;
    let demande = enregistrer_lignes(&tx, contexte, acteur, demande, "heures_saisies", nombre).await?;
    let vue = vue(&tx, contexte, acteur, demande).await?;
    tx.commit().await?;
    Ok(vue)
}

/// An empty cell is zero hours.
fn lire_semaine(
    collecte: &mut Collecte,
    pointeur: &str,
    mois: Mois,
    contrat: &Contrat,
    saisie: &SaisieSemaine,
) -> Option<HeuresSemaine> {
    let heures = |texte: &str| match texte.trim() {
        "" => Ok(Heures::ZERO),
        texte => contrat.mode.lire_duree(texte),
    };
    let lundi = collecte.prendre(&format!("{pointeur}/semaine"), parse_date(&saisie.semaine));
    let travaillees = collecte.prendre(&format!("{pointeur}/travaillees"), heures(&saisie.travaillees));
    let chomees = collecte.prendre(&format!("{pointeur}/chomees"), heures(&saisie.chomees));
    let (lundi, travaillees, chomees) = (lundi?, travaillees?, chomees?);
    let refus = verifier_heures(mois, lundi, contrat, travaillees, chomees);
    if refus.is_empty() {
        return Semaine::commencant(lundi).ok().map(|semaine| HeuresSemaine {
            semaine,
            travaillees,
            chomees,
        });
    }
    for refus in refus {
        let champ = match colonne_en_cause(refus.code) {
            "semaine" => "semaine",
            _ => "chomees",
        };
        collecte.ajouter(refus.au_champ(format!("{pointeur}/{champ}")));
    }
    None
}

/// The column of a file that a refusal of hours is about.
fn colonne_en_cause(code: &str) -> &'static str {
    match code {
        "semaine_hors_mois" | "pas_un_lundi" => "semaine",
        _ => "heures_chomees",
    }
}

/// Imports a file of hours. The same file twice changes nothing. With `ajouter_absents`, employees of the
/// register come into the claim with their hours.
///
/// # Errors
/// `Fautes` with row and column; `Refus` when it is no such file; `Introuvable`.
pub async fn importer_heures(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    source: impl Into<Source>,
    options: OptionsImport,
) -> Result<ResultatImport, Erreur> {
    // Whether the claim may be seen comes before anything is said of the file.
    db::indemnisation::trouver(&contexte.base, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let source = source.into();
    let suivi = source.suivi();
    let lecture = source.lire(|fichier| Ok(lire_heures(fichier)?)).await?;

    let tx = contexte.ecrire().await?;
    let demande = verrouiller_brouillon(&tx, acteur, id, None).await?;
    let calcul = Calcul::de(&tx, contexte, &demande).await?;
    let mut personnes = Personnes::lire(&tx, contexte, &demande, &lecture.valides, options).await?;
    let mut resultat = ResultatImport {
        lignes: lecture.lignes,
        fautes: lecture.fautes,
        nombre_fautes: lecture.nombre_fautes,
        dry_run: options.dry_run,
        version: Some(demande.version),
        ..ResultatImport::default()
    };
    let mut par_ligne: HashMap<String, Vec<HeuresSemaine>> = HashMap::new();
    for lue in &lecture.valides {
        let (index, ligne) = personnes.trouver(lue);
        let jugee = match ligne {
            None => Err(vec![salarie_absent(lue.ligne, options)]),
            Some(ligne) => verifier_ligne(calcul.mois, &contrat::de_la_ligne(ligne)?, lue),
        };
        match jugee {
            Ok(heures) => {
                resultat.valides += 1;
                par_ligne.entry(index.to_owned()).or_default().push(heures);
            }
            Err(trouvees) => trouvees.into_iter().for_each(|faute| resultat.ajouter(faute)),
        }
    }
    resultat.fautes.sort_by_key(|faute| faute.ligne);
    let mut resultat = suivi.verifier(resultat, options)?;
    let (mut nouvelles, mut changees) = (Vec::new(), Vec::new());
    for (index, semaines) in par_ligne {
        if let Some(mut ligne) = personnes.absentes.remove(&index) {
            calcul.appliquer(&mut ligne, &semaines)?;
            nouvelles.push(ligne);
            continue;
        }
        let Some(mut ligne) = personnes.presentes.remove(&index) else {
            continue;
        };
        if calcul.appliquer(&mut ligne, &semaines)? {
            resultat.modifies += 1;
            changees.push(ligne);
        } else {
            resultat.inchanges += 1;
        }
    }
    resultat.ajoutes = u32::try_from(nouvelles.len()).unwrap_or(u32::MAX);
    let nombre = nouvelles.len() + changees.len();
    if options.dry_run || nombre == 0 {
        return Ok(resultat);
    }
    ranger(&mut nouvelles, personnes.dernier_rang);
    while let Some(lot) = suivi.lot(&mut nouvelles)? {
        db::indemnisation::inserer_lignes(&tx, lot).await?;
    }
    while let Some(lot) = suivi.lot(&mut changees)? {
        db::indemnisation::ecrire_calculs(&tx, &lot).await?;
    }
    let demande = enregistrer_lignes(&tx, contexte, acteur, demande, "heures_importees", nombre).await?;
    resultat.version = Some(demande.version);
    suivi.conclure(&tx, contexte, &resultat).await?;
    tx.commit().await?;
    Ok(resultat)
}

/// Whom a file of hours names, by the index of their NIR.
struct Personnes<'a> {
    /// A person has a row a week: her index is computed once.
    indexes: HashMap<&'a Nir, String>,
    /// In the claim.
    presentes: HashMap<String, Ligne>,
    /// In the register alone, as lines to be.
    absentes: HashMap<String, Ligne>,
    dernier_rang: i32,
}

impl<'a> Personnes<'a> {
    async fn lire(
        tx: &impl db::ConnectionTrait,
        contexte: &Contexte,
        demande: &Demande,
        lues: &'a [LigneHeures],
        options: OptionsImport,
    ) -> Result<Self, Erreur> {
        let mut indexes: HashMap<&Nir, String> = HashMap::new();
        for lue in lues {
            indexes
                .entry(&lue.nir)
                .or_insert_with(|| contexte.chiffrement.index(USAGE_NIR, lue.nir.exposer()));
        }
        let presentes: HashMap<String, Ligne> = db::indemnisation::lignes(tx, demande.id)
            .await?
            .into_iter()
            .map(|ligne| (ligne.nir_index.clone(), ligne))
            .collect();
        let dernier_rang = presentes.values().map(|ligne| ligne.rang).max().unwrap_or(0);
        let mut absentes = HashMap::new();
        if options.ajouter_absents {
            let absents: Vec<&str> = indexes
                .values()
                .filter(|index| !presentes.contains_key(*index))
                .map(String::as_str)
                .collect();
            for salarie in db::salarie::par_indexes(tx, demande.etablissement_id, &absents).await? {
                let ligne = nouvelle_ligne(contexte, demande.id, salarie, 0);
                absentes.insert(ligne.nir_index.clone(), ligne);
            }
        }
        Ok(Self {
            indexes,
            presentes,
            absentes,
            dernier_rang,
        })
    }

    /// The index of whom a row names, and her line.
    fn trouver(&self, lue: &LigneHeures) -> (&str, Option<&Ligne>) {
        let index = self.indexes.get(&lue.nir).map_or("", String::as_str);
        let ligne = self.presentes.get(index).or_else(|| self.absentes.get(index));
        (index, ligne)
    }
}

/// New lines come after those that are there, by name.
fn ranger(nouvelles: &mut [Ligne], dernier_rang: i32) {
    nouvelles.sort_by(|a, b| (&a.nom, &a.prenom, a.salarie_id).cmp(&(&b.nom, &b.prenom, b.salarie_id)));
    for (ligne, rang) in nouvelles.iter_mut().zip(dernier_rang + 1..) {
        ligne.rang = rang;
    }
}

fn salarie_absent(ligne: u32, options: OptionsImport) -> Faute {
    let message = if options.ajouter_absents {
        "Ce salarié n'est ni dans la demande ni dans le registre de l'établissement : ajoutez-le d'abord à la page Salariés."
    } else {
        "Ce salarié n'est pas dans la demande : ajoutez-le d'abord depuis l'onglet Salariés."
    };
    Faute::cellule(ligne, "nir", "salarie_absent", message)
}

/// The hours of a row, as the contract counts them; else every fault of it. Unread hours are judged as none, for what is
/// wrong with the week to be told too.
fn verifier_ligne(mois: Mois, contrat: &Contrat, lue: &LigneHeures) -> Result<HeuresSemaine, Vec<Faute>> {
    let heures = lue.heures(contrat);
    let (travaillees, chomees) = heures.as_ref().map_or((Heures::ZERO, Heures::ZERO), |heures| {
        (heures.travaillees, heures.chomees)
    });
    let refus = verifier_heures(mois, lue.semaine.lundi(), contrat, travaillees, chomees);
    let fautes = refus
        .into_iter()
        .map(|refus| Faute::cellule(lue.ligne, colonne_en_cause(refus.code), refus.code, refus.message));
    let mut trouvees = heures.as_ref().err().cloned().unwrap_or_default();
    trouvees.extend(fautes);
    if trouvees.is_empty() {
        heures
    } else {
        Err(trouvees)
    }
}
