import { z } from 'zod'
import { NEXUS_SECTORS } from '../galaxy/districts.ts'
import { idInput } from '../id-input.ts'
import { ideasInput } from '../trade/inputs.ts'

const PRICE = 'What you pay at most is a whole number of credits, 0 or more.'

const SECTOR = 'A sector is a whole number from 1.'
const SECURITY = 'Security is a whole number from 1 to 10.'

/** What a route may be asked for (route-filter). */
export const routeFilterFields = {
  /** Only by sectors in which nobody may be attacked. */
  avoidsFights: z.boolean().default(false),
  /** Lowest security with patrols on the way. */
  lowestSecurity: z.int(SECURITY).min(1, SECURITY).max(10, SECURITY).default(1),
}

export const journeyInput = z.object({
  /** A region's name or id, or `nexus`. */
  to: z.string().min(1).max(64),
  /** Where to there; its gate, or Gateway Plaza, when left out. */
  toSector: z.int(SECTOR).min(1, SECTOR).max(NEXUS_SECTORS, SECTOR).optional(),
  ...routeFilterFields,
})
export type JourneyInput = z.output<typeof journeyInput>

/** What to buy here and sell in another galaxy, a region by its name or id or `nexus`. */
export const acrossInput = ideasInput.extend({ to: journeyInput.shape.to, ...routeFilterFields })
export type AcrossInput = z.output<typeof acrossInput>

export const departInput = z.object({
  /** Chosen by the client: sent again it is the same crossing. */
  crossingId: idInput(),
  /** A region's name or id, or `nexus`. */
  to: z.string().min(1).max(64),
  /** The most that fare and toll may come to; whatever they are when left out. */
  maxCredits: z.int(PRICE).min(0, PRICE).max(Number.MAX_SAFE_INTEGER, PRICE).optional(),
  /** Sealed courier goods cross no gate: who has some leaves only by losing their deposits. */
  forfeitCouriers: z.boolean().default(false),
})
export type DepartInput = z.output<typeof departInput>
