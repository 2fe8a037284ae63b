import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { delegations } from '#db/schema/platform/voting.ts'
import { pageOfAll, type Page, type Paging } from '#server/domain/paging.ts'
import { blurWeight, resolveDelegations } from '#server/domain/voting/delegation.ts'
import { type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

export type DelegationsHere = {
  /** Whether the actor has a vote to delegate here. */
  isCitizen: boolean
  /** The delegate of the actor. */
  to: { playerId: string; callsign: string; madeAt: string } | null
  /** Who delegates to the actor. */
  from: Page<{ playerId: string; callsign: string; weight: number; madeAt: string }>
  /** What the actor's ballot would carry besides their own vote if none of these people voted, chains included. */
  carried: { people: number; weight: number }
  /** All delegates by callsign, with their weight as a range. */
  delegates: Page<{ playerId: string; callsign: string; band: string }>
}

export type DelegationsInput = Paging & {
  region: string
  /** The page of `from`, of the same size as that of the delegates. */
  fromPage: number
}

/**
 * The delegations of a region as the actor sees them: their own exactly, everybody else's as ranges.
 * @throws UNAUTHORIZED, NOT_FOUND to those outside the region.
 */
export async function getDelegations(ctx: Ctx, input: DelegationsInput): Promise<DelegationsHere> {
  const { userId } = requireUser(ctx)
  const { region, standing } = await requireParticipant(ctx, input.region)
  const { page, pageSize, fromPage } = input
  const given = await findGiven(ctx.db, region.id)
  const own = given.find(({ delegatorId }) => delegatorId === userId)
  return {
    isCitizen: standing.membership === 'citizen',
    to: own
      ? {
          playerId: own.delegateId,
          callsign: await callsignOf(ctx.db, own.delegateId),
          madeAt: own.madeAt.toISOString(),
        }
      : null,
    from: pageOfAll(
      given
        .filter(({ delegateId }) => delegateId === userId)
        .map(({ delegatorId, callsign, weight, madeAt }) => ({
          playerId: delegatorId,
          callsign,
          weight,
          madeAt: madeAt.toISOString(),
        })),
      { page: fromPage, pageSize },
    ),
    carried: carriedBy(userId, given),
    delegates: pageOfAll(await findDelegates(ctx.db, given), { page, pageSize }),
  }
}

type Given = { delegatorId: string; delegateId: string; callsign: string; weight: number; madeAt: Date }

/** Delegations in force with the callsign and the weight of those who made them, by callsign. */
async function findGiven(db: Queryable, regionId: string): Promise<Given[]> {
  return db
    .select({
      delegatorId: delegations.delegatorId,
      delegateId: delegations.delegateId,
      callsign: users.callsign,
      weight: memberships.votingPower,
      madeAt: delegations.madeAt,
    })
    .from(delegations)
    .innerJoin(users, eq(users.id, delegations.delegatorId))
    .innerJoin(
      memberships,
      and(eq(memberships.regionId, delegations.regionId), eq(memberships.userId, delegations.delegatorId)),
    )
    .where(and(eq(delegations.regionId, regionId), isNull(delegations.endedAt)))
    .orderBy(asc(users.callsign))
}

function carriedBy(userId: string, given: readonly Given[]): { people: number; weight: number } {
  const roll = new Map(given.map(({ delegatorId, weight }) => [delegatorId, weight]))
  roll.set(userId, roll.get(userId) ?? 0)
  const { ballots } = resolveDelegations(
    [...roll].map(([voterId, weight]) => ({ voterId, weight })),
    [{ voterId: userId }],
    given,
  )
  return ballots.reduce(
    (sum, { represents, delegatedWeight }) => ({
      people: sum.people + represents - 1,
      weight: sum.weight + delegatedWeight,
    }),
    { people: 0, weight: 0 },
  )
}

async function callsignOf(db: Queryable, userId: string): Promise<string> {
  const rows = await db.select({ callsign: users.callsign }).from(users).where(eq(users.id, userId))
  return oneRow(rows).callsign
}

async function findDelegates(
  db: Queryable,
  given: readonly Given[],
): Promise<DelegationsHere['delegates']['items']> {
  const received = new Map<string, number>()
  for (const { delegateId, weight } of given)
    received.set(delegateId, (received.get(delegateId) ?? 0) + weight)
  if (received.size === 0) return []
  const rows = await db
    .select({ playerId: users.id, callsign: users.callsign })
    .from(users)
    .where(inArray(users.id, [...received.keys()]))
    .orderBy(asc(users.callsign))
  return rows.map((row) => ({ ...row, band: blurWeight(received.get(row.playerId) ?? 0) }))
}
