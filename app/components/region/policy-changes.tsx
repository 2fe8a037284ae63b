import { leversOf } from '#server/domain/regions/levers.ts'
import { changesFromWire, type WireChanges } from '#server/domain/regions/wire-settings.ts'
import { type PolicyDetail } from '#app/lib/api-types.ts'
import { type Change } from '#app/components/ui/diff-list.tsx'
import { describeChanges, leverChange } from './describe-changes.tsx'

/** The server answers with values that were parsed by the schema of their lever when they were proposed or enacted. */
const asChanges = (values: object): WireChanges => values

/**
 * A proposal compared with the current settings. Once it is law, the current settings are its own, so the previous
 * values come from the law book.
 */
export function changesOfPolicy(policy: PolicyDetail): Change[] {
  if (policy.status === 'implemented') {
    return policy.changes.map(({ lever, label, before, after }) => ({
      key: lever,
      label,
      before: before ?? 'previous version',
      after: after ?? 'new version',
    }))
  }
  const before = changesFromWire(asChanges(policy.presentValues))
  const after = changesFromWire(asChanges(policy.proposedChanges))
  return describeChanges(
    leversOf(after).map((lever) =>
      leverChange({ lever, before: before[lever] ?? null, after: after[lever] }),
    ),
  )
}
