import { and, asc, eq, isNull } from 'drizzle-orm'
import { offices, recalls } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { castRecallVote } from '#server/services/elections/cast-recall-vote.ts'
import { signRecall } from '#server/services/elections/sign-recall.ts'
import { startRecall } from '#server/services/elections/start-recall.ts'
import { findCitizens } from './demo-elections.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoWorld } from './demo-world-driver.ts'

/**
 * Citizens start a recall petition and sign until the vote opens. Signers then vote for the recall, all others
 * against it.
 */
export async function holdRecall(
  world: DemoWorld,
  cast: DemoCast,
  asked: { region: string; position: Position; reason: string },
): Promise<void> {
  const { region, position, reason } = asked
  const [office] = await world.system.db
    .select({ holderId: offices.userId, regionId: offices.regionId })
    .from(offices)
    .innerJoin(regions, eq(regions.id, offices.regionId))
    .where(and(eq(regions.name, region), eq(offices.position, position), isNull(offices.endedAt)))
    .orderBy(asc(offices.termFrom), asc(offices.userId))
    .limit(1)
  if (!office) throw new Error(`nobody in ${region} can be recalled`)
  const citizens = (await findCitizens(world, cast, office.regionId)).filter(
    ({ userId }) => userId !== office.holderId,
  )
  // Founders are the oldest citizens; the petition starts with the newest.
  const [first, ...others] = citizens.toReversed()
  if (!first) throw new Error(`nobody in ${region} asks for a recall`)
  const { recallId } = await startRecall(world.ctx(first), {
    region,
    position,
    holderId: office.holderId,
    reason,
  })
  const signers = [first]
  for (const person of others) {
    signers.push(person)
    if ((await signRecall(world.ctx(person), { recallId })).opened) break
  }
  const [vote] = await world.system.db
    .select({ voteId: recalls.voteId })
    .from(recalls)
    .where(eq(recalls.id, recallId))
  const onRoll = new Set(vote?.voteId ? await world.rollMembers(vote.voteId) : [])
  for (const person of citizens.filter(({ userId }) => onRoll.has(userId)))
    await castRecallVote(world.ctx(person), { recallId, choice: signers.includes(person) ? 'yes' : 'no' })
}
