import { failedLogIns } from '#db/schema/platform/access.ts'
import { sha256Hex } from '#server/auth/secrets.ts'
import { type LogInDoor } from '#server/domain/identity/log-in-doors.ts'
import { type Ctx } from '../context.ts'
import { type Visitor } from './password-attempt.ts'

/** Keeps a wrong password's place and time, the same for an account that exists as for one that does not. */
export async function recordFailedLogIn(
  ctx: Ctx,
  failure: { door: LogInDoor; email: string; userId: string | null; visitor: Visitor },
): Promise<void> {
  const { door, email, userId, visitor } = failure
  await ctx.db.insert(failedLogIns).values({
    accountHash: sha256Hex(email),
    userId,
    door,
    ipAddress: visitor.ipAddress,
    userAgent: visitor.userAgent ?? null,
    at: await ctx.clock.now(ctx.db),
  })
}
