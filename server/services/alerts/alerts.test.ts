import { and, eq, like } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { alerts } from '#db/schema/platform/alerts.ts'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { alertDelivery } from '#server/domain/alerts/alert-delivery.ts'
import {
  ALERTS_KEPT,
  ALERTS_KEPT_MS,
  SILENT_AFTER_MS,
  TOLD_PER_DAY,
} from '#server/domain/alerts/alert-steps.ts'
import { delivery, postedAlert } from '#server/testing/alert-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { receiveAlerts } from './receive-alerts.ts'

const platform = useTestPlatform()
const MINUTE_MS = 60_000

const receive = (...posted: ReturnType<typeof postedAlert>[]) =>
  receiveAlerts(
    platform.ctx({ kind: 'system', job: 'alerts-webhook' }),
    alertDelivery.parse(delivery(...posted)),
  )
const noticesOf = ({ userId }: UserActor) =>
  platform.db
    .select({ kind: notifications.kind, title: notifications.title, body: notifications.body })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), like(notifications.kind, 'alert.%')))
    .orderBy(notifications.createdAt, notifications.title)
const nowOf = () => platform.clock.now(platform.db)
const minutesAgo = async (minutes: number) => new Date((await nowOf()).getTime() - minutes * MINUTE_MS)

async function makeAdmin(): Promise<UserActor> {
  const admin = await makeUser(platform, { role: 'admin' })
  await platform.db
    .update(users)
    .set({ email: `${admin.callsign}@mail.test` })
    .where(eq(users.id, admin.userId))
  return admin
}

beforeEach(async () => {
  platform.clock.set(0)
  await platform.db.delete(alerts)
})

describe('a critical alert', () => {
  it('is a notice and a mail to every administrator when it begins and when it is over, and to nobody else', async () => {
    const [ann, ben, player] = [await makeAdmin(), await makeAdmin(), await makeUser(platform)]
    const startsAt = await minutesAgo(3)
    for (let again = 0; again < 3; again++) await receive(postedAlert({ startsAt }))
    const told = { kind: 'alert.firing', title: 'Alert: RegionUnavailable' }
    expect(await noticesOf(ann)).toMatchObject([{ ...told, body: postedAlert().annotations.summary }])
    expect(await noticesOf(ben)).toHaveLength(1)
    platform.clock.advance(10 * MINUTE_MS)
    const end = postedAlert({ startsAt, endsAt: await nowOf() })
    await receive(end)
    await receive(end)
    expect(await noticesOf(ann)).toMatchObject([
      told,
      { kind: 'alert.resolved', title: 'Over: RegionUnavailable' },
    ])
    expect(await noticesOf(player)).toEqual([])
    const mailed = await platform.db.$count(mails, eq(mails.userId, ann.userId))
    expect(mailed).toBe(2)
    expect(await platform.api(ann).alerts.firing()).toEqual([])
    expect((await platform.api(ann).alerts.past({})).items).toMatchObject([
      { name: 'RegionUnavailable', state: 'resolved', labels: { region: 'kessler' }, severity: 'critical' },
    ])
  })

  it('is one notice for all regions that it is about', async () => {
    const ann = await makeAdmin()
    await receive(
      postedAlert(),
      postedAlert({ region: 'veil' }),
      postedAlert({ name: 'OutboxLate', region: '' }),
    )
    expect((await noticesOf(ann)).map(({ title }) => title)).toEqual([
      'Alert: OutboxLate',
      'Alert: RegionUnavailable (2 times)',
    ])
  })

  it('that begins anew is told anew, ten times a day at most; later ones are on the page alone', async () => {
    const ann = await makeAdmin()
    for (let time = 0; time < TOLD_PER_DAY + 2; time++) {
      platform.clock.advance(5 * MINUTE_MS)
      const startsAt = await minutesAgo(2)
      await receive(postedAlert({ startsAt }))
      await receive(postedAlert({ startsAt, endsAt: await minutesAgo(1) }))
    }
    const kinds = (await noticesOf(ann)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'alert.firing')).toHaveLength(TOLD_PER_DAY)
    expect(kinds.filter((kind) => kind === 'alert.resolved')).toHaveLength(TOLD_PER_DAY)
    expect((await platform.api(ann).alerts.past({ pageSize: 5 })).total).toBe(TOLD_PER_DAY + 2)
  })

  it('that two Alertmanagers tell at once is told once', async () => {
    const ann = await makeAdmin()
    const startsAt = await minutesAgo(1)
    await Promise.all(Array.from({ length: 8 }, () => receive(postedAlert({ startsAt }))))
    expect(await noticesOf(ann)).toHaveLength(1)
    expect(await platform.db.$count(alerts)).toBe(1)
  })

  it('goes on though Prometheus gives it another beginning, and is not opened again by a delivery that was overtaken', async () => {
    const ann = await makeAdmin()
    const [first, second] = [await minutesAgo(9), await minutesAgo(4)]
    await receive(postedAlert({ startsAt: first }))
    await receive(postedAlert({ startsAt: second }))
    expect(await noticesOf(ann)).toHaveLength(1)
    await receive(postedAlert({ startsAt: second, endsAt: await minutesAgo(1) }))
    await receive(postedAlert({ startsAt: first }))
    expect(await platform.api(ann).alerts.firing()).toEqual([])
    expect(await platform.db.$count(alerts)).toBe(1)
  })
})

describe('alerts', () => {
  it('that are warnings are on the page and in nobody’s inbox; critical ones come first', async () => {
    const ann = await makeAdmin()
    await receive(postedAlert({ name: 'HighUse', severity: 'warning' }), postedAlert())
    expect((await noticesOf(ann)).map(({ title }) => title)).toEqual(['Alert: RegionUnavailable'])
    expect((await platform.api(ann).alerts.firing()).map(({ name }) => name)).toEqual([
      'RegionUnavailable',
      'HighUse',
    ])
    expect(await platform.api(ann).alerts.count()).toEqual({ critical: 1, warning: 1 })
  })

  it('of which nobody heard before they were over are in the history alone', async () => {
    const ann = await makeAdmin()
    await receive(postedAlert({ endsAt: new Date('2026-01-01T10:05:00Z') }))
    expect(await noticesOf(ann)).toEqual([])
    expect((await platform.api(ann).alerts.past({})).total).toBe(1)
  })

  it('that are not repeated any more are no longer said to fire', async () => {
    const ann = await makeAdmin()
    await receive(postedAlert())
    platform.clock.advance(SILENT_AFTER_MS + MINUTE_MS)
    expect(await platform.api(ann).alerts.firing()).toEqual([])
    expect(await platform.api(ann).alerts.count()).toEqual({ critical: 0, warning: 0 })
    expect((await platform.api(ann).alerts.past({})).items).toMatchObject([
      { state: 'silent', endedAt: null },
    ])
  })

  it('are forgotten after a year, and the oldest where there are too many', async () => {
    const startsAt = await minutesAgo(1)
    await receive(postedAlert({ startsAt, endsAt: startsAt }))
    platform.clock.advance(ALERTS_KEPT_MS + 2 * MINUTE_MS)
    await receive()
    expect(await platform.db.$count(alerts)).toBe(0)
    const now = await nowOf()
    await platform.db.insert(alerts).values(
      Array.from({ length: ALERTS_KEPT + 5 }, (_, n) => ({
        ...{ fingerprint: 'ff', name: 'A', severity: 'warning' as const, summary: '', labels: {} },
        ...{ startedAt: new Date(now.getTime() - n), endedAt: now, lastToldAt: now },
      })),
    )
    await receive()
    expect(await platform.db.$count(alerts)).toBe(ALERTS_KEPT)
    expect(await platform.db.$count(alerts, eq(alerts.startedAt, now))).toBe(1)
  })

  it('are for administrators', async () => {
    const player = await makeUser(platform)
    for (const [{ alerts: api }, code] of [
      [platform.api(player), 'FORBIDDEN'],
      [platform.api(), 'UNAUTHORIZED'],
    ] as const)
      for (const call of [api.firing(), api.past({}), api.count()])
        await expect(call).rejects.toMatchObject({ code })
  })
})
