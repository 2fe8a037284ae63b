import { type Position } from './positions.ts'
import { type Verdict } from '../refusal.ts'
import { type GovernanceType } from './governance-types.ts'
import { mayActForRegion, type ActingRefusalReason, type Government } from './powers.ts'

/** Whose holders admit members, beside the owner who acts where there is none. */
export const ADMITTING_OFFICE: Record<GovernanceType, Position | null> = {
  autocracy: null,
  democracy: 'governor',
  council: 'council_member',
}

/**
 * Who admits residents and citizens: decides on their applications and invites (powers table, admissions). A citizen has a
 * vote, so this is for those whom the constitution lets act, not for every office.
 */
export const mayAdmit = (government: Government): Verdict<undefined, ActingRefusalReason> =>
  mayActForRegion(government, {
    autocracy: 'In an autocracy the owner decides who is admitted. Ask the owner.',
    democracy:
      'In a democracy the governor decides who is admitted, and the owner while there is none. Ask the governor.',
    council:
      'In a council region the members of the council decide who is admitted, and the owner while there are none. Ask one of them.',
  })
