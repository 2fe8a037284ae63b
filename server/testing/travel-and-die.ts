import { text } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { type Archive } from '../archive/archive.ts'
import { createSecrets } from '../auth/secrets.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createMovedClock } from '../clock.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { type Actor, type Ctx } from '../services/context.ts'
import { collectMessages } from '../services/galaxy/collect-messages.ts'
import { sweepCrossings } from '../services/custody/sweep-crossings.ts'
import { depart } from '../services/space/depart.ts'
import { isGameError } from '../errors.ts'
import { dieAtStatement } from './die-at-statement.ts'
import { GALAXY_AWAY, type DyingJourney } from './dying-journey.ts'
import { testConfig } from './test-config.ts'

const journey = JSON.parse(await text(process.stdin)) as DyingJourney
const PASSAGE_MS = 6 * 60_000
const system: Actor = { kind: 'system', job: 'test' }

const log = pino({ level: 'silent' })
const { db, pool } = openDatabase(journey.platformUrl, {
  max: 5,
  applicationName: 'dying',
  waitMs: 60_000,
  settings: { lock_timeout: '60s' },
})
const secrets = createSecrets('test-secret-test-secret-test-secret')
const clock = createMovedClock(journey.clockOffsetMs)
const limits = createLimits({ pool })
const galaxies = createLocalGalaxies({
  platformUrl: journey.platformUrl,
  platform: db,
  secrets,
  root: process.cwd(),
  log,
})

const ctx = (actor: Actor): Ctx => ({
  db,
  actor,
  clock,
  config: testConfig(),
  galaxies,
  events: {
    publishInTransaction: async () => undefined,
    publishAfterCommit: async () => undefined,
    subscribe: () => () => undefined,
    close: async () => undefined,
  },
  outbox: createJobOutbox(db, null, log),
  limits,
  paypal: {} as PayPal, // travelling never calls PayPal
  mail: {} as MailPort, // travelling never mails
  secrets,
  erasures: openErasureList('/dev/null'), // nobody is erased here
  auditLogKeeper: createAuditLogKeeper(journey.platformUrl),
  archive: {} as Archive, // nothing is backed up here
  refusedRequests: createRefusedRequestLog(),
  log,
})

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
