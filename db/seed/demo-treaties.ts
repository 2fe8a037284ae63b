import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { treatySides } from '#db/schema/platform/diplomacy.ts'
import { ballots } from '#db/schema/platform/voting.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { castTreatyVote } from '#server/services/diplomacy/cast-treaty-vote.ts'
import { proposeTreaty } from '#server/services/diplomacy/propose-treaty.ts'
import { signTreaty } from '#server/services/diplomacy/sign-treaty.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoPerson, type DemoWorld } from './demo-world-driver.ts'

export type Offer = {
  from: string
  to: string
  treatyType: TreatyType
  terms: Record<string, unknown>
}

/** Treaties are offered once they have been talked over: most come, most agree. Percent. */
const TURNOUT = 96
const APPROVAL = 90

/** One region offers a treaty; the other signs it the same day, if it is to. */
export async function negotiate(
  world: DemoWorld,
  cast: DemoCast,
  offer: Offer,
  isSigned: boolean,
): Promise<void> {
  const treaty = await proposeTreaty(world.ctx(await signerOf(world, cast, offer.from)), {
    region: offer.from,
    partner: offer.to,
    treatyType: offer.treatyType,
    terms: offer.terms,
  })
  if (!isSigned) return
  await signTreaty(world.ctx(await signerOf(world, cast, offer.to)), {
    treatyId: treaty.id,
    region: offer.to,
  })
}

/** Those who ratify vote on the evening of the day on which their side's vote opened. */
export async function ratify(world: DemoWorld, cast: DemoCast): Promise<void> {
  const { db } = world.system
  const open = await db
    .select({ treatyId: treatySides.treatyId, region: regions.name, rollId: treatySides.rollId })
    .from(treatySides)
    .innerJoin(regions, eq(regions.id, treatySides.regionId))
    .where(and(eq(treatySides.status, 'voting'), isNotNull(treatySides.rollId)))
    .orderBy(asc(treatySides.treatyId), asc(regions.name))
  for (const { treatyId, region, rollId } of open) {
    if (!rollId) continue
    const [begun] = await db.select().from(ballots).where(eq(ballots.rollId, rollId)).limit(1)
    if (begun) continue
    const onRoll = new Set(await world.rollMembers(rollId))
    for (const { person } of [...cast.governors, ...cast.citizens]) {
      if (!onRoll.has(person.userId) || world.random.int(1, 100) > TURNOUT) continue
      const choice = world.random.int(1, 100) <= APPROVAL ? 'yes' : 'no'
      await castTreatyVote(world.ctx(person), { treatyId, region, choice })
    }
  }
}

/** The ambassador in office, or the founder while there is none. */
async function signerOf(world: DemoWorld, cast: DemoCast, region: string): Promise<DemoPerson> {
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
