// Random numbers and decimals for the tests of the calculation.

/** Random numbers that a seed gives again (mulberry32). */
export function hasard(graine) {
  let etat = graine;
  return (moins_de) => {
    etat = (etat + 0x6d2b79f5) | 0;
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % moins_de;
  };
}

/** 1234 with two decimals: "12.34". */
export const decimal = (entier, decimales) =>
  `${Math.floor(entier / 10 ** decimales)}.${String(entier % 10 ** decimales).padStart(decimales, "0")}`;
