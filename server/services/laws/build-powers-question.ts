import { leversToExtend, leversSetByVote } from '#server/domain/policies/expiry.ts'
import { LEVER_POLICY_TYPE, leversOf, type SettingsPatch } from '#server/domain/regions/levers.ts'
import { LEVERS } from '#server/domain/regions/lever-table.ts'
import { type PowersQuestion } from '#server/domain/regions/powers.ts'
import { type Ctx } from '../context.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { type Standing } from '../regions/require-region.ts'
import { findBookLaws } from './find-book-laws.ts'

/** The input of the powers table: how may somebody of this standing make these changes? */
export async function buildPowersQuestion(
  ctx: Ctx,
  region: RegionRow,
  standing: Standing,
  changes: SettingsPatch,
  /** When the resulting law would end; null: never. Leave out when no law is being made. */
  until?: Date | null,
): Promise<PowersQuestion> {
  const book = await findBookLaws(ctx.db, region.id)
  const holders = await findOfficeHolders(ctx.db, region.id)
  return {
    settings: settingsOf(region),
    changes,
    actor: standing,
    governorInOffice: holders.some(({ position }) => position === 'governor'),
    ...(until === undefined ? {} : { extendable: leversToExtend(book, leversOf(changes), until) }),
    settledByPolicy: leversSetByVote(book, CULTURAL),
  }
}

/** Levers that a decree may not change once a policy has settled them (powers table, culture). */
const CULTURAL = LEVERS.filter((lever) => LEVER_POLICY_TYPE[lever] === 'cultural')
