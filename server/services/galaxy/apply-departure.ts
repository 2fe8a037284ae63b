import { z } from 'zod'
import { and, eq, ne } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { driveCrossingJob } from '#jobs/travel/drive-crossing.ts'
import { job } from '#jobs/outbox.ts'
import { type GalaxyMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { PASSAGE_KINDS } from '#server/domain/travel/passage.ts'
import { copiedPort } from '#server/domain/trade/copied-prices-wire.ts'
import { formerTraveller, renamedTraveller } from '#server/domain/travel/renamed-traveller.ts'
import { travellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { rememberedPrices } from '#db/schema/platform/remembered-prices.ts'
import { type Tx } from '../context.ts'
import { insertAudit } from '../insert-audit.ts'
import { oneRow } from '../one-row.ts'
import { carriedOutBy, tellCarriedOut } from './carried-out.ts'

const MINUTE_MS = 60_000

type Departure = Extract<GalaxyMessage, { kind: 'departed' }>

/**
 * Takes a pilot who has left a galaxy into custody: their whereabouts and all that is theirs change in one transaction. A galaxy can
 * report only pilots who are in it, with the version that they are there with.
 */
export async function applyDeparture(
  tx: Tx,
  galaxyId: string,
  regionId: string | null,
  message: Departure,
  at: Date,
): Promise<void> {
  const { crossingId, userId, fencingVersion, to, minutes } = message
  // A galaxy that was restored tells its departures again.
  if ((await tx.db.$count(custody, eq(custody.id, crossingId))) > 0) return
  const [left] = await tx.db
    .update(whereabouts)
    .set({ state: 'travelling', fencingVersion: fencingVersion + 1, since: at })
    .where(
      and(
        eq(whereabouts.userId, userId),
        eq(whereabouts.galaxyId, galaxyId),
        eq(whereabouts.fencingVersion, fencingVersion),
        ne(whereabouts.state, 'travelling'),
      ),
    )
    .returning({ userId: whereabouts.userId })
  if (!left) throw new Error(`crossing ${crossingId}: the pilot was not in that galaxy with this version`)
  const { expiredAt, ...person } = await personOf(tx, userId)
  const kind = PASSAGE_KINDS.find((one) => one === message.passage)
  if (!kind) throw new Error(`crossing ${crossingId}: no such passage`)
  const arrivesAt = new Date(at.getTime() + minutes * MINUTE_MS)
  await tx.db.insert(custody).values({
    id: crossingId,
    userId,
    kind,
    fromGalaxyId: galaxyId,
    fromSector: message.fromSector,
    toGalaxyId: to.galaxyId,
    toSector: to.sectorId,
    fencingVersion: fencingVersion + 1,
    fare: message.fare,
    toll: message.toll,
    // They may be called otherwise by now, or be forgotten.
    pilot: (expiredAt === null ? renamedTraveller : formerTraveller)(
      travellingPilot.parse(message.pilot),
      person.callsign,
    ),
    state: 'held',
    departedAt: at,
    arrivesAt,
  })
  if (expiredAt === null) {
    await keepPrices(tx, galaxyId, message, at)
    if (regionId !== null && crossingId === carriedOutBy(message)) await tellCarriedOut(tx, message, regionId)
  }
  await tx.enqueue(job(driveCrossingJob, { crossingId, fromGalaxyId: galaxyId }, arrivesAt))
  await insertAudit(tx.db, { kind: 'user', userId, ...person }, at, [
    {
      action: 'travel.departed',
      regionId,
      subject: { type: 'crossing', id: crossingId },
      detail: { passage: kind, to: to.galaxyId, fare: message.fare, toll: message.toll },
    },
  ])
  tx.publish({ audience: { kind: 'user', userId }, topic: 'travel', id: crossingId })
}

async function personOf(tx: Tx, userId: string) {
  const { callsign, role, expiredAt } = users
  // Whoever is being erased is waited for: whichever comes second renames the ship.
  const rows = await tx.db
    .select({ callsign, role, expiredAt })
    .from(users)
    .where(eq(users.id, userId))
    .for('share')
  return oneRow(rows)
}

/** What the pilot knows of the galaxy now takes the place of what they knew when they last left it. */
async function keepPrices(tx: Tx, galaxyId: string, { userId, prices }: Departure, at: Date): Promise<void> {
  const row = { leftAt: at, ports: z.array(copiedPort).parse(prices) }
  await tx.db
    .insert(rememberedPrices)
    .values({ userId, galaxyId, ...row })
    .onConflictDoUpdate({ target: [rememberedPrices.userId, rememberedPrices.galaxyId], set: row })
}
