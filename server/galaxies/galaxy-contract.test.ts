import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as forward } from 'node:http'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { patrolDays } from '#db/schema/galaxy/ledger.ts'
import { eventLog, localSettings } from '#db/schema/galaxy/presence.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { letGive } from '#server/testing/let-give.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useRegionProcesses } from '#server/testing/region-process.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { databaseClock } from '../clock.ts'
import { defaultSettings } from '../domain/regions/default-settings.ts'
import { DEFAULT_THEME } from '../domain/culture/theme.ts'
import { NO_FILTER } from '../domain/travel/route-filter.ts'
import {
  GALAXY_CALLS,
  createGalaxyApi,
  type CallInput,
  type GalaxyApi,
  type GalaxyCall,
} from '../galaxy/galaxy-api.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { remoteGalaxy, type RemoteGalaxy } from './remote-galaxy.ts'

const platform = useTestPlatform()
const processes = useRegionProcesses(platform)

const tokenOf = (galaxyId: string) => platform.ctx().secrets.galaxyToken(galaxyId)

const local = (galaxyId: string): GalaxyApi =>
  platform.ctx().galaxies.apiFor(galaxyId, { clock: databaseClock })

/** Checks that every answer matches the output schema of its call. */
const checked = (api: GalaxyApi): GalaxyApi =>
  createGalaxyApi(async (name, input) => {
    const answer = await api[name](input)
    expect(GALAXY_CALLS[name].output.parse(answer), name).toEqual(answer)
    expect(JSON.parse(JSON.stringify(answer)), name).toEqual(answer)
    return answer
  })

describe.each<'by this process' | 'by another process'>(['by this process', 'by another process'])(
  'a galaxy that is served %s',
  (where) => {
    let region: RegionRow
    let galaxyId = ''
    let galaxy: GalaxyApi

    beforeAll(async () => {
      region = (await makeRegion(platform, { withGalaxy: true })).region
      galaxyId = region.galaxyId ?? ''
      if (where === 'by another process') {
        const { endpoint } = await processes.start(galaxyId)
        await platform.db.update(galaxies).set({ endpoint }).where(eq(galaxies.id, galaxyId))
        await platform.ctx().galaxies.release(galaxyId)
      }
      galaxy = checked(local(galaxyId))
    })

    const traveller = (): CallInput<'enter'> => ({
      userId: randomUUID(),
      fencingVersion: 1,
      landing: { callsign: `pilot-${randomUUID().slice(0, 8)}`, arrivalSector: 1, startingCredits: 1_000 },
    })
    const land = async () => {
      const { landing, ...pilot } = traveller()
      await galaxy.enter({ ...pilot, landing })
      await letGive(await platform.galaxy(galaxyId), pilot.userId)
      return pilot
    }
    const terms = {
      pilotsPage: 1,
      reliefBp: 0,
      nexusTaxBp: null,
      isLocal: true,
      governs: false,
      watched: null,
      routeTo: null,
      suggestOn: null,
    }
    const pulled = async () =>
      (await galaxy.pullMessages({ limit: 500 })).messages.map(({ message }) => message)

    it('does not land a pilot who has landed before', async () => {
      const { landing, ...stranger } = traveller()
      expect(landing).not.toBeNull()
      expect(await galaxy.enter({ ...stranger, landing: null })).toEqual({ sectorId: null, messages: [] })
      await expect(
        galaxy.getSector({ ...stranger, landing: null, regionId: region.id, ...terms }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('places a newcomer once and sends one message', async () => {
      const newcomer = traveller()
      const entered = await galaxy.enter(newcomer)
      expect(entered).toMatchObject({
        sectorId: 1,
        messages: [{ message: { kind: 'sectors', sectorIds: [1] } }],
      })
      expect(await galaxy.enter(newcomer)).toEqual({ sectorId: 1, messages: [] })
      expect(await pulled()).toContainEqual({ kind: 'sectors', sectorIds: [1] })
    })

    it('shows a pilot’s sector with the tax relief that was passed in', async () => {
      const regionId = region.id
      const view = await galaxy.getSector({ ...traveller(), regionId, ...terms })
      expect(view).toMatchObject({ sector: { id: 1 }, ship: { cargoUsed: 0 } })
      const relieved = await galaxy.getSector({ ...traveller(), regionId, ...terms, reliefBp: 10_000 })
      expect(relieved.tax).toEqual({ lawRate: view.tax.lawRate, rate: 0 })
      await expect(
        galaxy.getSector({ ...traveller(), regionId: randomUUID(), ...terms }),
      ).rejects.toMatchObject({
        code: 'UNAVAILABLE',
      })
    })

    it('moves a pilot along a warp, and otherwise refuses with the reason', async () => {
      const pilot = await land()
      const [warp] = await (
        await platform.galaxy(galaxyId)
      )
        .select()
        .from(warps)
        .where(eq(warps.fromSector, 1))
      const toSector = warp?.toSector ?? 0
      expect(await galaxy.movePilot({ ...pilot, toSector, version: 1, terms: null })).toMatchObject({
        from: 1,
        sectorId: toSector,
      })
      await expect(galaxy.movePilot({ ...pilot, toSector, version: 1, terms: null })).rejects.toMatchObject({
        code: 'CONFLICT',
        reason: 'no-warp',
      })
      await expect(
        galaxy.movePilot({ ...pilot, userId: randomUUID(), toSector, version: 1, terms: null }),
      ).rejects.toMatchObject({
        reason: 'not-present',
      })
      await expect(
        galaxy.movePilot({ ...pilot, fencingVersion: 2, toSector, version: 1, terms: null }),
      ).rejects.toMatchObject({
        reason: 'not-present',
      })
    })

    it('returns its map and plans routes on it', async () => {
      const map = await galaxy.getMap({ version: 1 })
      expect(map.ids).toHaveLength(region.totalSectors)
      const routeTo = async (sectorId: number) => {
        const wish = { sectorId, version: 1, filter: NO_FILTER }
        const asked = { ...traveller(), regionId: region.id, ...terms, routeTo: wish }
        return (await galaxy.getSector(asked)).route
      }
      expect(await routeTo(2)).toMatchObject({ from: 1, to: 2 })
      expect(await routeTo(99_999)).toBeNull()
    })

    it('posts a gift once however often it is sent, and never more than the purse holds', async () => {
      const { userId } = await land()
      const gift = { transferId: randomUUID(), userId, amount: 300 }
      const first = await galaxy.giveToTreasury(gift)
      expect(first).toMatchObject({
        given: true,
        purse: 700,
        messages: [{ message: { kind: 'gift', ...gift } }],
      })
      expect(await galaxy.giveToTreasury(gift)).toEqual({ given: true, purse: 700, messages: [] })
      expect(await galaxy.giveToTreasury({ ...gift, amount: 701, transferId: randomUUID() })).toEqual({
        given: false,
        purse: 700,
        allowance: 999_700,
      })
      expect(await galaxy.getPurse({ userId })).toEqual({ credits: 700 })
      const book = await galaxy.getTreasuryLedger({ pageSize: 10 })
      expect(book.entries.items).toContainEqual(expect.objectContaining({ amount: 300, userId }))
    })

    it('pays for patrols once a day', async () => {
      const { userId } = await land()
      await galaxy.giveToTreasury({ transferId: randomUUID(), userId, amount: 1_000 })
      const order = { regionId: region.id, ordered: 1 }
      expect((await galaxy.payPatrols(order)).messages).toMatchObject([
        { message: { kind: 'patrols', paid: 1 } },
      ])
      expect((await galaxy.payPatrols(order)).messages).toEqual([])
      expect(await (await platform.galaxy(galaxyId)).$count(patrolDays)).toBe(1)
      expect((await galaxy.getStats({})).patrolDay).toMatchObject({ paid: 1 })
    })

    it('keeps the newest settings when an older version arrives late', async () => {
      const settings = { ...defaultSettings('autocracy', null, DEFAULT_THEME), seed: 'seed' }
      const asked = { regionId: region.id, settings }
      expect(await galaxy.syncSettings({ ...asked, version: 7 })).toMatchObject({
        messages: [{ message: { kind: 'settings', version: 7 } }],
      })
      await galaxy.syncSettings({ ...asked, version: 5 })
      const [copy] = await (await platform.galaxy(galaxyId)).select().from(localSettings)
      expect(copy?.version).toBe(7)
    })

    it('keeps its logs by month for as long as retention says', async () => {
      const db = await platform.galaxy(galaxyId)
      const at = new Date(Date.now() - 200 * 86_400_000)
      await db.insert(eventLog).values({ at, kind: 'moved', detail: {} })
      const rows = (table: string) => db.$count(sql.raw(table))
      expect(await rows('event_log_default')).toBe(1)
      const { rolledUpUntil } = await galaxy.maintainLogs({
        eventDays: 300,
        postingDays: 400,
        messageDays: 365,
      })
      expect(new Date(rolledUpUntil).getTime()).toBeGreaterThan(Date.now() - 2 * 86_400_000)
      expect([await rows('event_log_default'), await db.$count(eventLog, eq(eventLog.at, at))]).toEqual([
        0, 1,
      ])
      await galaxy.maintainLogs({ eventDays: 90, postingDays: 400, messageDays: 365 })
      expect(await db.$count(eventLog, eq(eventLog.at, at))).toBe(0)
    })

    it('returns messages until they are acknowledged', async () => {
      await galaxy.enter(traveller())
      const { messages } = await galaxy.pullMessages({ limit: 500 })
      expect(messages.length).toBeGreaterThan(0)
      expect(await galaxy.pullMessages({ limit: 500 })).toEqual({ messages })
      await galaxy.acknowledgeMessages({ ids: messages.map(({ id }) => id) })
      expect(await pulled()).toEqual([])
    })

    it('returns no districts for a region', async () => {
      expect(await galaxy.listDistricts({ version: 1 })).toEqual([])
      expect(await galaxy.getDistrict({ districtType: 'gateway_plaza' })).toBeNull()
      expect(await galaxy.getNexusStats({})).toMatchObject({ districts: [], gates: 0 })
      expect(await galaxy.ping({})).toEqual({})
    })
  },
)

describe('a region process', () => {
  let galaxyId = ''
  let endpoint = ''
  const { log } = { log: { warn: () => undefined } as never }
  const at = (known: Partial<RemoteGalaxy>): GalaxyApi =>
    remoteGalaxy({ galaxyId, endpoint, token: tokenOf(galaxyId), log, cacheScope: {}, ...known })

  beforeAll(async () => {
    galaxyId = (await makeRegion(platform, { withGalaxy: true })).region.galaxyId ?? ''
    endpoint = (await processes.start(galaxyId)).endpoint
  })

  it('answers only callers with its token, and only for its galaxy', async () => {
    expect(await at({}).ping({})).toEqual({})
    for (const wrong of [{ token: tokenOf(randomUUID()) }, { token: '' }, { galaxyId: randomUUID() }])
      await expect(at(wrong).ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const bare = await fetch(`${endpoint}/galaxies/${galaxyId}/ping`, { method: 'POST', body: '{}' })
    expect(bare.status).toBe(404)
    for (const page of ['/', '/api/v1/regions', '/trpc/regions.public', '/metrics'])
      expect((await fetch(`${endpoint}${page}`)).status).toBe(404)
  })

  it('is trusted only with its own signature, and only retryable calls are retried', async () => {
    const asked: string[] = []
    const impostor = createServer((request, response) => {
      asked.push(request.url?.split('/').at(-1) ?? '')
      response.setHeader('content-type', 'application/json')
      response.end('{}')
    })
    impostor.listen(0, '127.0.0.1')
    await once(impostor, 'listening')
    onTestFinished(() => void impostor.close())
    const address = impostor.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const lying = at({ endpoint: `http://127.0.0.1:${port}` })
    await expect(lying.ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'galaxy-unavailable' })
    await expect(
      lying.movePilot({ userId: randomUUID(), fencingVersion: 1, toSector: 1, version: 1, terms: null }),
    ).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    expect(asked).toEqual(['ping', 'ping', 'movePilot'])
  })

  it('sends its map once per version to each platform process', async () => {
    const received: string[] = []
    const cacheScope = {}
    const proxy = await passThrough(endpoint, (call) => received.push(call))
    const first = await at({ endpoint: proxy, cacheScope }).getMap({ version: 1 })
    expect(first).toEqual(await at({}).getMap({ version: 1 }))
    const [again, meanwhile] = await Promise.all(
      [1, 2].map((version) => at({ endpoint: proxy, cacheScope }).getMap({ version })),
    )
    expect(again).toEqual(first)
    expect(meanwhile).toEqual(first)
    expect(received).toEqual(['getMap', 'getMap'])
    // Another platform process has its own cache, and a failed call is not cached.
    await at({ endpoint: proxy }).getMap({ version: 2 })
    expect(received).toHaveLength(3)
    const away = at({ endpoint: 'http://127.0.0.1:9', cacheScope })
    await expect(away.getMap({ version: 3 })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await at({ endpoint: proxy, cacheScope }).getMap({ version: 3 })).toEqual(first)
  })

  it('refuses invalid input and unknown calls', async () => {
    const calls: Record<string, unknown> = { getPurse: { userId: 'nobody' }, steal: {}, constructor: {} }
    for (const [call, input] of Object.entries(calls)) {
      const answer = await fetch(`${endpoint}/galaxies/${galaxyId}/${call}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf(galaxyId)}` },
        body: JSON.stringify(input),
      })
      expect(answer.status, call).toBe(call === 'getPurse' ? 400 : 404)
    }
  })

  it('is reported as unavailable once it is gone', async () => {
    const { endpoint: other, child } = await processes.start(galaxyId)
    expect(await at({ endpoint: other }).ping({})).toEqual({})
    child.kill('SIGKILL')
    await once(child, 'exit')
    await expect(at({ endpoint: other }).ping({})).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'galaxy-unavailable',
    })
  })
})

/** The address of a proxy to `endpoint` that reports each call. */
async function passThrough(endpoint: string, onCall: (call: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    onCall(request.url?.split('/').at(-1) ?? '')
    const next = new URL(request.url ?? '/', endpoint)
    request.pipe(
      forward(next, { method: request.method ?? 'POST', headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      }),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

/** Calls over whole logs, milliseconds. */
const LONG: Partial<Record<string, number>> = {
  maintainLogs: 300_000,
  auditLedger: 60_000,
  listPresent: 60_000,
  tellPilots: 60_000,
}

it('gives every call a deadline, and retries none that moves a pilot or takes minutes', () => {
  const calls = Object.entries(GALAXY_CALLS)
  for (const [name, { deadlineMs }] of calls)
    expect(deadlineMs, name).toBeLessThanOrEqual(LONG[name] ?? 15_000)
  expect(calls.filter(([, { retryable }]) => !retryable).map(([name]) => name)).toEqual<GalaxyCall[]>([
    'movePilot',
    'maintainLogs',
    'flyRoute',
  ])
})
