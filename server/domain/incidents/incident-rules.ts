import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { pagingFields } from '../paging.ts'
import { plainText } from '../plain-text.ts'
import { DAY_MS } from '../utc-day.ts'

/** Parts of the platform whose state everybody sees. */
export const COMPONENTS = ['platform', 'nexus', 'regions', 'payments', 'mails'] as const
export type Component = (typeof COMPONENTS)[number]

export const COMPONENT_LABELS: Record<Component, string> = {
  platform: 'Website and votes',
  nexus: 'Central Nexus',
  regions: 'Regions',
  payments: 'Payments',
  mails: 'Mails',
}

/** From the least to the worst. */
export const COMPONENT_STATES = ['up', 'degraded', 'down'] as const
export type ComponentState = (typeof COMPONENT_STATES)[number]

/** How bad an incident is for the part that it is about. */
export const INCIDENT_SEVERITIES = ['notice', 'degraded', 'down'] as const
export type IncidentSeverity = (typeof INCIDENT_SEVERITIES)[number]

export const SEVERITY_LABELS: Record<IncidentSeverity, string> = {
  notice: 'Notice: nothing is interrupted',
  degraded: 'Degraded: slow, or partly unavailable',
  down: 'Down: unavailable',
}

export const INCIDENT_STATES = ['investigating', 'identified', 'watching', 'resolved'] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

export const INCIDENT_STATE_LABELS: Record<IncidentState, string> = {
  investigating: 'Investigating',
  identified: 'Cause found',
  watching: 'Watching the fix',
  resolved: 'Resolved',
}

export const INCIDENT_TITLE_LENGTH = { min: 5, max: 120 } as const
export const UPDATE_TEXT_LENGTH = { min: 5, max: 1_000 } as const
/** Updates of one incident, and incidents that are open at a time. */
export const UPDATES_MAX = 50
export const OPEN_INCIDENTS_MAX = 10
/** For so long resolved incidents are shown to everybody. */
export const HISTORY_DAYS = 90

const title = plainText({ label: 'The title', ...INCIDENT_TITLE_LENGTH })
const text = plainText({ label: 'The text', ...UPDATE_TEXT_LENGTH, multiline: true })

export const oneIncident = z.object({ incidentId: idInput('This is no id of an incident.') })
export const openIncidentInput = z.object({
  title,
  component: z.enum(COMPONENTS, 'Choose what it is about.'),
  severity: z.enum(INCIDENT_SEVERITIES, 'Choose how bad it is.'),
  text,
})
export type OpenIncidentInput = z.output<typeof openIncidentInput>

export const updateIncidentInput = oneIncident.extend({
  state: z.enum(INCIDENT_STATES, 'Choose where it stands.'),
  severity: z.enum(INCIDENT_SEVERITIES, 'Choose how bad it is.'),
  text,
})
export type UpdateIncidentInput = z.output<typeof updateIncidentInput>

export const listIncidentsInput = z.object(pagingFields)

/** Since when what was resolved is shown. */
export const historySince = (now: Date): Date => new Date(now.getTime() - HISTORY_DAYS * DAY_MS)

/** What the platform knows of itself. Ages in seconds, 0 where nothing waits. */
export type StatusFacts = {
  /** Null before the Nexus was generated. */
  nexusIsAway: boolean | null
  regions: { open: number; away: number }
  outboxOldestSeconds: number
  paymentsOldestSeconds: number
  mailsOldestSeconds: number
}

/** What waits longer than this is late. As the alerts of the same matters have it. */
export const LATE_SECONDS = { outbox: 300, payments: 900, mails: 1_800 } as const

/** The state of each part: what the platform knows of itself, or what administrators say of it if that is worse. */
export function componentStates(
  facts: StatusFacts,
  open: readonly { component: Component; severity: IncidentSeverity }[],
): Record<Component, ComponentState> {
  const { regions } = facts
  const known: Record<Component, ComponentState> = {
    platform: facts.outboxOldestSeconds > LATE_SECONDS.outbox ? 'degraded' : 'up',
    nexus: facts.nexusIsAway === true ? 'down' : 'up',
    regions: regions.away === 0 ? 'up' : regions.away < regions.open ? 'degraded' : 'down',
    payments: facts.paymentsOldestSeconds > LATE_SECONDS.payments ? 'degraded' : 'up',
    mails: facts.mailsOldestSeconds > LATE_SECONDS.mails ? 'degraded' : 'up',
  }
  for (const { component, severity } of open)
    if (severity !== 'notice') known[component] = worse(known[component], severity)
  return known
}

/** The state of the whole: that of its worst part. */
export const worstState = (states: readonly ComponentState[]): ComponentState => states.reduce(worse, 'up')

const worse = (one: ComponentState, other: ComponentState): ComponentState =>
  COMPONENT_STATES.indexOf(one) > COMPONENT_STATES.indexOf(other) ? one : other
