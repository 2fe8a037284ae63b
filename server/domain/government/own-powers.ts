import { maySignTreaty } from '../diplomacy/treaty-powers.ts'
import { mayCallElection } from '../elections/election-rules.ts'
import { mayAdmit } from '../regions/admission-powers.ts'
import { type Position } from '../regions/positions.ts'
import { LEVER_POLICY_TYPE } from '../regions/levers.ts'
import { routeForPolicyType, type PowersQuestion } from '../regions/powers.ts'
import { type PowersRow } from '../regions/powers-table.ts'

/** What somebody may do about one line of the powers table: decide alone, sign, or propose a vote. */
export type OwnRole = 'decides' | 'signs' | 'proposes'

export type OwnPowersQuestion = Omit<PowersQuestion, 'changes'> & {
  /** Filled positions: where one is vacant the owner may act instead. */
  filled: readonly Position[]
}

/** The reader's own part in a line of the powers table; null if others decide. */
export function getOwnRole({ levers, act }: Pick<PowersRow, 'levers' | 'act'>, question: OwnPowersQuestion) {
  return act === null ? roleForLevers(levers, question) : roleForAct(act, question)
}

function roleForLevers(levers: PowersRow['levers'], question: OwnPowersQuestion): OwnRole | null {
  const kinds = new Set(levers.map((lever) => LEVER_POLICY_TYPE[lever]))
  const instruments = [...kinds].map((kind) => {
    const route = routeForPolicyType(question, kind)
    return route.ok ? route.value.instrument : null
  })
  if (instruments.includes('decree')) return 'decides'
  return instruments.includes('vote') ? 'proposes' : null
}

function roleForAct(act: NonNullable<PowersRow['act']>, question: OwnPowersQuestion): OwnRole | null {
  const { actor, filled, governorInOffice } = question
  const { governanceType } = question.settings
  const government = {
    governanceType,
    actor,
    governorInOffice,
    councilInOffice: filled.includes('council_member'),
  }
  switch (act) {
    case 'treaties': {
      const ambassadorInOffice = filled.includes('ambassador')
      return maySignTreaty({ governanceType, actor, ambassadorInOffice }).ok ? 'signs' : null
    }
    case 'elections':
      return mayCallElection({ ...government, hasOpenElection: false }).ok ? 'decides' : null
    case 'admissions':
      return mayAdmit(government).ok ? 'decides' : null
    case 'subscription':
      return actor.isOwner ? 'decides' : null
  }
}
