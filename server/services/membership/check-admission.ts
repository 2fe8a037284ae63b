import { mayAdmit } from '#server/domain/regions/admission-powers.ts'
import { type Verdict } from '#server/domain/refusal.ts'
import { type ActingRefusalReason } from '#server/domain/regions/powers.ts'
import { type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { getFilledOffices, findOfficeHolders } from '../regions/find-office-holders.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireGovernment, type Standing } from '../regions/require-region.ts'

/** Whether somebody of this standing may currently admit residents and citizens. */
export async function checkAdmission(
  ctx: Ctx,
  { id, governanceType }: RegionRow,
  actor: Standing,
): Promise<Verdict<undefined, ActingRefusalReason>> {
  return mayAdmit({ governanceType, actor, ...getFilledOffices(await findOfficeHolders(ctx.db, id)) })
}

/**
 * A region that the user may admit members to.
 * @throws FORBIDDEN to others in its government, with who may; UNAUTHORIZED, NOT_FOUND and BAD_REQUEST as
 * `requireGovernment`.
 */
export async function requireCanAdmit(ctx: Ctx, ref?: string): Promise<RegionRow> {
  const { region, standing } = await requireGovernment(ctx, ref)
  const verdict = await checkAdmission(ctx, region, standing)
  if (!verdict.ok) throw refused('FORBIDDEN', verdict)
  return region
}
