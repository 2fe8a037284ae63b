import { beforeAll, describe, expect, it } from 'vitest'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { findTrade } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { auditConservation } from '../platform/audit-conservation.ts'
import { evacuateRegion } from './evacuate-region.ts'
import { payShare } from './pay-share.ts'
import { findAstray } from './region-subscription.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const { system, makePaid, become, lapse, settle, beCitizenSince, fillTreasury, ...steps } = evacuationSteps(
  platform,
  travel,
)
const { rowOf, evacuationsOf, sharesOf, pass, setSubscription } = steps
let hub: string

beforeAll(async () => {
  hub = await travel.makeNexus()
}, 120_000)

const expectConserved = async () => {
  platform.clock.advance(20 * 60_000)
  expect(await auditConservation(system())).toEqual({ result: 'balanced', differences: [] })
}
const treasuryOf = async (region: { galaxyId: string | null }) =>
  balanceOf(await platform.galaxy(region.galaxyId ?? ''), 'treasury')
const purseIn = async (galaxyId: string, userId: string) =>
  balanceOf(await platform.galaxy(galaxyId), 'purse', userId)

describe('the end of an evacuation', () => {
  it('carries out who stayed with all they have, shares the treasury and archives the region; paying brings it back', async () => {
    const made = await makePaid()
    const { region, owner } = made
    await beCitizenSince(region, owner.userId, 90)
    const galaxy = await travel.galaxyOf(region)
    const { maker } = await findTrade(galaxy)
    const stayed = await travel.makeTraveller(made)
    await stayed.putAt(maker)
    await stayed.buy(maker, 4)
    await beCitizenSince(region, stayed.userId, 40)
    const before = await travel.presenceIn(galaxy, stayed.userId)
    await fillTreasury(region, 1_001)
    const treasury = await treasuryOf(region)
    const settings = await rowOf(region)

    await lapse(region)
    await become(region, 'archived')
    expect((await rowOf(region)).status).toBe('evacuating')
    await settle()
    await settle()

    expect((await rowOf(region)).status).toBe('archived')
    expect(await evacuationsOf(region)).toMatchObject([{ status: 'succeeded', progress: 100 }])
    const after = await travel.presenceIn(await platform.galaxy(hub), stayed.userId)
    expect(after).toMatchObject({ pilot: { present: true }, ship: before?.ship, cargo: before?.cargo })
    expect(after?.pilot.milliturns).toBe(before?.pilot.milliturns)
    const shares = await sharesOf(region)
    expect(shares.map(({ credits }) => credits)).toEqual([Math.floor(treasury / 2), Math.ceil(treasury / 2)])
    expect(after?.purse).toBe((before?.purse ?? 0) + Math.floor(treasury / 2))
    // The owner has not begun to play: the share waits.
    expect(shares.find(({ userId }) => userId === owner.userId)?.receivedAt).toBeNull()
    await expectConserved()

    await platform.api(owner).space.enter({ region: 'nexus' })
    const newcomer = await purseIn(hub, owner.userId)
    await settle()
    expect(await purseIn(hub, owner.userId)).toBe(newcomer + Math.ceil(treasury / 2))
    await expectConserved()

    pass(100)
    await steps.comeBack(region)
    expect(await treasuryOf(region)).toBe(0)
    expect(await travel.presenceIn(await travel.galaxyOf(region), stayed.userId)).toMatchObject({
      pilot: { present: false },
      ship: null,
      cargo: {},
      purse: 0,
    })
    const { statusChangedAt: _changed, ...returned } = await rowOf(region)
    expect(settings).toMatchObject({ ...returned, mapVersion: settings.mapVersion })
    expect(returned.lapsedAt).toBeNull()
    await stayed.api.space.mySector()
  }, 120_000)

  it('is turned back by a payment while people are carried out', async () => {
    const made = await makePaid()
    const stayed = await travel.makeTraveller(made)
    await lapse(made.region)
    await become(made.region, 'archived')
    const [operation] = await evacuationsOf(made.region)
    const outcome = await evacuateRegion(
      system(),
      { operationId: operation?.id ?? '' },
      {
        onStep: (step, moment) =>
          step === 'carry' && moment === 'done' ? become(made.region, 'active') : undefined,
      },
    )
    expect(outcome).toBe('turned-back')
    expect(await rowOf(made.region)).toMatchObject({ status: 'active', lapsedAt: null })
    expect(await evacuationsOf(made.region)).toMatchObject([{ status: 'cancelled' }])
    await settle()
    expect(await travel.whereaboutsOf(stayed.userId)).toMatchObject({ galaxyId: hub, state: 'present' })
    expect(await sharesOf(made.region)).toEqual([])
    await expectConserved()
  }, 120_000)

  it('goes on to the archive once the treasury is shared, and returns from there at once', async () => {
    const made = await makePaid()
    const { region, owner } = made
    await beCitizenSince(region, owner.userId, 90)
    await fillTreasury(region, 500)
    const treasury = await treasuryOf(region)
    await lapse(region)
    await become(region, 'archived')
    const [operation] = await evacuationsOf(region)
    const statuses: string[] = []
    const outcome = await evacuateRegion(
      system(),
      { operationId: operation?.id ?? '' },
      {
        onStep: async (step, moment) => {
          if (step === 'share' && moment === 'done') await become(region, 'active')
          statuses.push((await rowOf(region)).status)
        },
      },
    )
    expect(outcome).toBe('archived')
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set(['evacuating']))
    expect(await rowOf(region)).toMatchObject({ status: 'active', lapsedAt: null })
    expect(await sharesOf(region)).toMatchObject([{ userId: owner.userId, credits: treasury }])
    await settle()
    await expectConserved()
  }, 120_000)
})

describe('a payment', () => {
  it('that comes while the galaxy is away at the sharing brings the region back from the archive', async () => {
    const made = await makePaid()
    const { region } = made
    await fillTreasury(region, 300)
    await lapse(region)
    await become(region, 'archived')
    const [operation] = await evacuationsOf(region)
    const outcome = await evacuateRegion(
      system(),
      { operationId: operation?.id ?? '' },
      { onStep: (step) => (step === 'share' ? travel.takeAway(region) : undefined) },
    )
    expect(outcome).toBe('failed')
    expect(await evacuationsOf(region)).toMatchObject([{ status: 'running', step: 'share' }])
    await become(region, 'active')
    expect((await rowOf(region)).status).toBe('evacuating')
    await travel.bringBack(region)
    await settle()
    expect(await evacuationsOf(region)).toMatchObject([{ status: 'succeeded' }])
    expect(await rowOf(region)).toMatchObject({ status: 'active', lapsedAt: null })
    await expectConserved()
  }, 120_000)

  it('that the region has not followed yet turns the evacuation back, and the region follows it', async () => {
    const { region } = await makePaid()
    await lapse(region)
    await become(region, 'archived')
    const [operation] = await evacuationsOf(region)
    const outcome = await evacuateRegion(
      system(),
      { operationId: operation?.id ?? '' },
      {
        onStep: (step, moment) =>
          step === 'carry' && moment === 'done' ? setSubscription(region, 'active') : undefined,
      },
    )
    expect(outcome).toBe('turned-back')
    expect(await evacuationsOf(region)).toMatchObject([{ status: 'cancelled' }])
    expect(await rowOf(region)).toMatchObject({ status: 'active', lapsedAt: null })
  }, 120_000)
})

describe('a share of a treasury', () => {
  it('is paid once, whatever is asked again and wherever its citizen goes', async () => {
    const made = await makePaid()
    const { region, owner } = made
    await beCitizenSince(region, owner.userId, 90)
    await fillTreasury(region, 700)
    await lapse(region)
    await become(region, 'archived')
    await settle()
    const [share] = await sharesOf(region)
    if (!share) throw new Error('no share')
    await platform.api(owner).space.enter({ region: 'nexus' })
    const before = await purseIn(hub, owner.userId)
    await Promise.all([1, 2, 3].map(() => payShare(system(), { shareId: share.id })))
    await payShare(system(), { shareId: share.id })
    expect(await purseIn(hub, owner.userId)).toBe(before + share.credits)
    await expectConserved()
  }, 120_000)
})

describe('a region that did not follow its subscription', () => {
  it('is found by the sweep: one to be archived, one that is paid for, and one that nobody carries out', async () => {
    const [unpaid, paid, left, fine] = [
      await makePaid(),
      await makePaid(),
      await makePaid(),
      await makePaid(),
    ]
    await setSubscription(unpaid.region, 'suspended')
    await lapse(paid.region)
    await setSubscription(paid.region, 'cancelled')
    await lapse(left.region)
    await setSubscription(left.region, 'archived')
    const before = await rowOf(fine.region)
    await settle()
    expect((await rowOf(unpaid.region)).status).toBe('suspended')
    expect((await rowOf(paid.region)).status).toBe('active')
    await settle()
    expect((await rowOf(left.region)).status).toBe('archived')
    expect(await evacuationsOf(left.region)).toMatchObject([{ status: 'succeeded' }])
    expect(await rowOf(fine.region)).toEqual(before)
    // Nothing is left to follow, and nobody begins anew.
    expect(await findAstray(platform.db, 10)).toEqual([])
    await settle()
    expect(await evacuationsOf(left.region)).toHaveLength(1)
  }, 120_000)
})
