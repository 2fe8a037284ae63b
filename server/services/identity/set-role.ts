import { transact, type Ctx } from '../context.ts'
import { changeRole } from './change-role.ts'
import { requireAccountOf } from './require-account-of.ts'

/**
 * Makes an account an administrator, or a player again, for the operator, who may end the last administrator. `changed` is false when
 * it was that already. @throws FORBIDDEN, NOT_FOUND, CONFLICT as {@link changeRole}.
 */
export async function setRole(
  ctx: Ctx,
  input: { who: string; role: 'player' | 'admin' },
): Promise<{ callsign: string; changed: boolean }> {
  const { id, callsign } = await requireAccountOf(ctx, input.who)
  return transact(ctx, async (tx) => ({
    callsign,
    changed: await changeRole(tx, { userId: id, role: input.role }),
  }))
}
