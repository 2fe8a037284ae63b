import { allow, refuse, type Verdict } from '../refusal.ts'
import { type GovernanceType } from '../regions/governance-types.ts'
import { type RegionActor, type Electorate } from '../regions/powers.ts'

/** How a side ratifies under its own constitution: at once with the owner's signature, or by a vote. */
export type RatificationInstrument =
  { instrument: 'signature' } | { instrument: 'vote'; electorate: Electorate; majority: 'simple' }

/** Powers table, treaties: an autocrat's signature ratifies; citizens or the council ratify the ambassador's. */
export function ratificationInstrument(governanceType: GovernanceType): RatificationInstrument {
  switch (governanceType) {
    case 'autocracy':
      return { instrument: 'signature' }
    case 'democracy':
      return { instrument: 'vote', electorate: 'citizens', majority: 'simple' }
    case 'council':
      return { instrument: 'vote', electorate: 'council', majority: 'simple' }
  }
}

/**
 * Who signs for a region: offers, answers and gives notice. The owner of an autocracy; otherwise the ambassador, and
 * the owner while there is none.
 */
export function maySignTreaty(request: {
  governanceType: GovernanceType
  actor: RegionActor
  ambassadorInOffice: boolean
}): Verdict<undefined, 'owner-only' | 'ambassador-only'> {
  const { governanceType, actor, ambassadorInOffice } = request
  if (governanceType === 'autocracy')
    return actor.isOwner
      ? allow(undefined)
      : refuse('owner-only', 'In an autocracy the owner signs treaties.')
  if (ambassadorInOffice ? actor.offices.includes('ambassador') : actor.isOwner) return allow(undefined)
  return refuse(
    'ambassador-only',
    ambassadorInOffice
      ? 'The ambassador of this region signs treaties. Ask the ambassador.'
      : 'The ambassador signs treaties; while there is none, the owner does.',
  )
}
