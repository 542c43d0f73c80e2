//! What happened to a file: one line of its timeline.

corps! {
    /// One step of the timeline, oldest first.
    pub struct Evenement {
        /// Instant, UTC.
        pub le: String,
        /// Stable code of what happened, e.g. `dap_envoyee`.
        pub code: String,
        /// What happened, in French.
        pub libelle: String,
        /// Who did it, as the reader may know them.
        pub auteur: Option<String>,
    }
}
