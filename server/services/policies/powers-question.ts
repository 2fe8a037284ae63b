import { type SettingsPatch } from '#server/domain/regions/levers.ts'
import { type PowersQuestion } from '#server/domain/regions/powers.ts'
import { type Ctx } from '../context.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { settingsOf, type RegionRow } from '../regions/queries.ts'
import { type Standing } from '../regions/require-region.ts'
import { findLeversSettledByPolicy } from './queries.ts'

/** What the powers table must know to say how `changes` may be brought about by somebody of this standing. */
export async function powersQuestion(
  ctx: Ctx,
  region: RegionRow,
  standing: Standing,
  changes: SettingsPatch,
): Promise<PowersQuestion> {
  const holders = await findOfficeHolders(ctx.db, region.id)
  return {
    settings: settingsOf(region),
    changes,
    actor: standing,
    governorInOffice: holders.some(({ position }) => position === 'governor'),
    settledByPolicy: await findLeversSettledByPolicy(ctx.db, region.id),
  }
}
