import { isRecentProof, type ProofBy } from '#server/domain/identity/second-factor.ts'
import { type FactorKinds } from '#server/domain/identity/passkeys.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { getFactorKinds } from './get-factor-kinds.ts'
import { requireAccount } from './require-account.ts'
import { getProofTime } from '../require-proof.ts'

/** Whether the user has just shown who they are, and by what they can. @throws UNAUTHORIZED. */
export async function getProof(ctx: Ctx): Promise<{ isRecent: boolean; by: ProofBy; factors: FactorKinds }> {
  const { id, secondFactorAt } = await requireAccount(ctx)
  const provenAt = await getProofTime(ctx, requireUser(ctx))
  return {
    isRecent: provenAt !== null && isRecentProof(provenAt, await ctx.clock.now(ctx.db)),
    by: secondFactorAt === null ? 'password' : 'code',
    factors: await getFactorKinds(ctx.db, id),
  }
}
