import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { DEFAULT_TIERS } from '#server/domain/billing/tiers.ts'
import { GOVERNANCE_TYPES } from '#server/domain/regions/governance-types.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { expectLawfulPayment, expectToldOnce } from '#server/testing/expect-lawful-payment.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'
import { beginLife, type RegionLife } from '#server/testing/region-lives/life.ts'
import { follow, WAY_NAMES } from '#server/testing/region-lives/ways.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { transact } from './context.ts'
import { notify } from './notifications/notify.ts'
import { auditConservation } from './platform/audit-conservation.ts'

/** `npm run prove:regions` takes forty. */
// eslint-disable-next-line no-restricted-syntax -- how long to prove is asked of this test alone
const LIVES = Number(process.env.REGION_LIVES ?? 2)
/** From the last payment to the archive: a month, grace, read-only days, evacuation, and a dispute's halt. */
const UNTIL_ARCHIVED_DAYS = 31 + 14 + 16 + 30 + 90

const shop = useTestShop({
  tiers: {
    ...DEFAULT_TIERS,
    large: { ...DEFAULT_TIERS.large, isOffered: true },
    grand: { ...DEFAULT_TIERS.grand, isOffered: true },
  },
})
const { platform } = shop
const travel = useGalaxies(platform)
const home = { shop, travel, dying: useBundledScript('server/testing/job-and-die.ts') }
/** How regions changed hands and sizes, of all lives together. */
const passedBy = { rescue: 0, transfer: 0 }
let resized = 0

beforeAll(async () => {
  await travel.makeNexus()
}, 120_000)

it('lives see what the platform tells twice, however far apart its jobs ran', async () => {
  const { userId } = await makeUser(platform)
  const tell = async (kind: string) => {
    await transact(platform.ctx({ kind: 'system', job: 'test' }), (tx) =>
      notify(tx, { userIds: [userId], kind, title: 'Your region is suspended', href: '/account/billing' }),
    )
    platform.clock.advance(50 * 60_000)
  }
  await tell('billing.suspended')
  await tell('billing.archived')
  await expectToldOnce({ platform }, 'at first')
  await tell('billing.archived')
  await expect(expectToldOnce({ platform }, 'after that')).rejects.toThrow('told twice after that')
  await platform.db.delete(notifications).where(eq(notifications.userId, userId))
})

it.each(Array.from({ length: LIVES }, (_, i) => i))(
  'a region is lawful whenever it comes to rest, whatever people, PayPal and dying workers did, and is archived and ends when nobody pays (life %i)',
  async (i) => {
    const life = await beginLife(
      home,
      `life ${i}`,
      GOVERNANCE_TYPES[i % GOVERNANCE_TYPES.length] ?? 'autocracy',
    )
    try {
      for (const way of life.random.shuffle(WAY_NAMES)) {
        await follow(life, way, { beside: 12 })
        await life.rest()
        await expectLawfulPayment(life, `after a ${way}`)
        await expectToldOnce(life, `after a ${way}`)
      }
      await expectNothingLeftToDo(life)
      for (const row of await life.rows()) {
        if (row.rescueId !== null && row.regionId !== null) passedBy.rescue += 1
        if (row.transferId !== null && row.regionId !== null) passedBy.transfer += 1
      }
      resized += await platform.db.$count(auditLog, eq(auditLog.action, 'billing.tier-changed'))
      await expectEnd(life)
    } catch (error) {
      throw new Error(`${life.story.join('\n')}\n${String(error)}`, { cause: error })
    }
  },
  900_000,
)

it('in lives regions changed their size', () => {
  expect(resized).toBeGreaterThan(0)
})

it.runIf(LIVES >= 20)('in many lives regions changed hands by rescues and by transfers', () => {
  expect(Math.min(passedBy.rescue, passedBy.transfer)).toBeGreaterThan(0)
})

/** Sweeps of a life at rest change nothing and tell nobody anything. */
async function expectNothingLeftToDo(life: RegionLife): Promise<void> {
  const look = async () => ({
    notices: await platform.db.$count(notifications),
    subscriptions: (await life.rows()).map(({ id, status, paidThrough }) => ({ id, status, paidThrough })),
  })
  const before = await look()
  await life.sweepAll()
  await life.runJobs()
  expect(await look()).toEqual(before)
}

/** Nobody pays any more: everybody is carried out with what they have, the region is archived, and ends a year later. */
async function expectEnd(life: RegionLife): Promise<void> {
  for (const { paypalSubscriptionId } of await life.rows())
    await life.attempt('cancel at PayPal', () => shop.control(`subscriptions/${paypalSubscriptionId}/cancel`))
  for (let days = 0; days < UNTIL_ARCHIVED_DAYS; days += 10) await life.pass(10 * DAY_MS)
  await life.rest()
  await expectLawfulPayment(life, 'in the archive')
  expect((await life.rows()).filter(({ status }) => status === 'archived')).toHaveLength(1)
  const conserved = () => auditConservation(platform.ctx({ kind: 'system', job: 'test' }))
  expect(await conserved()).toEqual({ result: 'balanced', differences: [] })
  const hub = await travel.nexusId()
  for (const { userId } of life.pilots)
    expect(await travel.whereaboutsOf(userId)).toMatchObject({ galaxyId: hub })
  await life.pass(366 * DAY_MS)
  await life.rest()
  await expectLawfulPayment(life, 'at the end')
  expect((await life.rows()).filter(({ status }) => status === 'terminated')).toHaveLength(1)
  expect(await conserved()).toEqual({ result: 'balanced', differences: [] })
}
