//! What the UD agent does with a DAP, and what time does.

use db::Page;
use domain::dap::{CodeDi, Dap, EtatDap, rediger_motifs};
use domain::etablissement::FicheEtablissement;
use domain::mois::jour_de_paris;
use domain::montant::Heures;
use time::Date;
use uuid::Uuid;

use super::{Trace, Vue, assembler, avenant, enregistrer, fige, prevenir, verrouiller, vue};
use crate::{Acteur, Contexte, Erreur, courriel, textes};

/// DAPs past their deadline read at a time.
const LOT: u64 = 100;

/// What the agent decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Valider,
    /// Fewer hours or a shorter period; what is not given is as it was asked for.
    ValiderEnPartie {
        heures: Option<Heures>,
        debut: Option<Date>,
        fin: Option<Date>,
    },
    /// Reasons: codes of the table, and the agent's own words.
    Invalider {
        motifs: Motifs,
    },
    Refuser {
        motifs: Motifs,
    },
}

/// Why, as the agent gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Motifs {
    pub codes: Vec<String>,
    pub texte: String,
}

impl From<&str> for Motifs {
    fn from(texte: &str) -> Self {
        Self {
            codes: Vec::new(),
            texte: texte.to_owned(),
        }
    }
}

/// Takes the DAP into instruction.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `deja_prise`, `transition_interdite`.
pub async fn prendre(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id, version).await?;
    let (contenu, _) = fige(&tx, &ligne).await?;
    let dap = assembler(&ligne, contenu)?.prendre(&acteur.identifiant, contexte.maintenant())?;
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &dap, "dap_prise", None).await?;
    let texte = textes::dap_prise(&contexte.parametres, &ligne.numero, &id.to_string());
    prevenir(&tx, contexte, ligne.etablissement_id, texte).await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Gives it back to the queue.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn liberer(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id, version).await?;
    let (contenu, _) = fige(&tx, &ligne).await?;
    let dap = assembler(&ligne, contenu)?.liberer()?;
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &dap, "dap_liberee", None).await?;
    let texte = textes::dap_liberee(&contexte.parametres, &ligne.numero, &id.to_string());
    prevenir(&tx, contexte, ligne.etablissement_id, texte).await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Hands it over to a colleague of the département.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; a fault of `/collegue`: `collegue_inconnu`; `Refus` of the transition.
pub async fn confier(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    collegue: &str,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id, version).await?;
    let collegue = collegue.trim();
    let connus = collegues(&tx, acteur, &ligne).await?;
    let Some((_, nom)) = connus.iter().find(|(identifiant, _)| identifiant == collegue) else {
        return Err(Erreur::champ(
            "/collegue",
            "collegue_inconnu",
            "Choisissez un agent du département : lui seul peut instruire cette demande.",
        ));
    };
    let (contenu, _) = fige(&tx, &ligne).await?;
    let dap = assembler(&ligne, contenu)?.confier(&acteur.identifiant, collegue, contexte.maintenant())?;
    let trace = Trace {
        action: "dap_confiee",
        a_qui: Some(nom),
    };
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &dap, trace, None).await?;
    if let Some(compte) = db::compte::par_identifiant(&tx, collegue).await? {
        let texte = textes::dap_confiee(&contexte.parametres, &ligne.numero, &id.to_string());
        courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    }
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// The other agents who may instruct it: identifiant and name.
pub(super) async fn collegues(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    ligne: &db::dap::Dap,
) -> Result<Vec<(String, String)>, Erreur> {
    let agents = db::compte::agents_du_departement(base, &ligne.departement).await?;
    Ok(agents
        .into_iter()
        .filter(|agent| agent.id != acteur.compte_id)
        .filter_map(|agent| Some((agent.identifiant?, format!("{} {}", agent.prenom, agent.nom))))
        .collect())
}

/// Validates whole or in part, invalidates or refuses; a validated DAP gets its DI code, a
/// validated avenant takes effect on its DAP.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` of the transition, `motif_decision_inconnu`,
/// `avenant_exclut_indemnisation`.
pub async fn decider(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    decision: &Decision,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id, version).await?;
    let ligne = trancher(&tx, contexte, acteur, ligne, decision).await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Decides a locked DAP, in the caller's transaction.
pub(super) async fn trancher(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: db::dap::Dap,
    decision: &Decision,
) -> Result<db::dap::Dap, Erreur> {
    let maintenant = contexte.maintenant();
    let jour = jour_de_paris(maintenant);
    let agent = acteur.identifiant.as_str();
    let (contenu, fiche) = fige(tx, &ligne).await?;
    let origine = avenant::origine(tx, &ligne).await?;
    let dap = assembler(&ligne, contenu)?;
    let (dap, action) = match decision {
        Decision::Valider => {
            let code = code_di(contexte, origine.as_ref())?;
            (dap.valider(agent, maintenant, code)?, "dap_validee")
        }
        Decision::ValiderEnPartie { heures, debut, fin } => {
            let code = code_di(contexte, origine.as_ref())?;
            let contenu = &dap.contenu;
            let heures = heures.unwrap_or(contenu.heures_prevues);
            let periode = (debut.unwrap_or(contenu.debut), fin.unwrap_or(contenu.fin));
            let dap = dap.valider_en_partie(agent, maintenant, code, heures, periode)?;
            (dap, "dap_validee_en_partie")
        }
        Decision::Invalider { motifs } => {
            let motifs = rediger_motifs("invalider", &motifs.codes, &motifs.texte, jour)?;
            (dap.invalider(agent, maintenant, &motifs)?, "dap_invalidee")
        }
        Decision::Refuser { motifs } => {
            let motifs = rediger_motifs("refuser", &motifs.codes, &motifs.texte, jour)?;
            (dap.refuser(agent, maintenant, &motifs)?, "dap_refusee")
        }
    };
    conclure(tx, contexte, Some(acteur), (ligne, origine), &dap, action, &fiche).await
}

/// Writes a decision: state, frozen copy, journal, effect of an avenant, mail.
async fn conclure(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    (ligne, origine): (db::dap::Dap, Option<db::dap::Dap>),
    dap: &Dap,
    action: &str,
    fiche: &FicheEtablissement,
) -> Result<db::dap::Dap, Erreur> {
    let ligne = enregistrer(tx, contexte, acteur, ligne, dap, action, Some(fiche)).await?;
    if let (
        Some(origine),
        EtatDap::Validee {
            heures_autorisees,
            debut,
            fin,
            ..
        },
    ) = (origine, &dap.etat)
    {
        let periode = (*debut, *fin);
        avenant::verifier_indemnisations(tx, &ligne, periode, *heures_autorisees, avenant::Pour::Agent)
            .await?;
        avenant::appliquer(tx, contexte, acteur, (origine, &ligne), dap, fiche).await?;
    }
    annoncer(tx, contexte, &ligne, dap).await?;
    Ok(ligne)
}

/// Accepts what waited past its legal deadline (R5122-4); answers how many. Each DAP is locked
/// and looked at again, so that several replicas accept it once. Each is tried once: those that cannot be
/// accepted hold nobody up, however many they are, and are tried again at the next round.
///
/// # Errors
/// `Base`, `Interne`: the first one met, after all the others were tried.
pub async fn accepter_tacitement(contexte: &Contexte) -> Result<usize, Erreur> {
    let jour = jour_de_paris(contexte.maintenant());
    let mut acceptees = 0;
    let mut echec = None;
    let mut apres = None;
    loop {
        let page = Page { limite: LOT, apres };
        let echues = db::dap::echues(&contexte.base, jour, page).await?;
        let Some(derniere) = echues.last() else {
            return echec.map_or(Ok(acceptees), Err);
        };
        apres = derniere.limite_tacite.map(|limite| (limite, derniere.id));
        for echue in echues {
            match accepter_une(contexte, echue.id).await {
                Ok(true) => acceptees += 1,
                Ok(false) => {}
                Err(erreur) => {
                    tracing::error!(dap = %echue.id, cause = %erreur, "acceptation tacite impossible");
                    echec = echec.or(Some(erreur));
                }
            }
        }
    }
}

/// True when it was accepted here and now.
async fn accepter_une(contexte: &Contexte, id: Uuid) -> Result<bool, Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let Some(ligne) = db::dap::verrouiller_sans_portee(&tx, id).await? else {
        return Ok(false);
    };
    // Decided, released and sent anew, or accepted by another replica since it was listed.
    if ligne
        .limite_tacite
        .is_none_or(|limite| limite >= jour_de_paris(maintenant))
    {
        return Ok(false);
    }
    let (contenu, fiche) = fige(&tx, &ligne).await?;
    let origine = avenant::origine(&tx, &ligne).await?;
    let code = code_di(contexte, origine.as_ref())?;
    let dap = assembler(&ligne, contenu)?.accepter_tacitement(maintenant, code)?;
    let action = "dap_acceptee_tacitement";
    conclure(&tx, contexte, None, (ligne, origine), &dap, action, &fiche).await?;
    tx.commit().await?;
    Ok(true)
}

/// A new code, or that of the DAP which the avenant changes.
fn code_di(contexte: &Contexte, origine: Option<&db::dap::Dap>) -> Result<CodeDi, Erreur> {
    match origine.and_then(|origine| origine.code_di.as_deref()) {
        None => Ok(CodeDi::depuis_hasard(contexte.hasard.octets())),
        Some(code) => Ok(code.parse()?),
    }
}

async fn annoncer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    ligne: &db::dap::Dap,
    dap: &Dap,
) -> Result<(), Erreur> {
    let (decision, code, motifs) = match &dap.etat {
        EtatDap::Validee {
            agent: None, code_di, ..
        } => ("acceptée tacitement", Some(code_di.as_str()), ""),
        EtatDap::Validee { code_di, .. } => ("validée", Some(code_di.as_str()), ""),
        EtatDap::Invalidee { motifs, .. } => ("invalidée : à corriger et à renvoyer", None, motifs.as_str()),
        EtatDap::Refusee { motifs, .. } => ("refusée", None, motifs.as_str()),
        _ => return Ok(()),
    };
    let motifs = match dap.etat.voie() {
        None => motifs.to_owned(),
        Some(voie) => format!("{motifs}\n\n{voie}"),
    };
    let texte = textes::dap_decidee(
        &contexte.parametres,
        &ligne.numero,
        &ligne.id.to_string(),
        decision,
        code,
        &motifs,
    );
    prevenir(tx, contexte, ligne.etablissement_id, texte).await
}
