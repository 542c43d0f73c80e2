// The text of a PDF, as a person would read it.

// pdf.js wants these drawing classes when it loads; reading text never uses them.
for (const nom of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[nom] ??= class {};
const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");

/**
 * @param {Uint8Array | ArrayBuffer} octets
 * @returns {Promise<{ texte: string, pages: number, titre: string | undefined, balise: boolean }>}
 */
export async function lirePdf(octets) {
  const document = await getDocument({ data: new Uint8Array(octets), useSystemFonts: false, verbosity: 0 }).promise;
  try {
    const pages = [];
    for (let n = 1; n <= document.numPages; n += 1) {
      const { items } = await (await document.getPage(n)).getTextContent();
      pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
    }
    const { info } = await document.getMetadata();
    const marques = await document.getMarkInfo();
    return {
      texte: pages.join("\n").replace(/[\u00a0\u202f]/g, " "),
      pages: document.numPages,
      titre: info.Title,
      balise: marques?.Marked === true,
    };
  } finally {
    await document.destroy();
  }
}

/** Fetches a PDF with the session of the page and reads it. */
export async function lirePdfDeLaPage(ecran, chemin) {
  const octets = await ecran.page.evaluate(async (adresse) => {
    const reponse = await fetch(adresse);
    if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
    return [...new Uint8Array(await reponse.arrayBuffer())];
  }, chemin);
  return lirePdf(Uint8Array.from(octets));
}
