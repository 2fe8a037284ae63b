import { max } from 'drizzle-orm'
import { nexusLaws, nexusSettings } from '#db/schema/platform/council.ts'
import {
  FOUNDING_NEXUS_SETTINGS,
  NEXUS_LEVERS,
  type NexusChange,
  type NexusSettings,
} from '#server/domain/council/nexus-settings.ts'
import { type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'

export type NewNexusLaw = {
  kind: 'founding' | 'law' | 'resolution'
  title: string
  changes: NexusChange[]
  motionId: string | null
}

/**
 * The settings of the Nexus, locked until the transaction ends, so that proposing and enacting are serialised.
 * The first caller finds none and writes the initial settings with their law.
 */
export async function lockNexusSettings(tx: Tx): Promise<NexusSettings & { version: number }> {
  const founded = await tx.db
    .insert(nexusSettings)
    .values({ id: 'nexus', ...FOUNDING_NEXUS_SETTINGS, version: 1, changedAt: tx.now })
    .onConflictDoNothing()
    .returning()
  if (founded.length > 0)
    await enactNexusLaw(tx, {
      kind: 'founding',
      title: 'Charter of the Galactic Council',
      changes: NEXUS_LEVERS.map((lever) => ({ lever, before: null, after: FOUNDING_NEXUS_SETTINGS[lever] })),
      motionId: null,
    })
  return oneRow(await tx.db.select().from(nexusSettings).for('update'))
}

/** Writes the next law into the book of the Nexus. The caller holds the lock on the settings. */
export async function enactNexusLaw(tx: Tx, law: NewNexusLaw): Promise<string> {
  const [last] = await tx.db.select({ number: max(nexusLaws.number) }).from(nexusLaws)
  const { id } = oneRow(
    await tx.db
      .insert(nexusLaws)
      .values({ ...law, number: (last?.number ?? 0) + 1, enactedAt: tx.now })
      .returning({ id: nexusLaws.id }),
  )
  await tx.audit({
    action: 'council.law-enacted',
    subject: { type: 'nexus_law', id },
    detail: { kind: law.kind, changes: law.changes, motionId: law.motionId },
  })
  return id
}
