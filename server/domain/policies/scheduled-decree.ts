import { allow, refuse, type Verdict } from '../refusal.ts'
import { routesFor, type PowersQuestion, type Route } from '../regions/powers.ts'

/** `lapsed`: it was no longer allowed on its start date. */
export const SCHEDULED_DECREE_STATUSES = ['scheduled', 'in_force', 'revoked', 'lapsed'] as const
export type ScheduledDecreeStatus = (typeof SCHEDULED_DECREE_STATUSES)[number]

export type DecreeRefusalReason = 'power-lost' | 'not-the-issuer' | 'not-coming' | 'too-many-coming'

/** Limit per issuer and region: citizens are notified of each decree, and the law book lists all scheduled ones. */
export const MAX_SCHEDULED_DECREES_PER_ISSUER = 30

/** Whether somebody with this many scheduled decrees in a region may announce another. */
export function mayScheduleDecree({
  scheduled,
}: {
  scheduled: number
}): Verdict<undefined, DecreeRefusalReason> {
  if (scheduled < MAX_SCHEDULED_DECREES_PER_ISSUER) return allow(undefined)
  return refuse(
    'too-many-coming',
    `You have ${scheduled} scheduled decrees. The limit is ${MAX_SCHEDULED_DECREES_PER_ISSUER}. Revoke one first.`,
  )
}

/**
 * Whether an announced decree may still take effect, judged by its issuer's powers at that time. If any part now
 * needs a vote, or the issuer has lost the office, the whole decree lapses. Returns the capacity in which it is
 * enacted; null if the settings already match.
 */
export function mayTakeEffect(
  question: PowersQuestion,
): Verdict<Extract<Route, { instrument: 'decree' }>['by'] | null, DecreeRefusalReason> {
  let by: Extract<Route, { instrument: 'decree' }>['by'] | null = null
  for (const { route } of routesFor(question)) {
    if (!route.ok) return refuse('power-lost', `The issuer may no longer decree this. ${route.message}`)
    if (route.value.instrument === 'vote')
      return refuse(
        'power-lost',
        `The issuer may no longer decree this. The ${route.value.electorate} must vote on it.`,
      )
    by = route.value.by
  }
  return allow(by)
}

/** The issuer may revoke a decree until it takes effect. */
export function checkRevocation(decree: {
  isIssuer: boolean
  status: ScheduledDecreeStatus
}): Verdict<undefined, DecreeRefusalReason> {
  if (!decree.isIssuer)
    return refuse('not-the-issuer', 'Only the issuer can revoke a decree before it takes effect.')
  if (decree.status === 'in_force')
    return refuse('not-coming', 'This decree already applies. Change the settings instead.')
  if (decree.status !== 'scheduled') return refuse('not-coming', 'This decree is already settled.')
  return allow(undefined)
}
