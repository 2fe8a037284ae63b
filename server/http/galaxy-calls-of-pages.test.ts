import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { offices } from '#db/schema/platform/elections.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { adminInvites } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { tokenHash } from '../auth/secrets.ts'
import { createGalaxyApi, type GalaxyCall } from '../galaxy/galaxy-api.ts'
import { type Galaxies } from '../galaxies/galaxies.ts'
import { sweepCouncil } from '../services/council/sweep-council.ts'
import { sweepPolicies } from '../services/policies/sweep-policies.ts'
import { type UserActor } from '../services/require-actor.ts'
import { forgetSharedReadings } from '../services/shared-reading.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeDemocracy } from '../testing/make-democracy.ts'
import { makeOfficeHolder } from '../testing/make-office-holder.ts'
import { makeRegion } from '../testing/make-region.ts'
import { makeUser } from '../testing/make-user.ts'
import { usePages } from '../testing/pages-build.ts'
import { useTestShop } from '../testing/test-shop.ts'

const shop = useTestShop()
const pages = usePages()
const { platform } = shop
const DAY_MS = 86_400_000

let asked: { galaxyId: string; name: GalaxyCall }[] = []

/** The platform's galaxies, whose calls are counted. */
const counted = (galaxies: Galaxies): Galaxies => ({
  ...galaxies,
  apiFor: (galaxyId, options) => {
    const api = galaxies.apiFor(galaxyId, options)
    return createGalaxyApi((name, input) => {
      asked.push({ galaxyId, name })
      return api[name](input)
    })
  },
})

type World = {
  /** Owns the region, holds its seat in the Council, pays for it, and runs the platform. */
  admin: UserActor
  citizen: UserActor
  /** What stands in the address of a page for each of its parameters. */
  params: Record<string, string>
}

/** A platform on which every page has something to show. */
async function makeWorld(): Promise<World> {
  const admin = await makeUser(platform, { role: 'admin' })
  const api = platform.api(admin)
  await api.nexus.generate({ forceRegenerate: true })
  await platform.runOutbox()
  const { region, voters } = await makeDemocracy(platform, 3, { owner: admin, withGalaxy: true })
  const [, citizen, governor] = voters
  if (!citizen || !governor) throw new Error('a democracy of three has three')
  const at = { region: region.name }
  const closed = await api.policies.propose({
    ...{ ...at, policyType: 'tax_rate', title: 'Lower tax', proposedChanges: { taxRate: 0.08 } },
  })
  const text = { motionType: 'motion' as const, title: 'More lamps', description: 'Along every lane.' }
  const motion = await api.council.propose(text)
  platform.clock.advance(20 * DAY_MS)
  await sweepPolicies(platform.ctx({ kind: 'system', job: 'test' }))
  await sweepCouncil(platform.ctx({ kind: 'system', job: 'test' }))
  await platform.runOutbox()

  await makeOfficeHolder(platform, region, 'governor', governor)
  await platform.db.update(offices).set({ termFrom: sql`now() - interval '30 days'` })
  const policy = await api.policies.propose({
    ...{ ...at, policyType: 'tax_rate', title: 'Higher tax', proposedChanges: { taxRate: 0.12 } },
  })
  const election = await platform.api(governor).elections.open({ ...at, position: 'ambassador' })
  const recall = await api.elections.startRecall({
    ...{ ...at, position: 'governor', holderId: governor.userId, reason: 'It is time.' },
  })
  const partner = await makeRegion(platform)
  const treaty = await api.diplomacy.propose({
    ...{ ...at, partner: partner.region.name, treatyType: 'non_aggression', terms: {} },
  })
  const { id: subscription } = await shop.checkout({}, admin)
  await platform.db.update(regions).set({ nexusWarpGateSector: 2_200 }).where(eq(regions.id, region.id))
  const now = await platform.clock.now(platform.db)
  // Each page reads another sort of token; the one of a mail's foot must be signed.
  const token = platform.ctx().secrets.unsubscribeToken({ userId: citizen.userId, subject: 'recall' })
  const [mail] = await platform.db
    .insert(mails)
    .values({
      ...{ key: 'notice', kind: 'notice', userId: citizen.userId, address: 'citizen@mail.test' },
      ...{ data: { title: 'News', body: '', href: null, subject: 'recall' }, dueAt: now, createdAt: now },
    })
    .returning({ id: mails.id })
  await platform.db
    .insert(adminInvites)
    .values({ hash: tokenHash(token), createdAt: now, expiresAt: new Date(now.getTime() + DAY_MS) })
  const { reportId } = await platform.api(citizen).reports.file({
    ...{ subject: 'pilot', of: governor.callsign, category: 'other', text: 'Flies too fast for me.' },
  })
  await api.space.enter({ region: 'nexus' })
  await platform.api(citizen).space.enter(at)
  await platform.api(governor).space.enter(at)
  const [port] = (await platform.api(citizen).space.mySector())?.ports ?? []
  await platform.api(citizen).privacy.requestExport()
  await platform.runOutbox()
  return {
    admin,
    citizen,
    params: {
      region: region.name,
      place: region.name,
      policy: policy.id,
      election: election.id,
      recall: recall.recallId,
      treaty: treaty.id,
      motion: motion.id,
      subscription,
      token,
      mail: mail?.id ?? '',
      player: citizen.userId,
      report: reportId,
      end: 'approve',
      type: 'transit_hub',
      subject: 'policy',
      id: closed.id,
      callsign: governor.callsign,
      port: String(port?.id),
      good: port?.sells[0] ?? '',
    },
  }
}

const CALLS_OF_PAGES = [
  ...[
    'findTrades',
    'getCharted',
    'getDistrict',
    'getLog',
    'getMap',
    'getMarketHistory',
    'getNexusStats',
    'getOdds',
    'getPurse',
    'getSector',
    'getShip',
    'getStats',
    'getTradeStatistics',
    'getTreasuryFlow',
  ],
  ...['getTreasuryLedger', 'getTreasuryOrders', 'listContracts', 'listDistricts', 'listPrices', 'listTrades'],
  'measureWays',
  'readNotebook',
  'surveyDemand',
  'surveyOffers',
]

/** The route of addresses that no other route has. */
const NOWHERE = '/*'

/** Pages that show something else when they are asked for it. */
const ALSO = [
  ...['/play?to=2', '/play?to=2&security=3&peaceful=yes', '/play?port=:port&good=:good&side=buy&quantity=2'],
  ...['/play/prices?good=:good', '/play/computer?good=:good', '/play/compare?a=:port&b=:port'],
  ...['/play/contracts?page=2', '/play/orders?after=0-1', '/play/log?after=0-1', '/pilots?by=contracts'],
  ...['/governor/:region/trade?good=:good&range=7d', '/nexus/council/treasury?range=7d'],
  ...['/regions?view=table', '/regions/nexus/map', '/map-data/nexus'],
]
/** A way between galaxies is asked of those that it leads through. */
const JOURNEYS = [
  '/play/journey?to=nexus',
  '/play/journey?to=:region&security=2',
  '/play/computer?to=:region',
  '/play/computer?to=nexus',
]

describe('a page', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  }, 300_000)

  it('makes at most one call, or one of each galaxy that a journey leads through, whoever looks at it', async () => {
    const client = createHttpClient(platform, {}, { build: pages.build, galaxies: counted })
    const cookieOf = async ({ userId }: UserActor) => {
      const { sessions } = platform.apiContext().request
      const device = { ipAddress: null, userAgent: null }
      return (await sessions.begin(userId, device, await platform.clock.now(platform.db))).split(';')[0] ?? ''
    }
    const visitors = {
      stranger: '',
      citizen: await cookieOf(world.citizen),
      admin: await cookieOf(world.admin),
    }
    const filled = (path: string) =>
      path.replaceAll(/:(\w+)/g, (_, name: string) => {
        const value = world.params[name]
        if (value === undefined) throw new Error(`${path}: this test needs something to show for :${name}`)
        return value
      })
    const paths = [...(await pages.paths()), ...ALSO, ...JOURNEYS]
    const several: string[] = []
    const shown = new Set<string>()
    const everAsked = new Set<GalaxyCall>()
    for (const path of paths)
      for (const [visitor, cookie] of Object.entries(visitors)) {
        // As if nobody had looked just before.
        forgetSharedReadings(platform.ctx())
        asked = []
        const { status } = await client.request(filled(path), {
          headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) },
        })
        if (status < 400) shown.add(path)
        const allowed = JOURNEYS.includes(path) ? new Set(asked.map(({ galaxyId }) => galaxyId)).size : 1
        const names = asked.map(({ name }) => name)
        if (names.length > allowed) several.push(`${path} for the ${visitor}: ${names.join(', ')}`)
        for (const name of names) everAsked.add(name)
      }
    expect(several).toEqual([])
    expect(paths.filter((path) => !shown.has(path))).toEqual([NOWHERE])
    // Otherwise nothing was counted at all.
    expect([...everAsked].sort()).toEqual(CALLS_OF_PAGES)
  }, 300_000)
})
