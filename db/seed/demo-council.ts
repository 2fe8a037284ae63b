import { asc, eq } from 'drizzle-orm'
import { councilMotions } from '#db/schema/platform/council.ts'
import { ballots } from '#db/schema/platform/voting.ts'
import { type CouncilMotionType } from '#server/domain/council/motion-types.ts'
import { castMotionVote } from '#server/services/council/cast-motion-vote.ts'
import { proposeMotion } from '#server/services/council/propose-motion.ts'
import { type DemoCast } from './demo-story.ts'
import { findSigner } from './demo-treaties.ts'
import { type DemoWorld } from './demo-world-driver.ts'

export type CouncilMotion = {
  /** Region whose seat proposes it. */
  seat: string
  motionType: CouncilMotionType
  title: string
  description: string
  value: number | null
  votingDurationDays: number
}

/** The holder of a region's seat (the signer of its treaties) proposes a motion to the Galactic Council. */
export async function proposeToCouncil(
  world: DemoWorld,
  cast: DemoCast,
  motion: CouncilMotion,
): Promise<void> {
  await proposeMotion(world.ctx(await findSigner(world, cast, motion.seat)), motion)
}

/** The seats vote on the evening of the day a motion was proposed, most of them in favour. */
export async function voteInCouncil(world: DemoWorld, cast: DemoCast): Promise<void> {
  const { db } = world.system
  const open = await db
    .select({ id: councilMotions.id, voteId: councilMotions.voteId })
    .from(councilMotions)
    .where(eq(councilMotions.status, 'voting'))
    .orderBy(asc(councilMotions.proposedAt))
  for (const { id: motionId, voteId } of open) {
    if ((await db.$count(ballots, eq(ballots.voteId, voteId))) > 0) continue
    const onRoll = new Set(await world.rollMembers(voteId))
    const seated = [...cast.governors, ...cast.citizens].filter(({ person }) => onRoll.has(person.userId))
    for (const [index, { person }] of seated.entries())
      await castMotionVote(world.ctx(person), { motionId, choice: index === 1 ? 'no' : 'yes' })
  }
}
