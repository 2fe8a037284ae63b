import { and, eq, inArray, isNull, lte, min, ne } from 'drizzle-orm'
import { paypalInbox } from '#db/schema/platform/billing.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { jobOutbox, nexusState } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import {
  COMPONENTS,
  componentStates,
  worstState,
  type StatusFacts,
} from '#server/domain/incidents/incident-rules.ts'
import { type PublicStatus } from '#server/domain/incidents/status-wire.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { findUnavailable } from '../alerts/list-alerts.ts'
import { type Ctx } from '../context.ts'
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
    findPlaces(ctx),
    readAges(ctx, now),
    readIncidents(ctx.db, isOpen, { limit: MOST_SHOWN }),
    readIncidents(ctx.db, isShown(now), { limit: MOST_SHOWN }),
  ])
  const { nexusIsAway, open, away } = places
  const states = componentStates(
    { nexusIsAway, regions: { open, away: away.length }, ...ages },
    openIncidents,
  )
  return {
    at: now.toISOString(),
    state: worstState(Object.values(states)),
    components: COMPONENTS.map((name) => ({ name, state: states[name] })),
    regions: { open, away },
    openIncidents,
    pastIncidents,
  }
})

/** Away is what a sweep or an alert found not to answer, and what is being restored. A suspended region answers nobody on purpose. */
async function findPlaces(ctx: Ctx): Promise<{
  nexusIsAway: boolean | null
  open: number
  away: PublicStatus['regions']['away']
}> {
  const unavailable = await findUnavailable(ctx)
  const isAway = ({ name, status, awaySince }: { name: string; status: string; awaySince: Date | null }) =>
    status === 'restoring' || awaySince !== null || unavailable.has(name)
  const [nexus] = await ctx.db
    .select({ status: galaxies.status, awaySince: galaxies.awaySince })
    .from(nexusState)
    .innerJoin(galaxies, eq(galaxies.id, nexusState.galaxyId))
  const rows = await ctx.db
    .select({
      name: regions.name,
      displayName: regions.displayName,
      status: galaxies.status,
      awaySince: galaxies.awaySince,
    })
    .from(regions)
    .innerJoin(galaxies, eq(galaxies.id, regions.galaxyId))
    .where(and(inArray(regions.status, OPEN_STATUSES), ne(galaxies.status, 'creating')))
    .orderBy(regions.displayName)
  return {
    nexusIsAway: nexus ? isAway({ name: 'nexus', ...nexus }) : null,
    open: rows.length,
    away: rows.filter(isAway).map(({ name, displayName }) => ({ name, displayName })),
  }
}

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
