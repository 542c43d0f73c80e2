//! The structure of a document: headings, paragraphs, lists, tables (tagged PDF).
//!
//! Laid out first with node numbers, filled with krilla's identifiers while the pages are drawn.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A node of the structure tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoeudId(usize);

/// What a node is for someone who listens to the document.
#[derive(Clone, Debug)]
pub(super) enum Role {
    /// Level and text: PDF/UA wants both.
    Titre(NonZeroU16, String),
    Paragraphe,
    Liste,
    Element,
    Libelle,
    Valeur,
    /// With its summary.
    Tableau(String),
    EnTete,
    Corps,
    Pied,
    Rangee,
    CelluleEnTete(TableHeaderScope),
    Cellule {
        colonnes: NonZeroU32,
    },
}

enum Enfant {
    Noeud(NoeudId),
    Contenu(Identifier),
}

struct Noeud {
    role: Role,
    enfants: Vec<Enfant>,
}

#[derive(Default)]
pub(super) struct Arbre {
    noeuds: Vec<Noeud>,
    racines: Vec<NoeudId>,
}

impl Arbre {
    pub(super) fn ajouter(&mut self, parent: Option<NoeudId>, role: Role) -> NoeudId {
        let id = NoeudId(self.noeuds.len());
        self.noeuds.push(Noeud {
            role,
            enfants: Vec::new(),
        });
        match parent.and_then(|p| self.noeuds.get_mut(p.0)) {
            Some(parent) => parent.enfants.push(Enfant::Noeud(id)),
            None => self.racines.push(id),
        }
        id
    }

    /// Hangs drawn content under its node.
    pub(super) fn remplir(&mut self, noeud: NoeudId, contenu: Identifier) {
        if let Some(n) = self.noeuds.get_mut(noeud.0) {
            n.enfants.push(Enfant::Contenu(contenu));
        }
    }

    pub(super) fn en_krilla(self) -> TagTree {
        let mut places: Vec<Option<Noeud>> = self.noeuds.into_iter().map(Some).collect();
        let mut arbre = TagTree::new().with_lang(Some(super::LANGUE.to_owned()));
        for racine in self.racines {
            if let Some(groupe) = groupe(&mut places, racine) {
                arbre.push(groupe);
            }
        }
        arbre
    }
}

fn groupe(places: &mut [Option<Noeud>], id: NoeudId) -> Option<TagGroup> {
    let noeud = places.get_mut(id.0)?.take()?;
    let mut groupe = TagGroup::new(tag(noeud.role));
    for enfant in noeud.enfants {
        match enfant {
            Enfant::Contenu(c) => groupe.push(Node::Leaf(c)),
            Enfant::Noeud(n) => {
                if let Some(g) = self::groupe(places, n) {
                    groupe.push(g);
                }
            }
        }
    }
    Some(groupe)
}

fn tag(role: Role) -> TagKind {
    match role {
        Role::Titre(niveau, titre) => Tag::Hn(niveau, Some(titre)).into(),
        Role::Paragraphe => Tag::P.into(),
        Role::Liste => Tag::L(ListNumbering::None).into(),
        Role::Element => Tag::LI.into(),
        Role::Libelle => Tag::Lbl.into(),
        Role::Valeur => Tag::LBody.into(),
        Role::Tableau(resume) => Tag::Table.with_summary(Some(resume)).into(),
        Role::EnTete => Tag::THead.into(),
        Role::Corps => Tag::TBody.into(),
        Role::Pied => Tag::TFoot.into(),
        Role::Rangee => Tag::TR.into(),
        Role::CelluleEnTete(portee) => Tag::TH(portee).into(),
        Role::Cellule { colonnes } => Tag::TD
            .with_col_span((colonnes.get() > 1).then_some(colonnes))
            .into(),
    }
}
