import { daysAfter, lawEndsAt, type LawTiming } from '#server/domain/policies/law-timing.ts'
import { reviewSettings, type ReviewPart } from '#server/domain/policies/settings-review.ts'
import { changesFromWire, type WireChanges } from '#server/domain/regions/wire-settings.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { buildPowersQuestion } from '../laws/build-powers-question.ts'

export type PreviewChangesInput = LawTiming & {
  region?: string | undefined
  changes: WireChanges
  /** Ask for a vote even where a decree would do. */
  asProposal?: boolean | undefined
}

/**
 * What these changes would do and who would decide them, for the confirmation before they are made. Nothing is written
 * and nothing is promised: the same rules decide again then. @throws UNAUTHORIZED, NOT_FOUND to those outside the region.
 */
export async function previewChanges(ctx: Ctx, input: PreviewChangesInput): Promise<ReviewPart[]> {
  const { region, standing } = await requireParticipant(ctx, input.region)
  const { asProposal = false, effectiveInDays = 0, expiresAfterDays = null } = input
  const from = daysAfter(await ctx.clock.now(ctx.db), effectiveInDays)
  const until = lawEndsAt(from, expiresAfterDays)
  const question = await buildPowersQuestion(ctx, region, standing, changesFromWire(input.changes), until)
  return reviewSettings(question, { asProposal, effectiveInDays, expiresAfterDays })
}
