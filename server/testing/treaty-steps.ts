import { eq } from 'drizzle-orm'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { type UserActor } from '../services/require-actor.ts'
import { platformSteps } from './platform-steps.ts'
import { type TestPlatform } from './test-platform.ts'

export const act = ({ region }: MadeRegion, treatyId: string) => ({ region: region.name, treatyId })

/** Steps of tests of treaties: propose one, sign it, look up its status. */
export function treatySteps(platform: TestPlatform) {
  const steps = platformSteps(platform)

  const makeTwo = async (a: GovernanceType = 'autocracy', b: GovernanceType = 'autocracy') => ({
    one: await makeRegion(platform, { governanceType: a }),
    other: await makeRegion(platform, { governanceType: b }),
  })

  const propose = (
    from: MadeRegion,
    to: MadeRegion,
    treatyType: 'open_borders' | 'trade_agreement' | 'non_aggression' = 'non_aggression',
    terms: Record<string, unknown> = {},
  ) =>
    platform.api(from.owner).diplomacy.propose({
      region: from.region.name,
      partner: to.region.name,
      treatyType,
      terms,
    })

  const api = (actor?: UserActor) => platform.api(actor).diplomacy

  const statusOf = async (treatyId: string) => {
    const [row] = await platform.db.select().from(treaties).where(eq(treaties.id, treatyId))
    return row?.status
  }

  async function makeOffer(
    terms: Record<string, unknown> = { taxRelief: 0.25, durationDays: 60 },
    b: GovernanceType = 'autocracy',
  ) {
    const one = await makeRegion(platform)
    const other = await makeRegion(platform, { governanceType: b })
    const { id } = await api(one.owner).propose({
      region: one.region.name,
      partner: other.region.name,
      treatyType: 'trade_agreement',
      terms,
    })
    return { one, other, id }
  }

  async function makeTreaty(terms?: Record<string, unknown>) {
    const made = await makeOffer(terms)
    await api(made.other.owner).sign(act(made.other, made.id))
    return made
  }

  return { ...steps, makeTwo, propose, api, statusOf, makeOffer, makeTreaty }
}
