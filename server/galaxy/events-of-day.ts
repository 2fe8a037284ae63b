import { createHmac, randomBytes } from 'node:crypto'
import { and, eq, gt, lte } from 'drizzle-orm'
import { festivals, galaxyKeys, portWorks, shocks, worksDays } from '#db/schema/galaxy/events.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { FESTIVAL_DAYS } from '#server/domain/economy/festival.ts'
import { drawShocks, SHOCK_DAYS } from '#server/domain/economy/shocks.ts'
import { runWorks } from '#server/domain/economy/works.ts'
import { isoDay } from '#server/domain/utc-day.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { lockTreasury } from './ledger-account.ts'

/**
 * What happens on a day that has not begun (UTC days since 1970): its works are paid now, its shocks are drawn. Run again it takes in
 * what was ordered since.
 */
export async function eventsOf(
  tx: GalaxyTx,
  day: number,
): Promise<Pick<EconomyDay, 'works' | 'festival' | 'shocks'>> {
  return {
    works: await payWorks(tx, isoDay(day)),
    festival: await isFestival(tx, day),
    shocks: await shocksOf(tx, day),
  }
}

/** Pays what the works of a day cost beyond what was paid for it before. Works of which the upkeep was paid run. */
async function payWorks(tx: GalaxyTx, day: string): Promise<EconomyDay['works']> {
  const built = await tx.db.select({ portId: portWorks.portId, level: portWorks.level }).from(portWorks)
  if (built.length === 0) return {}
  const treasury = BigInt(await lockTreasury(tx.db))
  const [paid] = await tx.db.select().from(worksDays).where(eq(worksDays.day, day))
  const before = BigInt(paid?.upkeep ?? 0)
  const { running, upkeep } = runWorks(built, treasury + before)
  if (paid && upkeep <= before) return paid.running
  if (upkeep > before)
    await tx.post({
      id: transferIdOf(`works upkeep ${tx.galaxyId} ${day} ${upkeep}`),
      reason: 'works_upkeep',
      postings: [
        { account: 'treasury', ownerId: null, asset: 'credits', amount: before - upkeep },
        { account: 'sink:works', ownerId: null, asset: 'credits', amount: upkeep - before },
      ],
    })
  const row = { running, upkeep: Number(upkeep) }
  await tx.db
    .insert(worksDays)
    .values({ day, ...row })
    .onConflictDoUpdate({ target: worksDays.day, set: row })
  return running
}

const isFestival = async ({ db }: GalaxyTx, day: number): Promise<boolean> =>
  (await db.$count(
    festivals,
    and(gt(festivals.day, isoDay(day - FESTIVAL_DAYS)), lte(festivals.day, isoDay(day))),
  )) > 0

/** The shocks that last on a day. Those that begin on it are drawn once: later runs find them drawn. */
async function shocksOf(tx: GalaxyTx, day: number): Promise<EconomyDay['shocks']> {
  const begins = isoDay(day)
  if ((await tx.db.$count(shocks, eq(shocks.day, begins))) === 0) {
    const markets = await tx.db
      .select({ portId: portMarkets.portId, commodity: portMarkets.commodity })
      .from(portMarkets)
    const drawn = drawShocks(await hashOf(tx, begins), markets, await tx.db.$count(ports))
    if (drawn.length > 0)
      await tx.db
        .insert(shocks)
        .values(drawn.map((shock) => ({ ...shock, day: begins })))
        .onConflictDoNothing()
  }
  return tx.db
    .select({ portId: shocks.portId, commodity: shocks.commodity, restBp: shocks.restBp })
    .from(shocks)
    .where(and(gt(shocks.day, isoDay(day - SHOCK_DAYS)), lte(shocks.day, begins)))
    .orderBy(shocks.day, shocks.portId, shocks.commodity)
}

/** A hash of the day that nobody can tell who does not know the galaxy's key. */
async function hashOf({ db }: GalaxyTx, day: string): Promise<string> {
  await db
    .insert(galaxyKeys)
    .values({ id: 'shocks', key: randomBytes(32).toString('hex') })
    .onConflictDoNothing()
  const [secret] = await db.select().from(galaxyKeys).where(eq(galaxyKeys.id, 'shocks'))
  if (!secret) throw new Error('the key of the shocks was just written')
  return createHmac('sha256', secret.key).update(day).digest('hex')
}
