import { transact, type Ctx } from '../context.ts'
import { endAllAccess } from './end-all-access.ts'
import { afterFactorRemoved, removeFactorsSince } from './factor-changes.ts'
import { lockAccount } from './lock-account.ts'
import { requireAccountOf } from './require-account-of.ts'

/**
 * For somebody who lost the device and the recovery codes, at the operator's word: ends all second factors of the account and logs it
 * out everywhere. `changed` is false when it had none. @throws FORBIDDEN, NOT_FOUND.
 */
export async function removeSecondFactors(
  ctx: Ctx,
  input: { who: string },
): Promise<{ callsign: string; changed: boolean }> {
  const { id: userId, callsign } = await requireAccountOf(ctx, input.who)
  return transact(ctx, async (tx) => {
    await lockAccount(tx, userId)
    const changed = await removeFactorsSince(tx, userId, new Date(0))
    if (!changed) return { callsign, changed }
    await endAllAccess(tx, userId)
    await afterFactorRemoved(tx, { userId, what: 'all, by the operator of this server' })
    return { callsign, changed }
  })
}
