//! The text of a mail: as it is sent, its addresses made links.

use leptos::prelude::*;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Morceau {
    Mots(String),
    Lien(String),
}

/// Cuts the addresses out; the full stop of the sentence is not theirs.
fn morceaux(texte: &str) -> Vec<Morceau> {
    let mut morceaux = Vec::new();
    let mut mots = String::new();
    for bout in texte.split_inclusive(char::is_whitespace) {
        let mot = bout.trim_end();
        let lien = mot.trim_end_matches(['.', ',', ';', ':', ')']);
        if lien.starts_with("http://") || lien.starts_with("https://") {
            if !mots.is_empty() {
                morceaux.push(Morceau::Mots(std::mem::take(&mut mots)));
            }
            morceaux.push(Morceau::Lien(lien.to_owned()));
            mots.push_str(bout.strip_prefix(lien).unwrap_or_default());
        } else {
            mots.push_str(bout);
        }
    }
    if !mots.is_empty() {
        morceaux.push(Morceau::Mots(mots));
    }
    morceaux
}

/// The text, to be read, selected and followed. An address of the demonstration itself stays
/// in this tab, wherever the demonstration is served.
#[component]
pub fn TexteCourriel(texte: String) -> impl IntoView {
    let origine = window().location().origin().unwrap_or_default();
    let contenu = morceaux(&texte)
        .into_iter()
        .map(|morceau| match morceau {
            Morceau::Mots(mots) => mots.into_any(),
            Morceau::Lien(adresse) if ici(&adresse, &origine) => {
                let href = adresse.clone();
                view! { <a class="ap-adresse" href=href>{adresse}</a> }.into_any()
            }
            Morceau::Lien(adresse) => {
                let href = adresse.clone();
                view! {
                    <a class="ap-adresse" href=href target="_blank" rel="noopener external">{adresse}</a>
                }
                .into_any()
            }
        })
        .collect_view();
    view! { <div class="ap-courriel-texte">{contenu}</div> }
}

fn ici(adresse: &str, origine: &str) -> bool {
    adresse
        .strip_prefix(origine)
        .is_some_and(|chemin| chemin.is_empty() || chemin.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_links_without_the_full_stop() {
        let mots = |texte: &str| Morceau::Mots(texte.to_owned());
        let lien = |texte: &str| Morceau::Lien(texte.to_owned());
        assert_eq!(
            morceaux("Suivez-la ici : http://localhost:8080/daps/1.\nBonne journée\n"),
            [
                mots("Suivez-la ici : "),
                lien("http://localhost:8080/daps/1"),
                mots(".\nBonne journée\n"),
            ]
        );
        assert_eq!(morceaux("Code : A1B2\n\n7xQ!"), [mots("Code : A1B2\n\n7xQ!")]);
    }

    #[test]
    fn an_address_of_another_host_is_not_ours() {
        assert!(ici("http://localhost:8080/aide", "http://localhost:8080"));
        assert!(!ici("http://localhost:80801/aide", "http://localhost:8080"));
    }
}
