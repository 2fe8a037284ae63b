import { eq } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type CheckoutInput } from '../domain/billing/checkout-input.ts'
import { type BallotChoice } from '../domain/voting/tally.ts'
import { sweepOwnership } from '../services/billing/sweep-ownership.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type UserActor } from '../services/require-actor.ts'
import { billingSteps, page } from './billing-steps.ts'
import { makeMember } from './make-region.ts'
import { DAY_MS, platformSteps } from './platform-steps.ts'
import { type TestShop } from './test-shop.ts'

/** Days from the purchase to the grace, to the first read-only day, and how long a vote lasts; months have 28 to 31 days. */
export const UNTIL_GRACE = 33
export const UNTIL_READ_ONLY = 13
export const VOTE = 7

/** Steps of tests of rescues: a region whose owner stopped paying, and the citizens who look for another. */
export function rescueSteps(shop: TestShop) {
  const { platform } = shop
  const steps = platformSteps(platform)
  const { regionOf } = billingSteps(shop)
  let logIns = 0

  /** They were here now. */
  const logIn = async ({ userId }: UserActor) => {
    const now = await platform.clock.now(platform.db)
    await platform.db.insert(sessions).values({
      ...{ id: `session-${userId}-${(logIns += 1)}`, userId, createdAt: now, lastSeenAt: now },
      expiresAt: new Date(now.getTime() + DAY_MS),
    })
  }

  /** A citizen of forty days. */
  const makeCitizen = async (region: RegionRow) => {
    const user = await makeMember(platform, region)
    const now = await platform.clock.now(platform.db)
    await platform.db
      .update(memberships)
      .set({ citizenSince: new Date(now.getTime() - 40 * DAY_MS) })
      .where(eq(memberships.userId, user.userId))
    return user
  }

  /** A region in its grace, whose owner was not seen since the purchase, with three citizens who were. */
  async function makeLapsing(input: Partial<CheckoutInput> = {}) {
    const bought = await shop.buy(input)
    const region = await regionOf(bought.id)
    const ada = await makeCitizen(region)
    const ben = await makeCitizen(region)
    const cyd = await makeCitizen(region)
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(UNTIL_GRACE)
    for (const citizen of [ada, ben, cyd]) await logIn(citizen)
    return { ...bought, owner: bought.buyer, region, ada, ben, cyd }
  }

  const name = (actor: UserActor, region: { name: string }, rescuer: UserActor) =>
    platform.api(actor).ownership.nameRescuer({ region: region.name, callsign: rescuer.callsign })
  const accept = (actor: UserActor, rescueId: string) =>
    platform.api(actor).ownership.acceptNaming({ rescueId })
  const cast = (actor: UserActor, rescueId: string, choice: BallotChoice) =>
    platform.api(actor).ownership.castRescue({ rescueId, choice })
  const see = (actor: UserActor, rescueId: string) => platform.api(actor).ownership.rescue({ rescueId })
  const list = (actor: UserActor, region: { name: string }) =>
    platform.api(actor).ownership.rescues({ region: region.name, ...page })
  const sweep = async () => {
    await sweepOwnership(steps.system())
    await platform.runOutbox()
  }

  /** The vote on one who was named and accepted, open on the first read-only day. */
  async function makeVote(input: Partial<CheckoutInput> = {}) {
    const made = await makeLapsing(input)
    const { rescueId } = await name(made.ben, made.region, made.ada)
    await accept(made.ada, rescueId)
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    return { ...made, rescueId }
  }

  /** One whom the citizens chose, with 72 hours to pay. */
  async function makeWinner(input: Partial<CheckoutInput> = {}) {
    const made = await makeVote(input)
    for (const voter of [made.ada, made.ben]) await cast(voter, made.rescueId, 'yes')
    platform.clock.advance(VOTE * DAY_MS)
    await sweep()
    return made
  }

  /** Starts the winner's checkout and approves it at PayPal, without delivering its events. */
  async function approveTakeover(winner: UserActor, rescueId: string) {
    const started = await platform.api(winner).billing.startTakeover({ rescueId })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    return started
  }

  const ownerOf = async ({ id }: { id: string }) => {
    const [row] = await platform.db
      .select({ ownerId: regions.ownerId, status: regions.status })
      .from(regions)
      .where(eq(regions.id, id))
    return row
  }

  return {
    ...steps,
    ...{ logIn, makeCitizen, makeLapsing, makeVote, makeWinner, approveTakeover, ownerOf },
    ...{ name, accept, cast, see, list, sweep },
  }
}
