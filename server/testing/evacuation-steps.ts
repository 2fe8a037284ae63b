import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { storeState } from '../domain/billing/stored-state.ts'
import { type SubscriptionStatus } from '../domain/billing/subscription-status.ts'
import { timetableAfter } from '../domain/billing/subscription-timetable.ts'
import { openSubscription, type SubscriptionState } from '../domain/billing/subscription.ts'
import { type OperationKind } from '../domain/operations/operation-status.ts'
import { postTransfer } from '../galaxy/post-transfer.ts'
import { sweepArchives } from '../services/archives/sweep-archives.ts'
import { transact } from '../services/context.ts'
import { followSubscription } from '../services/lifecycle/follow-subscription.ts'
import { evacuateRegion } from '../services/lifecycle/evacuate-region.ts'
import { sweepCrossings } from '../services/custody/sweep-crossings.ts'
import { sweepEvacuations } from '../services/lifecycle/sweep-evacuations.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type useGalaxies } from './make-galaxies.ts'
import { makeMember, type MadeRegion, type RegionOptions } from './make-region.ts'
import { type TestPlatform } from './test-platform.ts'

const DAY_MS = 86_400_000

type StateChanges = Partial<Pick<SubscriptionState, 'timetable' | 'disputedUntil'>>

/** Steps of tests of a region's last months: a region that somebody pays for, or stops paying for. */
export function evacuationSteps(platform: TestPlatform, travel: ReturnType<typeof useGalaxies>) {
  const system = () => platform.ctx({ kind: 'system', job: 'test' })

  /** A region with gate, galaxy and subscription, active. */
  const makePaid = async (options: RegionOptions = {}): Promise<MadeRegion> => {
    const made = await travel.makeLinked(options)
    const now = await platform.clock.now(platform.db)
    await platform.db.insert(subscriptions).values({
      ...{ userId: made.owner.userId, plan: 'regional_owner', regionId: made.region.id, status: 'active' },
      ...{ state: storeState(openSubscription(now)), amountMinor: 2_500, currency: 'USD' },
      ...{ createdAt: now, updatedAt: now },
    })
    return made
  }

  /** The state of its subscription, which the region does not follow yet. */
  const setSubscription = ({ id }: RegionRow, status: SubscriptionStatus, changes: StateChanges = {}) =>
    transact(system(), async (tx) => {
      const state = { ...openSubscription(tx.now), status, timetable: timetableAfter(tx.now), ...changes }
      await tx.db
        .update(subscriptions)
        .set({ status, state: storeState(state), updatedAt: tx.now })
        .where(eq(subscriptions.regionId, id))
    })
  /** What a settled subscription does: its state, and the region follows. */
  const become = async (region: RegionRow, status: SubscriptionStatus, changes: StateChanges = {}) => {
    await setSubscription(region, status, changes)
    await transact(system(), (tx) => followSubscription(tx, region.id))
  }

  const pass = (days: number) => platform.clock.advance(days * DAY_MS)

  /** From the first day of grace to the last of the evacuation. */
  const lapse = async (region: RegionRow) => {
    await become(region, 'grace')
    pass(14)
    await become(region, 'suspended')
    pass(16)
    await become(region, 'evacuating')
    pass(30)
  }

  /** Lets jobs and sweeps finish what is under way: ships land, shares are paid. */
  const settle = async () => {
    await platform.runOutbox()
    platform.clock.advance(5 * 60_000)
    await sweepCrossings(system())
    await sweepEvacuations(system())
    await sweepArchives(system())
    await platform.runOutbox()
  }

  /** Somebody pays, and its galaxy is brought back from the archive. */
  const comeBack = async (region: RegionRow) => {
    await become(region, 'active')
    await platform.runOutbox()
  }

  /** Nobody paid until the end of its evacuation, and nobody but the archive has its galaxy any more. */
  const archive = async (region: RegionRow) => {
    await lapse(region)
    await become(region, 'archived')
    await settle()
    await settle()
  }

  /** A citizen since so many days. */
  const makeCitizen = async (region: RegionRow, days: number) => {
    const citizen = await makeMember(platform, region)
    await beCitizenSince(region, citizen.userId, days)
    return citizen
  }
  /** The same for a member. */
  const beCitizenSince = async (region: RegionRow, userId: string, days: number) => {
    const now = await platform.clock.now(platform.db)
    const since = new Date(now.getTime() - days * DAY_MS)
    await platform.db
      .update(memberships)
      .set({ type: 'citizen', residentSince: since, citizenSince: since })
      .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, userId)))
  }

  /** Credits of sales in the treasury. */
  const fillTreasury = async (region: RegionRow, amount: number) => {
    const at = await platform.clock.now(platform.db)
    await (
      await travel.galaxyOf(region)
    ).transaction((tx) =>
      postTransfer(tx, {
        ...{ id: randomUUID(), reason: 'sale', at },
        postings: [
          { account: 'source:port_liquidity', ownerId: null, asset: 'credits', amount: -BigInt(amount) },
          { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(amount) },
        ],
      }),
    )
  }

  const rowOf = async ({ id }: RegionRow): Promise<RegionRow> => {
    const [row] = await platform.db.select().from(regions).where(eq(regions.id, id))
    if (!row) throw new Error('no region')
    return row
  }
  const operationsOf = ({ id }: RegionRow, kind: OperationKind) =>
    platform.db
      .select()
      .from(operations)
      .where(and(eq(operations.kind, kind), eq(operations.subjectId, id)))
      .orderBy(operations.createdAt)
  /** The newest of its kind, as jobs name it. */
  const newestOf = async (region: RegionRow, kind: OperationKind) => {
    const operation = (await operationsOf(region, kind)).at(-1)
    if (!operation) throw new Error(`no ${kind}`)
    return { operationId: operation.id }
  }
  /** Archived, with the way of its galaxy into the archive not begun: its operation. */
  const evacuate = async ({ region }: Pick<MadeRegion, 'region'>) => {
    await lapse(region)
    await become(region, 'archived')
    const outcome = await evacuateRegion(system(), await newestOf(region, 'evacuate-region'))
    if (outcome !== 'archived') throw new Error(`the evacuation: ${outcome}`)
    return newestOf(region, 'archive-region')
  }
  const evacuationsOf = (region: RegionRow) => operationsOf(region, 'evacuate-region')
  const archivesOf = ({ id }: RegionRow) =>
    platform.db
      .select()
      .from(regionArchives)
      .where(eq(regionArchives.regionId, id))
      .orderBy(regionArchives.frozenAt)
  const galaxyRowOf = async ({ galaxyId }: RegionRow) => {
    const [row] = await platform.db
      .select()
      .from(galaxies)
      .where(eq(galaxies.id, galaxyId ?? ''))
    if (!row) throw new Error('no galaxy')
    return row
  }
  /** Whether the server has a galaxy's database. */
  const hasDatabase = async (region: RegionRow) => {
    const galaxy = await galaxyRowOf(region)
    return platform.ctx().galaxies.replacement.exists(galaxy, galaxy.databaseName)
  }
  const sharesOf = ({ id }: RegionRow) =>
    platform.db
      .select()
      .from(treasuryShares)
      .where(eq(treasuryShares.regionId, id))
      .orderBy(treasuryShares.credits, treasuryShares.id)

  return {
    ...{ system, makePaid, become, pass, lapse, settle, makeCitizen, beCitizenSince, fillTreasury },
    ...{ rowOf, evacuationsOf, sharesOf, setSubscription, newestOf, evacuate },
    ...{ archive, comeBack, operationsOf, archivesOf, galaxyRowOf, hasDatabase },
  }
}
