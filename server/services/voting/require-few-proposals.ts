import { and, eq, gt, inArray } from 'drizzle-orm'
import { auditLog } from '#db/schema/platform/operations.ts'
import { PROPOSALS_A_DAY } from '#server/domain/voting/bounds-of-one-person.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

const PROPOSALS = [
  'policy.proposed',
  'council.motion-proposed',
  'treaty.proposed',
  'treaty.renewal-proposed',
  'recall.started',
]

/**
 * Everybody whom a proposal concerns is told of it, also if it is withdrawn at once: so one person makes only so many within 24 hours,
 * of all kinds and in all regions together. @throws CONFLICT `too-many-proposals`.
 */
export async function requireFewProposals(tx: Tx): Promise<void> {
  const { userId } = requireUser(tx)
  const made = await tx.db.$count(
    auditLog,
    and(
      eq(auditLog.actorId, userId),
      gt(auditLog.at, new Date(tx.now.getTime() - DAY_MS)),
      inArray(auditLog.action, PROPOSALS),
    ),
  )
  if (made < PROPOSALS_A_DAY) return
  throw new GameError(
    'CONFLICT',
    `You have made ${PROPOSALS_A_DAY} proposals within 24 hours. Make the next one when the first of them is a day old.`,
    { reason: 'too-many-proposals' },
  )
}
