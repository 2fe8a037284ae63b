import { allow, refuse, type Verdict } from '../refusal.ts'
import { routesFor, type PowersQuestion, type Route } from '../regions/powers.ts'

/** `lapsed`: on its day it could not be enacted any more. */
export const SCHEDULED_DECREE_STATUSES = ['scheduled', 'in_force', 'revoked', 'lapsed'] as const
export type ScheduledDecreeStatus = (typeof SCHEDULED_DECREE_STATUSES)[number]

export type DecreeRefusalReason = 'power-lost' | 'not-the-issuer' | 'not-coming' | 'too-many-coming'

/** Citizens are told of each decree, and the law book shows all that are coming: nobody has more of them in a region. */
export const MAX_COMING_DECREES_PER_ISSUER = 30

/** Whether somebody who has announced so many decrees in a region, and they are still to come, may announce another. */
export function mayAnnounce({ coming }: { coming: number }): Verdict<undefined, DecreeRefusalReason> {
  if (coming < MAX_COMING_DECREES_PER_ISSUER) return allow(undefined)
  return refuse(
    'too-many-coming',
    `${coming} decrees of yours are coming; ${MAX_COMING_DECREES_PER_ISSUER} at a time are allowed. Revoke one first.`,
  )
}

/**
 * Whether a decree that was announced may still be enacted on its day: asked of whoever issued it, as the region is
 * governed then. One vote that the constitution wants by now, or one office lost, and all of it lapses. Returns the capacity
 * it is enacted in; null where everything is already as it says.
 */
export function mayTakeEffect(
  question: PowersQuestion,
): Verdict<Extract<Route, { instrument: 'decree' }>['by'] | null, DecreeRefusalReason> {
  let by: Extract<Route, { instrument: 'decree' }>['by'] | null = null
  for (const { route } of routesFor(question)) {
    if (!route.ok)
      return refuse('power-lost', `Whoever issued it may not decree this any more. ${route.message}`)
    if (route.value.instrument === 'vote')
      return refuse(
        'power-lost',
        `Whoever issued it may not decree this any more: the ${route.value.electorate} decide it by vote.`,
      )
    by = route.value.by
  }
  return allow(by)
}

/** A decree may be taken back by whoever issued it until it is in force. */
export function checkRevocation(decree: {
  isIssuer: boolean
  status: ScheduledDecreeStatus
}): Verdict<undefined, DecreeRefusalReason> {
  if (!decree.isIssuer)
    return refuse('not-the-issuer', 'Only whoever issued a decree may revoke it before it is in force.')
  if (decree.status === 'in_force')
    return refuse('not-coming', 'This decree is in force. Change the settings to end what it set.')
  if (decree.status !== 'scheduled') return refuse('not-coming', 'This decree is not coming any more.')
  return allow(undefined)
}
