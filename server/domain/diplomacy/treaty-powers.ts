import { allow, refuse, type Verdict } from '../refusal.ts'
import { type GovernanceType } from '../regions/governance-types.ts'
import { type RegionActor, type Electorate } from '../regions/powers.ts'

/** How a side ratifies: by the owner's signature at once, or by a vote. */
export type RatificationInstrument =
  { instrument: 'signature' } | { instrument: 'vote'; electorate: Electorate; majority: 'simple' }

/**
 * Powers table, treaties: an autocrat ratifies by signing; otherwise citizens or council ratify what the ambassador
 * signed.
 */
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
 * Who signs for a region (offers, answers, gives notice): the owner of an autocracy, otherwise the ambassador, or the
 * owner while there is no ambassador.
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
      : refuse('owner-only', 'In an autocracy only the owner can sign treaties.')
  if (ambassadorInOffice ? actor.offices.includes('ambassador') : actor.isOwner) return allow(undefined)
  return refuse(
    'ambassador-only',
    ambassadorInOffice
      ? 'Only the ambassador of this region can sign treaties.'
      : 'Only the ambassador can sign treaties, or the owner while there is no ambassador.',
  )
}
