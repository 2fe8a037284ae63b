import { asc, desc, eq, ilike, or } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'

export type AccountLine = { callsign: string; email: string; role: 'player' | 'admin'; createdAt: Date }

const MOST = 100

/**
 * Accounts for the operator: those whose address or callsign contains the text, without one the administrators. At most 100.
 * @throws FORBIDDEN for all but the platform itself.
 */
export async function listAccounts(ctx: Ctx, input: { text: string | null }): Promise<AccountLine[]> {
  if (ctx.actor.kind !== 'system') throw new GameError('FORBIDDEN', 'Only the operator can do this.')
  const part = `%${(input.text ?? '').replace(/[\\%_]/g, '\\$&')}%`
  return ctx.db
    .select({ callsign: users.callsign, email: users.email, role: users.role, createdAt: users.createdAt })
    .from(users)
    .where(
      input.text === null
        ? eq(users.role, 'admin')
        : or(ilike(users.email, part), ilike(users.callsign, part)),
    )
    .orderBy(desc(eq(users.role, 'admin')), asc(users.createdAt))
    .limit(MOST)
}
