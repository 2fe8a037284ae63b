import { eq } from 'drizzle-orm'
import { councilMotions, nexusSettings } from '#db/schema/platform/council.ts'
import { LEVER_OF_MOTION } from '#server/domain/council/motion-types.ts'
import { type NexusChange, type NexusSettings } from '#server/domain/council/nexus-settings.ts'
import { motionPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { enactNexusLaw, lockNexusSettings } from './enact-nexus-law.ts'
import { findSeats, lockMotion, type MotionRow } from './queries.ts'

/**
 * Puts a passed motion into force once its effective time has come: the setting, its version and the law are one transaction.
 * A text becomes a resolution in the law book. Repeating it changes nothing.
 */
export async function implementMotion(ctx: Ctx, { motionId }: { motionId: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    // Settings are locked first, as when proposing, to avoid a deadlock.
    const settings = await lockNexusSettings(tx)
    const motion = await lockMotion(tx.db, motionId)
    if (motion.status !== 'passed' || motion.effectiveAt === null || tx.now < motion.effectiveAt) return
    const change = changeOf(motion, settings)
    if (change)
      await tx.db
        .update(nexusSettings)
        .set({ [change.lever]: change.after, version: settings.version + 1, changedAt: tx.now })
    const lawId = await enactNexusLaw(tx, {
      kind: change ? 'law' : 'resolution',
      title: motion.title,
      changes: change ? [change] : [],
      motionId,
    })
    await tx.db
      .update(councilMotions)
      .set({ status: 'implemented', implementedAt: tx.now, lawId })
      .where(eq(councilMotions.id, motionId))
    await tx.audit({
      action: 'council.motion-implemented',
      subject: { type: 'council_motion', id: motionId },
      detail: { lawId },
    })
    tx.publish({ audience: { kind: 'public' }, topic: 'council', id: motionId })
    await notifySeats(tx, motion)
  })
}

function changeOf(motion: MotionRow, settings: NexusSettings): NexusChange | null {
  const lever = LEVER_OF_MOTION[motion.motionType]
  if (lever === null || motion.proposedValue === null) return null
  return { lever, before: settings[lever], after: motion.proposedValue }
}

async function notifySeats(tx: Tx, motion: MotionRow): Promise<void> {
  const seats = await findSeats(tx.db)
  await notify(tx, {
    userIds: seats.map(({ holderId }) => holderId),
    kind: 'council.implemented',
    title: `Galactic Council: “${motion.title}” is in force`,
    href: motionPath(motion.id),
  })
}
