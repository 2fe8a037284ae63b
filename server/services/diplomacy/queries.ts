import {
  and,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNotNull,
  or,
  sql,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { treaties, treatyBreaches, treatyOffers, treatySides } from '#db/schema/platform/diplomacy.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type Side } from '#server/domain/diplomacy/treaty-machine.ts'
import { TREATY_STATUSES, type TreatyStatus } from '#server/domain/diplomacy/treaty-types.ts'
import { offsetOf, type Paging } from '#server/domain/paging.ts'
import { notFound } from '#server/errors.ts'
import { type VoteRow } from '../voting/vote-rows.ts'

export type TreatyRow = typeof treaties.$inferSelect
/** `vote` is null until both have signed, and where a signature is all it takes. */
export type SideRow = typeof treatySides.$inferSelect & { vote: VoteRow | null }
export type Party = { id: string; name: string; displayName: string; ownerId: string }

/** A treaty with both its sides, `a` being the one that offered it. */
export type TreatyFile = {
  treaty: TreatyRow
  sides: Record<Side, SideRow>
  parties: Record<Side, Party>
}

export const SIDES = ['a', 'b'] as const satisfies readonly Side[]

/** @throws NOT_FOUND */
export async function requireTreaty(db: Queryable, treatyId: string): Promise<TreatyFile> {
  const [row] = await treatyById(db).execute({ id: treatyId })
  if (!row) throw notFound('This treaty')
  return toFile(row)
}

/** The same, its row locked exclusively until the transaction ends; the votes of its sides are locked after it. */
export async function lockTreaty(db: Queryable, treatyId: string): Promise<TreatyFile> {
  await db.select({ id: treaties.id }).from(treaties).where(eq(treaties.id, treatyId)).for('update')
  return requireTreaty(db, treatyId)
}

/** For which side this region stands. @throws NOT_FOUND for a region that has no part in the treaty. */
export function requireSide({ treaty }: TreatyFile, regionId: string): Side {
  if (treaty.regionA === regionId) return 'a'
  if (treaty.regionB === regionId) return 'b'
  throw notFound('This treaty')
}

const offering = alias(regions, 'offering')
const answering = alias(regions, 'answering')
const sideA = alias(treatySides, 'side_a')
const sideB = alias(treatySides, 'side_b')
const voteA = alias(votes, 'vote_a')
const voteB = alias(votes, 'vote_b')

const partyOf = (region: typeof offering | typeof answering) => ({
  id: region.id,
  name: region.name,
  displayName: region.displayName,
  ownerId: region.ownerId,
})

/** Planning this join takes longer than running it: every question that pages ask is planned once. */
const selectFiles = (db: Queryable, where: SQL | undefined) =>
  db
    .select({
      treaty: treaties,
      sideA,
      sideB,
      voteA,
      voteB,
      partyA: partyOf(offering),
      partyB: partyOf(answering),
    })
    .from(treaties)
    .innerJoin(offering, eq(offering.id, treaties.regionA))
    .innerJoin(answering, eq(answering.id, treaties.regionB))
    .innerJoin(sideA, and(eq(sideA.treatyId, treaties.id), eq(sideA.regionId, treaties.regionA)))
    .innerJoin(sideB, and(eq(sideB.treatyId, treaties.id), eq(sideB.regionId, treaties.regionB)))
    .leftJoin(voteA, eq(voteA.id, sideA.voteId))
    .leftJoin(voteB, eq(voteB.id, sideB.voteId))
    .where(where)
    .orderBy(desc(treaties.proposedAt), desc(treaties.id))

type FoundFile = Awaited<ReturnType<typeof selectFiles>>[number]

const toFile = (row: FoundFile): TreatyFile => ({
  treaty: row.treaty,
  sides: { a: { ...row.sideA, vote: row.voteA }, b: { ...row.sideB, vote: row.voteB } },
  parties: { a: row.partyA, b: row.partyB },
})

const treatyById = prepared((db) =>
  selectFiles(db, eq(treaties.id, sql.placeholder('id'))).prepare('treaty_by_id'),
)

export type TreatyFilter = {
  regionId?: string | undefined
  status?: readonly TreatyStatus[] | undefined
  /** Only what the members of `regionId` know of: not offers that never came before them. */
  knownToMembers?: boolean
}

/** A page of treaties and offers, the newest first. */
export async function findTreaties(
  db: Queryable,
  filter: TreatyFilter,
  paging: Paging,
): Promise<{ files: TreatyFile[]; total: number }> {
  const files = await findTreatyFiles(db, filter, paging)
  const [counted] = await LISTS[scopeOf(filter)].size(db).execute(valuesOf(filter))
  return { files, total: counted?.total ?? 0 }
}

/** The same without their number; without paging all of them, for what a region has now is a handful for each partner. */
export async function findTreatyFiles(
  db: Queryable,
  filter: TreatyFilter,
  paging?: Paging,
): Promise<TreatyFile[]> {
  const found = await LISTS[scopeOf(filter)].files(db).execute({
    ...valuesOf(filter),
    limit: paging?.pageSize ?? null,
    offset: paging ? offsetOf(paging) : 0,
  })
  return found.map(toFile)
}

type Scope = 'everywhere' | 'of_region' | 'known_to_members'

const scopeOf = ({ regionId, knownToMembers = false }: TreatyFilter): Scope =>
  regionId === undefined ? 'everywhere' : knownToMembers ? 'known_to_members' : 'of_region'

const valuesOf = ({ regionId, status = TREATY_STATUSES }: TreatyFilter) => ({ region: regionId, status })

const involves = (region: SQLWrapper) => or(eq(treaties.regionA, region), eq(treaties.regionB, region))
const ofRegion = involves(sql.placeholder('region'))

const withoutSecretOffers = (db: Queryable) =>
  or(
    isNotNull(treaties.signedAt),
    eq(treaties.status, 'ratifying'),
    inArray(
      treaties.id,
      db
        .select({ id: treatySides.treatyId })
        .from(treatySides)
        .where(and(eq(treatySides.regionId, sql.placeholder('region')), isNotNull(treatySides.voteId))),
    ),
  )

const listOf = (scope: Scope, matches: (db: Queryable) => SQL | undefined) => {
  const where = (db: Queryable) =>
    and(sql`${treaties.status} = any(${sql.placeholder('status')}::text[])`, matches(db))
  return {
    files: prepared((db) =>
      selectFiles(db, where(db))
        .limit(sql.placeholder('limit'))
        .offset(sql.placeholder('offset'))
        .prepare(`treaties_${scope}`),
    ),
    size: prepared((db) =>
      db.select({ total: count() }).from(treaties).where(where(db)).prepare(`treaty_count_${scope}`),
    ),
  }
}

const LISTS: Record<Scope, ReturnType<typeof listOf>> = {
  everywhere: listOf('everywhere', () => undefined),
  of_region: listOf('of_region', () => ofRegion),
  known_to_members: listOf('known_to_members', (db) => and(ofRegion, withoutSecretOffers(db))),
}

/** Every treaty and offer between two regions, from either side. */
export async function findTreatiesBetween(db: Queryable, one: string, other: string): Promise<TreatyFile[]> {
  return (await treatiesBetween(db).execute({ one, other })).map(toFile)
}

const treatiesBetween = prepared((db) =>
  selectFiles(db, and(involves(sql.placeholder('one')), involves(sql.placeholder('other')))).prepare(
    'treaties_between',
  ),
)

/** Every treaty in force that any of these regions has, with anybody. */
export async function findTreatiesInForce(
  db: Queryable,
  regionIds: readonly string[],
): Promise<TreatyFile[]> {
  return (await treatiesInForce(db).execute({ regions: regionIds })).map(toFile)
}

const treatiesInForce = prepared((db) => {
  const isOne = sql`any(${sql.placeholder('regions')}::uuid[])`
  return selectFiles(
    db,
    and(
      or(sql`${treaties.regionA} = ${isOne}`, sql`${treaties.regionB} = ${isOne}`),
      inArray(treaties.status, ['active', 'notice']),
    ),
  ).prepare('treaties_in_force')
})

/** The offers of a negotiation, the first one first. */
export const findOffers = (db: Queryable, treatyId: string) =>
  db.select().from(treatyOffers).where(eq(treatyOffers.treatyId, treatyId)).orderBy(asc(treatyOffers.round))

/** The same of many treaties. */
export const findOffersOf = (db: Queryable, treatyIds: readonly string[]) =>
  db
    .select()
    .from(treatyOffers)
    .where(inArray(treatyOffers.treatyId, [...treatyIds]))

/** What was reported of many treaties. */
export const findBreachesOf = (db: Queryable, treatyIds: readonly string[]) =>
  db
    .select()
    .from(treatyBreaches)
    .where(inArray(treatyBreaches.treatyId, [...treatyIds]))

/** What was reported of a treaty, the latest first. */
export const findBreaches = (db: Queryable, treatyId: string) =>
  db
    .select()
    .from(treatyBreaches)
    .where(eq(treatyBreaches.treatyId, treatyId))
    .orderBy(desc(treatyBreaches.reportedAt))

/** The latest offer to renew a treaty that was not refused and did not lapse. */
export async function getRenewal(db: Queryable, treatyId: string): Promise<TreatyRow | null> {
  const [row] = await db
    .select()
    .from(treaties)
    .where(
      and(
        eq(treaties.renewsId, treatyId),
        inArray(treaties.status, ['proposed', 'ratifying', 'active', 'notice']),
      ),
    )
    .orderBy(desc(treaties.proposedAt))
    .limit(1)
  return row ?? null
}
