import { randomUUID } from 'node:crypto'
import { type GalaxyPool } from '#db/client.ts'
import { type Ctx } from '#server/services/context.ts'
import { getMySector } from '#server/services/space/get-my-sector.ts'
import { movePilot } from '#server/services/space/move-pilot.ts'
import { placeOrder } from '#server/services/trade/place-order.ts'
import { findMarkets } from '#server/testing/make-trader.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { withBenchWorld, type BenchWorld } from './bench-world.ts'
import { atARate } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const PILOTS = 500
const EVERY_SECONDS = 5
/** Each pilot looks, buys, flies out and flies back once. */
const ACTS = 4
const WARMING_UP = 60
/** As many lanes as divide the pilots: the acts of each are in one lane, and so in order. */
const RATE = { lanes: 20, perSecond: PILOTS / EVERY_SECONDS }
const MAX_P95_MS = 100

type Post = { ctx: Ctx; portId: number; commodity: string; home: number; next: number }
type Act = () => Promise<unknown>

/** A region where 500 pilots act every five seconds, alone and beside a second one like it, in one process with its database. */
export const benchBusyRegions = (dir: string): Promise<BenchRow[]> =>
  withBenchWorld(dir, async (world) => {
    const [first, second] = [await makeBusyRegion(world), await makeBusyRegion(world)]
    for (const acts of [first, second]) await atARate(acts(WARMING_UP), run, RATE)
    const alone = await atARate(first(), run, RATE)
    const [one, other] = await Promise.all([atARate(first(), run, RATE), atARate(second(), run, RATE)])
    const worst = Math.max(one.p95Ms, other.p95Ms)
    const isInTime = Math.min(one.perSecond, other.perSecond) > RATE.perSecond * 0.95
    return [
      {
        what: `${PILOTS} pilots who act every ${EVERY_SECONDS} s (look, buy, fly), beside a second region like it, p95 of an act`,
        measured: `${ms(one.p95Ms)} (p50 ${ms(one.p50Ms)}, ${Math.round(one.perSecond)}/s) and ${ms(other.p95Ms)} (p50 ${ms(other.p50Ms)}, ${Math.round(other.perSecond)}/s)`,
        reference: `${ms(alone.p95Ms)} (p50 ${ms(alone.p50Ms)}, ${Math.round(alone.perSecond)}/s), the region alone`,
        goal: {
          text: `each under ${MAX_P95_MS} ms, none falls behind`,
          reached: worst < MAX_P95_MS && isInTime,
        },
      },
    ]
  })

const run = (act: Act) => act()

/** A region full of pilots at its markets. Gives what all of them do in twenty seconds, in the order in which they do it. */
async function makeBusyRegion({ runtime, home }: BenchWorld): Promise<(pilots?: number) => Act[]> {
  const { region } = await makeRegion(home, { withGalaxy: true })
  const galaxy = await home.galaxy(region.galaxyId ?? '')
  const posts = await marketsWithWayBack(galaxy)
  const { rows: users } = await runtime.pool.query<{ id: string; callsign: string }>(
    `insert into users (email, callsign, password_hash, created_at, confirmed_at)
     select md5($2 || n) || '@bench.example', 'B-' || left(md5($2 || n), 20), '!', now() - interval '1 year', now()
       from generate_series(1, $1::int) n returning id, callsign`,
    [PILOTS, region.id],
  )
  const ids = users.map(({ id }) => id)
  await runtime.pool.query(
    `insert into whereabouts (user_id, galaxy_id, state, fencing_version, since)
     select id, $2, 'present', 0, now() from unnest($1::uuid[]) id`,
    [ids, region.galaxyId],
  )
  const pilots: Post[] = users.map(({ id, callsign }, n) => {
    const post = posts[n % posts.length]
    if (!post) throw new Error('the region makes something')
    return { ...post, ctx: runtime.ctx({ kind: 'user', userId: id, callsign, role: 'player' }) }
  })
  await putPilots(
    galaxy,
    users,
    pilots.map((pilot) => pilot.home),
  )
  // Half of them fly first, so that every second has all acts.
  const actsOf = (round: number, count: number) =>
    pilots.slice(0, count).map((pilot, n) => actOf(pilot, (round + 2 * (n % 2)) % ACTS))
  return (count = PILOTS) => Array.from({ length: ACTS }, (_, round) => actsOf(round, count)).flat()
}

function actOf({ ctx, portId, commodity, home, next }: Post, round: number): Act {
  const good = { portId, commodity } as Pick<Parameters<typeof placeOrder>[1], 'portId' | 'commodity'>
  const order = () => ({ ...good, side: 'buy' as const, quantity: 1, orderId: randomUUID(), worstNet: 1_000 })
  const acts: Act[] = [
    () => getMySector(ctx, { pilotsPage: 1 }),
    () => placeOrder(ctx, order()),
    () => movePilot(ctx, { toSector: next }),
    () => movePilot(ctx, { toSector: home }),
  ]
  const act = acts[round]
  if (!act) throw new Error(`there are ${ACTS} acts`)
  return act
}

/** Markets that sell, each with a neighbouring sector from which one can fly back. */
async function marketsWithWayBack(galaxy: GalaxyPool): Promise<Omit<Post, 'ctx'>[]> {
  const { rows } = await galaxy.$client.query<{ home: number; next: number }>(
    `select there.from_sector as home, min(there.to_sector) as next
       from warps there join warps back on back.from_sector = there.to_sector and back.to_sector = there.from_sector
      where there.kind = 'local' and back.kind = 'local' group by 1`,
  )
  return (await findMarkets(galaxy, { role: 'sells' })).flatMap(({ portId, commodity, sectorId }) => {
    const way = rows.find(({ home }) => home === sectorId)
    return way ? [{ portId, commodity, ...way }] : []
  })
}

async function putPilots(
  galaxy: GalaxyPool,
  users: readonly { id: string; callsign: string }[],
  sectors: readonly number[],
): Promise<void> {
  const ids = users.map(({ id }) => id)
  await galaxy.$client.query(
    `insert into pilots (user_id, callsign, sector_id, present, fencing_version, milliturns, turns_at, entered_at, began_at)
     select id, callsign, sector, true, 0, 300000, now(), now(), now()
       from unnest($1::uuid[], $2::text[], $3::int[]) as pilot (id, callsign, sector)`,
    [ids, users.map(({ callsign }) => callsign), sectors],
  )
  await galaxy.$client.query(
    `insert into ships (user_id, ship_class, name) select id, 'pathfinder', 'Bench' from unnest($1::uuid[]) id`,
    [ids],
  )
  await galaxy.$client.query(
    `insert into ledger_accounts (account_kind, owner_id, balance) select 'purse', id, 1000000 from unnest($1::uuid[]) id`,
    [ids],
  )
}
