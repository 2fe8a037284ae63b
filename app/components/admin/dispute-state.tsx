import { Badge } from '#app/components/ui/badge.tsx'

type State = { resolvedAt: string | null; outcome: 'buyer' | 'seller' | null }

/** How a dispute stands, from our side. */
export function disputeState({ resolvedAt, outcome }: State) {
  if (resolvedAt === null) return <Badge tone="warning">Open</Badge>
  if (outcome === null) return <Badge>Ended</Badge>
  return outcome === 'seller' ? <Badge tone="success">Won</Badge> : <Badge tone="danger">Lost</Badge>
}
