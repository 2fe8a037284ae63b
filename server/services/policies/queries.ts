import { and, desc, eq, inArray } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { laws } from '#db/schema/platform/regions.ts'
import { offsetOf, type Paging } from '#server/domain/paging.ts'
import { type PolicyStatus, type PolicyType } from '#server/domain/policies/policy-types.ts'
import { LEVER_POLICY_TYPE, LEVERS } from '#server/domain/regions/levers.ts'
import { type Lever } from '#server/domain/regions/settings.ts'
import { notFound } from '#server/errors.ts'

export type PolicyRow = typeof policies.$inferSelect
export type NamedPolicy = PolicyRow & { proposerCallsign: string }

/** @throws NOT_FOUND */
export async function requirePolicy(db: Queryable, policyId: string): Promise<NamedPolicy> {
  const [row] = await selectNamed(db).where(eq(policies.id, policyId))
  if (!row) throw notFound('This policy')
  return { ...row.policy, proposerCallsign: row.callsign }
}

/** The row locked until the transaction ends: `share` for a ballot, `update` for closing, withdrawing, implementing. */
export async function lockPolicy(
  db: Queryable,
  policyId: string,
  strength: 'share' | 'update',
): Promise<PolicyRow> {
  const [row] = await db.select().from(policies).where(eq(policies.id, policyId)).for(strength)
  if (!row) throw notFound('This policy')
  return row
}

const selectNamed = (db: Queryable) =>
  db
    .select({ policy: policies, callsign: users.callsign })
    .from(policies)
    .innerJoin(users, eq(users.id, policies.proposedBy))

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
    rows: rows.map(({ policy, callsign }) => ({ ...policy, proposerCallsign: callsign })),
    total: await db.$count(policies, where),
  }
}

/**
 * Cultural levers whose newest law is an implemented policy: a decree may not undo those (powers table, culture).
 */
export async function findLeversSettledByPolicy(db: Queryable, regionId: string): Promise<Lever[]> {
  const acts = await db
    .select({ kind: laws.kind, changes: laws.changes })
    .from(laws)
    .where(eq(laws.regionId, regionId))
    .orderBy(desc(laws.number))
  const cultural = LEVERS.filter((lever) => LEVER_POLICY_TYPE[lever] === 'cultural')
  return cultural.filter((lever) => {
    const newest = acts.find(({ changes }) => changes.some((change) => change.lever === lever))
    return newest?.kind === 'law'
  })
}
