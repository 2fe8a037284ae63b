import { type GovernanceType } from '../regions/governance-types.ts'

/**
 * Who lawfully acts for a region now. Every region has a head at every moment: where no governor is in office the owner
 * acts (DESIGN.md §3 Elections). Who holds an office is on record until it is ended ({@link endsWithTerm}), so no clock is
 * asked here.
 */
export function headOf(region: {
  governanceType: GovernanceType
  ownerId: string
  /** Who holds the governor's office, if anybody does. */
  governorId: string | null
}): { playerId: string; as: 'owner' | 'governor' } {
  return region.governanceType !== 'autocracy' && region.governorId !== null
    ? { playerId: region.governorId, as: 'governor' }
    : { playerId: region.ownerId, as: 'owner' }
}

/**
 * Whether an office ends now because its term is over. While its succession is being voted on the holder carries on, so
 * that the office is handed over and never falls to the owner in between.
 */
export const endsWithTerm = (
  term: { endsAt: Date },
  { now, successionUnderWay }: { now: Date; successionUnderWay: boolean },
): boolean => now >= term.endsAt && !successionUnderWay

/** A term runs from its start until the instant of its end. */
export const isInOffice = (term: { startsAt: Date; endsAt: Date }, now: Date): boolean =>
  now >= term.startsAt && now < term.endsAt
