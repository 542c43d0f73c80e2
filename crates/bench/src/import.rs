//! Import, computation and storage of 1,000 employees × 5 weeks, against the same rows inserted raw.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use app::Acteur;
use app::salarie::OptionsImport;
use db::ConnectionTrait as _;
use domain::mois::Mois;

use crate::mesure::{mediane, ms, verdict};
use crate::montage::{Echec, Montage, connecter};

const SALARIES: u64 = 1_000;
const TOURS: u64 = 9;
const SIRET: &str = "73282932000074";

pub async fn mesurer(montage: &Montage) -> Result<(), Echec> {
    let contexte = &montage.contexte;
    let acteur = connecter(contexte, "claire.martin").await?.acteur;
    // June 2022 has five weeks.
    let mois: Mois = "2022-06".parse()?;
    let code = autoriser(montage, &acteur, mois).await?;
    println!(
        "Import de {SALARIES} salariés × {} semaines, calcul et écriture",
        mois.semaines().len()
    );
    let mut rapports = Vec::new();
    for tour in 0..TOURS {
        let (salaries, heures) = fichiers(tour, mois);
        let creee = app::indemnisation::creer(contexte, &acteur, &code, "2022-06", "").await?;
        let id = creee.ligne.id;
        // What the tour before threw away is given back now, not while one measures.
        for _ in 0..20 {
            app::indemnisation::lire(contexte, &acteur, id).await?;
        }
        vider_le_journal(montage).await?;
        let depart = Instant::now();
        let options = OptionsImport::default();
        app::salarie::importer(contexte, &acteur, SIRET, salaries.into_bytes(), options).await?;
        let import_registre = depart.elapsed();
        let depart = Instant::now();
        // The employees come into the claim with their hours, as in the page.
        let avec_absents = OptionsImport {
            ajouter_absents: true,
            ..options
        };
        app::indemnisation::importer_heures(contexte, &acteur, id, heures.into_bytes(), avec_absents).await?;
        let import_heures = depart.elapsed();
        let nous = import_registre + import_heures;
        let plancher = inserer(montage, &acteur, id).await?;
        println!(
            "  tour {} : service {} (registre {}, heures {}), plancher {}",
            tour + 1,
            ms(nous),
            ms(import_registre),
            ms(import_heures),
            ms(plancher)
        );
        rapports.push(plancher.as_secs_f64() / nous.as_secs_f64());
        let vue = app::indemnisation::lire(contexte, &acteur, id).await?;
        app::indemnisation::retirer(contexte, &acteur, id, vue.ligne.version).await?;
    }
    verdict("Import", mediane(rapports), 0.5);
    Ok(())
}

/// Both sides begin with an empty journal: neither brings the pages of the other into the file.
async fn vider_le_journal(montage: &Montage) -> Result<(), Echec> {
    let base = &montage.contexte.base;
    Ok(base
        .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
        .await
        .map(|_| ())?)
}

/// The same rows again, with other ids and indexes, in one transaction: what storing them costs.
async fn inserer(montage: &Montage, acteur: &Acteur, demande: uuid::Uuid) -> Result<Duration, Echec> {
    let contexte = &montage.contexte;
    let mut lignes = app::indemnisation::toutes_les_lignes(contexte, acteur, demande).await?;
    let etablissement = db::etablissement::par_siret_du_compte(&contexte.base, acteur.porteur(), SIRET)
        .await?
        .ok_or("établissement de démo")?
        .0;
    let ids: Vec<uuid::Uuid> = lignes.iter().map(|ligne| ligne.salarie_id).collect();
    let mut salaries = db::salarie::par_ids(&contexte.base, etablissement.id, &ids).await?;
    for (salarie, ligne) in salaries.iter_mut().zip(&mut lignes) {
        salarie.id = contexte.id();
        salarie.nir_index.push('*');
        ligne.id = contexte.id();
        ligne.nir_index.push('*');
    }
    vider_le_journal(montage).await?;
    let depart = Instant::now();
    let tx = contexte.ecrire().await?;
    db::salarie::inserer_ou_remplacer(&tx, salaries).await?;
    db::indemnisation::inserer_lignes(&tx, lignes).await?;
    tx.commit().await?;
    Ok(depart.elapsed())
}

async fn autoriser(montage: &Montage, acteur: &Acteur, mois: Mois) -> Result<String, Echec> {
    let contexte = &montage.contexte;
    let saisie = domain::dap::SaisieDap {
        siret: SIRET.into(),
        motif: "difficultes_approvisionnement".into(),
        debut: mois.premier_jour().to_string(),
        fin: mois.dernier_jour().to_string(),
        effectif_concerne: "40".into(),
        heures_prevues: "6000".into(),
        mode: "suspension".into(),
        circonstances: "Mesure.".into(),
        avis_cse: "non_requis".into(),
        placement_36_mois: Some(false),
        ..Default::default()
    };
    let dap = app::dap::creer(contexte, acteur, &saisie).await?;
    let dap = app::dap::envoyer(contexte, acteur, dap.ligne.id, dap.ligne.version).await?;
    let agent = connecter(contexte, "nadia.benali").await?.acteur;
    let dap = app::dap::prendre(contexte, &agent, dap.ligne.id, dap.ligne.version).await?;
    let decision = app::dap::Decision::Valider;
    let dap = app::dap::decider(contexte, &agent, dap.ligne.id, dap.ligne.version, &decision).await?;
    dap.ligne.code_di.ok_or_else(|| "code DI".into())
}

fn fichiers(tour: u64, mois: Mois) -> (String, String) {
    let mut salaries = String::from("nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut\n");
    let mut heures = String::from("nir,semaine,heures_travaillees,heures_chomees\n");
    for i in 0..SALARIES {
        let corps = 1_800_144_000_000 + (tour + 1) * 100_000 + (i / 999 + 1) * 1_000 + i % 999 + 1;
        let nir = format!("{corps}{:02}", 97 - corps % 97);
        let _ = writeln!(
            salaries,
            "{nir},NOM{i},Prénom,ouvrier,35,{}.{:02}",
            11 + i % 40,
            i % 100
        );
        for semaine in mois.semaines() {
            let _ = writeln!(heures, "{nir},{},{},{}", semaine.lundi(), i % 20, 35 - i % 20);
        }
    }
    (salaries, heures)
}
