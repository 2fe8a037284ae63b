import { transact, type Ctx } from '../context.ts'
import { lockProof } from '../require-proof.ts'
import { writeRecoveryCodes } from './write-recovery-codes.ts'

/**
 * Makes new recovery codes, which end the earlier ones. They are answered once and stored as hashes. Only for whoever has just shown
 * who they are, because codes outlive the session that made them.
 * @throws UNAUTHORIZED, FORBIDDEN `step-up`.
 */
export function createRecoveryCodes(ctx: Ctx): Promise<{ codes: string[] }> {
  return transact(ctx, async (tx) => {
    const { userId } = await lockProof(tx)
    return { codes: await writeRecoveryCodes(tx, userId) }
  })
}
