import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { alerts } from '#db/schema/platform/alerts.ts'
import { incidents, incidentUpdates } from '#db/schema/platform/incidents.ts'
import { jobOutbox } from '#db/schema/platform/operations.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { alertDelivery } from '#server/domain/alerts/alert-delivery.ts'
import { HISTORY_DAYS, OPEN_INCIDENTS_MAX, UPDATES_MAX } from '#server/domain/incidents/incident-rules.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { GameError } from '#server/errors.ts'
import { delivery, postedAlert } from '#server/testing/alert-steps.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { receiveAlerts } from '../alerts/receive-alerts.ts'
import { collectPilotDays } from '../pilots/collect-pilot-days.ts'

const platform = useTestPlatform()
const SLOW = {
  title: 'Flying is slow',
  component: 'nexus',
  severity: 'degraded',
  text: 'Orders take some seconds. <script>alert(1)</script>',
} as const
const NOT_ANY = '99999999-9999-4999-8999-999999999999'

const makeAdmin = () => makeUser(platform, { role: 'admin' })
const status = () => platform.api().status.now()
const auditOf = (id: string) =>
  platform.db
    .select({ action: auditLog.action, actorId: auditLog.actorId })
    .from(auditLog)
    .where(eq(auditLog.subjectId, id))
    .orderBy(auditLog.id)
const stateOf = async (name: string) => (await status()).components.find((one) => one.name === name)?.state

beforeEach(async () => {
  platform.clock.set(0)
  await platform.db.delete(incidentUpdates)
  await platform.db.delete(incidents)
  await platform.db.delete(alerts)
  await platform.db.delete(jobOutbox)
})

describe('an incident', () => {
  it('is on the status page with its updates until it is resolved, and for 90 days after; who wrote it is audited', async () => {
    const admin = await makeAdmin()
    const { open, update } = platform.api(admin).incidents
    const { id } = await open(SLOW)
    const { text, ...shown } = SLOW
    expect(await status()).toMatchObject({
      state: 'degraded',
      openIncidents: [{ id, ...shown, resolvedAt: null, updates: [{ state: 'investigating', text }] }],
      pastIncidents: [],
    })
    expect(await stateOf('nexus')).toBe('degraded')
    platform.clock.advance(60_000)
    await update({ incidentId: id, state: 'identified', severity: 'down', text: 'A disk is full.' })
    expect(await stateOf('nexus')).toBe('down')
    platform.clock.advance(60_000)
    await update({ incidentId: id, state: 'resolved', severity: 'down', text: 'There is a larger one.' })
    const after = await status()
    expect(after).toMatchObject({ state: 'up', openIncidents: [], pastIncidents: [{ id }] })
    expect(after.pastIncidents[0]?.updates.map(({ state }) => state)).toEqual([
      'resolved',
      'identified',
      'investigating',
    ])
    const { userId: actorId } = admin
    expect(await auditOf(id)).toEqual([
      { action: 'incident.opened', actorId },
      { action: 'incident.updated', actorId },
      { action: 'incident.resolved', actorId },
    ])
    platform.clock.advance(HISTORY_DAYS * DAY_MS + 1)
    expect((await status()).pastIncidents).toEqual([])
    expect((await platform.api(admin).incidents.list({})).total).toBe(1)
  })

  it('is opened again by an update with another state', async () => {
    const { open, update, get } = platform.api(await makeAdmin()).incidents
    const { id } = await open(SLOW)
    await update({ incidentId: id, state: 'resolved', severity: 'degraded', text: 'It works again.' })
    await update({ incidentId: id, state: 'investigating', severity: 'degraded', text: 'It does not.' })
    expect(await get({ incidentId: id })).toMatchObject({ resolvedAt: null })
    expect((await status()).openIncidents).toHaveLength(1)
  })

  it('that is a notice leaves its part as it is', async () => {
    await platform.api(await makeAdmin()).incidents.open({ ...SLOW, severity: 'notice' })
    expect(await status()).toMatchObject({ state: 'up', openIncidents: [{ severity: 'notice' }] })
  })

  it('is written and read by administrators alone', async () => {
    const { id } = await platform.api(await makeAdmin()).incidents.open(SLOW)
    const player = await makeUser(platform)
    const another = { incidentId: id, state: 'resolved', severity: 'down', text: 'All is well.' } as const
    for (const [{ incidents: api }, code] of [
      [platform.api(player), 'FORBIDDEN'],
      [platform.api(), 'UNAUTHORIZED'],
    ] as const)
      for (const call of [api.open(SLOW), api.update(another), api.list({}), api.get({ incidentId: id })])
        await expect(call).rejects.toMatchObject({ code })
    expect((await status()).openIncidents[0]?.updates).toHaveLength(1)
  })

  it('that there is not is not found', async () => {
    const { get, update } = platform.api(await makeAdmin()).incidents
    const gone = { code: 'NOT_FOUND' }
    await expect(get({ incidentId: NOT_ANY })).rejects.toMatchObject(gone)
    await expect(
      update({ incidentId: NOT_ANY, state: 'resolved', severity: 'notice', text: 'Nothing.' }),
    ).rejects.toMatchObject(gone)
  })

  it('is one of ten that are open at most, also when many are opened at once, and has fifty updates at most', async () => {
    const { open, update } = platform.api(await makeAdmin()).incidents
    const tried = await Promise.allSettled(Array.from({ length: OPEN_INCIDENTS_MAX + 3 }, () => open(SLOW)))
    expect(tried.filter((one) => one.status === 'fulfilled')).toHaveLength(OPEN_INCIDENTS_MAX)
    await expect(open(SLOW)).rejects.toMatchObject({ cause: { reason: 'too-many-incidents' } })
    const [first] = (await status()).openIncidents
    const incidentId = first?.id ?? ''
    const at = await platform.clock.now(platform.db)
    await platform.db.insert(incidentUpdates).values(
      Array.from({ length: UPDATES_MAX - 1 }, () => ({
        ...{ incidentId, at, state: 'watching' as const, text: 'Still slow.' },
      })),
    )
    const word = { incidentId, severity: 'notice', text: 'It is over.' } as const
    await expect(update({ ...word, state: 'watching' })).rejects.toMatchObject({
      cause: { reason: 'too-many-updates' },
    })
    await update({ ...word, state: 'resolved' })
    expect((await status()).openIncidents).toHaveLength(OPEN_INCIDENTS_MAX - 1)
  })
})

describe('the status', () => {
  it('names a region that a sweep found not to answer, until it answers; a suspended one is none', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const named = { name: region.name, displayName: region.displayName }
    expect((await status()).regions.away).toEqual([])
    const system = platform.ctx({ kind: 'system', job: 'collect-pilot-days' })
    const away = new GameError('UNAVAILABLE', 'away')
    const unreachable = new Proxy(system.galaxies, {
      get: (galaxies, name) => {
        const value: unknown = Reflect.get(galaxies, name)
        if (name !== 'apiFor') return value
        return () => new Proxy({}, { get: () => () => Promise.reject(away) })
      },
    })
    await collectPilotDays({ ...system, galaxies: unreachable })
    await collectPilotDays({ ...system, galaxies: unreachable })
    expect((await status()).regions).toEqual({ open: 1, away: [named] })
    expect(await stateOf('regions')).toBe('down')
    await collectPilotDays(system)
    expect((await status()).regions.away).toEqual([])
    await platform.db.update(galaxies).set({ status: 'restoring' })
    expect((await status()).regions.away).toEqual([named])
    await platform.db.update(galaxies).set({ status: 'ready' })
    await receiveAlerts(system, alertDelivery.parse(delivery(postedAlert({ region: region.name }))))
    expect((await status()).regions.away).toEqual([named])
  })

  it('tells that jobs wait', async () => {
    const now = await platform.clock.now(platform.db)
    await platform.db
      .insert(jobOutbox)
      .values({ name: 'send-mails', payload: {}, runAt: now, createdAt: now })
    expect(await stateOf('platform')).toBe('up')
    platform.clock.advance(600_000)
    expect(await stateOf('platform')).toBe('degraded')
  })
})
