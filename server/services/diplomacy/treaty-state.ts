import { type TreatyState } from '#server/domain/diplomacy/treaty-machine.ts'
import { type TreatyFile } from './queries.ts'

/** What the rules of a treaty's life go by. */
export const treatyState = ({ treaty, sides }: TreatyFile): TreatyState => ({
  status: treaty.status,
  offeredBy: treaty.offeredBy === treaty.regionA ? 'a' : 'b',
  round: treaty.round,
  ratifiedA: sides.a.status === 'ratified',
  ratifiedB: sides.b.status === 'ratified',
  ratifyBy: treaty.windowClosesAt,
  signedAt: treaty.signedAt,
  expiresAt: treaty.expiresAt,
  endsAt: treaty.endsAt,
})

/** What of its terms the rules go by, at a moment. */
export const termsAt = ({ treaty }: TreatyFile, now: Date) => ({
  now,
  durationDays: treaty.terms.durationDays,
  termFrom: treaty.termFrom,
})
