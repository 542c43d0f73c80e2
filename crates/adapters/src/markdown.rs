//! Markdown of our own sheets → HTML that a page may insert as it is.
//!
//! **Invariant:** HTML written in a source never reaches the page: it is shown as text. Links
//! lead inside the service or to https, nowhere else.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// A heading that a table of contents leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titre {
    pub id: String,
    pub texte: String,
}

/// A rendered text and its headings of the second level, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendu {
    pub html: String,
    pub sommaire: Vec<Titre>,
}

/// Renders a text; its headings get an id, its tables a frame that scrolls on a phone.
pub fn rendre(source: &str) -> Rendu {
    let mut sommaire = Vec::new();
    let mut evenements: Vec<Event<'_>> = Vec::new();
    let mut titre: Option<(usize, String)> = None;
    for evenement in Parser::new_ext(source, Options::ENABLE_TABLES) {
        let evenement = match evenement {
            Event::Html(texte) | Event::InlineHtml(texte) => Event::Text(texte),
            Event::Start(Tag::Link { dest_url, .. }) => lien(&dest_url),
            Event::Start(Tag::Image { .. }) => continue,
            Event::End(TagEnd::Image) => continue,
            Event::Start(Tag::Table(colonnes)) => {
                // Reached by keyboard, like every part that scrolls.
                evenements.push(Event::Html(CowStr::from(
                    "<div class=\"ap-table-cadre\" role=\"region\" aria-label=\"Tableau\" tabindex=\"0\">",
                )));
                Event::Start(Tag::Table(colonnes))
            }
            Event::End(TagEnd::Table) => {
                evenements.push(Event::End(TagEnd::Table));
                Event::Html(CowStr::from("</div>"))
            }
            autre => autre,
        };
        match &evenement {
            Event::Start(Tag::Heading { level, .. }) if *level == HeadingLevel::H2 => {
                titre = Some((evenements.len(), String::new()));
            }
            Event::Text(texte) | Event::Code(texte) => {
                if let Some((_, mots)) = &mut titre {
                    mots.push_str(texte);
                }
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                if let Some((rang, texte)) = titre.take() {
                    let id = identifiant(&texte, &sommaire);
                    if let Some(Event::Start(Tag::Heading { id: place, attrs, .. })) =
                        evenements.get_mut(rang)
                    {
                        *place = Some(CowStr::from(id.clone()));
                        // The table of contents moves the focus there.
                        attrs.push((CowStr::from("tabindex"), Some(CowStr::from("-1"))));
                    }
                    sommaire.push(Titre { id, texte });
                }
            }
            _ => {}
        }
        evenements.push(evenement);
    }
    let mut html = String::new();
    html::push_html(&mut html, evenements.into_iter());
    Rendu { html, sommaire }
}

/// An address that is none of ours and no https becomes the top of the page.
fn lien(adresse: &str) -> Event<'static> {
    let sur = (adresse.starts_with('/') && !adresse.starts_with("//"))
        || adresse.starts_with('#')
        || adresse.starts_with("https://");
    Event::Start(Tag::Link {
        link_type: LinkType::Inline,
        dest_url: CowStr::from(if sur { adresse.to_owned() } else { "#".to_owned() }),
        title: CowStr::from(""),
        id: CowStr::from(""),
    })
}

fn identifiant(texte: &str, deja: &[Titre]) -> String {
    let mut id = String::new();
    for c in texte.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-').to_owned();
    match deja.iter().filter(|titre| titre.texte == texte).count() {
        0 => id,
        n => format!("{id}-{}", n + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titres_listes_et_liens_se_rendent() {
        let rendu = rendre("## Où est le code ?\n\n1. Ouvrez [la DAP](/daps).\n\n## Où est le code ?\n");
        assert!(
            rendu
                .html
                .contains("<h2 id=\"où-est-le-code\" tabindex=\"-1\">Où est le code ?</h2>"),
            "{}",
            rendu.html
        );
        assert!(
            rendu.html.contains("<a href=\"/daps\">la DAP</a>"),
            "{}",
            rendu.html
        );
        let ids: Vec<&str> = rendu.sommaire.iter().map(|t| t.id.as_str()).collect();
        assert_eq!(ids, ["où-est-le-code", "où-est-le-code-2"]);
    }

    #[test]
    fn rien_d_actif_ne_passe() {
        let rendu = rendre(
            "<script>alert(1)</script>\n\nUn <b onclick=x>mot</b>, [un lien](javascript:alert(1)), \
             [un autre](//ailleurs.example), ![image](https://x.example/a.png)\n",
        );
        for interdit in ["<script", "<b ", "javascript:", "\"//", "<img"] {
            assert!(!rendu.html.contains(interdit), "{interdit} dans {}", rendu.html);
        }
    }

    #[test]
    fn un_tableau_defile_dans_son_cadre() {
        let rendu = rendre("| a | b |\n|---|---|\n| 1 | 2 |\n");
        assert!(
            rendu.html.contains("tabindex=\"0\"><table>") && rendu.html.contains("</table>"),
            "{}",
            rendu.html
        );
    }
}
