import { allow, refuse, type Verdict } from '../refusal.ts'
import { type TreatyStatus, type TreatyType } from './treaty-types.ts'

/**
 * Two regions have at most one offer of a type on the table, and no second treaty of a type beside one that runs without
 * end. One that will end, by its term or by notice, may be renewed before it does.
 */
export function mayOfferTreaty(
  treatyType: TreatyType,
  between: readonly { treatyType: TreatyType; status: TreatyStatus; expiresAt: Date | null }[],
): Verdict<undefined, 'already-offered' | 'already-in-force'> {
  const alike = between.filter((treaty) => treaty.treatyType === treatyType)
  if (alike.some(({ status }) => status === 'proposed' || status === 'ratifying'))
    return refuse('already-offered', 'An offer of this type between the two regions is already open.')
  if (alike.some(({ status, expiresAt }) => status === 'active' && expiresAt === null))
    return refuse('already-in-force', 'A treaty of this type between the two regions is already in force.')
  return allow(undefined)
}
