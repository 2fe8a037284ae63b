import { type GovernanceType } from '../regions/governance-types.ts'

/**
 * The person who acts for a region now. There is always one: without a governor the owner acts (DESIGN.md §3
 * Elections). Office holders stay on record until {@link endsWithTerm} ends them, so no clock is needed here.
 */
export function headOf(region: {
  governanceType: GovernanceType
  ownerId: string
  /** The governor, if there is one. */
  governorId: string | null
}): { userId: string; as: 'owner' | 'governor' } {
  return region.governanceType !== 'autocracy' && region.governorId !== null
    ? { userId: region.governorId, as: 'governor' }
    : { userId: region.ownerId, as: 'owner' }
}

/**
 * Whether an office ends now because its term is over. While the election for it is still open the holder stays, so
 * that the office passes to the winner and not to the owner in between.
 */
export const endsWithTerm = (
  term: { endsAt: Date },
  { now, successionUnderWay }: { now: Date; successionUnderWay: boolean },
): boolean => now >= term.endsAt && !successionUnderWay

/** A term includes its start and excludes its end. */
export const isInOffice = (term: { startsAt: Date; endsAt: Date }, now: Date): boolean =>
  now >= term.startsAt && now < term.endsAt
