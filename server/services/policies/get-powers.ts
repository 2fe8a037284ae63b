import { headOf } from '#server/domain/elections/head.ts'
import { POLICY_TYPES, type PolicyType } from '#server/domain/regions/policy-types.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { getOwnRole, type OwnRole } from '#server/domain/government/own-powers.ts'
import { describePowers, type PowersRow } from '#server/domain/regions/powers-table.ts'
import { routeForPolicyType } from '#server/domain/regions/powers.ts'
import { type Lever } from '#server/domain/regions/settings.ts'
import { type Ctx } from '../context.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { buildPowersQuestion } from '../laws/build-powers-question.ts'

/** How a request of the reader's would be answered for one kind of change. */
export type OwnPower = {
  policyType: PolicyType
  answer: 'decree' | 'vote' | 'refused'
  /** Why it would be refused, for the person who reads. */
  reason: string | null
}

export type Powers = {
  governanceType: GovernanceType
  /** The table of DESIGN.md §3 in words, as it applies to this region, with the reader's own part in each line. */
  table: (PowersRow & { you: OwnRole | null })[]
  /** Who acts as governor now; the callsign of an owner is not repeated here. */
  head: { userId: string; as: 'owner' | 'governor' }
  own: OwnPower[]
  /** Cultural levers that a policy settled: a governor's decree no longer changes them. */
  settledByPolicy: Lever[]
}

/** Who can currently change what in a region, and what the reader can. @throws NOT_FOUND to outsiders. */
export async function getPowers(ctx: Ctx, input: { region?: string | undefined }): Promise<Powers> {
  const { region, standing } = await requireParticipant(ctx, input.region)
  const question = await buildPowersQuestion(ctx, region, standing, {})
  const holders = await findOfficeHolders(ctx.db, region.id)
  const governor = holders.find(({ position }) => position === 'governor')
  const { governanceType, ownerId } = region
  const head = headOf({ governanceType, ownerId, governorId: governor?.userId ?? null })
  return {
    governanceType,
    table: describePowers(governanceType).map((row) => ({
      ...row,
      you: getOwnRole(row, { ...question, filled: holders.map(({ position }) => position) }),
    })),
    head: { userId: head.userId, as: head.as },
    own: POLICY_TYPES.map((policyType) => {
      const route = routeForPolicyType(question, policyType)
      return route.ok
        ? { policyType, answer: route.value.instrument, reason: null }
        : { policyType, answer: 'refused', reason: route.message }
    }),
    settledByPolicy: [...(question.settledByPolicy ?? [])],
  }
}
