import { desc, eq } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { mayCallElection, RECURRING_POSITIONS } from '#server/domain/elections/election-rules.ts'
import { POSITIONS, type Position } from '#server/domain/elections/election-types.ts'
import { signaturesNeeded, type RecallStatus } from '#server/domain/elections/recall.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { requireReadable } from '../regions/require-region.ts'
import { OPEN_STAGES } from './queries.ts'
import { findRecalls, petitionFigures } from './recall-queries.ts'
import { recallVerdict } from './recall-verdict.ts'

export type HolderView = {
  userId: string
  callsign: string
  termFrom: string
  termUntil: string
  /** The recall that is under way against this holder, with its signatures. */
  recall: { id: string; status: RecallStatus; signatures: number; signaturesNeeded: number } | null
  /** Whether the reader may ask for a recall now, and why not, in words. */
  canRecall: boolean
  whyNotRecall: string | null
}

export type OfficeView = {
  position: Position
  holders: HolderView[]
  /** The owner acts in this office while nobody holds it; nobody does where the constitution has no use for it. */
  isVacant: boolean
  /** Whether its elections open by themselves under this form of government. */
  isRecurring: boolean
  openElectionId: string | null
  /** Whether the reader may call an election for it now, and why not, in words. */
  canCall: boolean
  whyNotCall: string | null
}

/**
 * The offices of a region and who holds them: public, as the government of a country is. @throws NOT_FOUND, also for a
 * region that is not open yet or no longer.
 */
export async function listOffices(ctx: Ctx, input: { region: string }): Promise<OfficeView[]> {
  const { region, standing: actor } = await requireReadable(ctx, input.region)
  const holders = await findOfficeHolders(ctx.db, region.id)
  const held = await ctx.db
    .select({ id: elections.id, position: elections.position, status: elections.status })
    .from(elections)
    .where(eq(elections.regionId, region.id))
    .orderBy(desc(elections.createdAt))
  const { actor: reader } = ctx
  const question = {
    reader: reader.kind === 'user' ? { userId: reader.userId, membership: actor.membership } : null,
    recalls: await findRecalls(ctx.db, region.id),
    now: await ctx.clock.now(ctx.db),
  }
  const isOpen = isOpenForBusiness(region.status)
  const figures = new Map<string, { signatures: number; signaturesNeeded: number }>()
  for (const recall of question.recalls.filter(({ decidedAt }) => decidedAt === null)) {
    const { signatures, citizens } = await petitionFigures(ctx.db, recall)
    figures.set(recall.id, { signatures, signaturesNeeded: signaturesNeeded(citizens) })
  }
  return POSITIONS.map((position) => {
    const own = holders.filter((holder) => holder.position === position)
    const open = held.find(
      (election) => election.position === position && OPEN_STAGES.some((stage) => stage === election.status),
    )
    const verdict = mayCallElection({
      governanceType: region.governanceType,
      actor,
      governorInOffice: holders.some((holder) => holder.position === 'governor'),
      councilInOffice: holders.some((holder) => holder.position === 'council_member'),
      hasOpenElection: open !== undefined,
    })
    return {
      position,
      holders: own.map((holder): HolderView => {
        const electionStatus = OPEN_STAGES.find((stage) => stage === open?.status) ?? null
        const recall = recallVerdict({ ...question, position, holder, electionStatus })
        const petition = recall.open && figures.get(recall.open.id)
        return {
          userId: holder.userId,
          callsign: holder.callsign,
          termFrom: holder.termFrom.toISOString(),
          termUntil: holder.termUntil.toISOString(),
          recall:
            recall.open && petition ? { id: recall.open.id, status: recall.open.status, ...petition } : null,
          canRecall: isOpen && recall.verdict.ok,
          whyNotRecall: recall.verdict.ok ? null : recall.verdict.message,
        }
      }),
      isVacant: own.length === 0,
      isRecurring: RECURRING_POSITIONS[region.governanceType].includes(position),
      openElectionId: open?.id ?? null,
      canCall: verdict.ok,
      whyNotCall: verdict.ok ? null : verdict.message,
    }
  })
}
