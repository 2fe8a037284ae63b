import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { dataExportParts, dataExports } from '#db/schema/platform/privacy.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { type TravellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { EXPORT_ATTEMPTS_MAX, EXPORT_PART_MS } from '#server/domain/privacy/export-rules.ts'
import { exportSteps } from '#server/testing/export-steps.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { exportOf } from './export-of.ts'
import { makeExport } from './make-export.ts'
import { sweepExports } from './sweep-exports.ts'
import { writeExport } from './write-export.ts'

const platform = useTestPlatform()
const steps = exportSteps(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const ask = (person: UserActor) => platform.api(person).privacy.requestExport()
const stateOf = async (person: UserActor) => (await platform.api(person).privacy.export())?.state ?? null
const DAY = 86_400_000

beforeEach(() => platform.clock.set(0))

describe('an export', () => {
  it('is made by a job, audited, announced by notice and mail, and downloaded', async () => {
    const ann = await makeUser(platform)
    await platform.db
      .update(users)
      .set({ email: `${ann.callsign}@mail.test` })
      .where(eq(users.id, ann.userId))
    await ask(ann)
    expect(await stateOf(ann)).toBe('queued')
    expect(await platform.runOutbox()).toContain('make-export')
    const { rows, files } = await steps.read(ann)
    expect(rows('account')).toMatchObject([{ id: ann.userId, callsign: ann.callsign }])
    expect(files['README.txt']).toContain(`what is kept about ${ann.callsign}`)
    expect(files['README.txt']).toContain('  account.json')
    expect(await writtenActions(platform, ann)).toEqual(['user.export-asked'])
    expect(await writtenActions(platform, null)).toContain('user.export-made')
    expect(
      await platform.db.select().from(notifications).where(eq(notifications.userId, ann.userId)),
    ).toMatchObject([{ kind: 'account.export-ready', href: '/account/data' }])
    expect(await platform.db.select().from(mails).where(eq(mails.userId, ann.userId))).toHaveLength(1)
  })

  it('tells of the region and the galaxy where somebody was, in UTC, and of nobody else', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true, governanceType: 'democracy' })
    const ann = await makeMember(platform, region)
    const bob = await makeMember(platform, region)
    const elsewhere = await makeRegion(platform, { withGalaxy: true })
    const { policyId } = await propose(owner, region.name)
    await platform.api(ann).policies.cast({ policyId, choice: 'yes' })
    await platform.api(bob).policies.cast({ policyId, choice: 'no' })
    const trader = await makeTrader(platform, region, ann)
    const { maker } = await findTrade(await platform.galaxy(region.galaxyId ?? ''))
    await trader.putAt(maker)
    await trader.buy(maker, 3)
    const other = await makeTrader(platform, region, bob)
    await other.putAt(maker)
    await other.buy(maker, 2)

    const { rows, names, files } = await steps.makeExport(ann)
    const at = `galaxies/${region.name}`
    expect(rows(`${at}/pilot`)).toMatchObject([
      { user_id: ann.userId, callsign: ann.callsign, present: true },
    ])
    expect(rows(`${at}/trades`)).toMatchObject([{ user_id: ann.userId, quantity: 3, side: 'buy' }])
    expect(rows(`${at}/cargo`)).toMatchObject([{ commodity: maker.commodity, quantity: 3 }])
    expect(rows(`${at}/cargo-ledger`)).toMatchObject([
      { asset: maker.commodity, amount: 3, reason: 'purchase' },
    ])
    expect(rows(`${at}/purse-ledger`).map(({ reason }) => reason)).toContain('starting_credits')
    expect(rows(`${at}/purse`)).toHaveLength(1)
    expect(rows('memberships')).toMatchObject([{ region_id: region.id, type: 'citizen' }])
    expect(rows('ballots')).toMatchObject([{ user_id: ann.userId, choice: ['yes'] }])
    expect(names.filter((name) => name.startsWith(`galaxies/${elsewhere.region.name}`))).toEqual([])
    expect(Object.values(files).join('')).not.toContain(bob.userId)
    expect(rows('memberships')[0]?.joined_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/)
  })

  it('names archived regions where they were or are a member, and no others', async () => {
    const [joined, visited, strange] = [
      await makeRegion(platform, { withGalaxy: true }),
      await makeRegion(platform, { withGalaxy: true }),
      await makeRegion(platform, { withGalaxy: true }),
    ]
    const ann = await makeMember(platform, joined.region, { type: 'resident' })
    const now = await platform.clock.now(platform.db)
    const [here, there] = [visited.region.galaxyId ?? '', joined.region.galaxyId ?? '']
    await platform.db.insert(custody).values({
      ...{ id: randomUUID(), userId: ann.userId, kind: 'gate', fromGalaxyId: here, fromSector: 1 },
      ...{
        toGalaxyId: there,
        toSector: 1,
        fencingVersion: 2,
        fare: 0,
        toll: 0,
        pilot: {} as TravellingPilot,
      },
      ...{ state: 'closed', departedAt: now, arrivesAt: now, landedAt: now, closedAt: now },
      ...{ outcome: 'arrived', landingGalaxyId: there, landingSector: 1 },
    })
    for (const { region } of [joined, visited, strange])
      await platform.db
        .update(galaxies)
        .set({ status: 'archived' })
        .where(eq(galaxies.id, region.galaxyId ?? ''))
    const { files } = await steps.makeExport(ann)
    const names = [joined.region.name, visited.region.name].sort().join(', ')
    expect(files['README.txt']).toContain(`Not here: ${names}.`)
    expect(files['README.txt']).not.toContain(strange.region.name)
  })

  it('has every row of a long log once, also where many have one moment', async () => {
    const ann = await makeUser(platform)
    const createdAt = new Date('2102-01-01T00:00:00Z')
    const rows = Array.from({ length: 2_500 }, () => ({
      ...{ id: randomUUID(), userId: ann.userId, kind: 'test', title: 'News', createdAt },
    }))
    await platform.db.insert(notifications).values(rows)
    const exported = (await steps.makeExport(ann)).rows('notifications').map(({ id }) => String(id))
    expect(exported).toHaveLength(rows.length)
    expect(new Set(exported)).toEqual(new Set(rows.map(({ id }) => id)))
  })

  it('is stored in parts, which together are the file', async () => {
    const ann = await makeUser(platform)
    const createdAt = new Date('2102-01-01T00:00:00Z')
    const incompressible = () => Array.from({ length: 8 }, () => randomUUID()).join('')
    await platform.db.insert(notifications).values(
      Array.from({ length: 2_000 }, () => ({
        ...{ userId: ann.userId, kind: 'test', title: 'News', body: incompressible(), createdAt },
      })),
    )
    const { rows } = await steps.makeExport(ann)
    expect(rows('notifications')).toHaveLength(2_000)
    const latest = await platform.api(ann).privacy.export()
    expect(
      await platform.db.$count(dataExportParts, eq(dataExportParts.exportId, latest?.id ?? '')),
    ).toBeGreaterThan(1)
  })

  it('of somebody else is not found, and strangers have none', async () => {
    const [ann, bob] = [await makeUser(platform), await makeUser(platform)]
    await steps.makeExport(ann)
    const latest = await platform.api(ann).privacy.export()
    const part = { exportId: latest?.id ?? '', number: 0 }
    await expect(platform.api(bob).privacy.exportPart(part)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await platform.api(bob).privacy.export()).toBeNull()
    await expect(platform.api().privacy.exportPart(part)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(platform.api().privacy.requestExport()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('is made once however often it is asked for at the same moment, and once a day', async () => {
    const ann = await makeUser(platform)
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => ask(ann)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(ask(ann)).rejects.toMatchObject({ cause: { reason: 'export-under-way' } })
    await platform.runOutbox()
    await expect(ask(ann)).rejects.toMatchObject({ cause: { reason: 'export-too-soon' } })
    platform.clock.set(DAY)
    await ask(ann)
    expect(await platform.db.$count(dataExports, eq(dataExports.userId, ann.userId))).toBe(1)
  })

  it('is deleted with its parts after the days that the setting gives', async () => {
    const ann = await makeUser(platform)
    const ctx = system()
    const { exportId } = await ask(ann)
    const retention = { ...ctx.config.retention, exportDays: 2 }
    await makeExport({ ...ctx, config: { ...ctx.config, retention } }, { exportId })
    platform.clock.set(2 * DAY - 60_000)
    await sweepExports(system())
    expect(await stateOf(ann)).toBe('ready')
    platform.clock.set(2 * DAY + 60_000)
    expect(await stateOf(ann)).toBeNull()
    await expect(platform.api(ann).privacy.exportPart({ exportId, number: 0 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await sweepExports(system())
    expect(await platform.db.$count(dataExportParts, eq(dataExportParts.exportId, exportId))).toBe(0)
  })
})

describe('an export that cannot be made at once', () => {
  it('is made by the sweep when its job was lost', async () => {
    const ann = await makeUser(platform)
    await ask(ann)
    await sweepExports(system())
    expect(await stateOf(ann)).toBe('ready')
  })

  it('is left alone while another process makes it, and made anew when that one died', async () => {
    const ann = await makeUser(platform)
    const { exportId } = await ask(ann)
    const now = await platform.clock.now(platform.db)
    await platform.db
      .update(dataExports)
      .set({ attempts: 1, dueAt: new Date(now.getTime() + EXPORT_PART_MS) })
      .where(eq(dataExports.id, exportId))
    await platform.db.insert(dataExportParts).values({ exportId, number: 0, content: Buffer.from('half') })
    await sweepExports(system())
    expect(await stateOf(ann)).toBe('queued')
    platform.clock.set(EXPORT_PART_MS + 60_000)
    await sweepExports(system())
    expect((await steps.read(ann)).rows('account')).toHaveLength(1)
  })

  it('waits for a galaxy that does not answer, and says at last what is missing', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const { user } = await makeTrader(platform, region)
    const isThere = eq(galaxies.id, region.galaxyId ?? '')
    await platform.db.update(galaxies).set({ endpoint: 'http://127.0.0.1:9' }).where(isThere)
    await platform.ctx().galaxies.release(region.galaxyId ?? '')
    const { exportId } = await ask(user)
    await makeExport(system(), { exportId })
    expect(await stateOf(user)).toBe('queued')
    await platform.db
      .update(dataExports)
      .set({ attempts: EXPORT_ATTEMPTS_MAX - 1, dueAt: new Date(0) })
      .where(eq(dataExports.id, exportId))
    platform.clock.set(DAY)
    await makeExport(system(), { exportId })
    const { files } = await steps.read(user)
    expect(files['README.txt']).toContain(`Missing: ${region.name} did not answer`)
    await platform.db.update(galaxies).set({ endpoint: null }).where(isThere)
  })

  it('stops reading when it cannot be stored', async () => {
    const ann = await makeUser(platform)
    const at = await platform.clock.now(platform.db)
    const full = () => Promise.reject(new Error('the disk is full'))
    const hers = { id: randomUUID(), userId: ann.userId, regionId: null }
    await expect(
      exportOf(system(), hers, { at, unreached: [] }, (wanted) => writeExport(wanted, full)),
    ).rejects.toThrow('the disk is full')
  })

  it('that fails again and again ends, tells its owner and may be asked for anew', async () => {
    const ann = await makeUser(platform)
    const { exportId } = await ask(ann)
    const broken = system()
    const ctx = { ...broken, galaxies: { ...broken.galaxies, apiFor: () => explode() } }
    await makeRegion(platform, { withGalaxy: true })
    for (let attempt = 0; attempt < EXPORT_ATTEMPTS_MAX; attempt += 1) {
      platform.clock.set(attempt * DAY)
      await makeExport(ctx, { exportId })
    }
    expect(await stateOf(ann)).toBe('failed')
    const told = and(eq(notifications.userId, ann.userId), eq(notifications.kind, 'account.export-failed'))
    expect(await platform.db.$count(notifications, told)).toBe(1)
    expect(await platform.db.$count(auditLog, eq(auditLog.action, 'user.export-failed'))).toBe(1)
    expect(await platform.db.$count(dataExportParts, eq(dataExportParts.exportId, exportId))).toBe(0)
    await ask(ann)
    expect(await stateOf(ann)).toBe('queued')
  })
})

const explode = (): never => {
  throw new Error('the galaxy is broken')
}

async function propose(person: UserActor, region: string) {
  const { id } = await platform.api(person).policies.propose({
    ...{ region, policyType: 'tax_rate', title: 'Another tax', proposedChanges: { taxRate: 0.15 } },
  })
  return { policyId: id }
}
