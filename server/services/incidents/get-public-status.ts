import { eq, isNull, lte, min } from 'drizzle-orm'
import { paypalInbox } from '#db/schema/platform/billing.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { jobOutbox } from '#db/schema/platform/operations.ts'
import {
  COMPONENTS,
  componentStates,
  worstState,
  type StatusFacts,
} from '#server/domain/incidents/incident-rules.ts'
import { type PublicStatus } from '#server/domain/incidents/status-wire.ts'
import { type Ctx } from '../context.ts'
import { findAwayGalaxies } from '../platform/find-away-galaxies.ts'
import { sharedReading } from '../shared-reading.ts'
import { isOpen, isShown, readIncidents } from './incident-rows.ts'

/** Far more than an installation has in 90 days. */
const MOST_SHOWN = 100

/**
 * What everybody may know of the platform's state: from what it knows of itself and from what administrators write. No galaxy and no
 * queue is asked, since either may be what is away.
 */
export const getPublicStatus = sharedReading('public-status', async (ctx): Promise<PublicStatus> => {
  const now = await ctx.clock.now(ctx.db)
  const [places, ages, openIncidents, pastIncidents] = await Promise.all([
    findAwayGalaxies(ctx),
    readAges(ctx, now),
    readIncidents(ctx.db, isOpen, { limit: MOST_SHOWN }),
    readIncidents(ctx.db, isShown(now), { limit: MOST_SHOWN }),
  ])
  const { nexus } = places
  const open = places.regions.length
  const away = places.regions
    .filter(({ isAway }) => isAway)
    .map(({ name, displayName }) => ({ name, displayName }))
  const states = componentStates(
    { nexusIsAway: nexus && nexus.isAway, regions: { open, away: away.length }, ...ages },
    openIncidents,
  )
  return {
    url: `${ctx.config.publicUrl}/status`,
    at: now.toISOString(),
    state: worstState(Object.values(states)),
    components: COMPONENTS.map((name) => ({ name, state: states[name] })),
    regions: { open, away },
    openIncidents,
    pastIncidents,
  }
})

async function readAges(
  { db }: Ctx,
  now: Date,
): Promise<Pick<StatusFacts, 'outboxOldestSeconds' | 'paymentsOldestSeconds' | 'mailsOldestSeconds'>> {
  const [job] = await db
    .select({ at: min(jobOutbox.runAt) })
    .from(jobOutbox)
    .where(lte(jobOutbox.runAt, now))
  const [delivery] = await db
    .select({ at: min(paypalInbox.receivedAt) })
    .from(paypalInbox)
    .where(isNull(paypalInbox.processedAt))
  const [mail] = await db
    .select({ at: min(mails.dueAt) })
    .from(mails)
    .where(eq(mails.state, 'queued'))
  const ageOf = (at: Date | null | undefined) => (at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : 0)
  return {
    outboxOldestSeconds: ageOf(job?.at),
    paymentsOldestSeconds: ageOf(delivery?.at),
    mailsOldestSeconds: ageOf(mail?.at),
  }
}
