import { Badge } from '#app/components/ui/badge.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { type PolicyListItem } from '#app/lib/api-types.ts'

/** The status of a policy. An order from the treasury is never in force: it is carried out or not. */
export function PolicyStatus({
  policy,
}: {
  policy: Pick<PolicyListItem, 'status' | 'treasuryOrder' | 'implementationError'>
}) {
  if (policy.treasuryOrder !== null && policy.status === 'implemented')
    return <Badge tone="success">Carried out</Badge>
  if (policy.treasuryOrder !== null && policy.implementationError !== null)
    return <Badge tone="danger">Not carried out</Badge>
  return <StatusBadge kind="policy" status={policy.status} />
}
