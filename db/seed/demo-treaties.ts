import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { treatySides } from '#db/schema/platform/diplomacy.ts'
import { ballots } from '#db/schema/platform/voting.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { castTreatyVote } from '#server/services/diplomacy/cast-treaty-vote.ts'
import { counterTreaty } from '#server/services/diplomacy/counter-treaty.ts'
import { listTreaties } from '#server/services/diplomacy/list-treaties.ts'
import { proposeTreaty } from '#server/services/diplomacy/propose-treaty.ts'
import { renewTreaty } from '#server/services/diplomacy/renew-treaty.ts'
import { signTreaty } from '#server/services/diplomacy/sign-treaty.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoPerson, type DemoWorld } from './demo-world-driver.ts'

export type Offer = {
  from: string
  to: string
  treatyType: TreatyType
  terms: Record<string, unknown>
}

/** How the other side reacts on the day of an offer. */
export type Answer = 'signed' | 'waiting' | { otherTerms: Record<string, unknown> }

/** Treaties are discussed before they are offered, so turnout and approval are high. Percent. */
const TURNOUT = 96
const APPROVAL = 90

/**
 * One region offers a treaty. The other signs on the same day, does not answer, or proposes other terms, which the
 * first one signs.
 */
export async function negotiateTreaty(
  world: DemoWorld,
  cast: DemoCast,
  offer: Offer,
  answer: Answer,
): Promise<void> {
  const treaty = await proposeTreaty(world.ctx(await findSigner(world, cast, offer.from)), {
    region: offer.from,
    partner: offer.to,
    treatyType: offer.treatyType,
    terms: offer.terms,
  })
  if (answer === 'waiting') return
  const partner = world.ctx(await findSigner(world, cast, offer.to))
  if (answer === 'signed') {
    await signTreaty(partner, { treatyId: treaty.id, region: offer.to })
    return
  }
  await counterTreaty(partner, { treatyId: treaty.id, region: offer.to, terms: answer.otherTerms })
  await signTreaty(world.ctx(await findSigner(world, cast, offer.from)), {
    treatyId: treaty.id,
    region: offer.from,
  })
}

/** One region offers to renew an active treaty; the other signs on the same day. */
export async function offerRenewal(world: DemoWorld, cast: DemoCast, offer: Offer): Promise<void> {
  const signer = world.ctx(await findSigner(world, cast, offer.from))
  const { items } = await listTreaties(signer, { region: offer.from, page: 1, pageSize: 100 })
  const old = items.find(
    ({ treatyType, status, regionA, regionB }) =>
      treatyType === offer.treatyType &&
      status === 'active' &&
      [regionA.name, regionB.name].includes(offer.to),
  )
  if (!old) throw new Error(`nothing between ${offer.from} and ${offer.to} can be renewed`)
  const renewal = await renewTreaty(signer, { treatyId: old.id, region: offer.from, terms: offer.terms })
  await signTreaty(world.ctx(await findSigner(world, cast, offer.to)), {
    treatyId: renewal.id,
    region: offer.to,
  })
}

/** Voters ratify on the evening of the day their side's vote opened. */
export async function voteOnTreaties(world: DemoWorld, cast: DemoCast): Promise<void> {
  const { db } = world.system
  const open = await db
    .select({ treatyId: treatySides.treatyId, region: regions.name, voteId: treatySides.voteId })
    .from(treatySides)
    .innerJoin(regions, eq(regions.id, treatySides.regionId))
    .where(and(eq(treatySides.status, 'voting'), isNotNull(treatySides.voteId)))
    .orderBy(asc(treatySides.treatyId), asc(regions.name))
  for (const { treatyId, region, voteId } of open) {
    if (!voteId) continue
    const [begun] = await db.select().from(ballots).where(eq(ballots.voteId, voteId)).limit(1)
    if (begun) continue
    const onRoll = new Set(await world.rollMembers(voteId))
    for (const { person } of [...cast.governors, ...cast.citizens]) {
      if (!onRoll.has(person.userId) || world.random.int(1, 100) > TURNOUT) continue
      const choice = world.random.int(1, 100) <= APPROVAL ? 'yes' : 'no'
      await castTreatyVote(world.ctx(person), { treatyId, region, choice })
    }
  }
}

/** The ambassador, or the founder while there is none. */
export async function findSigner(world: DemoWorld, cast: DemoCast, region: string): Promise<DemoPerson> {
  const [ambassador] = await world.system.db
    .select({ userId: offices.userId, endedAt: offices.endedAt })
    .from(offices)
    .innerJoin(regions, eq(regions.id, offices.regionId))
    .where(and(eq(regions.name, region), eq(offices.position, 'ambassador')))
    .orderBy(asc(offices.termFrom))
    .limit(1)
  const founder = cast.governors.find((governor) => governor.region.name === region)
  const inOffice = ambassador && ambassador.endedAt === null ? ambassador.userId : null
  const signer =
    [...cast.governors, ...cast.citizens].find(({ person }) => person.userId === inOffice) ?? founder
  if (!signer) throw new Error(`nobody signs for ${region}`)
  return signer.person
}
