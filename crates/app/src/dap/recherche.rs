//! Finding DAPs: one's own, or the queue of an agent.

use db::Page;
use db::dap::{Cle, Filtre};
use domain::dap::{CodeEtatDap, EtatDap, MotifDap, SaisieDap, TriDap};
use domain::mois::{jour_de_paris, parse_date};
use domain::texte::mots;
use domain::{Collecte, Fautes, Refus};
use uuid::Uuid;

use super::{lire_etat, lire_saisie, saisie_figee};
use crate::etablissement::accessible;
use crate::{Acteur, Contexte, Erreur};

/// Lines of one exported file.
const EXPORT_MAX: u64 = 5_000;
/// Words of one search.
const MOTS_MAX: usize = 8;

/// How many there are in each state, [`db::dap::COMPTE_MAX`] at most.
#[derive(Debug, Clone)]
pub struct Comptes {
    pub par_etat: Vec<(CodeEtatDap, i64)>,
    /// Waiting past their legal deadline: the next round of the job accepts them.
    pub depassees: i64,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Resume {
    pub ligne: db::dap::Dap,
    pub etat: EtatDap,
    pub siret: String,
    pub denomination: String,
    /// For agents: who has it in hand.
    pub en_main: Option<String>,
    /// Its place in the order of the search.
    pub cle: Cle,
}

/// One line of a file: the summary, and what was asked for.
#[derive(Debug, Clone)]
pub struct Exportee {
    pub resume: Resume,
    /// As it was sent, where it was sent back to be corrected.
    pub saisie: SaisieDap,
}

impl Resume {
    /// Label of the motif, empty while none is chosen.
    pub fn motif_libelle(&self) -> &'static str {
        self.ligne.motif.parse::<MotifDap>().map_or("", MotifDap::libelle)
    }
}

/// What to search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recherche {
    pub siret: Option<String>,
    pub numero: Option<String>,
    pub etat: Option<String>,
    pub motif: Option<String>,
    /// Periods that have a day from `du` to `au`, as typed.
    pub du: Option<String>,
    pub au: Option<String>,
    /// Words of the number, the name or the circumstances, or how they begin.
    pub texte: Option<String>,
    /// A [`TriDap`]. Without one, newest first; for an agent who names no state either, the queue.
    pub tri: Option<String>,
}

/// DAPs that the actor may see.
///
/// # Errors
/// `RoleInsuffisant`; `Introuvable` for a SIRET that is somebody else's; `Fautes` `tri_inconnu`, `etat_inconnu`,
/// `motif_inconnu`, those of a date, `curseur_invalide` when the page before was of another order.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
    page: Page<Cle>,
) -> Result<Vec<Resume>, Erreur> {
    let portee = acteur.portee()?;
    let filtre = filtre(contexte, acteur, recherche).await?;
    if page.apres.is_some_and(|cle| cle.tri != filtre.tri) {
        return Err(curseur_d_un_autre_ordre());
    }
    let lignes = db::dap::lister(&contexte.base, &portee, &filtre, page).await?;
    resumer(contexte, acteur, filtre.tri, lignes).await
}

/// Everything that a search finds, for a file; without an order newest first, for an agent too.
///
/// # Errors
/// Those of [`lister`]; `Refus` `export_trop_grand`.
pub async fn exporter(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
) -> Result<Vec<Exportee>, Erreur> {
    let tri = non_vide(&recherche.tri).or_else(|| Some(TriDap::default().to_string()));
    let recherche = &Recherche {
        tri,
        ..recherche.clone()
    };
    let resumes = borner_export(lister(contexte, acteur, recherche, page_export()).await?)?;
    // What the employer corrects is the employer's until it is sent, in a file as on the page.
    let a_corriger = |resume: &Resume| matches!(resume.etat, EtatDap::Invalidee { .. });
    let ids = resumes
        .iter()
        .filter(|resume| a_corriger(resume))
        .map(|resume| resume.ligne.id)
        .collect();
    let envoyees = db::dap::derniers_instantanes(&contexte.base, ids).await?;
    resumes
        .into_iter()
        .map(|resume| {
            let saisie = match envoyees.get(&resume.ligne.id) {
                Some(version) => saisie_figee(version)?,
                None => lire_saisie(&resume.ligne)?,
            };
            Ok(Exportee { resume, saisie })
        })
        .collect()
}

/// The page that an export asks for: one line more than it may hold.
pub(crate) fn page_export<C>() -> Page<C> {
    Page {
        limite: EXPORT_MAX + 1,
        apres: None,
    }
}

/// All lines found, unless there are too many for a file.
pub(crate) fn borner_export<T>(trouvees: Vec<T>) -> Result<Vec<T>, Erreur> {
    if u64::try_from(trouvees.len()).is_ok_and(|nombre| nombre > EXPORT_MAX) {
        return Err(Erreur::Refus(Refus::new(
            "export_trop_grand",
            format!("Un export compte {EXPORT_MAX} lignes au plus : précisez les critères de la recherche."),
        )));
    }
    Ok(trouvees)
}

/// The page before was given in another order.
pub(crate) fn curseur_d_un_autre_ordre() -> Erreur {
    let refus = Refus::new(
        "curseur_invalide",
        "Ce curseur vient d'une page dans un autre ordre : reprenez à la première page.",
    );
    Fautes(vec![refus.au_champ("/cursor")]).into()
}

/// A criterion that was filled in.
pub(crate) fn non_vide(texte: &Option<String>) -> Option<String> {
    texte
        .as_deref()
        .map(str::trim)
        .filter(|texte| !texte.is_empty())
        .map(str::to_owned)
}

async fn filtre(contexte: &Contexte, acteur: &Acteur, recherche: &Recherche) -> Result<Filtre, Erreur> {
    let mut collecte = Collecte::new();
    let jour = |texte: Option<String>| texte.map(|texte| parse_date(&texte)).transpose();
    let du = collecte.prendre("/du", jour(non_vide(&recherche.du)));
    let au = collecte.prendre("/au", jour(non_vide(&recherche.au)));
    let etat = collecte.facultatif::<CodeEtatDap>("/etat", recherche.etat.as_deref().unwrap_or(""));
    let motif = collecte.facultatif::<MotifDap>("/motif", recherche.motif.as_deref().unwrap_or(""));
    let tri = collecte.facultatif::<TriDap>("/tri", recherche.tri.as_deref().unwrap_or(""));
    collecte.fin()?;
    let par_defaut = if acteur.est_agent() && etat.is_none() {
        TriDap::Echeance
    } else {
        TriDap::Recentes
    };
    let etablissement_id = match non_vide(&recherche.siret) {
        None => None,
        Some(siret) => Some(etablissement_cherche(contexte, acteur, &siret).await?),
    };
    Ok(Filtre {
        etablissement_id,
        numero: non_vide(&recherche.numero).map(|numero| numero.to_uppercase()),
        etat: etat.map(|etat| etat.code().to_owned()),
        motif: motif.map(|motif| motif.code().to_owned()),
        du: du.flatten(),
        au: au.flatten(),
        mots: mots(recherche.texte.as_deref().unwrap_or(""))
            .into_iter()
            .take(MOTS_MAX)
            .collect(),
        tri: tri.unwrap_or(par_defaut),
    })
}

/// How many DAPs the actor sees in each state, and how many waiting ones are past their deadline.
///
/// # Errors
/// `RoleInsuffisant`.
pub async fn compter(contexte: &Contexte, acteur: &Acteur) -> Result<Comptes, Erreur> {
    let jour = jour_de_paris(contexte.maintenant());
    let etats: Vec<&str> = CodeEtatDap::TOUS.iter().map(|etat| etat.code()).collect();
    let (nombres, depassees) = db::dap::compter(&contexte.base, &acteur.portee()?, &etats, jour).await?;
    Ok(Comptes {
        par_etat: CodeEtatDap::TOUS.iter().copied().zip(nombres).collect(),
        depassees,
    })
}

/// The establishment of a search: one's own, or for an agent any, their reach being bounded by
/// the département.
pub(crate) async fn etablissement_cherche(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
) -> Result<Uuid, Erreur> {
    let siret: domain::etablissement::Siret = siret
        .parse()
        .map_err(|refus: Refus| Fautes(vec![refus.au_champ("/siret")]))?;
    if !acteur.est_agent() {
        return Ok(accessible(&contexte.base, acteur, siret.as_str()).await?.id);
    }
    let trouve = db::etablissement::par_siret(&contexte.base, siret.as_str()).await?;
    Ok(trouve.map_or(Uuid::nil(), |ligne| ligne.id))
}

/// Two queries for all rows.
async fn resumer(
    contexte: &Contexte,
    acteur: &Acteur,
    tri: TriDap,
    lignes: Vec<db::dap::Dap>,
) -> Result<Vec<Resume>, Erreur> {
    let ids = lignes.iter().map(|ligne| ligne.etablissement_id).collect();
    let etablissements = db::etablissement::par_ids(&contexte.base, ids).await?;
    lignes
        .into_iter()
        .map(|ligne| {
            let etablissement = etablissements
                .get(&ligne.etablissement_id)
                .ok_or_else(|| Erreur::Interne("DAP sans établissement".into()))?;
            let etat = lire_etat(&ligne)?;
            let en_main = match &etat {
                EtatDap::InstructionEnCours { agent, .. } if acteur.est_agent() => Some(agent.clone()),
                _ => None,
            };
            Ok(Resume {
                cle: Cle::de(&ligne, tri),
                etat,
                en_main,
                siret: etablissement.siret.clone(),
                denomination: etablissement.denomination.clone(),
                ligne,
            })
        })
        .collect()
}
