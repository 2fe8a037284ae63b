import { TRPCError } from '@trpc/server'
import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { asc, inArray } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { type JobName } from '#jobs/job-names.ts'
import { runJob } from '#jobs/worker.ts'
import { createRandom } from '../../domain/random.ts'
import { type GovernanceType } from '../../domain/regions/governance-types.ts'
import { isGameError } from '../../errors.ts'
import { PayPalError } from '../../paypal/paypal-port.ts'
import { stateSchema } from '../../paypal/simulator/simulator-state.ts'
import { type UserActor } from '../../services/require-actor.ts'
import { billingSteps } from '../billing-steps.ts'
import { type useBundledScript } from '../bundled-script.ts'
import { takeDueJob, type DueJob } from '../due-jobs.ts'
import { type useGalaxies } from '../make-galaxies.ts'
import { makeUser } from '../make-user.ts'
import { DAY_MS } from '../platform-steps.ts'
import { rescueSteps } from '../rescue-steps.ts'
import { type TestShop } from '../test-shop.ts'

/** What a worker does by itself for a region's money and life. */
const SWEEPS: readonly JobName[] = [
  ...([
    'sweep-billing',
    'sweep-ownership',
    'sweep-evacuations',
    'sweep-archives',
    'sweep-crossings',
  ] as const),
  ...(['reconcile-urgent', 'collect-messages', 'sweep-provisioning', 'sweep-memberships'] as const),
]

/** The simulator's state, without its keys. */
const paypalState = stateSchema.pick({ subscriptions: true, disputes: true, events: true })
export type PayPalState = ReturnType<typeof paypalState.parse>

/** Where lives take place. `dying` runs a job in a process of its own that is killed. */
export type LifeHome = {
  shop: TestShop
  travel: ReturnType<typeof useGalaxies>
  dying: ReturnType<typeof useBundledScript>
}
export type RegionLife = Awaited<ReturnType<typeof beginLife>>

/**
 * A region that was just bought, with three citizens, two of them flying there, and what its life is made of: people who ask, PayPal, and
 * workers whose jobs run alone, two at once, or in a process that is killed.
 */
export async function beginLife(
  { shop, travel, dying }: LifeHome,
  seed: string,
  governanceType: GovernanceType,
) {
  const { platform } = shop
  const backupDir = path.join(os.tmpdir(), `${new URL(platform.url).pathname.slice(1)}.backups`)
  const random = createRandom(seed)
  const { logIn, makeCitizen } = rescueSteps(shop)
  const bought = await shop.buy({ governanceType })
  const region = await billingSteps(shop).regionOf(bought.id)
  const people: UserActor[] = [bought.buyer]
  for (let i = 0; i < 3; i++) people.push(await makeCitizen(region))
  const pilots = people.slice(1, 3)
  for (const pilot of pilots) await travel.makeTraveller({ region, owner: bought.buyer }, pilot)
  const admin = await makeUser(platform, { role: 'admin' })
  /** What was done, for those who look into a life that went wrong. */
  const story: string[] = []

  /** Does what a person asks for. A refusal is an answer; anything else that fails is a defect. */
  const attempt = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    try {
      await act()
      story.push(what)
    } catch (error) {
      const reason = refusalOf(error)
      if (reason === null) throw error
      story.push(`${what}, refused: ${reason}`)
    }
  }

  const runOne = async ({ name, payload }: DueJob): Promise<void> => {
    try {
      await runJob((job) => platform.ctx({ kind: 'system', job }), name, payload)
    } catch (error) {
      // A worker would try again; here the sweeps have to find it.
      if (!(error instanceof PayPalError) && !(isGameError(error) && error.code === 'UNAVAILABLE'))
        throw error
      story.push(`${name} failed`)
    }
  }
  const kill = async ({ name, payload }: DueJob): Promise<void> => {
    const statement = random.int(2, 40)
    const child = dying.start(
      ...[platform.url, backupDir, String(platform.clock.offsetMs()), name, JSON.stringify(payload)],
      ...[String(statement), shop.paypal().url],
    )
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    story.push(
      signal === 'SIGKILL' ? `${name} killed at its statement ${statement}` : `${name} done elsewhere`,
    )
  }
  /** Runs due jobs; so many of a hundred are killed, and are then lost. */
  const runJobs = async ({ killed = 0 }: { killed?: number } = {}): Promise<void> => {
    for (let due = await takeDueJob(platform); due; due = await takeDueJob(platform)) {
      const chance = random.int(1, 100)
      if (chance <= killed) await kill(due)
      else if (chance > 85) {
        const other = await takeDueJob(platform)
        await Promise.all([runOne(due), other && runOne(other)])
      } else await runOne(due)
    }
  }
  const sweepAll = async (more: readonly JobName[] = []): Promise<void> => {
    for (const name of random.shuffle([...SWEEPS, ...more])) await runOne({ name, payload: {} })
  }
  const pass = async (ms: number): Promise<void> => {
    platform.clock.advance(ms)
    shop.paypal().simulator.catchUp()
    await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    await runJobs({ killed: random.int(1, 4) === 1 ? 20 : 0 })
    await sweepAll()
    await runJobs()
  }
  /** Everything that was sent has come, every job has run, and what nobody went on with has expired. */
  const rest = async (): Promise<void> => {
    await shop.control('deliveries/release')
    for (let i = 0; i < 3; i++) {
      await pass(DAY_MS)
      // Backups that died are given up by their sweep; it makes others too, which takes long.
      await sweepAll(i === 0 ? ['reconcile-all', 'sweep-backups'] : ['reconcile-all'])
      await runJobs()
      await shop.deliver()
    }
  }

  /** All subscriptions and checkouts of these people, oldest first. */
  const rows = () =>
    platform.db
      .select()
      .from(subscriptions)
      .where(
        inArray(
          subscriptions.userId,
          people.map(({ userId }) => userId),
        ),
      )
      .orderBy(asc(subscriptions.createdAt), asc(subscriptions.id))
  const paypal = async (): Promise<PayPalState> =>
    paypalState.parse(await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json())
  const personOf = (userId: string): UserActor | undefined =>
    people.find((person) => person.userId === userId)

  return {
    ...{ shop, platform, random, seed, region, people, pilots, admin, story },
    ...{ attempt, runJobs, sweepAll, pass, rest, logIn, rows, paypal, personOf },
  }
}

/** Why a person or PayPal refused; null for what is no refusal. */
function refusalOf(error: unknown): string | null {
  if (error instanceof TRPCError) return error.code === 'INTERNAL_SERVER_ERROR' ? null : error.message
  return error instanceof Error && / 4\d\d /.test(error.message) ? error.message : null
}
