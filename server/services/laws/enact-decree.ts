import { eq } from 'drizzle-orm'
import { scheduledDecrees } from '#db/schema/platform/regions.ts'
import { mayTakeEffect } from '#server/domain/policies/scheduled-decree.ts'
import { lawEndsAt } from '#server/domain/policies/law-timing.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { settingsPatchSchema } from '#server/domain/regions/settings-schema.ts'
import { allow, refuse } from '#server/domain/refusal.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { buildPowersQuestion } from './build-powers-question.ts'
import { getRegionForUser, type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { enactLaw } from './enact-law.ts'
import { lockDecree, type ScheduledDecreeRow } from './queries.ts'
import { notifyAboutDecree } from './notify-about-decree.ts'

/**
 * Makes an announced decree law on its day. Checks the issuer's powers and all bounds again, as of that day;
 * a decree that fails lapses with the reason. Safe to repeat. While the region is closed, it waits. Returns whether
 * it was settled now.
 * @throws NOT_FOUND.
 */
export async function enactDecree(ctx: Ctx, { decreeId }: { decreeId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const decree = await lockDecree(tx.db, decreeId)
    if (decree.status !== 'scheduled' || tx.now < decree.effectiveAt) return false
    const region = await requireLockedRegion(tx, decree.regionId)
    if (!isOpenForBusiness(region.status)) return false

    const verdict = await checkDecree(tx, region, decree)
    if (!verdict.ok) {
      await lapseDecree(tx, region, decree, verdict.message)
      return true
    }
    const { lawId, number } = await enactLaw(tx, {
      region,
      changes: verdict.value.changes,
      kind: 'decree',
      authority: verdict.value.by ?? decree.authority,
      title: decree.title,
      enactedBy: decree.issuedBy,
      expiresAt: lawEndsAt(tx.now, decree.expiresAfterDays),
    })
    await tx.db
      .update(scheduledDecrees)
      .set({ status: 'in_force', settledAt: tx.now, lawId })
      .where(eq(scheduledDecrees.id, decreeId))
    await auditDecree(tx, decree, 'decree.in-force', { lawId })
    await notifyAboutDecree(tx, region, decree, {
      kind: 'law.in-force',
      body: `It is now law ${number}.`,
    })
    return true
  })
}

async function checkDecree(tx: Tx, region: RegionRow, decree: ScheduledDecreeRow) {
  const changes = settingsPatchSchema.safeParse(decree.changes)
  if (!changes.success)
    return refuse('not-allowed-any-more', changes.error.issues.map(({ message }) => message).join(' '))
  const part = await getRegionForUser(tx.db, region.id, decree.issuedBy)
  const issuer = {
    isOwner: region.ownerId === decree.issuedBy,
    isAdmin: false,
    offices: part?.offices ?? [],
    membership: part?.membership ?? null,
  }
  const until = lawEndsAt(tx.now, decree.expiresAfterDays)
  const verdict = mayTakeEffect(await buildPowersQuestion(tx, region, issuer, changes.data, until))
  return verdict.ok ? allow({ changes: changes.data, by: verdict.value }) : verdict
}

async function lapseDecree(tx: Tx, region: RegionRow, decree: ScheduledDecreeRow, reason: string) {
  await tx.db
    .update(scheduledDecrees)
    .set({ status: 'lapsed', settledAt: tx.now, lapseReason: reason })
    .where(eq(scheduledDecrees.id, decree.id))
  await auditDecree(tx, decree, 'decree.lapsed', { reason })
  await notifyAboutDecree(tx, region, decree, { kind: 'law.lapsed', body: reason })
}

const auditDecree = (tx: Tx, decree: ScheduledDecreeRow, action: string, detail: Record<string, unknown>) =>
  tx.audit({ action, regionId: decree.regionId, subject: { type: 'decree', id: decree.id }, detail })
