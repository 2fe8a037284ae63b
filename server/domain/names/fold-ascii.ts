/**
 * Folds what looks alike among the plain letters, for comparing names: I, l and 1 in either case, O and 0, rn and m, vv and w.
 * @param lower lower-case text
 */
export const foldAscii = (lower: string): string =>
  lower.replace(/[i1|]/g, 'l').replaceAll('0', 'o').replaceAll('m', 'rn').replaceAll('w', 'vv')
