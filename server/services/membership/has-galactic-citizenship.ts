import { type Ctx } from '../context.ts'
import { isGalacticCitizen } from './queries.ts'

/** Whether somebody has galactic citizenship now: they pay no tolls. */
export const hasGalacticCitizenship = (ctx: Ctx, userId: string): Promise<boolean> =>
  isGalacticCitizen(ctx.db, userId)
