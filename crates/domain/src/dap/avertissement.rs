//! What the agent will look at: told to the employer before sending, never a refusal.

use serde::{Deserialize, Serialize};

/// A warning: the file can be sent all the same. See [`super::avertissements`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avertissement {
    /// Stable code.
    pub code: String,
    /// French message: the rule and the way out.
    pub message: String,
    /// Article of law or publication.
    pub source: String,
}
