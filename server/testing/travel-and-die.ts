import { text } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { isGameError } from '../errors.ts'
import { type Actor } from '../services/context.ts'
import { sweepCrossings } from '../services/custody/sweep-crossings.ts'
import { collectMessages } from '../services/galaxy/collect-messages.ts'
import { depart } from '../services/space/depart.ts'
import { dieAtStatement } from './die-at-statement.ts'
import { GALAXY_AWAY, type DyingJourney } from './dying-journey.ts'
import { dyingContext } from './dying-context.ts'

const journey = JSON.parse(await text(process.stdin)) as DyingJourney
const PASSAGE_MS = 6 * 60_000
const system: Actor = { kind: 'system', job: 'test' }

const { ctx, clock, db } = dyingContext(journey.platformUrl, { offsetMs: journey.clockOffsetMs })

async function travel(): Promise<void> {
  const [user] = await db.select().from(users).where(eq(users.id, journey.userId))
  if (!user) throw new Error('no such user')
  const { callsign, role } = user
  dieAtStatement(journey.dieAt, journey.when)
  await depart(ctx({ kind: 'user', userId: journey.userId, callsign, role }), {
    crossingId: journey.crossingId,
    to: journey.to,
    forfeitCouriers: false,
  })
  if (journey.then)
    await db.update(regions).set({ status: journey.then.status }).where(eq(regions.id, journey.then.regionId))
  clock.advance(PASSAGE_MS)
  await sweepCrossings(ctx(system))
}

async function recover(): Promise<void> {
  dieAtStatement(journey.dieAt, journey.when)
  await collectMessages(ctx(system))
  await sweepCrossings(ctx(system))
}

try {
  await (journey.work === 'travel' ? travel() : recover())
} catch (error) {
  if (!isGameError(error) || error.code !== 'UNAVAILABLE') throw error
  process.exit(GALAXY_AWAY)
}
process.exit(0)
