import type pg from 'pg'
import { withDatabase } from './platform-database.ts'
import { type WarpPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { createWarpGraph, turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { STARTER_CLASS, type ShipClass } from '#server/domain/ships/hulls.ts'
import { shipFigures, type ShipModule } from '#server/domain/ships/ship.ts'
import { type REGION_OF } from './world.ts'

type RegionName = (typeof REGION_OF)[keyof typeof REGION_OF]
type Market = { sector: number; commodity: string; mid: number }

export type TradeRun = { commodity: string; from: number; to: number }

/** Turns within which a newcomer's ship sees prices, with no scanner. */
const SIGHT_TURNS = shipFigures({ hull: STARTER_CLASS, modules: [], damageBp: 0 }).sightTurns

/**
 * What a newcomer at a region's gate can buy there and sell within sight at the largest gap of prices, by the markets as they are
 * stored. Every test world has galaxies of its own; of a thousand generated ones each had such a run.
 */
export async function findTradeRun(region: RegionName): Promise<TradeRun> {
  const { gate, name } = await galaxyOf(region)
  return withDatabase(name, async (client) => {
    const marketsOf = async (role: 'sells' | 'buys', sectors: readonly number[]) => {
      const { rows } = await client.query<Market>(
        `select ports.sector_id as sector, commodity, base_price * (1.5 - stock::float / capacity) as mid
           from port_markets join ports on ports.id = port_id
           where role = $1 and ports.sector_id = any($2) order by 1, 2`,
        [role, sectors],
      )
      return rows
    }
    const { rows: warps } = await client.query<WarpPlan>(
      'select from_sector as "fromSector", to_sector as "toSector", kind from warps',
    )
    const near = [...turnsFrom(createWarpGraph(warps), gate)].flatMap(([sector, turns]) =>
      turns > 0 && turns <= SIGHT_TURNS ? [sector] : [],
    )
    const offers = await marketsOf('sells', [gate])
    const wanted = await marketsOf('buys', near)
    const runs = offers.flatMap((offer) =>
      wanted
        .filter(({ commodity }) => commodity === offer.commodity)
        .map((buyer) => ({ offer, buyer, gain: (buyer.mid - offer.mid) / offer.mid })),
    )
    const [best] = runs.sort((a, b) => b.gain - a.gain)
    if (!best) throw new Error(`nothing sold at the gate of ${region} is wanted nearby`)
    return { commodity: best.offer.commodity, from: gate, to: best.buyer.sector }
  })
}

/** The database of a region's galaxy, and the sector of its gate. */
const galaxyOf = (region: string) =>
  withDatabase('sectorwars', async (client) => {
    const { rows } = await client.query<{ gate: number; name: string }>(
      `select regions.gate_sector as gate, galaxies.database_name as name
         from regions join galaxies on galaxies.id = regions.galaxy_id where regions.name = $1`,
      [region],
    )
    const [row] = rows
    if (!row) throw new Error(`no galaxy of ${region}`)
    return row
  })

/** A port of a sector runs short of a good: an open contract for 30 units, as the daily opening posts it. Returns its premium. */
export async function postShortage(region: RegionName, { to, commodity }: TradeRun): Promise<number> {
  const { name } = await galaxyOf(region)
  // The daily opening pays others.
  const premium = 97
  await withDatabase(name, async (client) => {
    const market = `select port_id from port_markets join ports on ports.id = port_id
      where sector_id = $1 and commodity = $2 and role = 'buys' limit 1`
    await client.query(
      `delete from contracts where kind = 'shortage' and state in ('open', 'taken') and commodity = $2 and port_id = (${market})`,
      [to, commodity],
    )
    await client.query(
      `insert into contracts (kind, state, port_id, commodity, units, premium, posted_at, due_at)
        select 'shortage', 'open', (${market}), $2, 30, $3, now(), now() + interval '48 hours'`,
      [to, commodity, premium],
    )
  })
  return premium
}

/** Two neighbouring sectors of the frontier; the second has little security, and nobody is there. */
export async function findFrontier(region: RegionName): Promise<{ from: number; to: number }> {
  const [warp] = await inGalaxyOf(region, async (client) => {
    const { rows } = await client.query<{ from: number; to: number }>(
      `select from_sector as "from", to_sector as "to" from warps
         join sectors here on here.id = from_sector join sectors there on there.id = to_sector
         where here.zone = 'frontier' and there.zone = 'frontier' and there.security <= 2
           and not exists (select from pilots where sector_id = to_sector)
         order by there.security, 1, 2 limit 1`,
    )
    return rows
  })
  if (!warp) throw new Error(`no frontier in ${region}`)
  return warp
}

/** Puts a pilot's ship in a sector; the stay there has not begun. */
export const putAt = (region: RegionName, callsign: string, sector: number) =>
  inGalaxyOf(region, (client) =>
    client.query('update pilots set sector_id = $1, docked = false where callsign = $2', [sector, callsign]),
  )

export type GivenShip = { hull: ShipClass; modules?: ShipModule[]; ore?: number }

/** Makes a newcomer a pilot of a month ago with this ship. */
export const makeVeteran = (
  region: RegionName,
  callsign: string,
  { hull, modules = [], ore = 0 }: GivenShip,
): Promise<void> =>
  inGalaxyOf(region, async (client) => {
    const pilot = `(select user_id from pilots where callsign = $1)`
    const ship = [callsign, hull, JSON.stringify(modules)]
    await client.query(`update ships set ship_class = $2, modules = $3 where user_id = ${pilot}`, ship)
    await client.query(`update pilots set began_at = now() - interval '30 days' where callsign = $1`, [
      callsign,
    ])
    if (ore > 0)
      await client.query(
        `insert into ship_cargo (ship_id, commodity, quantity) select id, 'ore', $2 from ships where user_id = ${pilot}`,
        [callsign, ore],
      )
  })

const inGalaxyOf = async <T>(region: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  withDatabase((await galaxyOf(region)).name, work)

/** Credits for a region's treasury, as sales bring them. */
export const fillTreasury = (region: string, credits: number): Promise<void> =>
  inGalaxyOf(region, async (client) => {
    await client.query(
      `with transfer as (insert into ledger_transfers (id, reason, at) values (gen_random_uuid(), 'sale', now()) returning id, at),
        balance as (insert into ledger_accounts (account_kind, owner_id, balance) values ('treasury', null, $1::bigint)
          on conflict (account_kind, owner_id) do update set balance = ledger_accounts.balance + excluded.balance)
       insert into ledger_postings (transfer_id, account_kind, asset, amount, at)
         select id, side.kind, 'credits', side.amount, at from transfer,
           (values ('treasury', $1::bigint), ('source:port_liquidity', -$1::bigint)) as side (kind, amount)`,
      [credits],
    )
  })

export type ClosingPrices = { commodity: Commodity; ports: string[]; untraded: number }

/** The two goods with the most ports that traded them before today at different prices; their ports by price. */
export const mostTradedGoods = (region: RegionName): Promise<ClosingPrices[]> =>
  inGalaxyOf(region, async (client) => {
    const { rows } = await client.query<ClosingPrices>(
      `with closes as (select distinct on (commodity, port_id) commodity, port_id, close from market_days
           where day < (now() at time zone 'utc')::date order by commodity, port_id, day desc)
       select commodity, array_agg(ports.name order by close, port_id) as ports,
           (select count(*)::int from port_markets where port_markets.commodity = closes.commodity) - count(*)::int as untraded
         from closes join ports on ports.id = port_id group by commodity
         having count(distinct close) > 1 order by count(*) desc, commodity limit 2`,
    )
    return rows
  })
