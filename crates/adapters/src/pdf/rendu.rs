//! From laid-out pages to the bytes of the PDF.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb::Color;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

use super::arbre::{Arbre, NoeudId};
use super::police::{glyphes, largeur};
use super::style::{self, Style};
use super::{ErreurPdf, LANGUE};

/// One thing to draw. Coordinates in points from the top left corner.
pub(super) enum Trace {
    /// A line of text; `y` is its baseline. Without a node it is decoration (running head).
    Texte {
        x: f32,
        y: f32,
        texte: String,
        style: Style,
        noeud: Option<NoeudId>,
    },
    Rectangle {
        x: f32,
        y: f32,
        largeur: f32,
        hauteur: f32,
        couleur: Color,
    },
}

/// An entry of the navigation panel.
pub(super) struct Signet {
    pub titre: String,
    pub page: usize,
    pub y: f32,
}

/// A document whose pages are all known.
pub(super) struct Maquette {
    pub titre: String,
    pub description: String,
    /// Width and height of every page, in points.
    pub format: (f32, f32),
    /// Left and right margins, in points.
    pub marge: f32,
    pub pages: Vec<Vec<Trace>>,
    pub arbre: Arbre,
    pub signets: Vec<Signet>,
    /// Left part of the footer; the right one is "page x / y".
    pub pied: String,
}

pub(super) fn rendre(maquette: Maquette) -> Result<Vec<u8>, ErreurPdf> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|e| ErreurPdf::Rendu(format!("{e:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let Maquette {
        titre,
        description,
        format,
        marge,
        pages,
        mut arbre,
        signets,
        pied,
    } = maquette;
    document.set_metadata(
        Metadata::new()
            .title(titre)
            .description(description)
            .language(LANGUE.to_owned())
            .creator("Apart".to_owned()),
    );
    let nombre = pages.len();
    for (rang, traces) in pages.into_iter().enumerate() {
        let reglages = PageSettings::from_wh(format.0, format.1).ok_or(ErreurPdf::Page)?;
        let mut page = document.start_page_with(reglages);
        let mut surface = page.surface();
        for trace in &traces {
            dessiner(&mut surface, trace, &mut arbre);
        }
        let numero = format!("page {} / {nombre}", rang + 1);
        pied_de_page(&mut surface, format, marge, &pied, &numero);
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(arbre.en_krilla());
    let mut sommaire = Outline::new();
    for Signet { titre, page, y } in signets {
        let ou = XyzDestination::new(page, Point::from_xy(0.0, y));
        sommaire.push_child(OutlineNode::new(titre, ou));
    }
    document.set_outline(sommaire);
    document.finish().map_err(|e| ErreurPdf::Rendu(format!("{e:?}")))
}

fn dessiner(surface: &mut Surface<'_>, trace: &Trace, arbre: &mut Arbre) {
    match trace {
        Trace::Rectangle {
            x,
            y,
            largeur,
            hauteur,
            couleur,
        } => {
            decor(surface, ArtifactType::Layout, |s| {
                rectangle(s, (*x, *y), (*largeur, *hauteur), *couleur);
            });
        }
        Trace::Texte {
            x,
            y,
            texte,
            style,
            noeud: Some(noeud),
        } => {
            let contenu = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            ligne(surface, (*x, *y), texte, *style);
            surface.end_tagged();
            arbre.remplir(*noeud, contenu);
        }
        Trace::Texte {
            x,
            y,
            texte,
            style,
            noeud: None,
        } => {
            decor(surface, ArtifactType::Header, |s| {
                ligne(s, (*x, *y), texte, *style)
            });
        }
    }
}

fn decor(surface: &mut Surface<'_>, nature: ArtifactType, tracer: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(nature)));
    tracer(surface);
    surface.end_tagged();
}

fn remplissage(couleur: Color) -> Fill {
    Fill {
        paint: couleur.into(),
        ..Fill::default()
    }
}

fn rectangle(surface: &mut Surface<'_>, coin: (f32, f32), taille: (f32, f32), couleur: Color) {
    let mut trajet = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(coin.0, coin.1, taille.0, taille.1) {
        trajet.push_rect(rect);
    }
    if let Some(trajet) = trajet.finish() {
        surface.set_fill(Some(remplissage(couleur)));
        surface.draw_path(&trajet);
    }
}

fn ligne(surface: &mut Surface<'_>, origine: (f32, f32), texte: &str, style: Style) {
    if let Some((police, glyphes)) = glyphes(texte, style.graisse, style.approche) {
        surface.set_fill(Some(remplissage(style.couleur)));
        let depart = Point::from_xy(origine.0, origine.1);
        surface.draw_glyphs(depart, &glyphes, police, texte, style.corps, false);
    }
}

fn pied_de_page(surface: &mut Surface<'_>, (l, h): (f32, f32), marge: f32, pied: &str, numero: &str) {
    let style = Style {
        corps: 7.5,
        ..Style::petit()
    };
    decor(surface, ArtifactType::Footer, |s| {
        rectangle(s, (marge, h - 34.0), (l - 2.0 * marge, 0.6), style::filet());
        ligne(s, (marge, h - 22.0), pied, style);
        let x = l - marge - largeur(numero, style.graisse, style.corps);
        ligne(s, (x, h - 22.0), numero, style);
    });
}
