import { eq } from 'drizzle-orm'
import { authenticatorApps } from '#db/schema/platform/second-factor.ts'
import { stepOfCode } from '#server/auth/totp.ts'
import { typedTotp } from '#server/domain/identity/totp.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { afterFactorAdded, appInUse } from './factor-changes.ts'
import { getNewApp } from './get-app-setup.ts'
import { lockProof } from '../require-proof.ts'
import { countCodes, writeRecoveryCodes } from './write-recovery-codes.ts'

/**
 * Takes an authenticator app into use by its first code, in place of an earlier one.
 * @returns recovery codes for whoever had none, the only time that anybody sees them; otherwise null
 * @throws UNAUTHORIZED, FORBIDDEN `step-up`; NOT_FOUND when nothing is being set up; BAD_REQUEST naming the field for a wrong code.
 */
export async function confirmApp(
  ctx: Ctx,
  { code, sessionId }: { code: string; sessionId: string | null },
): Promise<{ recoveryCodes: string[] | null }> {
  return transact(ctx, async (tx) => {
    const { userId } = await lockProof(tx)
    const app = await getNewApp(tx.db, userId, tx.now)
    if (!app)
      throw new GameError('NOT_FOUND', 'No app is being set up, or it took too long. Start again.', {
        reason: 'no-app-setup',
      })
    const step = stepOfCode(tx.secrets.totpSecret(app), typedTotp(code) ?? '', {
      now: tx.now,
      lastUsedStep: null,
    })
    if (step === null) {
      const message = 'This is not the code that your app should show now. Check the clock of its device.'
      throw new GameError('BAD_REQUEST', message, { issues: [{ path: 'code', message }] })
    }
    await tx.db.delete(authenticatorApps).where(appInUse(userId))
    await tx.db
      .update(authenticatorApps)
      .set({ confirmedAt: tx.now, lastUsedStep: step, lastUsedAt: tx.now })
      .where(eq(authenticatorApps.id, app.id))
    await afterFactorAdded(tx, { userId, what: 'authenticator app', sessionId })
    const recoveryCodes =
      (await countCodes(tx.db, userId)) === 0 ? await writeRecoveryCodes(tx, userId) : null
    return { recoveryCodes }
  })
}
