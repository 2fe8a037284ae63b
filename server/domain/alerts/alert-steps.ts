import { DAY_MS } from '../utc-day.ts'
import { type AlertSeverity, type ToldAlert } from './alert-delivery.ts'

/** What is known of an alert that is told: its firing that has not ended, and whether this one was told before. */
export type KnownAlert = {
  open: { id: string; startedAt: Date } | null
  /** There is a firing that began at the same moment. */
  isKnown: boolean
}

export type AlertStep =
  | { kind: 'begin' }
  /** It fires on. */
  | { kind: 'again'; id: string }
  | { kind: 'end'; id: string }
  /** Over before it was told the first time. */
  | { kind: 'missed' }
  /** A delivery that was overtaken, or came twice. */
  | { kind: 'late' }

/**
 * What a told alert means. Deliveries come again and in any order. While a firing is open another start of the same alert is the same
 * firing: Prometheus forgets starts when it is restarted.
 */
export function stepOf({ open, isKnown }: KnownAlert, { startedAt, endedAt }: ToldAlert): AlertStep {
  if (endedAt === null) {
    if (open) return { kind: 'again', id: open.id }
    return isKnown ? { kind: 'late' } : { kind: 'begin' }
  }
  if (open && startedAt >= open.startedAt) return { kind: 'end', id: open.id }
  return isKnown || open ? { kind: 'late' } : { kind: 'missed' }
}

/** Firings of one alert's name of which administrators are told within a day; what comes after is on the page alone. */
export const TOLD_PER_DAY = 10

/** Which of these firings administrators are told of: critical ones, as long as the day has room. */
export const toBeTold = <Alert extends { name: string; severity: AlertSeverity }>(
  begun: readonly Alert[],
  toldToday: ReadonlyMap<string, number>,
): Alert[] => {
  const told = new Map(toldToday)
  return begun.filter(({ name, severity }) => {
    const before = told.get(name) ?? 0
    if (severity !== 'critical' || before >= TOLD_PER_DAY) return false
    told.set(name, before + 1)
    return true
  })
}

/** Alertmanager repeats what still fires. What it has not repeated for so long it no longer knows. */
export const SILENT_AFTER_MS = DAY_MS

export const ALERT_STATES = ['firing', 'silent', 'resolved'] as const
export type AlertState = (typeof ALERT_STATES)[number]

export function alertState(alert: { endedAt: Date | null; lastToldAt: Date }, now: Date): AlertState {
  if (alert.endedAt !== null) return 'resolved'
  return now.getTime() - alert.lastToldAt.getTime() > SILENT_AFTER_MS ? 'silent' : 'firing'
}

/** How long alerts that are over are kept, and how many alerts at most, the newest. */
export const ALERTS_KEPT_MS = 365 * DAY_MS
export const ALERTS_KEPT = 5_000
