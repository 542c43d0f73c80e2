//! The recap of a claim (DI): every employee, every amount, and how they were found.

use super::arbre::Role;
use super::mise_en_page::{A4_PAYSAGE, Page};
use super::police::{self, Graisse};
use super::rendu::rendre;
use super::style::{self, Style};
use super::tableau::{Colonne, Tableau};
use super::{Employeur, ErreurPdf, siret_groupe};

mod detail;

pub use detail::{CalculRecapitulatif, RegleRecapitulatif, SalarieCalcule};

/// The content of a recap: every value formatted by the caller ("204 900,43 €"). The NIR of the
/// employees has no place here (UD agents may not receive it, art. R. 5122-22).
#[derive(Clone, Debug)]
pub struct DonneesRecapitulatif {
    pub employeur: Employeur,
    pub unite_departementale: String,
    pub departement: String,
    pub numero_di: String,
    pub numero_dap: String,
    pub code_di: String,
    /// "mai 2022".
    pub mois: String,
    /// "Envoyée le 3 juin 2022", "Validée le 12 juin 2022"…
    pub etat: String,
    /// What this version corrects and by how much; none for the first one.
    pub correction: Option<String>,
    /// "Droit commun", "Activité partielle de longue durée"…
    pub regime: String,
    /// Masked by the caller: "FR76 •••• •••• •••• 0189".
    pub compte_bancaire: String,
    pub lignes: Vec<LigneRecapitulatif>,
    pub totaux: TotauxRecapitulatif,
    /// What the law does not pay.
    pub pertes: Vec<PerteRecapitulatif>,
    /// The dated figures the amounts rest on.
    pub chiffres: Vec<ChiffreApplique>,
    /// How each amount was found: employees of the same rules together.
    pub calculs: Vec<CalculRecapitulatif>,
    /// The rules of the calculations, each once; a calculation names them by their place, from 1.
    pub regles: Vec<RegleRecapitulatif>,
}

/// One employee. Hours as "105,00", rates and amounts with their unit.
#[derive(Clone, Debug, Default)]
pub struct LigneRecapitulatif {
    pub numero: String,
    pub nom: String,
    pub prenom: String,
    pub categorie: String,
    /// Weekly hours of the contract.
    pub contrat: String,
    /// Gross hourly rate.
    pub taux: String,
    pub heures_chomees: String,
    pub heures_indemnisables: String,
    pub allocation_horaire: String,
    pub allocation: String,
    pub indemnite_horaire: String,
    pub indemnite: String,
    /// The number of its calculation in the annex.
    pub calcul: String,
}

/// The sums over all the employees.
#[derive(Clone, Debug, Default)]
pub struct TotauxRecapitulatif {
    pub heures_chomees: String,
    pub heures_indemnisables: String,
    pub allocation: String,
    pub indemnite: String,
    /// Indemnity minus allocation.
    pub reste_a_charge: String,
}

/// What one rule takes off one line.
#[derive(Clone, Debug, Default)]
pub struct PerteRecapitulatif {
    pub salarie: String,
    pub cause: String,
    /// Hours; empty when the rule caps euros.
    pub heures: String,
    /// Euros per hour; empty when the rule caps hours.
    pub par_heure: String,
    pub euros: String,
    pub source: String,
}

/// A rate, floor or cap that was applied, with its source.
#[derive(Clone, Debug)]
pub struct ChiffreApplique {
    pub libelle: String,
    pub valeur: String,
    pub source: String,
}

static COLONNES: [Colonne; 13] = [
    Colonne::nombre("N°", 28.0),
    Colonne::texte("Nom", 112.0),
    Colonne::texte("Prénom", 80.0),
    Colonne::texte("Catégorie", 58.0),
    Colonne::nombre("Contrat\n(h/sem.)", 46.0),
    Colonne::nombre("Taux horaire brut", 54.0),
    Colonne::nombre("Heures chômées", 50.0),
    Colonne::nombre("Heures indemnisables", 68.0),
    Colonne::nombre("Allocation par heure", 52.0),
    Colonne::nombre("Allocation", 72.0),
    Colonne::nombre("Indemnité par heure", 52.0),
    Colonne::nombre("Indemnité", 72.0),
    Colonne::nombre("Calcul", 36.0),
];

static CHIFFRES: [Colonne; 3] = [
    Colonne::texte("Chiffre appliqué", 330.0),
    Colonne::nombre("Valeur", 110.0),
    Colonne::texte("Source", 340.0),
];

static PERTES: [Colonne; 6] = [
    Colonne::texte("Salarié", 170.0),
    Colonne::texte("Règle", 250.0),
    Colonne::nombre("Heures non indemnisées", 80.0),
    Colonne::nombre("Euros par heure", 80.0),
    Colonne::nombre("Euros", 80.0),
    Colonne::texte("Source", 120.0),
];

/// Makes the PDF of a recap: A4 on its side, the table's header again on every page.
///
/// # Errors
/// [`ErreurPdf`] when an embedded font is damaged or the PDF/UA validator refuses the result.
pub fn recapitulatif(r: &DonneesRecapitulatif) -> Result<Vec<u8>, ErreurPdf> {
    police::verifier()?;
    let titre = format!("Récapitulatif de la demande d’indemnisation – {}", r.mois);
    let courant = format!("{titre} – {} – {}", r.numero_di, siret_groupe(&r.employeur.siret));
    let mut p = Page::nouvelle(A4_PAYSAGE, 31.0, &titre, &courant);
    p.bandeau(&[&r.unite_departementale, &r.departement]);
    p.titre(&titre);
    p.espace(6.0);
    p.paragraphe_borde(
        &r.etat,
        Style::nouveau(Graisse::Grasse, 11.0, style::bleu()),
        Some(style::bleu()),
    );
    if let Some(correction) = &r.correction {
        p.espace(6.0);
        p.paragraphe(correction, Style::texte());
    }
    p.espace(12.0);
    fiches(&mut p, r);
    chiffres_cles(&mut p, &r.totaux);
    p.intertitre("Détail par salarié");
    p.tableau(&salaries(r));
    if !r.pertes.is_empty() {
        p.intertitre("Ce que la loi n’indemnise pas");
        p.tableau(&pertes(r));
    }
    p.intertitre("Comment ces montants sont calculés");
    for alinea in EXPLICATION {
        p.paragraphe(
            alinea,
            Style {
                corps: 8.8,
                ..Style::texte()
            },
        );
    }
    if !r.chiffres.is_empty() {
        p.espace(6.0);
        p.tableau(&chiffres(r));
    }
    detail::annexer(&mut p, r);
    p.paragraphe(
        "Le numéro de sécurité sociale des salariés ne figure pas sur ce document.",
        Style::petit(),
    );
    let description = format!("{} – {}", r.employeur.denomination, r.etat);
    rendre(p.finir(&description, &format!("Apart – {}", r.numero_di)))
}

/// Three columns: the employer, the claim, what it is paid on.
fn fiches(p: &mut Page, r: &DonneesRecapitulatif) {
    let employeur = [
        ("Employeur", r.employeur.denomination.clone()),
        ("SIRET", siret_groupe(&r.employeur.siret)),
        ("Adresse de l’établissement", r.employeur.adresse.join("\n")),
    ];
    let demande = [
        (
            "Demande d’indemnisation (DI)",
            format!("n°\u{00A0}{}", r.numero_di),
        ),
        ("Mois", r.mois.clone()),
        ("Autorisation (DAP)", format!("n°\u{00A0}{}", r.numero_dap)),
    ];
    let paiement = [
        ("Code DI", r.code_di.clone()),
        ("Régime", r.regime.clone()),
        ("Compte à créditer", r.compte_bancaire.clone()),
        ("Salariés", r.lignes.len().to_string()),
    ];
    let marge = 12.0;
    let colonne = (p.largeur() - 4.0 * marge) / 3.0;
    let haut = [&employeur[..], &demande[..], &paiement[..]]
        .iter()
        .map(|f| p.hauteur_fiche(colonne, f))
        .fold(0.0, f32::max);
    p.reserver(haut + 2.0 * marge);
    let (x, y, l) = (p.marge, p.y, p.largeur());
    p.rectangle(x, y, l, haut + 2.0 * marge - 4.0, style::bleu_pale());
    let mut gauche = x + marge;
    for fiche in [&employeur[..], &demande[..], &paiement[..]] {
        p.fiche((gauche, y + marge), colonne, fiche);
        gauche += colonne + marge;
    }
    p.y = y + haut + 2.0 * marge + 8.0;
}

/// The sums first, in large: what most readers come for.
fn chiffres_cles(p: &mut Page, t: &TotauxRecapitulatif) {
    let cles = [
        ("Heures chômées", &t.heures_chomees),
        ("Heures indemnisables", &t.heures_indemnisables),
        ("Indemnité versée aux salariés", &t.indemnite),
        ("Allocation versée à l’employeur", &t.allocation),
        ("Reste à la charge de l’employeur", &t.reste_a_charge),
    ];
    let (hauteur, intervalle) = (48.0, 8.0);
    p.reserver(hauteur + 12.0);
    let largeur = (p.largeur() - 4.0 * intervalle) / 5.0;
    let mut x = p.marge;
    let liste = p.arbre.ajouter(None, Role::Liste);
    for (quoi, combien) in cles {
        let y = p.y;
        p.rectangle(x, y, largeur, 2.0, style::bleu());
        p.rectangle(x, y + hauteur, largeur, 0.6, style::filet());
        let element = p.arbre.ajouter(Some(liste), Role::Element);
        let libelle = p.arbre.ajouter(Some(element), Role::Libelle);
        let valeur = p.arbre.ajouter(Some(element), Role::Valeur);
        let petit = Style {
            corps: 8.0,
            ..Style::petit()
        };
        p.bloc((x, y + 8.0), largeur, &format!("{quoi} "), petit, Some(libelle));
        let gros = Style::nouveau(Graisse::Grasse, 14.0, style::bleu());
        p.ligne(x, y + 22.0, &police::nettoyer(combien), gros, Some(valeur));
        x += largeur + intervalle;
    }
    p.espace(hauteur + 16.0);
}

fn salaries(r: &DonneesRecapitulatif) -> Tableau<'static> {
    let rangees = r
        .lignes
        .iter()
        .cloned()
        .map(|l| {
            vec![
                l.numero,
                l.nom,
                l.prenom,
                l.categorie,
                l.contrat,
                l.taux,
                l.heures_chomees,
                l.heures_indemnisables,
                l.allocation_horaire,
                l.allocation,
                l.indemnite_horaire,
                l.indemnite,
                l.calcul,
            ]
        })
        .collect();
    let t = r.totaux.clone();
    let totaux = vec![
        t.heures_chomees,
        t.heures_indemnisables,
        String::new(),
        t.allocation,
        String::new(),
        t.indemnite,
        String::new(),
    ];
    Tableau {
        resume: "Heures, allocation et indemnité de chaque salarié, puis les totaux.".to_owned(),
        colonnes: &COLONNES,
        rangees,
        total: Some(("Total", totaux)),
        nom: 1,
    }
}

fn pertes(r: &DonneesRecapitulatif) -> Tableau<'static> {
    let rangees = r.pertes.iter().cloned();
    Tableau {
        resume: "Heures et euros que chaque règle retire, salarié par salarié.".to_owned(),
        colonnes: &PERTES,
        rangees: rangees
            .map(|p| vec![p.salarie, p.cause, p.heures, p.par_heure, p.euros, p.source])
            .collect(),
        total: None,
        nom: 0,
    }
}

fn chiffres(r: &DonneesRecapitulatif) -> Tableau<'static> {
    Tableau {
        resume: "Taux, planchers et plafonds appliqués, avec leur source.".to_owned(),
        colonnes: &CHIFFRES,
        rangees: r
            .chiffres
            .iter()
            .cloned()
            .map(|c| vec![c.libelle, c.valeur, c.source])
            .collect(),
        total: None,
        nom: 0,
    }
}

/// How the calculation goes, without any dated figure: those are in the table below it.
const EXPLICATION: [&str; 4] = [
    "Heures indemnisables : semaine par semaine, les heures chômées comptent jusqu’à la durée \
     légale ou, si elle est plus courte, jusqu’à la durée du contrat, moins les heures \
     travaillées (article R. 5122-19). Les heures chômées au-delà de cette limite ne sont pas \
     indemnisées (article R. 5122-11).",
    "Allocation, versée à l’employeur : pour chaque heure indemnisable, un pourcentage de la \
     rémunération horaire brute, prise dans la limite d’un plafond fixé en multiple du SMIC, \
     sans descendre sous un plancher (article D. 5122-13).",
    "Indemnité, versée au salarié par l’employeur : pour chaque heure indemnisable, un \
     pourcentage de la rémunération horaire brute (article R. 5122-18), sans descendre sous le \
     minimum garanti au salarié (article L. 3232-3). Le plancher ne s’applique pas aux salariés \
     payés moins que le SMIC, comme certains apprentis (article L. 5122-5).",
    "Chaque montant horaire est arrondi au centime, puis multiplié par les heures et arrondi de \
     nouveau au centime. Le reste à charge est la différence entre l’indemnité et l’allocation.",
];
