import { z } from 'zod'
import { tableOf } from '../keys-of.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { LEVER_TABLE } from '../regions/lever-table.ts'
import { leversOfPolicyType, type SettingsPatch } from '../regions/levers.ts'
import { POLICY_TYPES, type PolicyType } from '../regions/policy-types.ts'
import { changesFromWire, WIRE_LEVERS, type WireChanges } from '../regions/wire-settings.ts'

/** Wire names of the levers of a policy type. */
const wireNames = (policyType: PolicyType) =>
  leversOfPolicyType(policyType).map((lever) => LEVER_TABLE[lever].wire)

/**
 * Strict: a misspelt lever must not make a law that changes nothing. A type with several levers needs at least one of
 * them.
 */
function changesOf(policyType: PolicyType): z.ZodType<WireChanges> {
  const names = wireNames(policyType)
  const changes = z.strictObject(Object.fromEntries(names.map((name) => [name, WIRE_LEVERS[name]])))
  return names.length === 1 ? changes : changes.partial()
}

/** What each policy type may change, in wire values. */
export const PROPOSED_CHANGES: Readonly<Record<PolicyType, z.ZodType<WireChanges>>> = tableOf(
  POLICY_TYPES,
  changesOf,
)

export type ProposedChangesRefusal = Refusal<'invalid-changes' | 'no-changes'> & {
  issues: { path: string; message: string }[]
}

/**
 * Parses `proposedChanges` for a policy type. Refuses levers of other types, values out of bounds (the message names
 * the bound) and empty proposals; issue paths start with `proposedChanges`.
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
  const message = `Name at least one change: ${wireNames(policyType).join(', ')}.`
  return { ...refuse('no-changes', message), issues: [{ path: 'proposedChanges', message }] }
}
