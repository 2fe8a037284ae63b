import { and, asc, desc, eq, inArray, isNotNull, or, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { treaties, treatyBreaches, treatyOffers, treatySides } from '#db/schema/platform/diplomacy.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type Side } from '#server/domain/diplomacy/treaty-machine.ts'
import { type TreatyStatus } from '#server/domain/diplomacy/treaty-types.ts'
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
  const [file] = await loadTreaties(db, eq(treaties.id, treatyId))
  if (!file) throw notFound('This treaty')
  return file
}

/** The same, its row locked alone until the transaction ends; the votes of its sides are locked after it. */
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

const selectFiles = (db: Queryable) =>
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

async function loadTreaties(db: Queryable, where: SQL | undefined, paging?: Paging): Promise<TreatyFile[]> {
  const query = selectFiles(db).where(where).orderBy(desc(treaties.proposedAt), desc(treaties.id))
  const rows = await (paging ? query.limit(paging.pageSize).offset(offsetOf(paging)) : query)
  return rows.map((row) => ({
    treaty: row.treaty,
    sides: { a: { ...row.sideA, vote: row.voteA }, b: { ...row.sideB, vote: row.voteB } },
    parties: { a: row.partyA, b: row.partyB },
  }))
}

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
  const where = matches(db, filter)
  return { files: await loadTreaties(db, where, paging), total: await db.$count(treaties, where) }
}

/** All of them: for what a region has now, of which there is a handful for each partner. */
export const findAllTreaties = (db: Queryable, filter: TreatyFilter): Promise<TreatyFile[]> =>
  loadTreaties(db, matches(db, filter))

function matches(db: Queryable, { regionId, status, knownToMembers = false }: TreatyFilter): SQL | undefined {
  return and(
    regionId === undefined ? undefined : involves(regionId),
    status === undefined ? undefined : inArray(treaties.status, [...status]),
    knownToMembers && regionId !== undefined
      ? or(
          isNotNull(treaties.signedAt),
          eq(treaties.status, 'ratifying'),
          inArray(
            treaties.id,
            db
              .select({ id: treatySides.treatyId })
              .from(treatySides)
              .where(and(eq(treatySides.regionId, regionId), isNotNull(treatySides.voteId))),
          ),
        )
      : undefined,
  )
}

/** Every treaty and offer between two regions, whoever offered it. */
export async function findTreatiesBetween(db: Queryable, one: string, other: string): Promise<TreatyFile[]> {
  return loadTreaties(db, and(involves(one), involves(other)))
}

/** Every treaty in force that any of these regions has, with anybody. */
export const findTreatiesInForce = (db: Queryable, regionIds: readonly string[]): Promise<TreatyFile[]> =>
  loadTreaties(
    db,
    and(
      or(inArray(treaties.regionA, [...regionIds]), inArray(treaties.regionB, [...regionIds])),
      inArray(treaties.status, ['active', 'notice']),
    ),
  )

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

const involves = (regionId: string) => or(eq(treaties.regionA, regionId), eq(treaties.regionB, regionId))
