//! Two macros that give every coded noun the same manners: a stable code, a
//! French label, parsing from the code and serde as the code.

/// Declares an enum whose values are known by a stable snake_case code.
///
/// `inconnu` is the code of the refusal when a text names no value, `message` the beginning of what it says.
macro_rules! codes {
    (
        $(#[$meta:meta])*
        pub enum $nom:ident, inconnu = $inconnu:literal, message = $message:literal {
            $( $(#[$vmeta:meta])* $variante:ident => ($code:literal, $libelle:literal) ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $nom { $( $(#[$vmeta])* #[doc = $libelle] $variante ),+ }

        impl $nom {
            /// Every value, in the order in which lists show them.
            pub const TOUS: &'static [Self] = &[ $( Self::$variante ),+ ];

            /// The stable code, as the API and the database write it.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variante => $code ),+ }
            }

            /// The French label, as a person reads it.
            pub const fn libelle(self) -> &'static str {
                match self { $( Self::$variante => $libelle ),+ }
            }
        }

        impl std::fmt::Display for $nom {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $nom {
            type Err = $crate::erreur::Refus;
            fn from_str(texte: &str) -> Result<Self, Self::Err> {
                match texte.trim() {
                    $( $code => Ok(Self::$variante), )+
                    _ => Err($crate::erreur::Refus::new(
                        $inconnu,
                        format!(
                            "{} : choisissez parmi {}.",
                            $message,
                            [ $( $code ),+ ].join(", ")
                        ),
                    )),
                }
            }
        }

        impl TryFrom<&str> for $nom {
            type Error = $crate::erreur::Refus;
            fn try_from(texte: &str) -> Result<Self, Self::Error> {
                texte.parse()
            }
        }

        $crate::codes::serde_texte!($nom);
    };
}

/// Serde as a string, through `Display` and `FromStr`.
macro_rules! serde_texte {
    ($nom:ident) => {
        impl serde::Serialize for $nom {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $nom {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let texte = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
                texte.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use codes;
pub(crate) use serde_texte;
