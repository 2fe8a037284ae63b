import { and, eq, inArray } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { mayCallElection, RECURRING_POSITIONS } from '#server/domain/elections/election-rules.ts'
import { POSITIONS, type Position } from '#server/domain/regions/positions.ts'
import { signaturesNeeded, type RecallStatus } from '#server/domain/elections/recall.ts'
import { recurringElectionOpensAt } from '#server/domain/elections/schedule.ts'
import { termsInARow } from '#server/domain/elections/term-limits.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { getRequestTime } from '../once-per-request.ts'
import { sharedReading } from '../shared-reading.ts'
import { getFilledOffices, findOfficeHolders } from '../regions/find-office-holders.ts'
import { requireReadable } from '../regions/require-region.ts'
import { findElectionStandings, lastFailure } from './due-elections.ts'
import { OPEN_STAGES } from './queries.ts'
import { findRecalls, OPEN_RECALLS, petitionFigures } from './recall-queries.ts'
import { recallVerdict } from './recall-verdict.ts'
import { findLastWinnersByOffice } from './term-history.ts'

export type HolderView = {
  userId: string
  callsign: string
  termFrom: string
  termUntil: string
  /** The election that put them into office; null where none did. */
  electionId: string | null
  /** Elections to this office won in a row, up to the last one; at most as many as a term limit may ask for. */
  termsInARow: number
  /** The recall that is under way against this holder, with its signatures. */
  recall: { id: string; status: RecallStatus; signatures: number; signaturesNeeded: number } | null
  /** Whether the reader may ask for a recall now, and if not, why. */
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
  /** The stage of the election under way and when that stage ends. */
  openElection: { id: string; status: 'pending' | 'active'; until: string } | null
  /** When the next election opens by itself; null while one is under way and where none does. */
  nextElectionOpensAt: string | null
  /** Whether the reader may call an election for it now, and if not, why. */
  canCall: boolean
  whyNotCall: string | null
}

/**
 * The offices of a region and who holds them: public, as the government of a country is. @throws NOT_FOUND, also for a
 * region that is not open yet or no longer.
 */
export async function listOffices(ctx: Ctx, input: { region: string }): Promise<OfficeView[]> {
  const { region, standing: actor } = await requireReadable(ctx, input.region)
  const { holders, underWay, standings, winners, recalls } = await officeFactsOf(ctx, region.id)
  const { actor: reader } = ctx
  const question = {
    reader: reader.kind === 'user' ? { userId: reader.userId, membership: actor.membership } : null,
    recalls,
    now: await getRequestTime(ctx, ''),
  }
  const isOpen = isOpenForBusiness(region.status)
  const figures = new Map<string, { signatures: number; signaturesNeeded: number }>()
  for (const recall of question.recalls.filter(({ status }) =>
    OPEN_RECALLS.some((open) => open === status),
  )) {
    const { signatures, citizens } = await petitionFigures(ctx.db, recall)
    figures.set(recall.id, { signatures, signaturesNeeded: signaturesNeeded(citizens) })
  }
  return POSITIONS.map((position) => {
    const own = holders.filter((holder) => holder.position === position)
    const open = underWay.find((election) => election.position === position)
    const stage = OPEN_STAGES.find((one) => one === open?.status) ?? null
    const isRecurring = RECURRING_POSITIONS[region.governanceType].includes(position)
    const terms = own.map(({ termUntil }) => termUntil.getTime())
    const verdict = mayCallElection({
      governanceType: region.governanceType,
      actor,
      ...getFilledOffices(holders),
      hasOpenElection: open !== undefined,
    })
    return {
      position,
      holders: own.map((holder): HolderView => {
        const recall = recallVerdict({ ...question, position, holder, electionStatus: stage })
        const petition = recall.open && figures.get(recall.open.id)
        return {
          userId: holder.userId,
          callsign: holder.callsign,
          termFrom: holder.termFrom.toISOString(),
          termUntil: holder.termUntil.toISOString(),
          electionId: holder.electionId,
          termsInARow: termsInARow(winners.get(position) ?? [], holder.userId),
          recall:
            recall.open && petition ? { id: recall.open.id, status: recall.open.status, ...petition } : null,
          canRecall: isOpen && recall.verdict.ok,
          whyNotRecall: recall.verdict.ok ? null : recall.verdict.message,
        }
      }),
      isVacant: own.length === 0,
      isRecurring,
      openElectionId: open?.id ?? null,
      openElection:
        open && stage
          ? {
              id: open.id,
              status: stage,
              until: (open.closesAt ?? open.votingOpensAt).toISOString(),
            }
          : null,
      nextElectionOpensAt:
        open || !isRecurring || !isOpen
          ? null
          : recurringElectionOpensAt({
              currentTerm: terms.length > 0 ? { endsAt: new Date(Math.max(...terms)) } : null,
              lastFailedAt: lastFailure(standings.find((one) => one.position === position)),
              electionFrequencyDays: region.electionFrequencyDays,
              now: question.now,
            }).toISOString(),
      canCall: verdict.ok,
      whyNotCall: verdict.ok ? null : verdict.message,
    }
  })
}

/** What of the offices is the same for every reader. */
const officeFactsOf = sharedReading('office-facts', async (ctx, regionId: string) => {
  const [holders, underWay, standings, winners, recalls] = await Promise.all([
    findOfficeHolders(ctx.db, regionId),
    ctx.db
      .select({
        id: elections.id,
        position: elections.position,
        status: elections.status,
        votingOpensAt: elections.votingOpensAt,
        closesAt: votes.closesAt,
      })
      .from(elections)
      .leftJoin(votes, eq(votes.id, elections.voteId))
      .where(and(eq(elections.regionId, regionId), inArray(elections.status, [...OPEN_STAGES]))),
    findElectionStandings(ctx.db, regionId),
    findLastWinnersByOffice(ctx.db, regionId),
    findRecalls(ctx.db, regionId),
  ])
  return { holders, underWay, standings, winners, recalls }
})
