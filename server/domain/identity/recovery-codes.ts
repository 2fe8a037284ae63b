/** How many codes are made at a time. Each works once. */
export const RECOVERY_CODES = 8

/** Crockford's alphabet: no letter that reads like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 4
const GROUP_LENGTH = 4

/** Random bytes that a code needs: five bits a character. */
export const RECOVERY_CODE_BYTES = GROUPS * GROUP_LENGTH

/** A code of 80 random bits, in groups that are easy to type: `7H2K-09QX-…`. */
export function toRecoveryCode(random: Uint8Array): string {
  const characters = [...random.slice(0, RECOVERY_CODE_BYTES)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  ).join('-')
}

/** A code as somebody typed it, in the form that is compared: without separators, look-alikes read as digits. */
export const normalizeRecoveryCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
