//! The employees' file.

use std::collections::HashMap;

use super::tableau::{Fichier, parcourir};
use super::{COLONNES_SALARIES, Echec, cellule, cellules};
use crate::calcul::ProfilSalarie;
use crate::contrat::accorder;
use crate::erreur::{Faute, Fautes, Refus};
use crate::montant::{Centimes, TauxHoraire};
use crate::salarie::{ModeTravail, Nir, NouveauSalarie, PartiesDites, SaisieContrat, SaisieNouveauSalarie};

/// What was read: the right rows, every fault, and how many rows there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LectureSalaries {
    /// Right rows, each with its number.
    pub valides: Vec<(u32, NouveauSalarie)>,
    /// Every fault, in the order of the file, or as many of the first ones as [`Fichier::bornee`] says.
    pub fautes: Vec<Faute>,
    /// How many there are.
    pub nombre_fautes: u32,
    /// Rows that are not blank, header not counted.
    pub lignes: u32,
    /// What of a contract the file has columns for.
    pub dites: PartiesDites,
}

fn dites(fichier: &Fichier) -> Result<PartiesDites, Fautes> {
    let presentes = fichier.presentes(COLONNES_SALARIES)?;
    let dite = |nom: &str| presentes.contains(&nom);
    Ok(PartiesDites {
        mensuel: dite("salaire_mensuel_brut"),
        profil: dite("profil"),
        mode: dite("mode"),
        entree: dite("entree"),
        sortie: dite("sortie"),
    })
}

/// The contract as a form would have it: the words of payrolls become codes, and of two pays that agree the monthly
/// one stays. What cannot be read stays as it is, for the form to refuse.
///
/// Code: `champs_exclusifs`.
fn en_saisie(mut contrat: SaisieContrat) -> (SaisieContrat, Option<Refus>) {
    if let Ok(profil) = ProfilSalarie::depuis_saisie(&contrat.profil) {
        profil.code().clone_into(&mut contrat.profil);
    }
    if let Ok(mode) = ModeTravail::depuis_saisie(&contrat.mode) {
        mode.code().clone_into(&mut contrat.mode);
    }
    if contrat.taux_horaire_brut.is_empty() || contrat.salaire_mensuel_brut.is_empty() {
        return (contrat, None);
    }
    let (Ok(taux), Ok(mensuel)) = (
        TauxHoraire::depuis_saisie(&contrat.taux_horaire_brut),
        Centimes::depuis_saisie(&contrat.salaire_mensuel_brut),
    ) else {
        return (contrat, None);
    };
    // Wrong hours are told by the form.
    let profil = contrat.profil.parse().unwrap_or(ProfilSalarie::Ordinaire);
    let deduit = contrat.taux_du_mois(mensuel);
    let desaccord = deduit.and_then(|deduit| accorder(taux, deduit, profil).err());
    contrat.taux_horaire_brut.clear();
    (contrat, desaccord)
}

/// Reads a file of employees. No message repeats a NIR.
///
/// Of the whole file: `import_annule`; every fault of the header, `entete_inconnue`, `entete_en_double`, `colonne_inconnue`.
/// Faults by cell: `champ_vide`, `nir_*`, `nombre_*`, `categorie_inconnue` …
pub fn lire_salaries(fichier: &Fichier) -> Result<LectureSalaries, Echec> {
    let mut valides = Vec::new();
    let mut premieres: HashMap<Nir, u32> = HashMap::new();
    let dites = dites(fichier)?;
    let parcours = parcourir(fichier, COLONNES_SALARIES, |ligne, fautes| {
        let numero = ligne.numero;
        let [
            nir,
            nom,
            prenom,
            categorie,
            duree_hebdomadaire,
            taux_horaire_brut,
            salaire_mensuel_brut,
            profil,
            mode,
            entree,
            sortie,
        ] = <[String; 11]>::try_from(ligne.cellules).unwrap_or_default();
        let nir = cellules::nir(&nir).into_owned();
        let doublon = nir.parse::<Nir>().ok().and_then(|nir| {
            let premiere = *premieres.entry(nir).or_insert(numero);
            (premiere != numero).then_some(premiere)
        });
        if let Some(premiere) = doublon {
            fautes.push(Faute::cellule(
                numero,
                "nir",
                "nir_en_double",
                format!("Ce NIR est en double avec la ligne {premiere} : gardez une seule des deux lignes."),
            ));
        }
        let (contrat, desaccord) = en_saisie(SaisieContrat {
            duree_hebdomadaire: cellules::heures(&duree_hebdomadaire).into_owned(),
            taux_horaire_brut: cellules::taux(&taux_horaire_brut).into_owned(),
            salaire_mensuel_brut: cellules::nombre(&salaire_mensuel_brut).into_owned(),
            profil,
            mode,
            entree: cellules::date(&entree).into_owned(),
            sortie: cellules::date(&sortie).into_owned(),
        });
        let exclue = doublon.is_some() || ligne.deborde || desaccord.is_some();
        fautes.extend(desaccord.map(|refus| cellule(numero, "salaire_mensuel_brut", refus)));
        let saisie = SaisieNouveauSalarie {
            nir,
            nom: cellules::nom(&nom).to_owned(),
            prenom: cellules::nom(&prenom).to_owned(),
            categorie,
            contrat,
        };
        match saisie.verifier() {
            Ok(salarie) if !exclue => valides.push((numero, salarie)),
            Ok(_) => {}
            Err(lues) => fautes.extend(lues.0.into_iter().map(|f| {
                let colonne = f.pointeur.trim_start_matches('/').to_owned();
                cellule(numero, &colonne, Refus::new(f.code, f.message))
            })),
        }
    })?;
    Ok(LectureSalaries {
        valides,
        nombre_fautes: parcours.fautes.nombre,
        fautes: parcours.fautes.gardees,
        lignes: parcours.lignes,
        dites,
    })
}
