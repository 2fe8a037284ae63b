import { and, eq } from 'drizzle-orm'
import { scheduledDecrees } from '#db/schema/platform/regions.ts'
import { enactDecreeJob } from '#jobs/laws/enact-decree.ts'
import { job } from '#jobs/outbox.ts'
import { mayScheduleDecree } from '#server/domain/policies/scheduled-decree.ts'
import { daysAfter } from '#server/domain/policies/law-timing.ts'
import { type Authority } from '#server/domain/regions/law-kinds.ts'
import { leversOf, type SettingsPatch } from '#server/domain/regions/levers.ts'
import { type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { refused } from '../refused.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireUser } from '../require-actor.ts'
import { notifyAboutDecree } from './notify-about-decree.ts'

export type NewDecree = {
  /** Locked by the caller, who has already checked the powers table. */
  region: RegionRow
  changes: SettingsPatch
  authority: Authority
  title: string
  /** Days from now until it takes effect, 1 to 90. */
  effectiveInDays: number
  expiresAfterDays: number | null
}

/**
 * Announces a decree for a later day. The law book lists it as upcoming. A job enacts it on its day, if the issuer
 * may still decree it then ({@link enactDecreeJob}).
 * @throws CONFLICT when the issuer already has thirty upcoming decrees in the region.
 */
export async function scheduleDecree(tx: Tx, decree: NewDecree): Promise<{ decreeId: string }> {
  const { userId } = requireUser(tx)
  const { region, changes, authority, title, effectiveInDays, expiresAfterDays } = decree
  const coming = await tx.db.$count(
    scheduledDecrees,
    and(
      eq(scheduledDecrees.regionId, region.id),
      eq(scheduledDecrees.issuedBy, userId),
      eq(scheduledDecrees.status, 'scheduled'),
    ),
  )
  const verdict = mayScheduleDecree({ scheduled: coming })
  if (!verdict.ok) throw refused('CONFLICT', verdict)
  const effectiveAt = daysAfter(tx.now, effectiveInDays)
  const { id: decreeId } = oneRow(
    await tx.db
      .insert(scheduledDecrees)
      .values({
        regionId: region.id,
        title,
        changes,
        issuedBy: userId,
        authority,
        issuedAt: tx.now,
        effectiveAt,
        expiresAfterDays,
        status: 'scheduled',
      })
      .returning({ id: scheduledDecrees.id }),
  )
  await tx.audit({
    action: 'decree.announced',
    regionId: region.id,
    subject: { type: 'decree', id: decreeId },
    detail: { authority, levers: leversOf(changes), effectiveAt: effectiveAt.toISOString() },
  })
  await tx.enqueue(job(enactDecreeJob, { decreeId }, effectiveAt))
  await notifyAboutDecree(
    tx,
    region,
    { id: decreeId, title },
    { kind: 'law.announced', body: 'See the law book for the date.' },
  )
  return { decreeId }
}
