//! `cargo xtask bench`: what Apart costs above a floor measured in the same run. Absolute figures
//! depend on the machine; ratios much less.

mod bornes;
mod calcul;
mod charge;
mod demarrage;
mod etendue;
mod import;
mod journee;
mod lecture;
mod memoire;
mod mesure;
mod montage;

/// Two workers like the two cores that the service is sized for.
#[actix_web::main]
async fn main() -> Result<(), montage::Echec> {
    // reqwest asks for one even over plain http.
    rustls::crypto::ring::default_provider().install_default().ok();
    println!("Apart : mesures (binaire optimisé, même machine, même exécution)\n");
    let mut arguments = std::env::args().skip(1);
    let premier = arguments.next();
    if let Some(large @ ("large" | "journee")) = premier.as_deref() {
        let url = std::env::var("APART_MESURES_POSTGRES_URL")?;
        let part: usize = arguments.next().unwrap_or_default().parse().unwrap_or(10);
        if large == "large" {
            etendue::mesurer(&url).await?;
        }
        return journee::mesurer(&url, part).await;
    }
    if premier.as_deref() == Some("memoire") {
        return memoire::mesurer().await;
    }
    let montage = montage::Montage::preparer().await?;
    match premier.as_deref() {
        Some("lecture") => return lecture::mesurer(&montage).await,
        Some("import") => return import::mesurer(&montage).await,
        _ => {}
    }
    calcul::mesurer();
    lecture::mesurer(&montage).await?;
    import::mesurer(&montage).await?;
    memoire::mesurer().await?;
    demarrage::mesurer().await
}
