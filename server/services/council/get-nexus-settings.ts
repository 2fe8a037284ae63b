import { type Queryable } from '#db/client.ts'
import { nexusSettings } from '#db/schema/platform/council.ts'
import { FOUNDING_NEXUS_SETTINGS, type NexusSettings } from '#server/domain/council/nexus-settings.ts'

export type SettingsFile = NexusSettings & { version: number; changedAt: Date | null }

/** The settings of the Nexus; those of its founding before the Council has first met. */
export async function getNexusSettings(db: Queryable): Promise<SettingsFile> {
  const [row] = await db.select().from(nexusSettings)
  return row ?? { ...FOUNDING_NEXUS_SETTINGS, version: 0, changedAt: null }
}
