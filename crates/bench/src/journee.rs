//! A peak day of spring 2020, put through the API by eight programs at once on PostgreSQL: 50,000 DAPs
//! filed, 100,000 DIs with 550,000 employees. By default a tenth of it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use api_types::dap::SaisieDap;
use api_types::indemnisation::NouvelleDemande;
use client::{Client, OptionsImport};
use db::compte::Compte;
use db::coordonnees_bancaires::CoordonneesBancaires;
use db::dap::Dap;
use db::etablissement::Etablissement;
use db::habilitation::Habilitation;
use domain::dap::{CodeDi, EtatDap};
use domain::mois::Mois;
use domain::montant::Heures;
use time::macros::date;
use uuid::Uuid;

use crate::bornes::Releve;
use crate::mesure::{Latences, ms, nombre};
use crate::montage::{Echec, servir};

const DAPS: usize = 50_000;
const DEMANDES: usize = 100_000;
/// SIRETs of one account (the limit of the service).
const PAR_COMPTE: usize = 200;
const CLIENTS: usize = 8;
const MOIS: &str = "2022-06";

/// An establishment that files.
#[derive(Clone)]
struct Dossier {
    rang: usize,
    siret: String,
    code_di: String,
}

/// What the establishments are copies of.
struct Modele {
    compte: Compte,
    etablissement: Etablissement,
    habilitation: Habilitation,
    coordonnees: CoordonneesBancaires,
    dap: Dap,
}

pub async fn mesurer(url: &str, part: usize) -> Result<(), Echec> {
    let (daps, demandes) = (DAPS / part, DEMANDES / part);
    println!(
        "Jour de pointe de 2020 sur PostgreSQL (1/{part}) : {daps} DAP, {demandes} DI, {CLIENTS} programmes"
    );
    let (contexte, service) = servir(&url.replace("{base}", "jour_de_pointe")).await?;
    let depart = Instant::now();
    let comptes = preparer(&contexte, demandes).await?;
    println!(
        "  {demandes} établissements préparés en {:.0} s",
        depart.elapsed().as_secs_f64()
    );
    let mut clients = Vec::new();
    for (identifiant, dossiers) in comptes {
        let client = Client::new(service.as_str());
        client
            .ouvrir_session(&identifiant, app::demo::MOT_DE_PASSE)
            .await?;
        clients.push((client, dossiers));
    }
    let releve = Releve::commencer(&contexte.base).await?;
    let deposees = repartir(&clients, daps, deposer).await?;
    dire("DAP saisies et envoyées", daps, &deposees);
    releve.dire()?;
    let releve = Releve::commencer(&contexte.base).await?;
    let demandees = repartir(&clients, demandes, demander).await?;
    dire(
        "DI saisies, importées, calculées et envoyées",
        demandes,
        &demandees,
    );
    releve.dire()?;
    let total = (deposees.duree + demandees.duree).as_secs_f64();
    println!(
        "  ensemble : {total:.0} s, soit {:.1} min pour le jour entier (but < 20)\n",
        total * nombre(part) / 60.0
    );
    Ok(())
}

fn dire(quoi: &str, combien: usize, mesures: &Latences) {
    println!(
        "  {quoi} : {combien} en {:.0} s ({:.0}/s), p50 {}, p99 {}",
        mesures.duree.as_secs_f64(),
        mesures.par_seconde(),
        ms(mesures.quantile(500)),
        ms(mesures.quantile(990))
    );
}

/// Gives the work out to the programs, one account after the other, and times each file.
async fn repartir<F>(
    clients: &[(Client, Vec<Dossier>)],
    combien: usize,
    travail: impl Fn(Client, Dossier) -> F + Clone + 'static,
) -> Result<Latences, Echec>
where
    F: Future<Output = Result<(), Echec>>,
{
    let debut = Instant::now();
    let mut ouvriers = Vec::new();
    for ouvrier in 0..CLIENTS {
        let siens: Vec<(Client, Dossier)> = clients
            .iter()
            .skip(ouvrier)
            .step_by(CLIENTS)
            .flat_map(|(client, dossiers)| dossiers.iter().map(move |dossier| (client, dossier)))
            .filter(|(_, dossier)| dossier.rang < combien)
            .map(|(client, dossier)| (client.clone(), dossier.clone()))
            .collect();
        let travail = travail.clone();
        ouvriers.push(tokio::task::spawn_local(async move {
            let mut mesures: Vec<Duration> = Vec::with_capacity(siens.len());
            for (client, dossier) in siens {
                let depart = Instant::now();
                travail(client, dossier).await?;
                mesures.push(depart.elapsed());
            }
            Ok::<_, Echec>(mesures)
        }));
    }
    let mut toutes = Vec::new();
    for ouvrier in ouvriers {
        toutes.extend(ouvrier.await??);
    }
    Ok(Latences::new(toutes, debut.elapsed()))
}

/// One DAP: filled in, sent.
async fn deposer(client: Client, dossier: Dossier) -> Result<(), Echec> {
    let saisie = SaisieDap {
        siret: dossier.siret,
        motif: "difficultes_approvisionnement".into(),
        debut: "2022-08-01".into(),
        fin: "2022-09-30".into(),
        effectif_concerne: "5".into(),
        heures_prevues: "510".into(),
        mode: "suspension".into(),
        circonstances: "Nos fournisseurs sont fermés.".into(),
        avis_cse: "non_requis".into(),
        placement_36_mois: Some(false),
        ..Default::default()
    };
    let dap = client.creer_dap(&saisie).await?;
    client.envoyer_dap(&dap.corps.id, &dap.etag).await?;
    Ok(())
}

/// One DI, by the shortest way that a program has: register imported, claim opened with the code, hours imported with
/// their employees, sent. 5.5 employees on average.
async fn demander(client: Client, dossier: Dossier) -> Result<(), Echec> {
    let (salaries, heures) = fichiers(&dossier)?;
    let options = OptionsImport::default();
    client
        .importer_salaries(&dossier.siret, salaries.into_bytes(), options)
        .await?;
    let nouvelle = NouvelleDemande {
        code_di: dossier.code_di,
        mois: MOIS.into(),
        ..Default::default()
    };
    let id = client.creer_demande(&nouvelle).await?.corps.id;
    let avec_salaries = OptionsImport {
        ajouter_absents: true,
        ..options
    };
    let faites = client
        .importer_heures(&id, heures.into_bytes(), avec_salaries)
        .await?;
    client.envoyer_demande(&id, &faites.etag).await?;
    Ok(())
}

fn fichiers(dossier: &Dossier) -> Result<(String, String), Echec> {
    let mois: Mois = MOIS.parse().map_err(|_| "mois")?;
    let mut salaries = String::from("nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut\n");
    let mut heures = String::from("nir,semaine,heures_travaillees,heures_chomees\n");
    for i in 0..5 + dossier.rang % 2 {
        let nir = nir(dossier.rang * 6 + i);
        writeln!(salaries, "{nir},NOM{i},Prénom,ouvrier,35,{}.50", 11 + i * 3)?;
        for semaine in mois.semaines() {
            writeln!(heures, "{nir},{},{},{}", semaine.lundi(), 4 * i, 35 - 4 * i)?;
        }
    }
    Ok((salaries, heures))
}

/// A number of its own for each employee.
fn nir(rang: usize) -> String {
    let (ordre, reste) = (rang % 999 + 1, rang / 999);
    let (commune, annee) = (reste % 900 + 1, reste / 900);
    let corps = 1_000_144_000_000 + 10_000_000_000 * (60 + annee) + 1_000 * commune + ordre;
    format!("{corps}{:02}", 97 - corps % 97)
}

/// The digit that makes the sum of Luhn right.
fn luhn(chiffres: &str) -> String {
    let somme: u32 = chiffres
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(i, c)| if i % 2 == 0 { c * 2 } else { c })
        .map(|c| if c > 9 { c - 9 } else { c })
        .sum();
    format!("{chiffres}{}", (10 - somme % 10) % 10)
}

async fn modele(contexte: &app::Contexte) -> Result<Modele, Echec> {
    let base = &contexte.base;
    let compte = db::compte::par_identifiant(base, "claire.martin")
        .await?
        .ok_or("compte de démo")?;
    let porteur = db::dap::Porteur {
        compte_id: compte.id,
        jour: domain::mois::jour_de_paris(contexte.maintenant()),
    };
    let filtre = db::dap::Filtre {
        etat: Some("validee".into()),
        ..Default::default()
    };
    let page = db::Page {
        limite: 1,
        apres: None,
    };
    let mut daps = db::dap::lister(base, &db::dap::Portee::Compte(porteur), &filtre, page).await?;
    let dap = daps.pop().ok_or("DAP validée de démo")?;
    let etablissement = db::etablissement::trouver(base, dap.etablissement_id)
        .await?
        .ok_or("établissement de démo")?;
    Ok(Modele {
        habilitation: db::habilitation::vivante(base, compte.id, etablissement.id)
            .await?
            .ok_or("habilitation de démo")?,
        coordonnees: db::coordonnees_bancaires::actives(base, etablissement.id)
            .await?
            .ok_or("RIB de démo")?,
        compte,
        etablissement,
        dap,
    })
}

/// Establishments with bank details and a validated DAP, 200 an account.
async fn preparer(contexte: &app::Contexte, combien: usize) -> Result<Vec<(String, Vec<Dossier>)>, Echec> {
    let modele = modele(contexte).await?;
    let mut comptes = Vec::new();
    for premier in (0..combien).step_by(PAR_COMPTE) {
        let tx = contexte.ecrire().await?;
        let identifiant = format!("mesure.{premier}");
        let compte = Compte {
            id: contexte.id(),
            identifiant: Some(identifiant.clone()),
            courriel: format!("mesure.{premier}@exemple.fr"),
            ..modele.compte.clone()
        };
        let compte_id = compte.id;
        db::compte::inserer(&tx, compte).await?;
        let mut dossiers = Vec::new();
        for rang in premier..combien.min(premier + PAR_COMPTE) {
            dossiers.push(etablir(&tx, contexte, &modele, compte_id, rang).await?);
        }
        tx.commit().await?;
        comptes.push((identifiant, dossiers));
    }
    Ok(comptes)
}

async fn etablir(
    tx: &db::Ecriture,
    contexte: &app::Contexte,
    modele: &Modele,
    compte_id: Uuid,
    rang: usize,
) -> Result<Dossier, Echec> {
    let siren = luhn(&format!("{:08}", 20_000_000 + rang));
    let siret = luhn(&format!("{siren}0001"));
    let etablissement = Etablissement {
        id: contexte.id(),
        siret: siret.clone(),
        ..modele.etablissement.clone()
    };
    let habilitation = Habilitation {
        id: contexte.id(),
        compte_id,
        etablissement_id: etablissement.id,
        ..modele.habilitation.clone()
    };
    let coordonnees = CoordonneesBancaires {
        id: contexte.id(),
        etablissement_id: etablissement.id,
        ..modele.coordonnees.clone()
    };
    let code_di = CodeDi::depuis_hasard(contexte.hasard.octets());
    let (debut, fin) = (date!(2022 - 05 - 01), date!(2022 - 07 - 31));
    let etat = EtatDap::Validee {
        decidee_le: contexte.maintenant(),
        agent: None,
        code_di: code_di.clone(),
        heures_autorisees: Heures::entieres(5_000),
        debut,
        fin,
    };
    let dap = Dap {
        id: contexte.id(),
        numero: contexte.hasard.numero("DAP"),
        etablissement_id: etablissement.id,
        debut: Some(debut),
        fin: Some(fin),
        code_di: Some(code_di.as_str().to_owned()),
        etat: serde_json::to_value(&etat)?,
        ..modele.dap.clone()
    };
    db::etablissement::inserer(tx, etablissement).await?;
    db::habilitation::inserer(tx, habilitation).await?;
    db::coordonnees_bancaires::inserer(tx, coordonnees).await?;
    db::dap::inserer(tx, dap).await?;
    Ok(Dossier {
        rang,
        siret,
        code_di: code_di.as_str().to_owned(),
    })
}
