import { Badge } from '#app/components/ui/badge.tsx'
import {
  INCIDENT_STATE_LABELS,
  type ComponentState,
  type IncidentSeverity,
  type IncidentState,
} from '#server/domain/incidents/incident-rules.ts'

const SEVERITIES = {
  notice: { tone: 'info', label: 'Notice' },
  degraded: { tone: 'warning', label: 'Degraded' },
  down: { tone: 'danger', label: 'Down' },
} as const

export const SeverityBadge = ({ severity }: { severity: IncidentSeverity }) => (
  <Badge tone={SEVERITIES[severity].tone}>{SEVERITIES[severity].label}</Badge>
)

export const IncidentStateBadge = ({ state }: { state: IncidentState }) => (
  <Badge tone={state === 'resolved' ? 'success' : 'neutral'}>{INCIDENT_STATE_LABELS[state]}</Badge>
)

const COMPONENTS = {
  up: { tone: 'success', label: 'Works' },
  degraded: { tone: 'warning', label: 'Degraded' },
  down: { tone: 'danger', label: 'Down' },
} as const

export const ComponentBadge = ({ state }: { state: ComponentState }) => (
  <Badge tone={COMPONENTS[state].tone}>{COMPONENTS[state].label}</Badge>
)
