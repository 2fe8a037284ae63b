import { desc, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { laws, regions, type SettingChange } from '#db/schema/platform/regions.ts'
import { job } from '#jobs/outbox.ts'
import { syncSettingsJob } from '#jobs/regions/sync-settings.ts'
import { leversToExtend } from '#server/domain/policies/expiry.ts'
import { type Authority, type LawKind } from '#server/domain/regions/law-kinds.ts'
import { leversOf, type SettingsPatch } from '#server/domain/regions/levers.ts'
import { applyPatch, diffSettings } from '#server/domain/regions/settings-diff.ts'
import { type Tx } from '../context.ts'
import { type Lever, type RegionSettings } from '#server/domain/regions/settings.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { oneRow } from '../one-row.ts'
import { findBookLaws } from './find-book-laws.ts'

export type Enactment = {
  /** Locked by the caller ({@link lockRegion}), so that a region's laws are enacted one at a time. */
  region: RegionRow
  changes: SettingsPatch
  kind: LawKind
  /** An expiry keeps the authority of the law that ends. */
  authority: Authority
  title: string
  policyId?: string
  enactedBy?: string
  /** When it expires. */
  expiresAt?: Date | null
  /** For an `expiry`: the law that ends. */
  expiryOf?: string
}

/**
 * The only place that changes levers. One transaction updates the region's row, adds the law and the audit entry, and
 * enqueues the update of the galaxy's copy (DESIGN.md §3: every change of a setting has a law, decree or admin
 * record). A `founding` records every named lever, with no value before. Any other kind records levers whose value
 * changes, and levers that keep their value for longer than the law that set it. A policy that was overtaken may
 * change nothing.
 */
export async function enactLaw(tx: Tx, enactment: Enactment): Promise<{ lawId: string; number: number }> {
  const {
    region,
    changes,
    kind,
    authority,
    title,
    policyId,
    enactedBy,
    expiresAt = null,
    expiryOf = null,
  } = enactment
  const before = settingsOf(region)
  const after = applyPatch(before, changes)
  const changed: SettingChange[] =
    kind === 'founding'
      ? leversOf(changes).map((lever) => settingChange(lever, null, after[lever]))
      : [
          ...diffSettings(before, changes).map((change) =>
            settingChange(change.lever, change.before, change.after),
          ),
          ...(await findExtendedLevers(tx.db, enactment, before)).map((lever) =>
            settingChange(lever, before[lever], before[lever]),
          ),
        ]

  const number = (await latestLawNumber(tx.db, region.id)) + 1
  const law = oneRow(
    await tx.db
      .insert(laws)
      .values({
        regionId: region.id,
        number,
        kind,
        title,
        changes: changed,
        policyId: policyId ?? null,
        enactedBy: enactedBy ?? null,
        authority,
        enactedAt: tx.now,
        expiresAt,
        expiryOf,
      })
      .returning({ id: laws.id }),
  )

  const levers = changed.map((change) => change.lever)
  if (levers.length > 0 && kind !== 'founding') {
    const settingsVersion = region.settingsVersion + 1
    await tx.db
      .update(regions)
      .set({ ...after, settingsVersion })
      .where(eq(regions.id, region.id))
    await tx.enqueue(job(syncSettingsJob, { regionId: region.id, version: settingsVersion }))
  }
  await tx.audit({
    action: `region.${kind === 'founding' ? 'founded' : 'settings-changed'}`,
    regionId: region.id,
    subject: { type: 'law', id: law.id },
    detail: { number, kind, authority, levers, ...(policyId === undefined ? {} : { policyId }) },
  })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'region', id: region.id })
  // A region that is being founded is not shown yet.
  if (kind !== 'founding') tx.publish({ audience: { kind: 'public' }, topic: 'galaxy' })
  return { lawId: law.id, number }
}

/**
 * Pairs a lever with its values. Both come from one settings object, but TypeScript cannot follow that through the
 * key.
 */
const settingChange = (lever: SettingChange['lever'], before: unknown, after: unknown): SettingChange =>
  ({ lever, before, after }) as SettingChange

/** Levers that already have the requested value, but from a law that ends sooner than this one. */
async function findExtendedLevers(
  db: Queryable,
  enactment: Enactment,
  before: RegionSettings,
): Promise<Lever[]> {
  const { region, changes, kind, expiresAt = null } = enactment
  const changed = diffSettings(before, changes).map(({ lever }) => lever)
  const same = leversOf(changes).filter((lever) => !changed.includes(lever))
  if (kind === 'expiry' || same.length === 0) return []
  return leversToExtend(await findBookLaws(db, region.id), same, expiresAt)
}

async function latestLawNumber(db: Queryable, regionId: string): Promise<number> {
  const [latest] = await db
    .select({ number: laws.number })
    .from(laws)
    .where(eq(laws.regionId, regionId))
    .orderBy(desc(laws.number))
    .limit(1)
  return latest?.number ?? 0
}
