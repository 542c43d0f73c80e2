//! The pages of Apart: a Leptos application in the browser, calling the API that everybody can
//! call. It judges forms by the `domain` crate, the very code of the server.

mod aide;
mod api;
mod app;
mod apparence;
mod controle;
mod coque;
mod differe;
mod format;
mod formulaire;
mod liste;
mod navigation;
mod pages;
mod session;
mod ui;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
