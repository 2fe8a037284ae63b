import { eq } from 'drizzle-orm'
import { scheduledDecrees } from '#db/schema/platform/regions.ts'
import { mayTakeEffect } from '#server/domain/policies/scheduled-decree.ts'
import { lawEndsAt } from '#server/domain/policies/law-timing.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { settingsPatchSchema } from '#server/domain/regions/settings-schema.ts'
import { allow, refuse } from '#server/domain/refusal.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { powersQuestion } from './powers-question.ts'
import { findRegionAndPart, type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { enact } from './enact.ts'
import { lockDecree, type ScheduledDecreeRow } from './queries.ts'
import { tellOfDecree } from './tell-of-decree.ts'

/**
 * Makes an announced decree law once its day has come. Powers and bounds are asked again, of whoever issued it and as they
 * are then; a decree that fails them lapses, with the reason. Repeating it changes nothing; in a region that is not open it
 * waits. Returns whether it was settled now. @throws NOT_FOUND.
 */
export async function enactDecree(ctx: Ctx, { decreeId }: { decreeId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const decree = await lockDecree(tx.db, decreeId)
    if (decree.status !== 'scheduled' || tx.now < decree.effectiveAt) return false
    const region = await requireLockedRegion(tx, decree.regionId)
    if (!isOpenForBusiness(region.status)) return false

    const verdict = await readyToEnact(tx, region, decree)
    if (!verdict.ok) {
      await lapse(tx, region, decree, verdict.message)
      return true
    }
    const { lawId, number } = await enact(tx, {
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
    await record(tx, decree, 'decree.in-force', { lawId })
    await tellOfDecree(tx, region, decree, { kind: 'law.in-force', body: `It is law ${number} from now on.` })
    return true
  })
}

async function readyToEnact(tx: Tx, region: RegionRow, decree: ScheduledDecreeRow) {
  const changes = settingsPatchSchema.safeParse(decree.changes)
  if (!changes.success)
    return refuse('not-allowed-any-more', changes.error.issues.map(({ message }) => message).join(' '))
  const part = await findRegionAndPart(tx.db, region.id, decree.issuedBy)
  const issuer = {
    isOwner: region.ownerId === decree.issuedBy,
    isAdmin: false,
    offices: part?.offices ?? [],
    membership: part?.membership ?? null,
  }
  const until = lawEndsAt(tx.now, decree.expiresAfterDays)
  const verdict = mayTakeEffect(await powersQuestion(tx, region, issuer, changes.data, until))
  return verdict.ok ? allow({ changes: changes.data, by: verdict.value }) : verdict
}

async function lapse(tx: Tx, region: RegionRow, decree: ScheduledDecreeRow, reason: string) {
  await tx.db
    .update(scheduledDecrees)
    .set({ status: 'lapsed', settledAt: tx.now, lapseReason: reason })
    .where(eq(scheduledDecrees.id, decree.id))
  await record(tx, decree, 'decree.lapsed', { reason })
  await tellOfDecree(tx, region, decree, { kind: 'law.lapsed', body: reason })
}

const record = (tx: Tx, decree: ScheduledDecreeRow, action: string, detail: Record<string, unknown>) =>
  tx.audit({ action, regionId: decree.regionId, subject: { type: 'decree', id: decree.id }, detail })
