import { type BoardLine } from '../economy/price-board.ts'

/** How many prices a pilot watches in one galaxy, and how many trades are saved. */
export const MAX_NOTES = 20

/**
 * Whether a price is what the pilot waits for: a lot at the limit or less where the port sells, at the limit or more where it buys. False
 * while the port has no lot.
 */
export const isMet = ({ role, offer }: Pick<BoardLine, 'role' | 'offer'>, limitCredits: number): boolean =>
  offer !== null && (role === 'sells' ? offer.net <= limitCredits : offer.net >= limitCredits)
