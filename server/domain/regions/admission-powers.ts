import { type Position } from './positions.ts'
import { type Verdict } from '../refusal.ts'
import { type GovernanceType } from './governance-types.ts'
import { mayActForRegion, type ActingRefusalReason, type Government } from './powers.ts'

/** The office that admits members; without a holder the owner does. */
export const ADMITTING_OFFICE: Record<GovernanceType, Position | null> = {
  autocracy: null,
  democracy: 'governor',
  council: 'council_member',
}

/**
 * Who admits residents and citizens, that is, decides applications and sends invitations (powers table, admissions).
 * Citizens can vote, so this is only for those named by the constitution, not for every office.
 */
export const mayAdmit = (government: Government): Verdict<undefined, ActingRefusalReason> =>
  mayActForRegion(government, {
    autocracy: 'In an autocracy only the owner can admit people. Ask the owner.',
    democracy:
      'In a democracy only the governor can admit people, or the owner while there is no governor. Ask the governor.',
    council:
      'In a council region only council members can admit people, or the owner while there are none. Ask one of them.',
  })
