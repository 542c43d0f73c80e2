//! The cursor that goes down the pages: headings, paragraphs, cards, boxes.

use std::num::NonZeroU16;

use super::arbre::{Arbre, NoeudId, Role};
use super::police::{Graisse, largeur, lignes, nettoyer};
use super::rendu::{Maquette, Signet, Trace};
use super::style::{self, Style};

/// A4 in points, upright.
pub(super) const A4_PORTRAIT: (f32, f32) = (595.28, 841.89);
/// A4 in points, on its side.
pub(super) const A4_PAYSAGE: (f32, f32) = (841.89, 595.28);

/// Height kept for the footer, in points.
const PIED: f32 = 46.0;
/// Top of the text on the pages after the first, under the running head.
const HAUT_SUITE: f32 = 58.0;

/// A document while it is laid out.
pub(super) struct Page {
    format: (f32, f32),
    pub marge: f32,
    pages: Vec<Vec<Trace>>,
    /// Top of the next block, in points from the top of the page.
    pub y: f32,
    pub arbre: Arbre,
    signets: Vec<Signet>,
    titre: String,
    courant: String,
}

impl Page {
    /// `courant` is repeated at the top of every page but the first.
    pub(super) fn nouvelle(format: (f32, f32), marge: f32, titre: &str, courant: &str) -> Self {
        Self {
            format,
            marge,
            pages: vec![Vec::new()],
            y: 36.0,
            arbre: Arbre::default(),
            signets: Vec::new(),
            titre: nettoyer(titre),
            courant: nettoyer(courant),
        }
    }

    /// Width of the text area, in points.
    pub(super) fn largeur(&self) -> f32 {
        self.format.0 - 2.0 * self.marge
    }

    pub(super) fn droite(&self) -> f32 {
        self.format.0 - self.marge
    }

    pub(super) fn finir(self, description: &str, pied: &str) -> Maquette {
        Maquette {
            titre: self.titre,
            description: nettoyer(description),
            format: self.format,
            marge: self.marge,
            pages: self.pages,
            arbre: self.arbre,
            signets: self.signets,
            pied: nettoyer(pied),
        }
    }

    pub(super) fn espace(&mut self, hauteur: f32) {
        self.y += hauteur;
    }

    /// Whether `hauteur` points still fit on this page.
    pub(super) fn tient(&self, hauteur: f32) -> bool {
        self.y + hauteur <= self.format.1 - PIED
    }

    /// Goes to a new page unless `hauteur` points still fit on this one.
    pub(super) fn reserver(&mut self, hauteur: f32) {
        if !self.tient(hauteur) {
            self.page_suivante();
        }
    }

    pub(super) fn page_suivante(&mut self) {
        self.pages.push(Vec::new());
        let style = Style {
            corps: 8.0,
            ..Style::petit()
        };
        let (x, courant, l) = (self.marge, self.courant.clone(), self.largeur());
        self.tracer(Trace::Texte {
            x,
            y: 36.0,
            texte: courant,
            style,
            noeud: None,
        });
        self.rectangle(x, 42.0, l, 0.8, style::bleu());
        self.y = HAUT_SUITE;
    }

    fn tracer(&mut self, trace: Trace) {
        if let Some(page) = self.pages.last_mut() {
            page.push(trace);
        }
    }

    pub(super) fn rectangle(&mut self, x: f32, y: f32, l: f32, h: f32, c: krilla::color::rgb::Color) {
        self.tracer(Trace::Rectangle {
            x,
            y,
            largeur: l,
            hauteur: h,
            couleur: c,
        });
    }

    /// One line of cleaned text whose line box starts at `y`. Without a node: decoration.
    pub(super) fn ligne(&mut self, x: f32, y: f32, texte: &str, style: Style, n: Option<NoeudId>) {
        if texte.is_empty() {
            return;
        }
        let y = y + style.base();
        self.tracer(Trace::Texte {
            x,
            y,
            texte: texte.to_owned(),
            style,
            noeud: n,
        });
    }

    /// One line that ends at `droite`.
    pub(super) fn ligne_a_droite(
        &mut self,
        droite: f32,
        y: f32,
        texte: &str,
        style: Style,
        n: Option<NoeudId>,
    ) {
        let x = droite - largeur(texte, style.graisse, style.corps);
        self.ligne(x, y, texte, style, n);
    }

    /// Lines from `y` down, without any page break; answers the bottom.
    pub(super) fn bloc(
        &mut self,
        (x, y): (f32, f32),
        max: f32,
        texte: &str,
        style: Style,
        noeud: Option<NoeudId>,
    ) -> f32 {
        let mut y = y;
        for ligne in lignes(texte, style.graisse, style.corps, max) {
            self.ligne(x, y, &ligne, style, noeud);
            y += style.hauteur_ligne();
        }
        y
    }

    /// The title of the document.
    pub(super) fn titre(&mut self, texte: &str) {
        let style = Style {
            interligne: 1.25,
            ..Style::nouveau(Graisse::Grasse, 19.0, style::bleu())
        };
        self.intitule(NonZeroU16::MIN, texte, style);
    }

    /// A heading, kept with the first lines of what follows.
    pub(super) fn intertitre(&mut self, texte: &str) {
        self.reserver(54.0);
        let style = Style::nouveau(Graisse::Grasse, 11.0, style::bleu());
        self.intitule(NonZeroU16::MIN.saturating_add(1), texte, style);
        self.espace(3.0);
    }

    fn intitule(&mut self, niveau: NonZeroU16, texte: &str, style: Style) {
        let noeud = self.arbre.ajouter(None, Role::Titre(niveau, nettoyer(texte)));
        let page = self.pages.len().saturating_sub(1);
        self.signets.push(Signet {
            titre: nettoyer(texte),
            page,
            y: self.y,
        });
        self.y = self.bloc((self.marge, self.y), self.largeur(), texte, style, Some(noeud));
    }

    /// A paragraph over the whole width; flows over the pages.
    pub(super) fn paragraphe(&mut self, texte: &str, style: Style) {
        self.paragraphe_borde(texte, style, None);
    }

    /// A paragraph set off by a bar of `couleur` at its left.
    pub(super) fn paragraphe_borde(
        &mut self,
        texte: &str,
        style: Style,
        bord: Option<krilla::color::rgb::Color>,
    ) {
        let retrait = if bord.is_some() { 12.0 } else { 0.0 };
        let (x, max) = (self.marge + retrait, self.largeur() - retrait);
        for alinea in texte.lines().filter(|l| !l.trim().is_empty()) {
            let noeud = self.arbre.ajouter(None, Role::Paragraphe);
            for ligne in lignes(alinea, style.graisse, style.corps, max) {
                self.reserver(style.hauteur_ligne());
                if let Some(couleur) = bord {
                    let (gauche, haut) = (self.marge, self.y);
                    self.rectangle(gauche, haut, 2.5, style.hauteur_ligne() + 0.2, couleur);
                }
                self.ligne(x, self.y, &ligne, style, Some(noeud));
                self.y += style.hauteur_ligne();
            }
            if bord.is_none() {
                self.espace(4.0);
            }
        }
    }

    /// Labels above their values in a column at (`x`, `y`); answers the bottom. Tagged as a list.
    pub(super) fn fiche(&mut self, (x, y): (f32, f32), max: f32, paires: &[(&str, String)]) -> f32 {
        let libelle = Style {
            corps: 7.5,
            ..Style::petit()
        };
        let valeur = Style {
            interligne: 1.32,
            ..Style::texte()
        };
        let liste = self.arbre.ajouter(None, Role::Liste);
        let mut y = y;
        for (quoi, combien) in paires {
            let element = self.arbre.ajouter(Some(liste), Role::Element);
            let l = self.arbre.ajouter(Some(element), Role::Libelle);
            let v = self.arbre.ajouter(Some(element), Role::Valeur);
            y = self.bloc((x, y), max, &format!("{quoi} "), libelle, Some(l));
            y = self.bloc((x, y), max, renseigne(combien), valeur, Some(v)) + 4.5;
        }
        y
    }

    /// Height that [`fiche`](Self::fiche) will take, in points.
    pub(super) fn hauteur_fiche(&self, max: f32, paires: &[(&str, String)]) -> f32 {
        let valeur = Style {
            interligne: 1.32,
            ..Style::texte()
        };
        let libelle = Style {
            corps: 7.5,
            ..Style::petit()
        }
        .hauteur_ligne();
        let une = |(_, combien): &(&str, String)| {
            let lignes = lignes(renseigne(combien), valeur.graisse, valeur.corps, max);
            libelle + lignes.iter().map(|_| valeur.hauteur_ligne()).sum::<f32>() + 4.5
        };
        paires.iter().map(une).sum()
    }

    /// The head of a first page: the service at the left, who decides at the right.
    pub(super) fn bandeau(&mut self, droite: &[&str]) {
        let (x, l) = (self.marge, self.largeur());
        self.rectangle(x, self.y, 4.0, 32.0, style::bleu());
        let noeud = self.arbre.ajouter(None, Role::Paragraphe);
        let nom = Style::nouveau(Graisse::Grasse, 15.0, style::bleu());
        self.ligne(x + 12.0, self.y - 2.0, "Apart ", nom, Some(noeud));
        self.ligne(
            x + 12.0,
            self.y + 18.0,
            "Activité partielle",
            Style::petit(),
            Some(noeud),
        );
        let mut y = self.y;
        for (i, texte) in droite.iter().filter(|t| !t.is_empty()).enumerate() {
            let noeud = self.arbre.ajouter(None, Role::Paragraphe);
            let style = if i == 0 {
                Style::nouveau(Graisse::DemiGrasse, 10.0, style::encre())
            } else {
                Style {
                    corps: 9.0,
                    ..Style::petit()
                }
            };
            self.ligne_a_droite(self.droite(), y, &nettoyer(texte), style, Some(noeud));
            y += style.hauteur_ligne() + 1.0;
        }
        self.y = y.max(self.y + 32.0) + 8.0;
        self.rectangle(x, self.y, l, 0.8, style::bleu());
        self.espace(18.0);
    }
}

/// A label is never left without a value: someone who listens would take the next one for it.
fn renseigne(valeur: &str) -> &str {
    if valeur.trim().is_empty() {
        "non renseigné"
    } else {
        valeur
    }
}
