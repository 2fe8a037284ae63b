import { notPresent } from '#server/galaxy/not-present.ts'
import { type Ctx } from '../context.ts'
import { getMySector, type SectorView } from './get-my-sector.ts'

/** Where the player is and what is there. @throws CONFLICT `not-present` for who has not begun yet, and as {@link getMySector}. */
export async function requireMySector(ctx: Ctx): Promise<SectorView> {
  const view = await getMySector(ctx, { pilotsPage: 1 })
  if (!view) throw notPresent()
  return view
}
