/** Without letters and digits that are taken for each other on paper: no 0 O, 1 I L. */
export const paperAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** `T`, ten at random, and one that checks the rest. */
export const generatedCodeShape = /^T[2-9A-HJKMNP-Z]{11}$/;

function checkOf(body: string): string {
  // Weights that differ from place to place tell two letters that changed places.
  const sum = Array.from(body).reduce((all, letter, at) => all + (paperAlphabet.indexOf(letter) + 1) * (at + 2), 0);
  return paperAlphabet[sum % paperAlphabet.length] ?? '2';
}

/**
 * The 12 characters that stand in the passport field of a pupil without any number (HP-SYNC-2023, accounts). It begins with a letter, so it is never taken for
 * a personal number. `draw` gives whole numbers below its argument.
 */
export function generateCode(draw: (below: number) => number): string {
  const body = `T${Array.from({ length: 10 }, () => paperAlphabet[draw(paperAlphabet.length)] ?? '2').join('')}`;
  return `${body}${checkOf(body)}`;
}

export function isGeneratedCode(code: string): boolean {
  return generatedCodeShape.test(code) && checkOf(code.slice(0, -1)) === code.slice(-1);
}
