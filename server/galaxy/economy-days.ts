import { between, eq, lt, sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { economyDays } from '#db/schema/galaxy/economy.ts'
import { dockingDays } from '#db/schema/galaxy/trade.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import {
  economyOn,
  openEconomyDay,
  type EconomyDay,
  type LawOfGoods,
} from '#server/domain/economy/economy-day.ts'
import { evenOutput, outputFactors } from '#server/domain/economy/output.ts'
import { endowment, evenLevels } from '#server/domain/economy/price-level.ts'
import { EVEN_TEMPO_BP, TEMPO_DOCKINGS, tempoBp, tempoDaysCountedOn } from '#server/domain/economy/tempo.ts'
import { type LocalLaw } from '#server/domain/regions/local-law.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { eventsOf } from './events-of-day.ts'
import { type GalaxyTx } from './galaxy-context.ts'

/** Settlement looks back ten days; older rows are of no use to anybody. */
const KEPT_DAYS = 12

/** What held in the galaxy on the days that a settlement at `now` may cross. */
export async function economyDaysOf(galaxy: GalaxyDb, now: Date): Promise<EconomyDay[]> {
  const [row] = await daysUntil(galaxy).execute({ day: isoDay(utcDay(now)) })
  return row?.days ?? []
}

/** The rows of the days up to a day, as one column of a select; by default up to the statement's value `day`. */
export const economyDaysUntil = (day: SQL = sql`${sql.placeholder('day')}::date`) => sql<
  EconomyDay[]
>`(select coalesce(json_agg(json_build_object(
    'day', d.day, 'tempoBp', d.tempo_bp, 'outputFactors', d.output_factors, 'priceLevels', d.price_levels,
    'works', d.works, 'festival', d.festival, 'shocks', d.shocks)), '[]')
  from (select * from ${economyDays} where day <= ${day} order by day desc limit ${sql.raw(String(KEPT_DAYS))}) d)`

const daysUntil = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select({ days: economyDaysUntil() })
    .from(sql`(select 1) one`)
    .prepare('economy_days_until'),
)

/**
 * Fixes today as it holds and makes tomorrow from it under the law as it stands, so that a change during the day counts from the next
 * midnight and a missed run changes nothing. The first run makes today. The tempo of tomorrow is counted once. Call it with the
 * row of the law locked.
 */
export async function openEconomyDays(tx: GalaxyTx, law: LocalLaw | null): Promise<void> {
  const today = utcDay(tx.now)
  const known = await economyDaysOf(tx.db, tx.now)
  const goods = lawOfGoods(law)
  const current =
    known.length > 0 ? { ...economyOn(known, today), day: isoDay(today) } : firstDay(today, goods)
  await tx.db.insert(economyDays).values(current).onConflictDoNothing()
  const [planned] = await tx.db
    .select()
    .from(economyDays)
    .where(eq(economyDays.day, isoDay(today + 1)))
  const events = {
    ...(await eventsOf(tx, today + 1)),
    tempoBp: planned?.tempoBp ?? (await countedTempo(tx, today)),
  }
  const tomorrow = openEconomyDay({ day: today, priceLevels: current.priceLevels }, today + 1, goods, events)
  await tx.db
    .insert(economyDays)
    .values(tomorrow)
    .onConflictDoUpdate({ target: economyDays.day, set: tomorrow })
  await tx.db.delete(economyDays).where(lt(economyDays.day, isoDay(today - KEPT_DAYS)))
}

/** The law's part of a day; the Nexus has neither endowment nor law. */
const lawOfGoods = (law: LocalLaw | null): LawOfGoods =>
  law
    ? {
        endowment: endowment(law.seed),
        outputFactors: outputFactors(law.tradeBonuses, law.economicSpecialization),
      }
    : { endowment: evenLevels(), outputFactors: evenOutput() }

const NO_EVENTS = { works: {}, festival: false, shocks: [] }

const firstDay = (day: number, goods: LawOfGoods): EconomyDay =>
  openEconomyDay(null, day, goods, { ...NO_EVENTS, tempoBp: EVEN_TEMPO_BP })

/** The tempo that follows from who docked here in the seven days before today. */
async function countedTempo(tx: GalaxyTx, today: number): Promise<number> {
  const { first, last } = tempoDaysCountedOn(today)
  const busy = tx.db
    .select({ userId: dockingDays.userId })
    .from(dockingDays)
    .where(between(dockingDays.day, isoDay(first), isoDay(last)))
    .groupBy(dockingDays.userId)
    .having(sql`sum(${dockingDays.dockings}) >= ${TEMPO_DOCKINGS}`)
    .as('busy')
  return tempoBp(await tx.db.$count(busy), await tx.db.$count(ports))
}
