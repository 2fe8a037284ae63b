import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { COMPONENT_STATES, COMPONENTS, INCIDENT_SEVERITIES, INCIDENT_STATES } from './incident-rules.ts'

const incidentUpdate = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  state: z.enum(INCIDENT_STATES),
  text: z.string(),
})

export const incidentWire = z.object({
  id: z.uuid(),
  title: z.string(),
  component: z.enum(COMPONENTS),
  severity: z.enum(INCIDENT_SEVERITIES),
  startedAt: z.iso.datetime(),
  /** Null while it is open. */
  resolvedAt: z.iso.datetime().nullable(),
  /** The newest first. */
  updates: z.array(incidentUpdate),
})
export type IncidentView = z.infer<typeof incidentWire>

/** The state of the platform, as everybody sees it. */
export const statusWire = z.object({
  /** Of the page that shows it. */
  url: z.url(),
  at: z.iso.datetime(),
  /** That of the worst part. */
  state: z.enum(COMPONENT_STATES),
  components: z.array(z.object({ name: z.enum(COMPONENTS), state: z.enum(COMPONENT_STATES) })),
  regions: z.object({
    /** Regions that should answer. */
    open: count,
    /** Those of them that do not. */
    away: z.array(z.object({ name: z.string(), displayName: z.string() })),
  }),
  openIncidents: z.array(incidentWire),
  /** Resolved within 90 days, the newest first. */
  pastIncidents: z.array(incidentWire),
})
export type PublicStatus = z.infer<typeof statusWire>
