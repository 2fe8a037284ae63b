import { randomUUID } from 'node:crypto'
import { eq, isNull, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { galaxyOutbox } from '#db/schema/galaxy/presence.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { type GalaxyMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { applyMessages } from './apply-messages.ts'
import { collectMessages } from './collect-messages.ts'

const platform = useTestPlatform()
const system = () => platform.ctx({ kind: 'system', job: 'test' })
let admin: UserActor
let galaxyId: string
let galaxy: GalaxyPool

beforeAll(async () => {
  admin = await makeUser(platform, { role: 'admin' })
})
beforeEach(async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  galaxyId = region.galaxyId ?? ''
  galaxy = await platform.galaxy(galaxyId)
  await platform.db.delete(setAsideMessages)
})

const gift = (userId: string, amount = 10): GalaxyMessage => ({
  ...{ kind: 'gift', transferId: randomUUID(), userId, amount },
})
async function send(...messages: GalaxyMessage[]): Promise<string[]> {
  const at = await platform.clock.now(galaxy)
  const rows = messages.map((message) => ({ id: randomUUID(), message, at }))
  for (const row of rows) await galaxy.insert(galaxyOutbox).values(row)
  return rows.map(({ id }) => id)
}
const list = () => platform.api(admin).operations.setAsideMessages({ page: 1, pageSize: 25 })
const giftsOf = ({ userId }: UserActor) => platform.db.$count(auditLog, eq(auditLog.actorId, userId))
const auditOf = async (subjectId: string) =>
  platform.db.select().from(auditLog).where(eq(auditLog.subjectId, subjectId))

/** Gifts of this amount cannot be recorded until it is mended. */
async function breakGiftsOf(amount: number): Promise<() => Promise<unknown>> {
  const wrong = sql.raw(`detail->>'amount' is distinct from '${amount}'`)
  await platform.owner.execute(sql`alter table audit_log add constraint broken check (${wrong}) not valid`)
  return () => platform.owner.execute(sql`alter table audit_log drop constraint broken`)
}

it('a message that cannot be applied stops no other of its galaxy, and leaves the galaxy', async () => {
  const giver = await makeUser(platform)
  const unknown = randomUUID()
  const [broken = ''] = await send(gift(unknown), gift(giver.userId), gift(giver.userId))
  await collectMessages(system())
  expect(await giftsOf(giver)).toBe(2)
  // Kept for a platform that is restored, and delivered no more.
  expect(await galaxy.$count(galaxyOutbox, isNull(galaxyOutbox.acknowledgedAt))).toBe(0)
  expect(await galaxy.$count(galaxyOutbox)).toBe(3)
  const { items } = await list()
  expect(items).toMatchObject([{ id: broken, kind: 'gift', callsign: null, attempts: 1 }])
  expect(items[0]?.error).toContain('unknown giver')
})

it('a pilot’s later messages wait behind one that was set aside, and are applied in order after it', async () => {
  const [first, other] = [await makeUser(platform), await makeUser(platform)]
  const mend = await breakGiftsOf(77)
  const [broken = '', later = ''] = await send(
    ...[gift(first.userId, 77), gift(first.userId), gift(other.userId)],
  )
  await collectMessages(system())
  // One that an answer carries waits too, until it is collected.
  const [answered = ''] = await send(gift(first.userId, 5))
  const rows = await galaxy.select().from(galaxyOutbox).where(isNull(galaxyOutbox.acknowledgedAt))
  await applyMessages(
    system(),
    galaxyId,
    rows.map((row) => ({ ...row, at: row.at.toISOString() })),
  )
  expect([await giftsOf(first), await giftsOf(other)]).toEqual([0, 1])
  await collectMessages(system())
  expect((await list()).items.map(({ id, attempts }) => ({ id, attempts }))).toEqual([
    { id: broken, attempts: 1 },
    { id: later, attempts: 0 },
    { id: answered, attempts: 0 },
  ])

  const { operations } = platform.api(admin)
  await expect(operations.retryMessage({ messageId: later })).rejects.toMatchObject({
    cause: { reason: 'waits-behind' },
  })
  const retried = await operations.retryMessage({ messageId: broken })
  expect(retried).toMatchObject({ applied: 0 })
  expect(retried.error).toContain('broken')
  expect((await list()).items[0]).toMatchObject({ id: broken, attempts: 2 })
  await mend()
  expect(await operations.retryMessage({ messageId: broken })).toEqual({ applied: 3, error: null })
  expect((await list()).total).toBe(0)
  const amounts = await platform.db
    .select({ detail: auditLog.detail })
    .from(auditLog)
    .where(eq(auditLog.actorId, first.userId))
    .orderBy(auditLog.id)
  expect(amounts.map(({ detail }) => detail)).toEqual([{ amount: 77 }, { amount: 10 }, { amount: 5 }])
  expect(await auditOf(broken)).toMatchObject([
    { action: 'message.applied', actorId: admin.userId, detail: { kind: 'gift', attempts: 3 } },
  ])
  // Delivered once more by an answer that was under way, none is applied again.
  await applyMessages(
    system(),
    galaxyId,
    rows.map((row) => ({ ...row, at: row.at.toISOString() })),
  )
  expect(await giftsOf(first)).toBe(3)
})

it('a message is dismissed with a reason that the audit log keeps; what waited behind it is applied', async () => {
  const pilot = await makeUser(platform)
  const mend = await breakGiftsOf(77)
  const [broken = ''] = await send(gift(pilot.userId, 77), gift(pilot.userId))
  await collectMessages(system())
  const { operations } = platform.api(admin)
  await expect(operations.dismissMessage({ messageId: broken, reason: ' ' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
  const dismissed = await operations.dismissMessage({ messageId: broken, reason: 'Given before a restore.' })
  await mend()
  expect(dismissed).toEqual({ applied: 1 })
  expect(await auditOf(broken)).toMatchObject([
    {
      action: 'message.dismissed',
      actorId: admin.userId,
      detail: { reason: 'Given before a restore.', message: { kind: 'gift', amount: 77 } },
    },
  ])
  await expect(operations.dismissMessage({ messageId: broken, reason: 'Again.' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect((await list()).total).toBe(0)
})

it('a departure that the platform cannot take over strands no other traveller', async () => {
  const pilot = await makeUser(platform)
  const departed: GalaxyMessage = {
    ...{
      kind: 'departed',
      crossingId: randomUUID(),
      userId: randomUUID(),
      fencingVersion: 4,
      passage: 'gate',
    },
    ...{
      fromSector: 1,
      to: { galaxyId, sectorId: null },
      minutes: 3,
      fare: 0,
      toll: 0,
      pilot: {},
      prices: [],
    },
  }
  await send(departed, gift(pilot.userId))
  await collectMessages(system())
  expect(await giftsOf(pilot)).toBe(1)
  expect((await list()).items).toMatchObject([{ kind: 'departed', attempts: 1 }])
})

it('only administrators see and settle them', async () => {
  const [broken = ''] = await send(gift(randomUUID()))
  await collectMessages(system())
  const { operations } = platform.api(await makeUser(platform))
  for (const refused of [
    () => operations.setAsideMessages({ page: 1, pageSize: 25 }),
    () => operations.retryMessage({ messageId: broken }),
    () => operations.dismissMessage({ messageId: broken, reason: 'I would rather not.' }),
  ])
    await expect(refused()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect((await list()).total).toBe(1)
  await expect(
    platform.api(admin).operations.retryMessage({ messageId: randomUUID() }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
