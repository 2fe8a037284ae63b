import { sql } from 'drizzle-orm'
import { localSettings } from '#db/schema/galaxy/presence.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { openEconomyDays } from './economy-days.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { requireLocalLaw } from './require-local-law.ts'

/**
 * Replaces the copy of the region's settings unless the copy is newer, so repeated, late and concurrent calls are safe. What the old law
 * made of today stays; the new one counts from midnight.
 */
export function syncSettings(
  galaxy: GalaxyCtx,
  { regionId, version, settings }: CallInput<'syncSettings'>,
): Promise<CallOutput<'syncSettings'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const copy = { version, settings, copiedAt: tx.now }
    await tx.db
      .insert(localSettings)
      .values({ regionId, ...copy })
      .onConflictDoUpdate({
        target: localSettings.regionId,
        set: copy,
        setWhere: sql`${localSettings.version} < excluded.version`,
      })
    await openEconomyDays(tx, await requireLocalLaw(tx.db, regionId))
    await tx.sendToPlatform({ kind: 'settings', version })
    return { messages: tx.sentMessages }
  })
}
