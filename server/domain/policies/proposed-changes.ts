import { z } from 'zod'
import { refuse, type Refusal } from '../refusal.ts'
import { LEVER_POLICY_TYPE, LEVERS, type SettingsPatch } from '../regions/levers.ts'
import { type Lever } from '../regions/settings.ts'
import { changesFromWire, WIRE_LEVERS as lever } from '../regions/wire-settings.ts'
import { type PolicyType } from '../regions/policy-types.ts'

// Strict: a misspelt lever must not turn a law into one that changes nothing.
const tax = z.strictObject({ taxRate: lever.taxRate })
const pvp = z.strictObject({ pvpRule: lever.pvpRule })
const defense = z.strictObject({ defenseLevel: lever.defenseLevel })
const trade = z
  .strictObject({
    startingCredits: lever.startingCredits,
    tradeBonuses: lever.tradeBonuses,
    economicSpecialization: lever.economicSpecialization,
  })
  .partial()
const immigration = z
  .strictObject({
    immigrationPolicy: lever.immigrationPolicy,
    citizenshipWaitDays: lever.citizenshipWaitDays,
  })
  .partial()
const cultural = z
  .strictObject({
    languagePack: lever.languagePack,
    aestheticTheme: lever.aestheticTheme,
    traditions: lever.traditions,
    motto: lever.motto,
  })
  .partial()
const constitutional = z
  .strictObject({
    governanceType: lever.governanceType,
    votingThreshold: lever.votingThreshold,
    quorum: lever.quorum,
    electionFrequencyDays: lever.electionFrequencyDays,
    constitutionalText: lever.constitutionalText,
    electionMethod: lever.electionMethod,
    termLimit: lever.termLimit,
  })
  .partial()

/** What each kind of policy may change, as the wire writes it. */
export const PROPOSED_CHANGES = {
  tax_rate: tax,
  pvp_rules: pvp,
  trade_policy: trade,
  immigration,
  defense,
  cultural,
  constitutional,
} as const satisfies Record<PolicyType, z.ZodType>

export type ProposedChangesRefusal = Refusal<'invalid-changes' | 'no-changes'> & {
  issues: { path: string; message: string }[]
}

/**
 * Reads a proposal's `proposedChanges` for its kind of policy. Refuses levers of another kind, values outside their
 * bounds (the message names the bound) and proposals that name nothing; paths of issues start at `proposedChanges`.
 */
export function parseProposedChanges(
  policyType: PolicyType,
  proposedChanges: unknown,
): { ok: true; value: SettingsPatch } | ProposedChangesRefusal {
  const parsed = PROPOSED_CHANGES[policyType].safeParse(proposedChanges)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({
      path: ['proposedChanges', ...path].join('.'),
      message,
    }))
    const words = [...new Set(issues.map((issue) => issue.message))].join(' ')
    return { ...refuse('invalid-changes', words), issues }
  }
  const value = changesFromWire(parsed.data)
  if (Object.keys(value).length > 0) return { ok: true, value }
  const message = `Name at least one change: ${leversOfPolicyType(policyType).join(', ')}.`
  return { ...refuse('no-changes', message), issues: [{ path: 'proposedChanges', message }] }
}

export const leversOfPolicyType = (policyType: PolicyType): Lever[] =>
  LEVERS.filter((name) => LEVER_POLICY_TYPE[name] === policyType)
