import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerAccounts, ledgerPostings, ledgerTransfers, patrolDays } from '#db/schema/galaxy/ledger.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { type LiveEvent } from '#server/events/event-bus.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { makeRegion, type MadeRegion, type RegionOptions } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { getPublicRegion } from '../government/get-public-region.ts'
import { type UserActor } from '../require-actor.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { collectMessages } from '../galaxy/collect-messages.ts'
import { payPatrols } from './pay-patrols.ts'
import { postTransfer } from '#server/galaxy/post-transfer.ts'

const platform = useTestPlatform()
const DAY = 86_400_000

const system = () => platform.ctx({ kind: 'system', job: 'test' })
const galaxyOf = ({ region }: MadeRegion) => platform.galaxy(region.galaxyId ?? '')
const today = async () => (await platform.clock.now(platform.db)).toISOString().slice(0, 10)

/** A region that has ordered patrols, with credits in its treasury as its sales will bring them. */
async function guarded(defenseLevel: number, treasury: number, options: RegionOptions = {}) {
  const made = await makeRegion(platform, { withGalaxy: true, settings: { defenseLevel }, ...options })
  const galaxy = await galaxyOf(made)
  await galaxy.insert(ledgerAccounts).values({ kind: 'treasury', balance: 0 })
  if (treasury > 0) await fill(galaxy, treasury)
  return { ...made, galaxy }
}

const fill = (galaxy: GalaxyPool, amount: number) =>
  galaxy.transaction((tx) =>
    postTransfer(tx, {
      id: randomUUID(),
      reason: 'sale',
      at: new Date(0),
      postings: [
        { account: 'source:port_liquidity', ownerId: null, asset: 'credits', amount: -BigInt(amount) },
        { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(amount) },
      ],
    }),
  )

/** The galaxy's database under the role that owns its tables. */
async function ownerUrlOf(region: MadeRegion['region']): Promise<string> {
  const [galaxy] = await platform.db
    .select()
    .from(galaxies)
    .where(eq(galaxies.id, region.galaxyId ?? ''))
  const url = new URL(platform.url)
  url.pathname = `/${galaxy?.databaseName ?? ''}`
  return url.toString()
}

/** What the treasury paid and what the sink took. */
const upkeepBooked = async (galaxy: GalaxyPool) => {
  const rows = await galaxy
    .select({ kind: ledgerPostings.kind, amount: ledgerPostings.amount })
    .from(ledgerPostings)
    .innerJoin(ledgerTransfers, eq(ledgerTransfers.id, ledgerPostings.transferId))
    .where(eq(ledgerTransfers.reason, 'defense_upkeep'))
    .orderBy(ledgerPostings.amount)
  return rows.map(({ kind, amount }) => [kind, amount])
}
const UPKEEP_OF_LEVEL_3 = [
  ['treasury', -4_000],
  ['sink:defense_upkeep', 4_000],
]
const daysOf = (galaxy: GalaxyPool) => galaxy.select().from(patrolDays).orderBy(patrolDays.day)

describe('the upkeep of patrols', () => {
  it('goes from the treasury into its sink, with a record of the day', async () => {
    const { galaxy } = await guarded(3, 5_500)
    await payPatrols(system())
    expect(await balanceOf(galaxy, 'treasury')).toBe(1_500)
    expect(await upkeepBooked(galaxy)).toEqual(UPKEEP_OF_LEVEL_3)
    expect(await daysOf(galaxy)).toMatchObject([{ day: await today(), ordered: 3, paid: 3, upkeep: 4_000 }])
  })

  it('is that of the highest level that the treasury can afford', async () => {
    const { galaxy } = await guarded(3, 3_999)
    await payPatrols(system())
    expect(await balanceOf(galaxy, 'treasury')).toBe(2_499)
    expect(await daysOf(galaxy)).toMatchObject([{ ordered: 3, paid: 2, upkeep: 1_500 }])
  })

  it('is zero when the treasury is empty: no patrols and no posting', async () => {
    const { galaxy } = await guarded(2, 0)
    await payPatrols(system())
    expect(await balanceOf(galaxy, 'treasury')).toBe(0)
    expect(await upkeepBooked(galaxy)).toEqual([])
    expect(await daysOf(galaxy)).toMatchObject([{ ordered: 2, paid: 0, upkeep: 0 }])
  })

  it('is paid once a day, however often it runs and whatever the treasury holds', async () => {
    const { galaxy } = await guarded(3, 5_700)
    await payPatrols(system())
    // What is left would pay for level 2: another amount than the one that is booked.
    await payPatrols(system())
    expect(await balanceOf(galaxy, 'treasury')).toBe(1_700)
    expect(await upkeepBooked(galaxy)).toEqual(UPKEEP_OF_LEVEL_3)
  })

  it('is paid once by concurrent runs, even when there is nothing to pay', async () => {
    const rich = await guarded(3, 10_000)
    const poor = await guarded(3, 0)
    await Promise.all(Array.from({ length: 6 }, () => payPatrols(system())))
    expect(await balanceOf(rich.galaxy, 'treasury')).toBe(6_000)
    expect(await upkeepBooked(rich.galaxy)).toEqual(UPKEEP_OF_LEVEL_3)
    expect(await daysOf(rich.galaxy)).toHaveLength(1)
    expect(await daysOf(poor.galaxy)).toMatchObject([{ paid: 0 }])
  })

  it('is due again the next day at that day’s level; a missed day is not charged', async () => {
    const made = await guarded(1, 2_300)
    await payPatrols(system())
    await platform.api(made.owner).regions.changeSecurity({ region: made.region.name, defenseLevel: 2 })
    platform.clock.advance(3 * DAY)
    await payPatrols(system())
    platform.clock.set(0)
    expect(await daysOf(made.galaxy)).toMatchObject([
      { ordered: 1, paid: 1, upkeep: 500 },
      { ordered: 2, paid: 2, upkeep: 1_500 },
    ])
    expect(await balanceOf(made.galaxy, 'treasury')).toBe(300)
  })

  it('skips an unreachable galaxy, and the next region pays', async () => {
    const broken = await guarded(1, 800)
    const sound = await guarded(1, 800)
    const ctx = system()
    await payPatrols(cutOff(ctx, { galaxyId: broken.region.galaxyId }))
    expect(await balanceOf(broken.galaxy, 'treasury')).toBe(800)
    expect(await daysOf(broken.galaxy)).toEqual([])
    expect(await balanceOf(sound.galaxy, 'treasury')).toBe(300)
    await payPatrols(ctx)
    expect(await balanceOf(broken.galaxy, 'treasury')).toBe(300)
    expect(await balanceOf(sound.galaxy, 'treasury')).toBe(300)
  })

  it('is not paid when the day’s record cannot be written, and is paid by the next run', async () => {
    const { galaxy, region } = await guarded(3, 9_000)
    const owner = new pg.Client({ connectionString: await ownerUrlOf(region) })
    await owner.connect()
    await owner.query('alter table patrol_days add constraint broken check (ordered = 0) not valid')
    await payPatrols(system())
    expect(await balanceOf(galaxy, 'treasury')).toBe(9_000)
    expect(await upkeepBooked(galaxy)).toEqual([])
    await owner.query('alter table patrol_days drop constraint broken')
    await owner.end()
    await payPatrols(system())
    expect(await balanceOf(galaxy, 'treasury')).toBe(5_000)
  })

  it('is not paid by suspended regions or at level 0', async () => {
    const asleep = await guarded(2, 1_000, { status: 'suspended' })
    const unguarded = await guarded(0, 1_000)
    const overdue = await guarded(1, 1_000, { status: 'grace' })
    await payPatrols(system())
    expect(await balanceOf(asleep.galaxy, 'treasury')).toBe(1_000)
    expect(await balanceOf(unguarded.galaxy, 'treasury')).toBe(1_000)
    expect(await daysOf(unguarded.galaxy)).toEqual([])
    expect(await balanceOf(overdue.galaxy, 'treasury')).toBe(500)
  })
})

/** The public page where no galaxy answers, which it does not notice. */
async function publicAsTold(input: { region: string }, actor?: UserActor) {
  const ctx = platform.ctx(actor)
  const asked: string[] = []
  const page = await getPublicRegion(cutOff(ctx, { onAsked: (id) => asked.push(id) }), input)
  expect(asked).toEqual([])
  return page
}

describe('paid patrols', () => {
  it('raise the security of every sector of their region only', async () => {
    const made = await guarded(3, 1_600)
    const pilot = platform.api(await makeUser(platform))
    await pilot.space.enter({ region: made.region.name })
    const before = await pilot.space.mySector()
    const own = before?.sector.securityWithoutPatrols ?? 0
    expect(before?.sector).toMatchObject({ security: own, patrols: { ordered: 3, onDuty: 0 } })
    await payPatrols(system())
    expect((await pilot.space.mySector())?.sector).toMatchObject({
      security: Math.min(10, own + 2),
      securityWithoutPatrols: own,
      patrols: { ordered: 3, onDuty: 2 },
    })
    const elsewhere = platform.api(await makeUser(platform))
    await elsewhere.space.enter({ region: (await guarded(0, 600)).region.name })
    const there = await elsewhere.space.mySector()
    expect(there?.sector.security).toBe(there?.sector.securityWithoutPatrols)
  })

  it('are shown on the overview and on the public page, which calls no galaxy', async () => {
    const made = await guarded(3, 1_600)
    const { name } = made.region
    const open = (actor?: UserActor) => publicAsTold({ region: name }, actor)
    expect(await open()).toMatchObject({ defenseLevel: 3, patrolsOnDuty: null })
    await payPatrols(system())
    expect(await platform.api(made.owner).regions.overview({ region: name })).toMatchObject({
      patrols: { ordered: 3, onDuty: 2 },
    })
    for (const reader of [undefined, made.owner])
      expect(await open(reader)).toMatchObject({ defenseLevel: 3, patrolsOnDuty: 2 })
    await platform.db.update(regions).set({ galaxyId: null }).where(eq(regions.id, made.region.id))
    expect(await open()).toMatchObject({ patrolsOnDuty: 2 })
    expect((await platform.api(made.owner).regions.overview({ region: name })).patrols).toBeNull()
  })

  it('are none on the public page at level 0, and yesterday’s until today is paid', async () => {
    expect(await publicAsTold({ region: (await guarded(0, 0)).region.name })).toMatchObject({
      patrolsOnDuty: 0,
    })
    const { name } = (await guarded(2, 1_600)).region
    await payPatrols(system())
    for (const [days, onDuty] of [
      [1, 2],
      [2, 0],
    ] as const) {
      platform.clock.set(days * DAY)
      expect(await publicAsTold({ region: name })).toMatchObject({ patrolsOnDuty: onDuty })
    }
    platform.clock.set(0)
  })

  it('are recorded by the next collection after a crash, and open pages are notified', async () => {
    const { region, galaxy } = await guarded(3, 1_600)
    await platform
      .ctx()
      .galaxies.apiFor(region.galaxyId ?? '', { clock: platform.clock })
      .payPatrols({ regionId: region.id, ordered: 3 })
    expect(await publicAsTold({ region: region.name })).toMatchObject({ patrolsOnDuty: null })
    const told: LiveEvent[] = []
    const ctx = system()
    const stop = ctx.events.subscribe((event) => void told.push(event))
    const ofRegion = () => told.filter(({ id }) => id === region.id)
    await payPatrols(ctx)
    expect(await balanceOf(galaxy, 'treasury')).toBe(100)
    await collectMessages(ctx)
    expect(await publicAsTold({ region: region.name })).toMatchObject({ patrolsOnDuty: 2 })
    await collectMessages(ctx)
    await transact(ctx, async (tx) =>
      tx.publish({ audience: { kind: 'public' }, topic: 'region', id: 'end' }),
    )
    await expect.poll(() => told.at(-1)?.id).toBe('end')
    stop()
    expect(ofRegion()).toHaveLength(1)
  })

  it('of a newer day are kept when a run of an older day ends late', async () => {
    const { region } = await guarded(1, 600)
    platform.clock.set(DAY)
    await payPatrols(system())
    const tomorrow = await today()
    platform.clock.set(0)
    await payPatrols(system())
    const [row] = await platform.db.select().from(regions).where(eq(regions.id, region.id))
    expect(row).toMatchObject({ patrolsPaidDay: tomorrow, patrolsPaidLevel: 1 })
  })
})
