//! Tables: fixed columns, numbers at the right, the header again on every page.

use std::borrow::Cow;
use std::num::NonZeroU32;

use krilla::tagging::TableHeaderScope;

use super::arbre::{NoeudId, Role};
use super::mise_en_page::Page;
use super::police::{Graisse, largeur, lignes, nettoyer};
use super::style::{self, Style};

/// A column. `largeur` in points, padding included.
pub(super) struct Colonne {
    pub titre: Cow<'static, str>,
    pub largeur: f32,
    pub a_droite: bool,
}

impl Colonne {
    pub(super) const fn texte(titre: &'static str, largeur: f32) -> Self {
        Self {
            titre: Cow::Borrowed(titre),
            largeur,
            a_droite: false,
        }
    }

    pub(super) const fn nombre(titre: &'static str, largeur: f32) -> Self {
        Self {
            titre: Cow::Borrowed(titre),
            largeur,
            a_droite: true,
        }
    }
}

/// A table: every row has as many cells as there are columns.
pub(super) struct Tableau<'a> {
    /// What the table holds, for someone who cannot see it.
    pub resume: String,
    pub colonnes: &'a [Colonne],
    pub rangees: Vec<Vec<String>>,
    /// The last row: a label over the first columns, then one value per remaining column.
    pub total: Option<(&'static str, Vec<String>)>,
    /// The column that names the row.
    pub nom: usize,
}

const MARGE_CELLULE: f32 = 4.0;
const MARGE_RANGEE: f32 = 2.2;

fn style_cellule() -> Style {
    Style {
        interligne: 1.3,
        ..Style::nouveau(Graisse::Normale, 8.0, style::encre())
    }
}

fn style_entete() -> Style {
    Style {
        interligne: 1.25,
        ..Style::nouveau(Graisse::DemiGrasse, 7.6, style::blanc())
    }
}

fn style_total() -> Style {
    Style {
        interligne: 1.3,
        ..Style::nouveau(Graisse::Grasse, 8.4, style::bleu())
    }
}

/// A cell cut into lines, with where it stands.
struct Cellule {
    gauche: f32,
    colonne: f32,
    a_droite: bool,
    lignes: Vec<String>,
    noeud: Option<NoeudId>,
}

impl Page {
    pub(super) fn tableau(&mut self, t: &Tableau<'_>) {
        let racine = self.arbre.ajouter(None, Role::Tableau(nettoyer(&t.resume)));
        let tete = self.arbre.ajouter(Some(racine), Role::EnTete);
        // The header must not stand alone at the bottom of a page.
        self.reserver(64.0);
        self.entete(t, Some(tete));
        let corps = self.arbre.ajouter(Some(racine), Role::Corps);
        for (rang, rangee) in t.rangees.iter().enumerate() {
            self.rangee(t, rang, rangee, corps);
        }
        if let Some((libelle, valeurs)) = &t.total {
            let pied = self.arbre.ajouter(Some(racine), Role::Pied);
            self.total(t, libelle, valeurs, pied);
        }
        self.espace(12.0);
    }

    /// Only the first header is structure; its copies on the next pages are decoration.
    fn entete(&mut self, t: &Tableau<'_>, tete: Option<NoeudId>) {
        let rangee = tete.map(|n| self.arbre.ajouter(Some(n), Role::Rangee));
        let mut cellules = Vec::with_capacity(t.colonnes.len());
        let mut x = self.marge;
        for c in t.colonnes {
            let role = Role::CelluleEnTete(TableHeaderScope::Column);
            let noeud = rangee.map(|r| self.arbre.ajouter(Some(r), role));
            cellules.push(cellule(x, c.largeur, c.a_droite, &c.titre, style_entete(), noeud));
            x += c.largeur;
        }
        let hauteur = hauteur(&cellules, style_entete()) + 2.0 * MARGE_RANGEE + 2.0;
        self.rectangle(self.marge, self.y, x - self.marge, hauteur, style::bleu());
        self.dessiner(&cellules, style_entete(), MARGE_RANGEE + 1.0);
        self.y += hauteur;
    }

    fn rangee(&mut self, t: &Tableau<'_>, rang: usize, valeurs: &[String], corps: NoeudId) {
        let rangee = self.arbre.ajouter(Some(corps), Role::Rangee);
        let mut cellules = Vec::with_capacity(t.colonnes.len());
        let mut x = self.marge;
        for (i, (c, valeur)) in t.colonnes.iter().zip(valeurs).enumerate() {
            let role = if i == t.nom {
                Role::CelluleEnTete(TableHeaderScope::Row)
            } else {
                Role::Cellule {
                    colonnes: NonZeroU32::MIN,
                }
            };
            let noeud = self.arbre.ajouter(Some(rangee), role);
            cellules.push(cellule(
                x,
                c.largeur,
                c.a_droite,
                valeur,
                style_cellule(),
                Some(noeud),
            ));
            x += c.largeur;
        }
        let hauteur = hauteur(&cellules, style_cellule()) + 2.0 * MARGE_RANGEE;
        if !self.tient(hauteur) {
            self.page_suivante();
            self.entete(t, None);
        }
        if rang % 2 == 1 {
            self.rectangle(self.marge, self.y, x - self.marge, hauteur, style::bleu_pale());
        }
        self.dessiner(&cellules, style_cellule(), MARGE_RANGEE);
        self.y += hauteur;
    }

    fn total(&mut self, t: &Tableau<'_>, libelle: &str, valeurs: &[String], pied: NoeudId) {
        let rangee = self.arbre.ajouter(Some(pied), Role::Rangee);
        let fusion = t.colonnes.len().saturating_sub(valeurs.len());
        let (avant, apres) = t.colonnes.split_at(fusion);
        let colonnes = u32::try_from(fusion).ok().and_then(NonZeroU32::new);
        let role = Role::Cellule {
            colonnes: colonnes.unwrap_or(NonZeroU32::MIN),
        };
        let noeud = self.arbre.ajouter(Some(rangee), role);
        let large: f32 = avant.iter().map(|c| c.largeur).sum();
        let mut x = self.marge;
        let mut cellules = vec![cellule(x, large, false, libelle, style_total(), Some(noeud))];
        x += large;
        for (c, valeur) in apres.iter().zip(valeurs) {
            let role = Role::Cellule {
                colonnes: NonZeroU32::MIN,
            };
            let noeud = self.arbre.ajouter(Some(rangee), role);
            cellules.push(cellule(
                x,
                c.largeur,
                c.a_droite,
                valeur,
                style_total(),
                Some(noeud),
            ));
            x += c.largeur;
        }
        let hauteur = hauteur(&cellules, style_total()) + 2.0 * MARGE_RANGEE + 4.0;
        if !self.tient(hauteur) {
            self.page_suivante();
            self.entete(t, None);
        }
        self.rectangle(self.marge, self.y, x - self.marge, hauteur, style::bleu_pale());
        self.rectangle(self.marge, self.y, x - self.marge, 1.2, style::bleu());
        self.dessiner(&cellules, style_total(), MARGE_RANGEE + 2.0);
        self.y += hauteur;
    }

    fn dessiner(&mut self, cellules: &[Cellule], style: Style, retrait: f32) {
        for c in cellules {
            let mut y = self.y + retrait;
            for texte in &c.lignes {
                // Drawn with its closing space, placed without it.
                let l = largeur(texte.trim_end_matches(' '), style.graisse, style.corps);
                let x = if c.a_droite {
                    c.gauche + c.colonne - MARGE_CELLULE - l
                } else {
                    c.gauche + MARGE_CELLULE
                };
                self.ligne(x, y, texte, style, c.noeud);
                y += style.hauteur_ligne();
            }
        }
    }
}

fn cellule(
    gauche: f32,
    colonne: f32,
    a_droite: bool,
    texte: &str,
    style: Style,
    noeud: Option<NoeudId>,
) -> Cellule {
    let max = colonne - 2.0 * MARGE_CELLULE;
    // An empty cell would vanish from the structure and shift its row: it holds a blank.
    let texte = if texte.trim().is_empty() {
        "\u{00A0}"
    } else {
        texte
    };
    let lignes = lignes(texte, style.graisse, style.corps, max);
    Cellule {
        gauche,
        colonne,
        a_droite,
        lignes,
        noeud,
    }
}

fn hauteur(cellules: &[Cellule], style: Style) -> f32 {
    let ligne = style.hauteur_ligne();
    cellules
        .iter()
        .map(|c| c.lignes.iter().map(|_| ligne).sum::<f32>())
        .fold(ligne, f32::max)
}
