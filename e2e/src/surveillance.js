// Every error that the browser notices fails the journey: console, uncaught exceptions, broken
// files, breaches of the CSP.

/**
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<{ fautes: () => string[], tolerer: (motif: RegExp) => void, verifier: () => void }>}
 */
export async function surveiller(page) {
  const vues = [];
  const tolerees = [];
  const noter = (faute) => vues.push(faute);
  const fautes = () => vues.filter((faute) => !tolerees.some((motif) => motif.test(faute)));
  // Firefox reports a breach of the CSP to the page only: said again on the console.
  await page.evaluateOnNewDocument(() => {
    document.addEventListener("securitypolicyviolation", (e) => {
      console.error(`CSP : ${e.violatedDirective} refuse ${e.blockedURI} (${e.sourceFile}:${e.lineNumber})`);
    });
  });
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const { url = "" } = message.location() ?? {};
    // Chromium repeats each refusal of the API, which is part of the conversation.
    const refusApi = message.text().startsWith("Failed to load resource") && url.includes("/api/");
    if (!refusApi) noter(`console : ${message.text()} (${url})`);
  });
  page.on("pageerror", (erreur) => noter(`exception : ${erreur.message}`));
  page.on("response", (reponse) => {
    const chemin = new URL(reponse.url()).pathname;
    const defaut = chemin.startsWith("/api/") ? reponse.status() >= 500 : reponse.status() >= 400;
    if (defaut) noter(`réponse : ${reponse.status()} ${reponse.url()}`);
  });
  return {
    fautes,
    /** Errors that this journey provokes on purpose. */
    tolerer: (motif) => tolerees.push(motif),
    verifier: () => {
      if (fautes().length > 0) throw new Error(`le navigateur signale :\n${fautes().join("\n")}`);
    },
  };
}
