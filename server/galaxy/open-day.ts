import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { lapseContracts } from './contracts/lapse-contracts.ts'
import { postDailyShortages } from './contracts/post-shortages.ts'
import { openEconomyDays } from './economy-days.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { announceNews } from './news.ts'
import { lockLocalLaw } from './require-local-law.ts'

/**
 * Keeps the galaxy's days of the economy going, ends contracts whose time is over and posts those of the day; run again it changes nothing. @throws UNAVAILABLE before the galaxy has its law.
 */
export function openDay(
  galaxy: GalaxyCtx,
  { regionId, isClosed }: CallInput<'openDay'>,
): Promise<CallOutput<'openDay'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    await openEconomyDays(tx, regionId === null ? null : await lockLocalLaw(tx.db, regionId))
    await lapseContracts(tx, { isClosed })
    if (await postDailyShortages(tx)) await announceNews(tx)
    return {}
  })
}
