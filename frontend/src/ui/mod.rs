//! The parts that pages are made of. This folder alone knows the design system
//! (Designsystemet): pages never write one of its class names, so that an operator entitled to
//! another system changes these files only.

mod alert;
mod banner;
mod button;
mod card;
mod chart;
mod choice;
mod dialog;
pub mod dom;
mod feedback;
mod field;
mod file;
mod findings;
mod form;
mod icon;
mod layout;
mod navigation;
mod password_field;
mod qr;
mod select;
mod spreadsheet;
mod status;
mod stepper;
mod table;
mod tabs;
mod text_field;
mod timeline;

pub use alert::{Alert, Ton};
pub use banner::Banner;
pub use button::{Button, ButtonLink, DownloadLink, Link, LinkButton, Variante};
pub use card::{Card, DescriptionList, Figure, Figures, Item, LinkCard};
pub use chart::{BarChart, Barre, Gauge};
pub use choice::{Checkbox, CheckboxGroup, RadioGroup, RowCheckbox, SelectionBar};
pub use dialog::Dialog;
pub use feedback::{Annonces, Announcer, CopyButton, EmptyState, Progress, Skeleton, Spinner};
pub use field::{Champ, FieldAlert, Largeur, RequiredNote};
pub use file::{Fichier, FilePicker};
pub use findings::{Findings, Gravite};
pub use form::{ErrorSummary, Form, FormFooter, LigneErreur, SourceRegle};
pub use icon::{Icon, Icone};
#[cfg(debug_assertions)]
pub use layout::Heading;
pub use layout::{
    Columns, Details, FieldGroup, Frame, Grid, PageHeader, Prose, RichText, Row, Stack, Subheading,
};
pub use navigation::{Breadcrumb, Menu, ShowMore, SkipLink};
pub use password_field::PasswordField;
pub use qr::{Code, CodeList, QrCode};
pub use select::{Choix, Select, choix_de};
pub use spreadsheet::Spreadsheet;
pub use status::{Status, Tag};
pub use stepper::{Checklist, Stepper, Task};
pub use table::{Cell, Colonne, Etroit, Table, Tri};
pub use tabs::{Onglet, Tabs};
pub use text_field::{TextArea, TextField};
pub use timeline::{Jalon, Timeline};
