import { readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { RESTORE_ATTEMPTS } from '#server/domain/backups/restore-steps.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { useCrossings } from '#server/testing/crossing-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { letGive } from '#server/testing/let-give.ts'
import { findTrade } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useRestores } from '#server/testing/restore-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { databaseOf } from '../../postgres/databases.ts'
import { transact } from '../context.ts'
import { expireAccount } from '../identity/expire-account.ts'
import { previewRestore } from './preview-restore.ts'
import { requestRestore } from './request-restore.ts'
import { sweepRestores } from './sweep-restores.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const { backUp, restore, ask, operationOf, system } = useRestores(platform)

let home: MadeRegion
let away: MadeRegion

beforeAll(async () => {
  await travel.makeNexus()
  home = await travel.makeLinked()
  away = await travel.makeLinked()
  await travel.openBorders(home, away)
})

const databases = async (): Promise<Map<string, GalaxyPool>> =>
  new Map(
    await Promise.all(
      [await travel.nexusId(), home.region.galaxyId ?? '', away.region.galaxyId ?? ''].map(
        async (id) => [id, await platform.galaxy(id)] as const,
      ),
    ),
  )
const { expectAllThere } = useCrossings(platform, travel, databases)
const homeGalaxy = () => platform.galaxy(home.region.galaxyId ?? '')
const inHome = async (userId: string) => travel.presenceIn(await homeGalaxy(), userId)
type Traveller = Awaited<ReturnType<typeof travel.makeTraveller>>

/** Buys a few units where they are cheap, and stands at the gate with them. */
async function trade(pilot: Traveller): Promise<void> {
  const { maker } = await findTrade(await homeGalaxy())
  await pilot.putAt(maker)
  await pilot.buy(maker, 3)
  await toGate(pilot)
}
const toGate = async ({ putAt }: Traveller): Promise<void> => putAt({ sectorId: home.region.gateSector ?? 1 })
const leave = async (pilot: Traveller): Promise<void> => {
  await toGate(pilot)
  await pilot.depart('nexus')
  await pilot.arrive()
}
const comeBack = async (pilot: Traveller): Promise<void> => {
  const nexus = await platform.galaxy(await travel.nexusId())
  await nexus
    .update(pilots)
    .set({ sectorId: home.region.nexusWarpGateSector ?? 1 })
    .where(eq(pilots.userId, pilot.userId))
  await pilot.depart(home.region.name)
  await pilot.arrive()
}
const holdings = async (db: GalaxyPool, userId: string) => {
  const there = await travel.presenceIn(db, userId)
  return there && { purse: there.purse, cargo: there.cargo, present: there.pilot.present, drift: there.drift }
}

/** Whole databases are copied, several times in some. */
const SLOW = { timeout: 600_000 }

describe('a restored region', SLOW, () => {
  it('has everybody once: who stayed as they were, who left and came with what they left and came with', async () => {
    const [stayed, left, returned] = await Promise.all([1, 2, 3].map(() => travel.makeTraveller(home)))
    const came = await travel.makeTraveller(home)
    if (!stayed || !left || !returned) throw new Error('three pilots')
    await leave(came)
    const atBackup = await holdings(await homeGalaxy(), stayed.userId)
    const backupId = await backUp(home.region)

    for (const pilot of [stayed, left, returned]) await trade(pilot)
    await leave(left)
    await leave(returned)
    await comeBack(returned)
    await comeBack(came)
    const began = await travel.makeTraveller(home)
    await trade(began)
    const beganAndLeft = await travel.makeTraveller(home)
    await trade(beganAndLeft)
    await leave(beganAndLeft)
    const nexus = await platform.galaxy(await travel.nexusId())
    const before = new Map<string, unknown>()
    for (const { userId } of [left, beganAndLeft]) before.set(userId, await holdings(nexus, userId))
    for (const { userId } of [returned, came]) before.set(userId, await holdings(await homeGalaxy(), userId))

    const operation = await restore(home.region, backupId)
    expect(operation).toMatchObject({ status: 'succeeded', error: null })
    expect(operation.result).toMatchObject({ departures: 3, newcomers: 1 })

    expect(await holdings(await homeGalaxy(), stayed.userId)).toEqual(atBackup)
    for (const { userId } of [left, beganAndLeft]) {
      expect(await holdings(nexus, userId)).toEqual(before.get(userId))
      expect(await inHome(userId)).toMatchObject({ ship: null, cargo: {}, purse: 0, drift: [] })
    }
    for (const { userId } of [returned, came])
      expect(await holdings(await homeGalaxy(), userId)).toEqual(before.get(userId))
    expect(await holdings(await homeGalaxy(), began.userId)).toMatchObject({ cargo: {}, present: true })
    await expectAllThere()
    // All of them go on as if nothing had been.
    for (const pilot of [stayed, returned, came, began]) await leave(pilot)
    for (const pilot of [left, beganAndLeft]) await comeBack(pilot)
    await expectAllThere()
  })

  it('can be restored twice, and again to what it was before, without anybody doubled', async () => {
    const pilot = await travel.makeTraveller(home)
    const backupId = await backUp(home.region)
    await trade(pilot)
    await leave(pilot)
    await comeBack(pilot)
    const whole = await inHome(pilot.userId)
    for (let time = 0; time < 2; time++)
      expect(await restore(home.region, backupId)).toMatchObject({ status: 'succeeded' })
    expect((await inHome(pilot.userId))?.purse).toBe(whole?.purse)
    const [undo] = await platform.db
      .select()
      .from(backups)
      .where(and(eq(backups.reason, 'before-restore'), eq(backups.galaxyId, home.region.galaxyId ?? '')))
      .orderBy(backups.startedAt)
    expect(await restore(home.region, undo?.id ?? '')).toMatchObject({ status: 'succeeded' })
    expect((await inHome(pilot.userId))?.purse).toBe(whole?.purse)
    await expectAllThere()
  })

  it('keeps ships that were on their way out of it or into it', async () => {
    const out = await travel.makeTraveller(home)
    const back = await travel.makeTraveller(home)
    await leave(back)
    const backupId = await backUp(home.region)
    await toGate(out)
    await out.depart('nexus')
    const nexus = await platform.galaxy(await travel.nexusId())
    await nexus
      .update(pilots)
      .set({ sectorId: home.region.nexusWarpGateSector ?? 1 })
      .where(eq(pilots.userId, back.userId))
    await back.depart(home.region.name)
    await platform.db.execute(sql`delete from job_outbox`)
    expect(await restore(home.region, backupId)).toMatchObject({ status: 'succeeded' })
    await out.arrive()
    await back.arrive()
    expect(await inHome(back.userId)).toMatchObject({ pilot: { present: true } })
    expect(await inHome(out.userId)).toMatchObject({ pilot: { present: false }, ship: null, purse: 0 })
    await expectAllThere()
  })

  it('doubles nothing that its treasury paid to a friend who left', async () => {
    const friend = await travel.makeTraveller(home)
    const galaxy = await homeGalaxy()
    const post = (
      id: string,
      from: 'treasury' | 'source:port_liquidity',
      to: 'purse' | 'treasury',
      amount: number,
    ) =>
      galaxy.transaction(async (tx) => {
        const owner = to === 'purse' ? friend.userId : null
        await tx
          .insert(ledgerTransfers)
          .values({ id, reason: 'job_premium', at: await platform.clock.now(galaxy) })
        await tx.execute(sql`insert into ledger_accounts (account_kind, owner_id, balance) values (${to}, ${owner}, ${amount})
          on conflict (account_kind, owner_id) do update set balance = ledger_accounts.balance + ${amount}`)
        if (from === 'treasury')
          await tx.execute(
            sql`update ledger_accounts set balance = balance - ${amount} where account_kind = 'treasury'`,
          )
        const at = await platform.clock.now(galaxy)
        const line = { transferId: id, asset: 'credits' as const, at }
        await tx.insert(ledgerPostings).values([
          { ...line, kind: from, ownerId: null, amount: -amount },
          { ...line, kind: to, ownerId: owner, amount },
        ])
      })
    await post(crypto.randomUUID(), 'source:port_liquidity', 'treasury', 10_000)
    const treasury = await balanceOf(galaxy, 'treasury')
    const backupId = await backUp(home.region)
    // As the platform hears of a job that is posted, delivered to and paid.
    await platform.db.insert(auditLog).values({
      at: await platform.clock.now(platform.db),
      ...{ actorKind: 'system' as const, action: 'treasury.ordered', regionId: home.region.id },
      ...{
        subjectType: 'treasury-order',
        subjectId: crypto.randomUUID(),
        detail: { kind: 'job', cost: 6_000 },
      },
    })
    await post(crypto.randomUUID(), 'treasury', 'purse', 6_000)
    await leave(friend)
    const operation = await restore(home.region, backupId)
    expect(operation).toMatchObject({ status: 'succeeded' })
    expect(operation.result).toMatchObject({ charged: 6_000 })
    expect(await balanceOf(await homeGalaxy(), 'treasury')).toBeLessThanOrEqual(treasury - 6_000)
    await expectAllThere()
  })

  it('keeps a gift of who left since, and gives back that of who stayed', async () => {
    const [stays, leaves] = [await travel.makeTraveller(home), await travel.makeTraveller(home)]
    for (const { userId } of [stays, leaves]) await letGive(await homeGalaxy(), userId)
    const backupId = await backUp(home.region)
    const treasury = await balanceOf(await homeGalaxy(), 'treasury')
    const purse = (await inHome(stays.userId))?.purse
    for (const { api } of [stays, leaves])
      await api.economy.give({ region: home.region.name, giftId: crypto.randomUUID(), amount: 70 })
    await leave(leaves)
    const nexus = await platform.galaxy(await travel.nexusId())
    const left = await holdings(nexus, leaves.userId)
    expect(await restore(home.region, backupId)).toMatchObject({ status: 'succeeded' })
    expect(await balanceOf(await homeGalaxy(), 'treasury')).toBe(treasury + 70)
    expect((await inHome(stays.userId))?.purse).toBe(purse)
    expect(await holdings(nexus, leaves.userId)).toEqual(left)
    await expectAllThere()
  })

  it('is open to its own role alone, follows the law of today, and tells its owner', async () => {
    const backupId = await backUp(home.region)
    await platform.api(home.owner).regions.changeEconomy({ region: home.region.name, taxRate: 0.11 })
    await platform.runOutbox()
    expect(await restore(home.region, backupId)).toMatchObject({ status: 'succeeded' })
    const galaxy = await homeGalaxy()
    const { rows } = await galaxy.execute<{ settings: { taxRateBp: number } }>(
      sql`select settings from local_settings`,
    )
    expect(rows[0]?.settings.taxRateBp).toBe(1_100)
    const { rows: rights } = await galaxy.execute<{ role: string }>(
      sql`select rolname as role from pg_roles where not rolsuper and rolname like 'sw\\_%' and rolcanlogin
          and has_database_privilege(rolname, current_database(), 'connect')`,
    )
    const [registered] = await platform.db
      .select()
      .from(galaxies)
      .where(eq(galaxies.id, home.region.galaxyId ?? ''))
    expect(rights.map(({ role }) => role)).toEqual([registered?.databaseName])
    const { items } = await platform.api(home.owner).notifications.list({})
    expect(items.map(({ kind }) => kind)).toContain('galaxy.restored')
  })
})

describe('a restore', SLOW, () => {
  it('is asked for by administrators who proved who they are and typed the name', async () => {
    const backupId = await backUp(home.region)
    const input = { backupId, confirmation: home.region.name }
    const admin = await makeUser(platform, { role: 'admin' })
    await expect(requestRestore(platform.ctx(home.owner), input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(
      requestRestore(platform.ctx(admin), { ...input, confirmation: 'yes' }),
    ).rejects.toMatchObject({ reason: 'not-confirmed' })
    await expect(requestRestore(platform.ctx({ ...admin, proof: null }), input)).rejects.toMatchObject({
      reason: 'step-up',
    })
    await expect(
      requestRestore(platform.ctx(admin), { ...input, backupId: crypto.randomUUID() }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(previewRestore(platform.ctx(home.owner), { backupId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const id = await ask(home.region, backupId, admin)
    await expect(requestRestore(platform.ctx(admin), input)).rejects.toMatchObject({ reason: 'restoring' })
    await platform.runOutbox()
    expect(await operationOf(id)).toMatchObject({ status: 'succeeded' })
  })

  it('says before what would be undone', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const backupId = await backUp(home.region)
    const pilot = await travel.makeTraveller(home)
    await trade(pilot)
    await leave(pilot)
    const preview = await previewRestore(platform.ctx(admin), { backupId })
    expect(preview).toMatchObject({ name: home.region.name, against: null, lost: { trades: 1 } })
    expect(preview.kept.newcomers).toBeGreaterThanOrEqual(1)
    expect(preview.kept.crossings).toBeGreaterThanOrEqual(1)
  })

  it('waits while a message about a pilot is set aside: it could take them out a second time', async () => {
    const backupId = await backUp(home.region)
    const { userId } = await travel.makeTraveller(home)
    await platform.db.insert(setAsideMessages).values({
      ...{ id: crypto.randomUUID(), galaxyId: home.region.galaxyId ?? '', userId, attempts: 1 },
      message: { kind: 'gift', transferId: crypto.randomUUID(), userId, amount: 1 },
      sentAt: new Date(0),
      setAsideAt: new Date(0),
      error: 'x',
    })
    await expect(ask(home.region, backupId)).rejects.toMatchObject({ reason: 'messages-set-aside' })
    await platform.db.delete(setAsideMessages)
  })

  it('brings back no name of an account that nobody confirmed', async () => {
    const pilot = await travel.makeTraveller(home)
    const { callsign } = pilot.user
    const backupId = await backUp(home.region)
    await platform.db.update(users).set({ confirmedAt: null }).where(eq(users.id, pilot.userId))
    await transact(system(), (tx) => expireAccount(tx, pilot.userId, 'not-confirmed'))
    await restore(home.region, backupId)
    const galaxy = await homeGalaxy()
    expect(await galaxy.$count(pilots, eq(pilots.callsign, callsign))).toBe(0)
    expect(await inHome(pilot.userId)).toMatchObject({ pilot: { present: true } })
  })

  it('of an archive that was damaged changes nothing, and opens the region again', async () => {
    const pilot = await travel.makeTraveller(home)
    const backupId = await backUp(home.region)
    const [backup] = await platform.db.select().from(backups).where(eq(backups.id, backupId))
    const file = path.join(os.tmpdir(), `${databaseOf(platform.url)}.backups`, backup?.name ?? '')
    const content = await readFile(file)
    const middle = Math.floor(content.length / 2)
    content[middle] = (content[middle] ?? 0) ^ 1
    await writeFile(file, content)
    const operation = await restore(home.region, backupId)
    expect(operation).toMatchObject({ status: 'failed', attempts: 1 })
    expect(operation.error).toContain('damaged')
    expect(await pilot.api.space.mySector()).toBeTruthy()
  })

  it('of a backup that is no good changes nothing, and opens the region again', async () => {
    const pilot = await travel.makeTraveller(home)
    const backupId = await backUp(home.region)
    await trade(pilot)
    const before = await inHome(pilot.userId)
    await platform.db.update(backups).set({ sha256: 'another' }).where(eq(backups.id, backupId))
    expect(await restore(home.region, backupId)).toMatchObject({ status: 'failed' })
    expect(await inHome(pilot.userId)).toEqual(before)
    expect(await pilot.api.space.mySector()).toBeTruthy()
  })

  it('that fails again and again is given up, and the region is as it was', async () => {
    const pilot = await travel.makeTraveller(home)
    const backupId = await backUp(home.region)
    await trade(pilot)
    const before = await inHome(pilot.userId)
    // Its dump finds another one under way, at every attempt.
    await platform.db.insert(backups).values({
      ...{ kind: 'galaxy', galaxyId: home.region.galaxyId, reason: 'by-hand', status: 'running' },
      ...{ name: 'elsewhere', startedAt: new Date(0), keptUntil: new Date(0) },
    })
    const operation = await restore(home.region, backupId)
    await platform.db.delete(backups).where(eq(backups.name, 'elsewhere'))
    expect(operation).toMatchObject({ status: 'failed', attempts: RESTORE_ATTEMPTS })
    expect(await inHome(pilot.userId)).toEqual(before)
    expect(await pilot.api.space.mySector()).toBeTruthy()
  })

  it('refuses what custody cannot prove, and leaves everything as it was', async () => {
    const pilot = await travel.makeTraveller(home)
    await leave(pilot)
    const backupId = await backUp(home.region)
    await comeBack(pilot)
    await platform.owner.execute(sql`delete from custody where user_id = ${pilot.userId}`)
    const operation = await restore(home.region, backupId)
    expect(operation).toMatchObject({ status: 'failed' })
    expect(operation.error).toContain('missing')
    expect(await pilot.api.space.mySector()).toBeTruthy()
  })

  it('drops what it replaced after a week', async () => {
    const exists = async (id: string) => {
      const name = `sw_kept_${id.replaceAll('-', '')}`
      const { rows } = await platform.owner.execute(sql`select 1 from pg_database where datname = ${name}`)
      return rows.length > 0
    }
    const { id } = await restore(home.region, await backUp(home.region))
    await sweepRestores(system())
    expect(await exists(id)).toBe(true)
    platform.clock.advance(8 * 86_400_000)
    await sweepRestores(system())
    expect(await exists(id)).toBe(false)
    await sweepRestores(system())
  })
})
