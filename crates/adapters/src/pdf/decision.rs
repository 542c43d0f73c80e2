//! The notice of the decision on a DAP (art. R. 5122-4 of the labour code).

use super::mise_en_page::{A4_PORTRAIT, Page};
use super::police::{self, Graisse};
use super::rendu::rendre;
use super::style::{self, Style};
use super::{Employeur, ErreurPdf, siret_groupe};

/// What was decided, and by whom. Dates are French text ("12 mai 2022"); a signature is the name of the person
/// and their quality (CRPA, art. L212-1), a line each.
#[derive(Clone, Debug)]
pub enum NatureDecision {
    /// Authorised by an agent.
    Validee {
        date: String,
        signature: Vec<String>,
        code_di: String,
    },
    /// Authorised because no decision came in time; `date` is the day it was acquired.
    Tacite { date: String, code_di: String },
    /// Refused for reasons (art. R. 5122-4: a refusal is reasoned). One reason per line.
    Refusee {
        date: String,
        signature: Vec<String>,
        motifs: String,
    },
    /// Sent back to be corrected; not a refusal.
    Invalidee {
        date: String,
        signature: Vec<String>,
        motifs: String,
    },
}

/// The content of a decision notice: every value formatted by the caller.
#[derive(Clone, Debug)]
pub struct DonneesDecision {
    pub employeur: Employeur,
    /// "Unité départementale de la Loire-Atlantique".
    pub unite_departementale: String,
    /// "Loire-Atlantique (44)".
    pub departement: String,
    pub numero_dap: String,
    /// "Avenant n° 2", when the decision is about one.
    pub avenant: Option<String>,
    pub motif: String,
    /// First day of the period: "1er mai 2022".
    pub periode_debut: String,
    pub periode_fin: String,
    pub date_reception: Option<String>,
    /// Hours authorised, or asked for when nothing is authorised: "1 250,00 h".
    pub heures: String,
    /// Employees concerned: "250".
    pub effectif: String,
    pub nature: NatureDecision,
    /// Masked account the allocation will be paid to (art. R. 5122-4).
    pub compte_bancaire: Option<String>,
    /// Last day to send the claims of this authorisation (art. L. 5122-1).
    pub date_limite_indemnisation: Option<String>,
}

/// The words that change with the outcome.
struct Termes {
    titre: &'static str,
    etat: &'static str,
    couleur: krilla::color::rgb::Color,
    heures: &'static str,
}

impl NatureDecision {
    fn termes(&self) -> Termes {
        match self {
            Self::Validee { .. } => Termes {
                titre: "Décision d’autorisation d’activité partielle",
                etat: "Demande validée",
                couleur: style::vert(),
                heures: "Heures autorisées",
            },
            Self::Tacite { .. } => Termes {
                titre: "Autorisation tacite d’activité partielle",
                etat: "Demande acceptée tacitement",
                couleur: style::vert(),
                heures: "Heures autorisées",
            },
            Self::Refusee { .. } => Termes {
                titre: "Décision de refus d’activité partielle",
                etat: "Demande refusée",
                couleur: style::rouge(),
                heures: "Heures demandées",
            },
            Self::Invalidee { .. } => Termes {
                titre: "Demande d’activité partielle à corriger",
                etat: "Demande invalidée",
                couleur: style::orange(),
                heures: "Heures demandées",
            },
        }
    }

    fn date(&self) -> &str {
        match self {
            Self::Validee { date, .. }
            | Self::Tacite { date, .. }
            | Self::Refusee { date, .. }
            | Self::Invalidee { date, .. } => date,
        }
    }

    fn code_di(&self) -> Option<&str> {
        match self {
            Self::Validee { code_di, .. } | Self::Tacite { code_di, .. } => Some(code_di),
            Self::Refusee { .. } | Self::Invalidee { .. } => None,
        }
    }
}

/// Makes the PDF of a decision: one page, more if the reasons are long.
///
/// # Errors
/// [`ErreurPdf`] when an embedded font is damaged or the PDF/UA validator refuses the result.
pub fn decision(d: &DonneesDecision) -> Result<Vec<u8>, ErreurPdf> {
    police::verifier()?;
    let termes = d.nature.termes();
    let titre = format!("{} – {}", termes.titre, d.numero_dap);
    let mut p = Page::nouvelle(A4_PORTRAIT, 50.0, &titre, &titre);
    let date = format!("Le {}", d.nature.date());
    p.bandeau(&[&d.unite_departementale, &d.departement, &date]);
    p.titre(termes.titre);
    p.espace(8.0);
    etat(&mut p, d, &termes);
    fiches(&mut p, d, termes.heures);
    if let Some(code) = d.nature.code_di() {
        cadre_code(&mut p, code);
    }
    p.intertitre("Décision");
    for alinea in dispositif(d) {
        p.paragraphe(&alinea, Style::texte());
    }
    motifs(&mut p, d, &termes);
    // Right under what it signs: it never stands alone at the top of a page.
    signature(&mut p, d);
    if let Some(paragraphes) = voies_de_recours(&d.nature) {
        p.espace(12.0);
        p.intertitre("Voies et délais de recours");
        for alinea in paragraphes {
            p.paragraphe(
                alinea,
                Style {
                    corps: 8.5,
                    ..Style::texte()
                },
            );
        }
    }
    p.espace(5.0);
    p.intertitre("Références");
    p.paragraphe(
        references(&d.nature),
        Style {
            corps: 8.5,
            ..Style::texte()
        },
    );
    rendre(p.finir(termes.etat, &format!("Apart – {}", d.numero_dap)))
}

fn etat(p: &mut Page, d: &DonneesDecision, termes: &Termes) {
    let style = Style::nouveau(Graisse::Grasse, 11.0, termes.couleur);
    let texte = match &d.avenant {
        Some(avenant) => format!("{} – {avenant}", termes.etat),
        None => termes.etat.to_owned(),
    };
    p.paragraphe_borde(&texte, style, Some(termes.couleur));
    p.espace(14.0);
}

/// Who asks at the left, what for at the right, on a pale ground.
fn fiches(p: &mut Page, d: &DonneesDecision, heures: &'static str) {
    let mut employeur = vec![
        ("Employeur", d.employeur.denomination.clone()),
        ("SIRET", siret_groupe(&d.employeur.siret)),
        ("Adresse de l’établissement", d.employeur.adresse.join("\n")),
        (
            "Demande d’autorisation préalable (DAP)",
            format!("n°\u{00A0}{}", d.numero_dap),
        ),
    ];
    let mut demande = vec![
        ("Motif de recours", d.motif.clone()),
        ("Période", format!("du {} au {}", d.periode_debut, d.periode_fin)),
        (heures, d.heures.clone()),
        ("Salariés concernés", d.effectif.clone()),
    ];
    if let Some(date) = &d.date_reception {
        employeur.push(("Demande reçue le", date.clone()));
    }
    // Nothing is paid without an authorisation.
    if let Some(compte) = d
        .compte_bancaire
        .as_ref()
        .filter(|_| d.nature.code_di().is_some())
    {
        demande.push(("Compte à créditer", compte.clone()));
    }
    let marge = 12.0;
    let colonne = (p.largeur() - 3.0 * marge) / 2.0;
    let haut = p
        .hauteur_fiche(colonne, &employeur)
        .max(p.hauteur_fiche(colonne, &demande));
    p.reserver(haut + 2.0 * marge);
    let (x, y, l) = (p.marge, p.y, p.largeur());
    p.rectangle(x, y, l, haut + 2.0 * marge - 4.0, style::bleu_pale());
    p.fiche((x + marge, y + marge), colonne, &employeur);
    p.fiche((x + 2.0 * marge + colonne, y + marge), colonne, &demande);
    p.y = y + haut + 2.0 * marge + 10.0;
}

/// The code in large fixed-width letters, framed; drawn as one run, so that it copies whole.
fn cadre_code(p: &mut Page, code: &str) {
    let hauteur = 66.0;
    p.reserver(hauteur + 12.0);
    let (x, y, l) = (p.marge, p.y, p.largeur());
    p.rectangle(x, y, l, hauteur, style::bleu());
    p.rectangle(x + 1.2, y + 1.2, l - 2.4, hauteur - 2.4, style::blanc());
    let gros = Style {
        approche: 0.08,
        ..Style::nouveau(Graisse::Code, 25.0, style::bleu())
    };
    let code = police::nettoyer(code);
    let n = p.arbre.ajouter(None, super::arbre::Role::Paragraphe);
    let libelle = Style::nouveau(Graisse::DemiGrasse, 9.0, style::encre());
    p.ligne(
        x + 16.0,
        y + 7.0,
        "Code de demande d’indemnisation (code DI) ",
        libelle,
        Some(n),
    );
    p.ligne(x + 16.0, y + 23.0, &code, gros, Some(n));
    let note = "À saisir pour chaque demande d’indemnisation de cette autorisation. \
                Gardez-le comme un mot de passe : ne le confiez qu’aux personnes qui \
                préparent vos demandes.";
    let n = p.arbre.ajouter(None, super::arbre::Role::Paragraphe);
    let gauche = x + l * 0.52;
    p.bloc((gauche, y + 14.0), l * 0.48 - 16.0, note, Style::petit(), Some(n));
    p.y = y + hauteur + 16.0;
}

fn dispositif(d: &DonneesDecision) -> Vec<String> {
    let DonneesDecision {
        periode_debut,
        periode_fin,
        heures,
        effectif,
        ..
    } = d;
    let nom = &d.employeur.denomination;
    let mut alineas = match &d.nature {
        NatureDecision::Validee { .. } => vec![format!(
            "L’établissement {nom} est autorisé à placer ses salariés en activité partielle \
             du {periode_debut} au {periode_fin}, dans la limite de {heures} pour l’ensemble \
             des salariés concernés (effectif : {effectif})."
        )],
        NatureDecision::Tacite { date, .. } => vec![format!(
            "Aucune décision n’ayant été notifiée dans le délai prévu par le code du travail, \
             la demande est acceptée tacitement depuis le {date} (article R. 5122-4). \
             L’établissement {nom} peut placer ses salariés en activité partielle du \
             {periode_debut} au {periode_fin}, dans la limite de {heures} pour l’ensemble des \
             salariés concernés (effectif : {effectif})."
        )],
        NatureDecision::Refusee { .. } => vec![format!(
            "La demande de l’établissement {nom} de placer ses salariés en activité partielle \
             du {periode_debut} au {periode_fin} est refusée, pour les motifs suivants."
        )],
        NatureDecision::Invalidee { .. } => vec![format!(
            "La demande de l’établissement {nom} pour la période du {periode_debut} au \
             {periode_fin} ne peut pas être instruite en l’état. Elle n’est pas refusée : elle \
             vous est rendue pour que vous la corrigiez et l’envoyiez de nouveau. Voici ce qu’il \
             faut revoir."
        )],
    };
    if d.nature.code_di().is_some() {
        let limite = d
            .date_limite_indemnisation
            .as_ref()
            .map_or(String::new(), |date| {
                format!(" La dernière doit nous parvenir au plus tard le {date} (article L. 5122-1).")
            });
        alineas.push(format!(
            "Les heures chômées sont indemnisées sur demande d’indemnisation, une par mois, \
             après vérification.{limite} Si votre situation change (période, heures, salariés), \
             déposez un avenant à cette autorisation."
        ));
    }
    alineas
}

fn motifs(p: &mut Page, d: &DonneesDecision, termes: &Termes) {
    match &d.nature {
        NatureDecision::Refusee { motifs, .. } | NatureDecision::Invalidee { motifs, .. } => {
            p.espace(2.0);
            p.paragraphe_borde(motifs, Style::texte(), Some(termes.couleur));
            p.espace(6.0);
        }
        NatureDecision::Validee { .. } | NatureDecision::Tacite { .. } => {}
    }
}

/// An invalidated request can simply be corrected: there is nothing to appeal against yet.
fn voies_de_recours(nature: &NatureDecision) -> Option<[&'static str; 2]> {
    match nature {
        NatureDecision::Invalidee { .. } => None,
        NatureDecision::Validee { .. } | NatureDecision::Tacite { .. } | NatureDecision::Refusee { .. } => {
            Some([
                "Si vous contestez cette décision, vous pouvez, dans les deux mois qui suivent sa \
             notification, adresser un recours gracieux à l’autorité qui l’a prise ou un recours \
             hiérarchique au ministre chargé de l’emploi.",
                "Vous pouvez aussi saisir, dans le même délai de deux mois, le tribunal administratif \
             dans le ressort duquel se trouve l’établissement, par courrier ou sur \
             www.telerecours.fr (articles R. 421-1 et R. 414-2 du code de justice \
             administrative). Un recours gracieux ou hiérarchique formé dans ce délai le \
             prolonge.",
            ])
        }
    }
}

fn references(nature: &NatureDecision) -> &'static str {
    match nature {
        NatureDecision::Validee { .. } | NatureDecision::Tacite { .. } => {
            "Code du travail : articles L. 5122-1 (activité partielle), R. 5122-1 (motifs), \
             R. 5122-2 (demande d’autorisation préalable), R. 5122-4 (décision, délai et \
             acceptation tacite), R. 5122-9 (durée et engagements)."
        }
        NatureDecision::Refusee { .. } | NatureDecision::Invalidee { .. } => {
            "Code du travail : articles L. 5122-1 (activité partielle), R. 5122-1 (motifs), \
             R. 5122-2 (demande d’autorisation préalable), R. 5122-4 (décision motivée en cas \
             de refus)."
        }
    }
}

fn signature(p: &mut Page, d: &DonneesDecision) {
    p.reserver(54.0);
    p.espace(6.0);
    let lignes = match &d.nature {
        NatureDecision::Tacite { date, .. } => vec![
            format!("Acceptation tacite acquise le {date}"),
            "Document établi automatiquement, sans signature".to_owned(),
        ],
        NatureDecision::Validee { date, signature, .. }
        | NatureDecision::Refusee { date, signature, .. }
        | NatureDecision::Invalidee { date, signature, .. } => {
            let date = format!("Fait le {date}, pour l’unité départementale");
            std::iter::once(date).chain(signature.iter().cloned()).collect()
        }
    };
    for (i, ligne) in lignes.iter().enumerate() {
        let noeud = p.arbre.ajouter(None, super::arbre::Role::Paragraphe);
        let graisse = if i == 1 {
            Graisse::DemiGrasse
        } else {
            Graisse::Normale
        };
        let style = Style::nouveau(graisse, 9.5, style::encre());
        let (droite, y) = (p.droite(), p.y);
        p.ligne_a_droite(droite, y, &police::nettoyer(ligne), style, Some(noeud));
        p.espace(style.hauteur_ligne() + 1.0);
    }
}
