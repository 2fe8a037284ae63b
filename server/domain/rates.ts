/**
 * The only rounding of rates: turns a wire number (0.075, 1.25) into an integer of `scale` parts, halves up. Called
 * where a value enters, never in between.
 */
export const roundToParts = (value: number, scale: number): number =>
  // Compensates for decimals in binary: 1.005 × 100 is 100.49999999999999.
  Math.floor(value * scale + 0.5 + 1e-9)

/** 0.05 → 500 basis points. */
export const toBasisPoints = (fraction: number): number => roundToParts(fraction, 10_000)

/** 1.25 → 125 hundredths of a factor. */
export const toHundredths = (factor: number): number => roundToParts(factor, 100)

/** 500 basis points → 0.05, for the wire. */
export const fromBasisPoints = (basisPoints: number): number => basisPoints / 10_000

/** 125 hundredths → 1.25, for the wire. */
export const fromHundredths = (hundredths: number): number => hundredths / 100

/** The share `basisPoints` of an amount of credits, rounded down in the payer's favour. */
export const shareOf = (amountCredits: bigint, basisPoints: number): bigint =>
  (amountCredits * BigInt(basisPoints)) / 10_000n
