import { and, eq, inArray } from 'drizzle-orm'
import { rollEntries } from '#db/schema/platform/voting.ts'
import { isRescuable, NAMED_SOMEBODY } from '#server/domain/ownership/rescue.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { getTurnouts } from '../voting/vote-rows.ts'
import { countRescues, findRescues, getLapse, hasNamedSomebody } from './rescue-queries.ts'
import { rescueView, type RescueSummary } from './rescue-view.ts'

export type RescuesView = {
  votesOpenAt: string | null
  canName: boolean
  whyNot: string | null
  rescues: Page<RescueSummary>
}

/** Who was named to take a region over, the newest first, and whether the reader may name somebody. @throws NOT_FOUND. */
export async function listRescues(ctx: Ctx, input: Paging & { region: string }): Promise<RescuesView> {
  const { userId } = requireUser(ctx)
  const { region, standing } = await requireParticipant(ctx, input.region)
  const [lapse, now] = [await getLapse(ctx.db, region.id), await ctx.clock.now(ctx.db)]
  const found = await findRescues(ctx.db, region.id).limit(input.pageSize).offset(offsetOf(input))
  const voteIds = found.flatMap(({ vote }) => vote?.id ?? [])
  const [turnouts, own] = [await getTurnouts(ctx.db, voteIds), await findOwnVotes(ctx, voteIds, userId)]
  const isCitizen = standing.membership === 'citizen'
  const needsRescue = lapse !== null && isRescuable(lapse)
  const whyNot = !needsRescue
    ? 'This region is paid for, or a dispute halts everything: it needs no rescuer.'
    : !isCitizen
      ? 'Only citizens of this region can name a rescuer.'
      : (await hasNamedSomebody(ctx.db, { regionId: region.id, userId }))
        ? NAMED_SOMEBODY
        : null
  return {
    votesOpenAt: needsRescue ? (lapse.timetable?.graceUntil.toISOString() ?? null) : null,
    canName: whyNot === null,
    whyNot,
    rescues: {
      items: found.map((one) =>
        rescueView(one, {
          ...{ region, lapse, now },
          turnout: turnouts.get(one.vote?.id ?? '') ?? 0,
          reader: { userId, isOnRoll: own.has(one.vote?.id ?? ''), isCitizen },
        }),
      ),
      total: await countRescues(ctx.db, region.id),
      page: input.page,
      pageSize: input.pageSize,
    },
  }
}

async function findOwnVotes(ctx: Ctx, voteIds: readonly string[], userId: string): Promise<Set<string>> {
  if (voteIds.length === 0) return new Set()
  const rows = await ctx.db
    .select({ voteId: rollEntries.voteId })
    .from(rollEntries)
    .where(and(inArray(rollEntries.voteId, [...voteIds]), eq(rollEntries.userId, userId)))
  return new Set(rows.map(({ voteId }) => voteId))
}
