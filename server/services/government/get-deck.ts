import { type Ctx } from '../context.ts'
import { requireGovernment, type Standing } from '../regions/require-region.ts'
import { getDeckView, type DeckView } from './get-region-view.ts'

/**
 * One region that the user governs, as every tab of its dashboard shows it; what its galaxy knows the tabs ask themselves.
 * @throws NOT_FOUND.
 */
export async function getDeck(
  ctx: Ctx,
  input: { region: string },
): Promise<DeckView & { standing: Standing }> {
  const { region, standing } = await requireGovernment(ctx, input.region)
  return { ...(await getDeckView(ctx, region, standing)), standing }
}
