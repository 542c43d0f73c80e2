//! What the stages of `cargo xtask test` found, and the summary at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How a stage ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issue {
    /// Tests that passed and failed. A check without tests of its own counts for one.
    Comptee { passes: usize, echecs: usize },
    /// Could not be run here, and why.
    Ignoree(String),
}

impl Issue {
    /// A stage that counts for one test.
    pub fn simple(reussie: bool) -> Self {
        Self::Comptee {
            passes: usize::from(reussie),
            echecs: usize::from(!reussie),
        }
    }

    /// Counts read from a test runner. A runner that fails without a failed test (it did not
    /// compile, it crashed) counts for one failure.
    pub fn des_comptes(reussie: bool, passes: usize, echecs: usize) -> Self {
        Self::Comptee {
            passes,
            echecs: if reussie { echecs } else { echecs.max(1) },
        }
    }
}

struct Etape {
    nom: String,
    duree: Duration,
    issue: Issue,
}

#[derive(Default)]
pub struct Bilan {
    etapes: Vec<Etape>,
    /// A stage left out is a failure.
    strict: bool,
    /// Only stages whose name contains this are run.
    seulement: Option<String>,
}

impl Bilan {
    pub fn nouveau(strict: bool) -> Self {
        Self {
            strict,
            ..Self::default()
        }
    }

    /// Keeps to the stages whose name contains `mot`.
    pub fn seulement(mut self, mot: Option<String>) -> Self {
        self.seulement = mot;
        self
    }

    /// Runs a stage; an error is told and counts for one failure: the next stages still run.
    pub fn etape(&mut self, nom: &str, essai: impl FnOnce() -> Result<Issue>) {
        if self.seulement.as_ref().is_some_and(|mot| !nom.contains(mot)) {
            return;
        }
        println!("\n━━ {nom}");
        let debut = Instant::now();
        let issue = essai().unwrap_or_else(|erreur| {
            eprintln!("{erreur:#}");
            Issue::simple(false)
        });
        if let Issue::Ignoree(raison) = &issue {
            println!("\n  !!! IGNORÉE : {nom}\n  !!! {raison}\n");
        }
        self.etapes.push(Etape {
            nom: nom.to_owned(),
            duree: debut.elapsed(),
            issue,
        });
    }

    /// Prints the summary, its last line plain: `N passed, M failed`.
    ///
    /// # Errors
    /// Something failed, or was left out where nothing may be.
    pub fn conclure(self) -> Result<()> {
        println!("\n━━ Bilan");
        for etape in &self.etapes {
            println!("{}", etape.ligne(self.strict));
        }
        let (passes, echecs) = self.totaux();
        println!("{passes} passed, {echecs} failed");
        if let Some(mot) = self.seulement.filter(|_| self.etapes.is_empty()) {
            bail!("aucune étape n'a « {mot} » dans son nom");
        }
        if echecs > 0 {
            bail!("des essais échouent");
        }
        Ok(())
    }

    fn totaux(&self) -> (usize, usize) {
        self.etapes
            .iter()
            .fold((0, 0), |(p, e), etape| match &etape.issue {
                Issue::Comptee { passes, echecs } => (p + passes, e + echecs),
                Issue::Ignoree(_) => (p, e + usize::from(self.strict)),
            })
    }
}

impl Etape {
    fn ligne(&self, strict: bool) -> String {
        let (signe, comptes) = match &self.issue {
            Issue::Comptee { passes, echecs: 0 } => ("✓", format!("{passes} réussi(s)")),
            Issue::Comptee { passes, echecs } => ("✗", format!("{passes} réussi(s), {echecs} échec(s)")),
            Issue::Ignoree(raison) => (if strict { "✗" } else { "–" }, format!("ignorée : {raison}")),
        };
        format!(
            "{signe} {:<44} {:>7.1} s   {comptes}",
            self.nom,
            self.duree.as_secs_f32()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bilan(strict: bool) -> Bilan {
        let mut bilan = Bilan::nouveau(strict);
        bilan.etape("a", || Ok(Issue::des_comptes(true, 12, 0)));
        bilan.etape("b", || Ok(Issue::Ignoree("absent".into())));
        bilan
    }

    #[test]
    fn une_etape_ignoree_n_echoue_que_si_rien_ne_doit_l_etre() {
        assert_eq!(bilan(false).totaux(), (12, 0));
        assert!(bilan(false).conclure().is_ok());
        assert_eq!(bilan(true).totaux(), (12, 1));
        assert!(bilan(true).conclure().is_err());
    }

    #[test]
    fn un_mot_qu_aucune_etape_ne_porte_echoue() {
        let choisir = |mot: &str| {
            let mut bilan = Bilan::nouveau(false).seulement(Some(mot.into()));
            bilan.etape("clippy", || Ok(Issue::simple(true)));
            bilan.conclure()
        };
        assert!(choisir("clippy").is_ok());
        assert!(choisir("clipy").is_err());
    }

    #[test]
    fn une_erreur_compte_pour_un_echec() {
        let mut bilan = bilan(false);
        bilan.etape("c", || bail!("cassé"));
        bilan.etape("d", || Ok(Issue::des_comptes(false, 3, 0)));
        assert_eq!(bilan.totaux(), (15, 2));
    }
}
