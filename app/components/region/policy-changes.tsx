import { leversOf } from '#server/domain/regions/levers.ts'
import { changesFromWire, wireChangesSchema } from '#server/domain/regions/wire-settings.ts'
import { type PolicyDetail } from '#app/lib/api-types.ts'
import { type Change } from '#app/components/ui/diff-list.tsx'
import { describeChanges, leverChange } from './describe-changes.tsx'

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
  const before = changesFromWire(wireChangesSchema.parse(policy.presentValues))
  const after = changesFromWire(wireChangesSchema.parse(policy.proposedChanges))
  return describeChanges(
    leversOf(after).map((lever) =>
      leverChange({ lever, before: before[lever] ?? null, after: after[lever] }),
    ),
  )
}
