import { and, eq, getTableColumns, ne, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { chartedSectors } from '#db/schema/galaxy/charting.ts'
import { ledgerAccounts, patrolDays } from '#db/schema/galaxy/ledger.ts'
import { localSettings, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { planets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { sqlNow } from '#server/clock.ts'
import { patrolsOnDuty } from '#server/domain/economy/defense-upkeep.ts'
import { WARP_TURNS } from '#server/domain/galaxy/turns.ts'
import { type WarpKind } from '#server/domain/galaxy/galaxy-plan.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type GalaxySector, type SectorWarp } from './api/sector-calls.ts'
import { type MarketTerms, type PilotRef } from './api/pilot-terms.ts'
import { type PaidPatrolDay, type Patrols } from './api/treasury-calls.ts'
import { economyDaysUntil } from './economy-days.ts'
import { marketLaw, type MarketLaw } from './market-law.ts'
import { type PilotRow } from './pilots.ts'
import { lawIn } from './require-local-law.ts'
import { aboardOf, SHIP_WITH_CARGO, type ShipAboard } from './ships.ts'

/** A pilot where they are, with all that does not depend on what else is there. */
export type Standing = {
  now: Date
  pilot: PilotRow
  sector: typeof sectors.$inferSelect
  /** Null for a pilot without a ship. */
  aboard: ShipAboard | null
  purse: number
  law: MarketLaw
  /** Null in the Nexus, which has none. */
  patrols: Patrols | null
}

/**
 * Reads it in one statement; null when the pilot is not here, or is known here by an outdated fencing version.
 * @throws UNAVAILABLE before the galaxy has its law.
 */
export async function readStanding(
  db: GalaxyDb,
  { userId, fencingVersion, ...terms }: PilotRef & MarketTerms,
  clockOffsetMs: number,
): Promise<Standing | null> {
  const { regionId } = terms
  const [row] = await standing(db).execute({ userId, fencingVersion, regionId, clockOffsetMs })
  if (!row) return null
  const { ship, copy, days, balance, patrolDay, pilot, sector } = row
  const now = new Date(row.now)
  const law = marketLaw(terms, regionId === null ? null : lawIn([copy]), days, now)
  const ordered = law.law?.defenseLevel
  return {
    ...{ now, pilot, sector, law },
    aboard: ship === null ? null : aboardOf({ ...ship, cargo: row.cargo, sealedHolds: row.sealedHolds }),
    purse: balance ?? 0,
    patrols:
      ordered === undefined
        ? null
        : { ordered, onDuty: patrolsOnDuty(patrolDay, isoDay(utcDay(now)), ordered) },
  }
}

const standing = prepared((galaxy: GalaxyDb) => {
  const { cargo, sealedHolds, ...ship } = SHIP_WITH_CARGO
  return galaxy
    .select({
      now: sqlNow,
      pilot: getTableColumns(pilots),
      sector: getTableColumns(sectors),
      ship,
      cargo,
      sealedHolds,
      balance: ledgerAccounts.balance,
      copy: { version: localSettings.version, settings: localSettings.settings },
      days: economyDaysUntil(sql`(${sqlNow} at time zone 'UTC')::date`),
      patrolDay: sql<PaidPatrolDay | null>`(select json_build_object('day', d.day, 'paid', d.paid)
        from (select day, paid from ${patrolDays} order by day desc limit 1) d)`,
    })
    .from(pilots)
    .innerJoin(sectors, eq(sectors.id, pilots.sectorId))
    .leftJoin(ships, eq(ships.userId, pilots.userId))
    .leftJoin(
      ledgerAccounts,
      and(eq(ledgerAccounts.kind, 'purse'), eq(ledgerAccounts.ownerId, pilots.userId)),
    )
    .leftJoin(localSettings, eq(localSettings.regionId, sql.placeholder('regionId')))
    .where(
      and(
        eq(pilots.userId, sql.placeholder('userId')),
        eq(pilots.present, true),
        eq(pilots.fencingVersion, sql.placeholder('fencingVersion')),
      ),
    )
    .prepare('standing_of_pilot')
})

/** What is in a sector for everybody, and the ways out of it as a pilot knows them. */
export type SectorContents = Pick<GalaxySector, 'warps' | 'planets'> & {
  /** Pilots besides this one. */
  others: number
}

/** Reads it in one statement. */
export async function readContents(
  db: GalaxyDb,
  { userId, sectorId }: Pick<PilotRow, 'userId' | 'sectorId'>,
): Promise<SectorContents> {
  const [row] = await contents(db).execute({ userId, sectorId })
  if (!row) throw new Error('contents are always one row')
  return {
    ...row,
    warps: row.warps.map(({ kind, ...way }): SectorWarp => ({ ...way, kind, turns: WARP_TURNS[kind] })),
  }
}

const contents = prepared((galaxy: GalaxyDb) => {
  const sectorId = sql`${sql.placeholder('sectorId')}::int`
  const userId = sql`${sql.placeholder('userId')}::uuid`
  return galaxy
    .select({
      warps: sql<(Omit<SectorWarp, 'turns' | 'kind'> & { kind: WarpKind })[]>`(
        select coalesce(json_agg(json_build_object(
          'sectorId', s.id, 'name', s.name, 'area', coalesce(s.district, s.zone), 'kind', w.kind,
          'oneWay', not exists (select 1 from ${warps} b where b.from_sector = w.to_sector and b.to_sector = w.from_sector),
          'hasPort', exists (select 1 from ${ports} p where p.sector_id = w.to_sector),
          'isCharted', exists (select 1 from ${chartedSectors} c where c.user_id = ${userId} and c.sector_id = w.to_sector)
        ) order by s.name, s.id), '[]')
        from ${warps} w join ${sectors} s on s.id = w.to_sector where w.from_sector = ${sectorId})`,
      planets: sql<GalaxySector['planets']>`(
        select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'planetClass', p.planet_class,
          'population', p.population, 'habitability', p.habitability) order by p.id), '[]')
        from ${planets} p where p.sector_id = ${sectorId})`,
      others: sql<number>`(select count(*)::int from ${pilots} p
        where p.sector_id = ${sectorId} and p.present and p.user_id <> ${userId})`,
    })
    .from(sql`(values (1)) as one`)
    .prepare('contents_of_sector')
})

/** Callsigns of the others in a sector, in their order. */
export const othersIn = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select({ callsign: pilots.callsign })
    .from(pilots)
    .where(
      and(
        eq(pilots.sectorId, sql.placeholder('sectorId')),
        eq(pilots.present, true),
        ne(pilots.userId, sql.placeholder('userId')),
      ),
    )
    .orderBy(pilots.callsign)
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('offset'))
    .prepare('others_in_sector'),
)
