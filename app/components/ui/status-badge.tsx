import { type TreatyStatus } from '#server/domain/diplomacy/treaty-types.ts'
import { type ElectionStatus } from '#server/domain/elections/election-types.ts'
import { type RecallStatus } from '#server/domain/elections/recall.ts'
import { type RescueStatus } from '#server/domain/ownership/rescue.ts'
import { type PolicyStatus } from '#server/domain/policies/policy-statuses.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { cn } from '#app/lib/cn.ts'
import { Badge, type Tone } from './badge.tsx'

type Look = { tone: Tone; label: string; live?: true }

const REGION: Record<RegionStatus, Look> = {
  pending: { tone: 'neutral', label: 'Awaiting payment' },
  provisioning: { tone: 'info', label: 'Being built', live: true },
  active: { tone: 'success', label: 'Active' },
  grace: { tone: 'warning', label: 'Payment overdue' },
  suspended: { tone: 'danger', label: 'Read-only' },
  evacuating: { tone: 'danger', label: 'Evacuating', live: true },
  archived: { tone: 'neutral', label: 'Archived' },
  terminated: { tone: 'neutral', label: 'Terminated' },
}

const POLICY: Record<PolicyStatus, Look> = {
  voting: { tone: 'accent', label: 'Voting', live: true },
  passed: { tone: 'success', label: 'Passed' },
  rejected: { tone: 'danger', label: 'Rejected' },
  implemented: { tone: 'success', label: 'In force' },
  withdrawn: { tone: 'neutral', label: 'Withdrawn' },
  void: { tone: 'neutral', label: 'Void' },
  superseded: { tone: 'neutral', label: 'Replaced' },
}

const ELECTION: Record<ElectionStatus, Look> = {
  pending: { tone: 'info', label: 'Nominations open', live: true },
  active: { tone: 'accent', label: 'Voting', live: true },
  completed: { tone: 'success', label: 'Completed' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
}

const RECALL: Record<RecallStatus, Look> = {
  petition: { tone: 'info', label: 'Petition', live: true },
  voting: { tone: 'accent', label: 'Voting', live: true },
  recalled: { tone: 'danger', label: 'Recalled' },
  kept: { tone: 'success', label: 'Kept in office' },
  lapsed: { tone: 'neutral', label: 'Expired' },
}

const RESCUE: Record<RescueStatus, Look> = {
  named: { tone: 'info', label: 'Named', live: true },
  accepted: { tone: 'info', label: 'Accepted', live: true },
  voting: { tone: 'accent', label: 'Voting', live: true },
  won: { tone: 'accent', label: 'Chosen, has to pay', live: true },
  runner_up: { tone: 'info', label: 'Next in line', live: true },
  rescued: { tone: 'success', label: 'New owner' },
  rejected: { tone: 'danger', label: 'Not chosen' },
  lapsed: { tone: 'neutral', label: 'Ended' },
}

const TREATY: Record<TreatyStatus, Look> = {
  proposed: { tone: 'info', label: 'Proposed' },
  ratifying: { tone: 'accent', label: 'Ratifying', live: true },
  active: { tone: 'success', label: 'Active' },
  notice: { tone: 'warning', label: 'Notice given' },
  ended: { tone: 'neutral', label: 'Ended' },
  rejected: { tone: 'danger', label: 'Rejected' },
  expired: { tone: 'neutral', label: 'Expired' },
}

export type StatusBadgeProps = { className?: string } & (
  | { kind: 'region'; status: RegionStatus }
  | { kind: 'policy'; status: PolicyStatus }
  | { kind: 'election'; status: ElectionStatus }
  | { kind: 'recall'; status: RecallStatus }
  | { kind: 'rescue'; status: RescueStatus }
  | { kind: 'treaty'; status: TreatyStatus }
)

const lookOf = (props: StatusBadgeProps): Look => {
  switch (props.kind) {
    case 'region':
      return REGION[props.status]
    case 'policy':
      return POLICY[props.status]
    case 'election':
      return ELECTION[props.status]
    case 'recall':
      return RECALL[props.status]
    case 'rescue':
      return RESCUE[props.status]
    case 'treaty':
      return TREATY[props.status]
  }
}

/** The badge's text, for filters and lists. */
export const statusLabel = (props: StatusBadgeProps): string => lookOf(props).label

/** A status as word and colour, with a pulse while something is in progress. */
export function StatusBadge(props: StatusBadgeProps) {
  const { tone, label, live } = lookOf(props)
  return (
    <Badge tone={tone} className={props.className}>
      <span aria-hidden className={cn('size-1.5 rotate-45 bg-current', live && 'animate-scan')} />
      {label}
    </Badge>
  )
}
