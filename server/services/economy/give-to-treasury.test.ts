import { randomUUID } from 'node:crypto'
import { eq, isNull, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { galaxyOutbox, pilots } from '#db/schema/galaxy/presence.ts'
import { pilotTotals } from '#db/schema/galaxy/trade.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Galaxies } from '#server/galaxies/galaxies.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { signAccessToken } from '#server/auth/access-token.ts'
import { letGive } from '#server/testing/let-give.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { makeMember, makeRegion, type RegionOptions } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { collectMessages } from '../galaxy/collect-messages.ts'
import { giveToTreasury } from './give-to-treasury.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { payPatrols } from './pay-patrols.ts'
import { postTransfer } from '#server/galaxy/post-transfer.ts'

const platform = useTestPlatform()

const galaxyOf = (region: RegionRow) => platform.galaxy(region.galaxyId ?? '')

/** Credits from nowhere, as starting credits come. */
async function earn(region: RegionRow, { userId }: UserActor, amount: bigint) {
  const galaxy = await galaxyOf(region)
  await galaxy.transaction((tx) =>
    postTransfer(tx, {
      id: randomUUID(),
      reason: 'starting_credits',
      at: new Date(0),
      postings: [
        { account: 'source:starting_credits', ownerId: null, asset: 'credits', amount: -amount },
        { account: 'purse', ownerId: userId, asset: 'credits', amount },
      ],
    }),
  )
}
const treasuryOf = async (region: RegionRow) => balanceOf(await galaxyOf(region), 'treasury')
const purseOf = async (region: RegionRow, { userId }: UserActor) =>
  balanceOf(await galaxyOf(region), 'purse', userId)

/** Gifts of somebody, each with a name of its own unless it is given one. */
const giving = (giver?: UserActor) => (gift: { region: string; amount: number; giftId?: string }) =>
  platform.api(giver).economy.give({ giftId: randomUUID(), ...gift })

/** What the sweep does, by which the platform hears what no answer brought. */
const collect = ({ galaxyId }: { galaxyId?: string | null } = {}) => {
  const ctx = platform.ctx({ kind: 'system', job: 'collect-messages' })
  return collectMessages(galaxyId ? cutOff(ctx, { galaxyId }) : ctx)
}

const auditRows = (giver: UserActor) =>
  platform.db.select().from(auditLog).where(eq(auditLog.actorId, giver.userId))

async function withCitizen(options: RegionOptions = {}) {
  const made = await makeRegion(platform, { withGalaxy: true, ...options })
  const citizen = await makeMember(platform, made.region)
  await earn(made.region, citizen, 1_000n)
  await letGive(await galaxyOf(made.region), citizen.userId)
  return { ...made, citizen, give: giving(citizen) }
}

describe('a gift to the treasury', () => {
  it('moves credits from the purse into the treasury, and is audited', async () => {
    const { region, citizen, give } = await withCitizen()
    expect(await give({ region: region.name, amount: 300 })).toMatchObject({
      amount: 300,
      purse: 700,
      message: `The treasury of ${region.displayName} has received 300 credits.`,
    })
    expect(await treasuryOf(region)).toBe(300)
    expect(await purseOf(region, citizen)).toBe(700)
    expect(await platform.api(citizen).economy.purse({ region: region.name })).toEqual({ credits: 700 })
    expect(await writtenActions(platform, citizen)).toEqual(['treasury.gift-given'])
    const [row] = await platform.db.select().from(auditLog).where(eq(auditLog.actorId, citizen.userId))
    expect(row).toMatchObject({ regionId: region.id, subjectType: 'transfer', detail: { amount: 300 } })
  })

  it('sent twice, even concurrently, is given once; another amount is another gift', async () => {
    const { region, citizen, give } = await withCitizen()
    const gift = { region: region.name, amount: 400, giftId: randomUUID() }
    const inCapitals = { ...gift, giftId: gift.giftId.toUpperCase() }
    const outcomes = await Promise.all([give(gift), give(gift), give(inCapitals)])
    expect(outcomes.map(({ purse }) => purse)).toEqual([600, 600, 600])
    expect(await treasuryOf(region)).toBe(400)
    expect(await writtenActions(platform, citizen)).toEqual(['treasury.gift-given'])
    await give({ ...gift, amount: 100 })
    expect(await treasuryOf(region)).toBe(500)
  })

  it('posted before a crash is not posted again, and the next collection writes its audit row', async () => {
    const { region, citizen } = await withCitizen()
    const galaxy = platform.ctx().galaxies.apiFor(region.galaxyId ?? '', { clock: platform.clock })
    const gift = { transferId: randomUUID(), userId: citizen.userId, amount: 900 }
    // The platform died before it heard the answer.
    await galaxy.giveToTreasury(gift)
    expect(await galaxy.giveToTreasury(gift)).toEqual({ given: true, purse: 100, messages: [] })
    expect(await treasuryOf(region)).toBe(900)
    expect(await writtenActions(platform, citizen)).toEqual([])
    await collect()
    await collect()
    expect(await writtenActions(platform, citizen)).toEqual(['treasury.gift-given'])
  })

  it('holds no platform connection while waiting for the galaxy', async () => {
    const { region, citizen } = await withCitizen()
    const ctx = platform.ctx(citizen)
    const { rows } = await platform.db.execute<{ database: string }>(
      sql`select current_database() as database`,
    )
    const database = rows[0]?.database ?? ''
    let held = -1
    const apiFor: Galaxies['apiFor'] = (...asked) => {
      const galaxy = ctx.galaxies.apiFor(...asked)
      return {
        ...galaxy,
        giveToTreasury: async (gift) => {
          const { rows } = await platform.db.execute<{ held: number }>(
            sql`select count(*)::int as held from pg_stat_activity where datname = ${database} and state like 'idle in transaction%'`,
          )
          held = rows[0]?.held ?? -1
          return galaxy.giveToTreasury(gift)
        },
      }
    }
    const gift = { region: region.name, amount: 10, giftId: randomUUID() }
    await giveToTreasury({ ...ctx, galaxies: { ...ctx.galaxies, apiFor } }, gift)
    expect(held).toBe(0)
  })

  it('succeeds even if its audit row fails; the next collection writes it once', async () => {
    const { region, citizen, give } = await withCitizen()
    await give({ region: region.name, amount: 100 })
    await platform.owner.execute(
      sql`alter table audit_log add constraint broken check (detail->>'amount' is distinct from '300') not valid`,
    )
    expect(await give({ region: region.name, amount: 300 })).toMatchObject({ amount: 300, purse: 600 })
    expect(await auditRows(citizen)).toHaveLength(1)
    await platform.owner.execute(sql`alter table audit_log drop constraint broken`)
    // Whoever was suspended since has no other way to it: a repetition is refused there.
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    const [booked] = await (
      await galaxyOf(region)
    )
      .select()
      .from(ledgerPostings)
      .where(eq(ledgerPostings.amount, 300))
    await Promise.all([collect(), collect()])
    await collect()
    const rows = await auditRows(citizen)
    expect(rows).toHaveLength(2)
    expect(rows[1]).toMatchObject({
      at: booked?.at,
      actorKind: 'user',
      action: 'treasury.gift-given',
      regionId: region.id,
      subjectType: 'transfer',
      subjectId: booked?.transferId,
      detail: { amount: 300 },
    })
  })

  it('is collected from every reachable galaxy, and waits in the others', async () => {
    const broken = await withCitizen()
    const sound = await withCitizen()
    for (const { region, citizen } of [broken, sound])
      await platform
        .ctx()
        .galaxies.apiFor(region.galaxyId ?? '', { clock: platform.clock })
        .giveToTreasury({ transferId: randomUUID(), userId: citizen.userId, amount: 1 })
    await collect({ galaxyId: broken.region.galaxyId })
    expect(await auditRows(sound.citizen)).toHaveLength(1)
    expect(await auditRows(broken.citizen)).toHaveLength(0)
    platform.clock.advance(30 * 86_400_000)
    await collect()
    expect(await auditRows(broken.citizen)).toHaveLength(1)
    for (const { region } of [broken, sound])
      expect(await (await galaxyOf(region)).$count(galaxyOutbox, isNull(galaxyOutbox.acknowledgedAt))).toBe(0)
  })

  it('of more than the purse holds is refused with the balance and changes nothing', async () => {
    const { region, citizen, give } = await withCitizen()
    await expect(give({ region: region.name, amount: 1_001 })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: `You have 1000 credits in ${region.displayName}.`,
    })
    const spent = await Promise.allSettled(
      Array.from({ length: 5 }, () => give({ region: region.name, amount: 400 })),
    )
    expect(spent.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await purseOf(region, citizen)).toBe(200)
    expect(await treasuryOf(region)).toBe(800)
  })

  it('of more than the giver’s own sales there brought is refused, also in parts and at the same time', async () => {
    const { region, citizen, give } = await withCitizen()
    await letGive(await galaxyOf(region), citizen.userId, 500)
    await expect(give({ region: region.name, amount: 501 })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'above-sales', issues: [{ path: 'amount', message: 'You can give 500.' }] },
    })
    const given = await Promise.allSettled(
      Array.from({ length: 5 }, () => give({ region: region.name, amount: 200 })),
    )
    expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await treasuryOf(region)).toBe(400)
    const newcomer = await makeUser(platform)
    await platform.api(newcomer).space.enter({ region: region.name })
    await expect(giving(newcomer)({ region: region.name, amount: 1 })).rejects.toMatchObject({
      cause: { reason: 'above-sales' },
    })
  })

  it.each([0, -5, 1.5, 2_000_000_000])('of %d credits is refused', async (amount) => {
    const { region, give } = await withCitizen()
    await expect(give({ region: region.name, amount })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('is refused to strangers, without a purse there, without a region, and while the region is not open', async () => {
    const { region, give } = await withCitizen()
    const gift = { region: region.name, amount: 1 }
    await expect(giving()(gift)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(platform.api().economy.purse(gift)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const someone = await makeUser(platform)
    const stranger = platform.api(someone)
    await expect(giving(someone)(gift)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(give({ ...gift, region: 'no-such-region' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(stranger.economy.purse({ region: 'no-such-region' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const unbuilt = await makeRegion(platform, { status: 'provisioning' })
    await expect(give({ ...gift, region: unbuilt.region.name })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const asleep = await withCitizen({ status: 'suspended' })
    await expect(asleep.give({ region: asleep.region.name, amount: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await treasuryOf(asleep.region)).toBe(0)
  })

  it('is refused, like every read, while its galaxy is unreachable, and given once afterwards', async () => {
    const { region, citizen, give } = await withCitizen()
    const api = platform.api(citizen)
    const db = await galaxyOf(region)
    await db.delete(pilotTotals)
    await db.delete(pilots)
    await api.space.enter({ region: region.name })
    await letGive(db, citizen.userId)
    const { rows } = await (
      await galaxyOf(region)
    ).execute<{ name: string }>(sql`select current_database() as name`)
    const name = rows[0]?.name ?? ''
    await platform.owner.execute(sql.raw(`alter database ${name} allow_connections false`))
    await platform.ctx().galaxies.release(region.galaxyId ?? '')
    const gift = { region: region.name, amount: 5, giftId: randomUUID() }
    for (const asked of [
      () => give(gift),
      () => give(gift),
      () => api.space.mySector({}),
      () => api.space.move({ toSector: 2 }),
      () => api.space.map({ region: region.name }),
    ])
      await expect(asked()).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        message: 'This galaxy cannot be reached right now. Try again in a minute.',
      })
    expect(await auditRows(citizen)).toMatchObject([{ action: 'presence.began' }])
    await platform.owner.execute(sql.raw(`alter database ${name} allow_connections true`))
    for (const { purse } of [await give(gift), await give(gift)]) expect(purse).toBe(1_995)
    expect(await treasuryOf(region)).toBe(5)
  })

  it('comes from the purse in that region only', async () => {
    const one = await withCitizen()
    const other = await makeRegion(platform, { withGalaxy: true })
    await expect(one.give({ region: other.region.name, amount: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await platform.api(one.citizen).economy.purse({ region: other.region.name })).toEqual({
      credits: 0,
    })
  })

  it('works over REST', async () => {
    const { region, citizen } = await withCitizen()
    const { secrets, config } = platform.ctx()
    const now = await platform.clock.now(platform.db)
    const token = await signAccessToken(secrets.accessTokenKeys()[0], config.publicUrl, citizen.userId, now)
    const post = (gift: { amount: number; giftId?: string }) =>
      createHttpClient(platform).json('POST', `/api/v1/regions/${region.name}/gifts`, gift, {
        Authorization: `Bearer ${token}`,
      })
    expect(await post({ amount: 250 })).toMatchObject({ status: 400 })
    expect(await treasuryOf(region)).toBe(0)
    const gift = { amount: 250, giftId: randomUUID() }
    for (const answer of [await post(gift), await post(gift)])
      expect(answer).toMatchObject({ status: 200, body: { amount: 250, purse: 750 } })
    expect(await treasuryOf(region)).toBe(250)
  })

  it('pays for patrols from the next payment on', async () => {
    const { region, give } = await withCitizen({ settings: { defenseLevel: 1 } })
    await give({ region: region.name, amount: 550 })
    await payPatrols(platform.ctx({ kind: 'system', job: 'test' }))
    expect(await treasuryOf(region)).toBe(50)
    expect(await platform.api().regions.public({ region: region.name })).toMatchObject({ patrolsOnDuty: 1 })
  })
})
