// The table of hours, filled in like a spreadsheet.

/** The name of the cell of unworked hours of an employee. */
export const caseChomees = (nom, semaine) => `${nom}, semaine du ${semaine}, heures chômées`;

/** Pastes a block into the focused input, as Ctrl+V does after copying cells. */
export const coller = (ecran, texte) =>
  ecran.page.evaluate((contenu) => {
    const donnees = new DataTransfer();
    donnees.setData("text/plain", contenu);
    // What is pasted stands in clipboardData for Chromium, in data for Firefox.
    const contenus = { clipboardData: donnees, dataType: "text/plain", data: contenu };
    const ev = new ClipboardEvent("paste", { ...contenus, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(ev);
  }, texte);

/** Waits until the server has these unworked hours in the claim shown: what is typed runs ahead of the saving. */
export async function attendreHeures(ecran, chomees) {
  const enregistrees = async (voulues) => {
    const id = location.pathname.split("/").pop();
    const lue = await (await fetch(`/api/v1/demandes-indemnisation/${id}`)).json();
    return lue.totaux.heures_chomees === voulues;
  };
  await ecran.attendre(enregistrees, `l'enregistrement de ${chomees} h`, { donnees: chomees });
}
