import { desc, eq } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { mayCallElection, RECURRING_POSITIONS } from '#server/domain/elections/election-rules.ts'
import { POSITIONS, type Position } from '#server/domain/elections/election-types.ts'
import { type Ctx } from '../context.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { requireReadable } from '../regions/require-region.ts'
import { OPEN_STAGES } from './queries.ts'

export type OfficeView = {
  position: Position
  holders: { userId: string; callsign: string; termFrom: string; termUntil: string }[]
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
      holders: own.map(({ userId, callsign, termFrom, termUntil }) => ({
        userId,
        callsign,
        termFrom: termFrom.toISOString(),
        termUntil: termUntil.toISOString(),
      })),
      isVacant: own.length === 0,
      isRecurring: RECURRING_POSITIONS[region.governanceType].includes(position),
      openElectionId: open?.id ?? null,
      canCall: verdict.ok,
      whyNotCall: verdict.ok ? null : verdict.message,
    }
  })
}
