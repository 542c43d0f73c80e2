//! What bounds a run: who spent the time of the processors, and what the rest of it waited for. Read from `/proc`, so
//! on Linux, with PostgreSQL on the same machine; what cannot be read is not told.

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::time::{Duration, Instant};

use db::{ConnectionTrait as _, DatabaseConnection};
use sea_orm::{DbBackend, Statement};

use crate::mesure::nombre;
use crate::montage::Echec;

/// A tick of `/proc`: `USER_HZ` is 100 on every Linux.
const TOP: Duration = Duration::from_millis(10);
/// Between two looks at what PostgreSQL waits for.
const RYTHME: Duration = Duration::from_millis(250);
/// From here on a processor is full: nothing reaches the whole of it.
const PLEIN: f64 = 0.9;

/// What `/proc` has counted up to an instant, in ticks.
struct Compteurs {
    quand: Instant,
    /// All threads of this process, those that have ended too.
    processus: u64,
    /// Its first thread: the load generator; the service has threads of its own.
    generateur: u64,
    postgres: Option<u64>,
    machine: Machine,
}

#[derive(Clone, Copy)]
struct Machine {
    coeurs: usize,
    occupes: u64,
    disque: u64,
    voles: u64,
}

/// Counts from its making on.
pub struct Releve {
    depart: Compteurs,
    postmaster: Option<u32>,
    attentes: tokio::task::JoinHandle<()>,
    vues: std::rc::Rc<std::cell::RefCell<BTreeMap<String, usize>>>,
}

/// Where the time went, in seconds of one processor.
struct Parts {
    duree: f64,
    total: f64,
    service: f64,
    generateur: f64,
    postgres: Option<f64>,
    occupes: f64,
    disque: f64,
    voles: f64,
}

impl Releve {
    pub async fn commencer(base: &DatabaseConnection) -> Result<Self, Echec> {
        let postmaster = postmaster(base).await;
        let vues = std::rc::Rc::new(std::cell::RefCell::new(BTreeMap::new()));
        let (base, notees) = (base.clone(), vues.clone());
        let attentes = tokio::task::spawn_local(async move {
            loop {
                tokio::time::sleep(RYTHME).await;
                for attente in attentes(&base).await.unwrap_or_default() {
                    *notees.borrow_mut().entry(attente).or_insert(0) += 1;
                }
            }
        });
        Ok(Self {
            depart: compter(postmaster)?,
            postmaster,
            attentes,
            vues,
        })
    }

    /// Tells what was spent since, and what bounded the run.
    pub fn dire(self) -> Result<(), Echec> {
        self.attentes.abort();
        let parts = parts(&self.depart, &compter(self.postmaster)?);
        let part = |secondes: f64| format!("{secondes:.1} s ({:.0} %)", 100.0 * secondes / parts.total);
        let postgres = parts
            .postgres
            .map_or_else(|| "non visible d'ici".to_owned(), part);
        println!(
            "  processeurs : {} cœurs × {:.1} s ; service {}, PostgreSQL {postgres}, générateur de charge {}, reste de la machine {} ; libres {}, dont attente du disque {} ; pris par l'hôte {}",
            self.depart.machine.coeurs,
            parts.duree,
            part(parts.service),
            part(parts.generateur),
            part(parts.reste()),
            part((parts.total - parts.occupes - parts.voles).max(0.0)),
            part(parts.disque),
            part(parts.voles),
        );
        let vues = self.vues.borrow();
        let total: usize = vues.values().sum();
        let mut dites: Vec<(&String, &usize)> = vues.iter().collect();
        dites.sort_by_key(|(_, fois)| std::cmp::Reverse(**fois));
        let dites = dites
            .iter()
            .take(4)
            .map(|(quoi, fois)| format!("{quoi} {:.0} %", 100.0 * nombre(**fois) / nombre(total)));
        let dites: Vec<String> = dites.collect();
        if total > 0 {
            println!(
                "  requêtes en cours de PostgreSQL ({total} vues) : {}",
                dites.join(", ")
            );
        }
        println!("  borné par {}", parts.verdict());
        Ok(())
    }
}

impl Parts {
    fn reste(&self) -> f64 {
        (self.occupes - self.service - self.generateur - self.postgres.unwrap_or_default()).max(0.0)
    }

    fn verdict(&self) -> String {
        let libres = self.total - self.occupes;
        if self.generateur >= PLEIN * self.duree {
            return "le générateur de charge, qui remplit son seul fil : le service en ferait plus"
                .to_owned();
        }
        if self.occupes + self.voles >= PLEIN * self.total {
            let mut parts = vec![
                ("le service", self.service),
                ("le générateur de charge", self.generateur),
                ("le reste de la machine", self.reste()),
                ("l'hôte, qui en prend", self.voles),
            ];
            parts.extend(self.postgres.map(|postgres| ("PostgreSQL", postgres)));
            parts.sort_by(|un, autre| autre.1.total_cmp(&un.1));
            let dites: Vec<String> = parts
                .iter()
                .take(2)
                .map(|(qui, secondes)| format!("{qui} ({:.0} %)", 100.0 * secondes / self.total))
                .collect();
            return format!("les processeurs, pleins : d'abord {}", dites.join(", puis "));
        }
        if self.disque >= libres / 2.0 {
            return "le disque : les processeurs libres l'attendaient plus de la moitié du temps".to_owned();
        }
        "aucun processeur ni disque : des attentes les uns des autres (aller-retour, verrous, écritures validées une à une)".to_owned()
    }
}

fn parts(avant: &Compteurs, apres: &Compteurs) -> Parts {
    let secondes = |avant: u64, apres: u64| {
        let tops = u32::try_from(apres.saturating_sub(avant)).unwrap_or(u32::MAX);
        (TOP * tops).as_secs_f64()
    };
    let duree = (apres.quand - avant.quand).as_secs_f64();
    let generateur = secondes(avant.generateur, apres.generateur);
    Parts {
        duree,
        total: duree * nombre(avant.machine.coeurs),
        service: secondes(avant.processus, apres.processus) - generateur,
        generateur,
        postgres: avant
            .postgres
            .zip(apres.postgres)
            .map(|(avant, apres)| secondes(avant, apres)),
        occupes: secondes(avant.machine.occupes, apres.machine.occupes),
        disque: secondes(avant.machine.disque, apres.machine.disque),
        voles: secondes(avant.machine.voles, apres.machine.voles),
    }
}

fn compter(postmaster: Option<u32>) -> Result<Compteurs, Echec> {
    let pid = std::process::id();
    let sien = |chemin: String| -> Result<u64, Echec> {
        let stat = Stat::lire(&read_to_string(chemin)?).ok_or("/proc illisible")?;
        Ok(stat.soi)
    };
    Ok(Compteurs {
        quand: Instant::now(),
        processus: sien(format!("/proc/{pid}/stat"))?,
        generateur: sien(format!("/proc/{pid}/task/{pid}/stat"))?,
        postgres: postmaster.and_then(postgres),
        machine: machine(&read_to_string("/proc/stat")?).ok_or("/proc/stat illisible")?,
    })
}

/// What is read of `/proc/{pid}/stat`.
struct Stat {
    parent: u32,
    /// Its own time, in ticks.
    soi: u64,
    /// That of its children who have ended.
    finis: u64,
}

impl Stat {
    fn lire(texte: &str) -> Option<Self> {
        // The name, between parentheses, may hold anything.
        let champs: Vec<&str> = texte.rsplit_once(')')?.1.split_whitespace().collect();
        let lire = |place: usize| champs.get(place)?.parse::<u64>().ok();
        Some(Self {
            parent: champs.get(1)?.parse().ok()?,
            soi: lire(11)? + lire(12)?,
            finis: lire(13)? + lire(14)?,
        })
    }
}

fn machine(stat: &str) -> Option<Machine> {
    let champs: Vec<u64> = stat
        .lines()
        .next()?
        .split_whitespace()
        .skip(1)
        .filter_map(|champ| champ.parse().ok())
        .collect();
    let [usager, gentil, noyau, _libres, disque, irq, softirq, voles, ..] = champs[..] else {
        return None;
    };
    let coeur = |ligne: &&str| {
        let numero = ligne.strip_prefix("cpu").unwrap_or_default();
        numero.starts_with(|c: char| c.is_ascii_digit())
    };
    Some(Machine {
        coeurs: stat.lines().filter(coeur).count(),
        occupes: usager + gentil + noyau + irq + softirq,
        disque,
        voles,
    })
}

/// The server that the connections of this base are children of, if it runs here.
async fn postmaster(base: &DatabaseConnection) -> Option<u32> {
    let sql = Statement::from_string(DbBackend::Postgres, "SELECT pg_backend_pid() AS pid");
    let pid: i32 = base.query_one_raw(sql).await.ok()??.try_get("", "pid").ok()?;
    let nom = read_to_string(format!("/proc/{pid}/comm")).ok()?;
    if !nom.starts_with("postgres") {
        return None;
    }
    Some(Stat::lire(&read_to_string(format!("/proc/{pid}/stat")).ok()?)?.parent)
}

/// The ticks of the server and of all its processes, those that have ended too.
fn postgres(postmaster: u32) -> Option<u64> {
    let stat = |pid: &str| Stat::lire(&read_to_string(format!("/proc/{pid}/stat")).ok()?);
    let chef = stat(&postmaster.to_string())?;
    let enfants = std::fs::read_dir("/proc").ok()?.filter_map(|entree| {
        let nom = entree.ok()?.file_name();
        stat(nom.to_str()?).filter(|stat| stat.parent == postmaster)
    });
    Some(chef.soi + chef.finis + enfants.map(|stat| stat.soi + stat.finis).sum::<u64>())
}

/// What each query that runs now waits for; « processeur » when for nothing.
async fn attentes(base: &DatabaseConnection) -> Result<Vec<String>, Echec> {
    let sql = Statement::from_string(
        DbBackend::Postgres,
        "SELECT coalesce(wait_event_type || ' ' || wait_event, 'processeur') AS attente FROM pg_stat_activity \
         WHERE state = 'active' AND datname = current_database() AND pid <> pg_backend_pid()",
    );
    let lignes = base.query_all_raw(sql).await?;
    Ok(lignes
        .iter()
        .filter_map(|ligne| ligne.try_get("", "attente").ok())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proc_is_read_whatever_the_name_of_a_process() {
        let stat =
            Stat::lire("12 (tokio) rt) w) S 7 12 12 0 -1 4194304 900 0 1 0 250 50 30 5 20 0 9").expect("lu");
        assert_eq!((stat.parent, stat.soi, stat.finis), (7, 300, 35));
        let lue = machine("cpu  100 2 30 400 50 6 7 8 0 0\ncpu0 1\ncpu1 1\nintr 5\n").expect("lue");
        assert_eq!((lue.coeurs, lue.occupes, lue.disque, lue.voles), (2, 145, 50, 8));
        assert!(compter(None).is_ok_and(|compteurs| compteurs.processus >= compteurs.generateur));
    }

    #[test]
    fn what_is_full_is_told() {
        let parts = |service, generateur, disque| Parts {
            duree: 10.0,
            total: 20.0,
            service,
            generateur,
            postgres: Some(5.0),
            occupes: service + generateur + 5.0,
            disque,
            voles: 0.0,
        };
        assert!(parts(1.0, 9.5, 0.0).verdict().starts_with("le générateur"));
        assert_eq!(
            parts(10.0, 4.0, 0.0).verdict(),
            "les processeurs, pleins : d'abord le service (50 %), puis PostgreSQL (25 %)"
        );
        assert!(parts(1.0, 1.0, 9.0).verdict().starts_with("le disque"));
        assert!(parts(1.0, 1.0, 1.0).verdict().starts_with("aucun"));
    }
}
