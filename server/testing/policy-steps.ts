import { eq } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { type Actor } from '../services/context.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type UserActor } from '../services/require-actor.ts'
import { sweepPolicies } from '../services/policies/sweep-policies.ts'
import { DAY_MS } from './platform-steps.ts'
import { type TestPlatform } from './test-platform.ts'

/** Steps of tests of policies: propose a tax, vote, sweep. */
export function policySteps(platform: TestPlatform) {
  const proposeTax = (actor: Actor, region: RegionRow, taxRate = 0.15) =>
    platform.api(actor).policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'Another tax',
      proposedChanges: { taxRate },
      votingDurationDays: 3,
    })

  const cast = (actor: Actor, policyId: string, choice: BallotChoice = 'yes') =>
    platform.api(actor).policies.cast({ policyId, choice })

  const regionRow = async (regionId: string) => {
    const [row] = await platform.db.select().from(regions).where(eq(regions.id, regionId))
    if (!row) throw new Error('no region')
    return row
  }

  const giveOffice = (region: RegionRow, user: UserActor, position: 'governor' | 'council_member') =>
    platform.db.insert(offices).values({
      regionId: region.id,
      position,
      userId: user.userId,
      termFrom: region.createdAt,
      termUntil: new Date(region.createdAt.getTime() + 90 * DAY_MS),
    })

  const sweep = () => sweepPolicies(platform.ctx({ kind: 'system', job: 'test' }))

  async function democracy(citizens: number): Promise<MadeRegion & { citizens: UserActor[] }> {
    const made = await makeRegion(platform, { governanceType: 'democracy' })
    const others: UserActor[] = []
    for (let n = 0; n < citizens; n++) others.push(await makeMember(platform, made.region))
    return { ...made, citizens: others }
  }

  return { proposeTax, cast, regionRow, giveOffice, sweep, democracy }
}
