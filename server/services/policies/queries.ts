import { and, asc, desc, eq, inArray, ne, or } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { offsetOf, type Paging } from '#server/domain/paging.ts'
import { type PolicyStatus } from '#server/domain/policies/policy-statuses.ts'
import { type PolicyType } from '#server/domain/regions/policy-types.ts'
import { notFound } from '#server/errors.ts'
import { type VoteRow } from '../voting/vote-rows.ts'

export type PolicyRow = typeof policies.$inferSelect
export type NamedPolicy = PolicyRow & { proposerCallsign: string; vote: VoteRow }

/** @throws NOT_FOUND */
export async function requirePolicy(db: Queryable, policyId: string): Promise<NamedPolicy> {
  const [row] = await selectNamed(db).where(eq(policies.id, policyId))
  if (!row) throw notFound('This policy')
  return named(row)
}

/** The row locked for closing, withdrawing, implementing until the transaction ends; its vote is locked after it. */
export async function lockPolicy(db: Queryable, policyId: string): Promise<PolicyRow> {
  const [row] = await db.select().from(policies).where(eq(policies.id, policyId)).for('update')
  if (!row) throw notFound('This policy')
  return row
}

/** The counter-proposal to a policy, one that was not withdrawn, or the policy that a counter-proposal answers. */
export async function getOtherOfPair(db: Queryable, policy: PolicyRow): Promise<NamedPolicy | null> {
  if (policy.counterTo !== null) return requirePolicy(db, policy.counterTo)
  const [row] = await selectNamed(db)
    .where(and(eq(policies.counterTo, policy.id), ne(policies.status, 'withdrawn')))
    .orderBy(desc(policies.proposedAt))
    .limit(1)
  return row ? named(row) : null
}

/** A policy and its counter-proposal, the original first, whichever of them was named; both locked as {@link lockPolicy}. */
export async function lockPair(db: Queryable, policyId: string): Promise<PolicyRow[]> {
  const { counterTo } = await requirePolicy(db, policyId)
  const original = counterTo ?? policyId
  return db
    .select()
    .from(policies)
    .where(or(eq(policies.id, original), eq(policies.counterTo, original)))
    .orderBy(asc(policies.proposedAt), asc(policies.id))
    .for('update')
}

const selectNamed = (db: Queryable) =>
  db
    .select({ policy: policies, vote: votes, proposerCallsign: users.callsign })
    .from(policies)
    .innerJoin(votes, eq(votes.id, policies.voteId))
    .innerJoin(users, eq(users.id, policies.proposedBy))

const named = ({
  policy,
  ...row
}: {
  policy: PolicyRow
  vote: VoteRow
  proposerCallsign: string
}): NamedPolicy => ({ ...policy, ...row })

export async function findPolicies(
  db: Queryable,
  regionId: string,
  filter: { status?: readonly PolicyStatus[] | undefined; policyType?: PolicyType | undefined },
  paging: Paging,
): Promise<{ rows: NamedPolicy[]; total: number }> {
  const where = and(
    eq(policies.regionId, regionId),
    filter.status === undefined ? undefined : inArray(policies.status, [...filter.status]),
    filter.policyType === undefined ? undefined : eq(policies.policyType, filter.policyType),
  )
  const rows = await selectNamed(db)
    .where(where)
    .orderBy(desc(policies.proposedAt), desc(policies.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    rows: rows.map(named),
    total: await db.$count(policies, where),
  }
}
