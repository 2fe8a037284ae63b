import { and, eq, inArray, isNull } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { eraseAccount } from './erase-account.ts'

const BATCH = 1_000

/**
 * Erases again whoever is on the list of erasures and was brought back by a backup, in the platform now and in the galaxies by the next
 * sweeps. For every start and after each restore; run again it changes nothing. Returns how many were erased. A region that
 * somebody owned at the time of the backup stays with the former pilot.
 */
export async function applyErasures(ctx: Ctx): Promise<number> {
  const listed = [...new Set((await ctx.erasures.read()).map(({ userId }) => userId))]
  let erased = 0
  for (let first = 0; first < listed.length; first += BATCH) {
    const back = await ctx.db
      .select({ userId: users.id })
      .from(users)
      .where(and(inArray(users.id, listed.slice(first, first + BATCH)), isNull(users.expiredAt)))
    await sweepEach(ctx, back, async ({ userId }) => {
      await transact(ctx, (tx) => eraseAgain(tx, userId))
      erased += 1
    })
  }
  // A galaxy that was restored alone knows them too.
  const carriedOut = ctx.db
    .select({ userId: accountDeletions.userId })
    .from(accountDeletions)
    .where(eq(accountDeletions.outcome, 'carried_out'))
  await ctx.db.update(users).set({ forgottenAt: null }).where(inArray(users.id, carriedOut))
  if (erased > 0) ctx.log.warn({ erased }, 'accounts of a restored backup were erased again')
  return erased
}

async function eraseAgain(tx: Tx, userId: string): Promise<void> {
  const [user] = await tx.db
    .select()
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.expiredAt)))
    .for('no key update')
  if (!user) return
  await eraseAccount(tx, user, { why: 'restored' })
  await tx.db
    .delete(accountDeletions)
    .where(and(eq(accountDeletions.userId, userId), isNull(accountDeletions.endedAt)))
  await tx.db.insert(accountDeletions).values({
    ...{ userId, requestedAt: tx.now, dueAt: tx.now, endedAt: tx.now },
    outcome: 'carried_out',
  })
}
