import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as forward } from 'node:http'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { patrolDays } from '#db/schema/galaxy/ledger.ts'
import { eventLog, localSettings } from '#db/schema/galaxy/presence.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useRegionProcesses } from '#server/testing/region-process.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { databaseClock } from '../clock.ts'
import { defaultSettings } from '../domain/regions/default-settings.ts'
import { DEFAULT_THEME } from '../domain/culture/theme.ts'
import {
  GALAXY_CALLS,
  galaxyApiBy,
  type CallInput,
  type GalaxyApi,
  type GalaxyCall,
} from '../galaxy/galaxy-api.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { remoteGalaxy, type RemoteGalaxy } from './remote-galaxy.ts'

const platform = useTestPlatform()
const processes = useRegionProcesses(platform)

const tokenOf = (galaxyId: string) => platform.ctx().secrets.galaxyToken(galaxyId)

const local = (galaxyId: string): GalaxyApi => platform.ctx().galaxies.at(galaxyId, { clock: databaseClock })

/** The same, and every answer has exactly the shape that the call promises. */
const checked = (api: GalaxyApi): GalaxyApi =>
  galaxyApiBy(async (name, input) => {
    const answer = await api[name](input)
    expect(GALAXY_CALLS[name].output.parse(answer), name).toEqual(answer)
    expect(JSON.parse(JSON.stringify(answer)), name).toEqual(answer)
    return answer
  })

describe.each<'here' | 'by another process'>(['here', 'by another process'])(
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
      return pilot
    }
    const terms = { pilotsPage: 1, reliefBp: 0, nexusTaxBp: null }
    const pulled = async () =>
      (await galaxy.pullMessages({ limit: 500 })).messages.map(({ message }) => message)

    it('lands nobody who has landed before', async () => {
      const { landing, ...stranger } = traveller()
      expect(landing).not.toBeNull()
      expect(await galaxy.enter({ ...stranger, landing: null })).toEqual({ sectorId: null, messages: [] })
      await expect(
        galaxy.sector({ ...stranger, landing: null, regionId: region.id, ...terms }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('takes a newcomer in once, and says so once', async () => {
      const newcomer = traveller()
      const entered = await galaxy.enter(newcomer)
      expect(entered).toMatchObject({
        sectorId: 1,
        messages: [{ message: { kind: 'sectors', sectorIds: [1] } }],
      })
      expect(await galaxy.enter(newcomer)).toEqual({ sectorId: 1, messages: [] })
      expect(await pulled()).toContainEqual({ kind: 'sectors', sectorIds: [1] })
    })

    it('shows where a pilot is under the terms that it was given', async () => {
      const regionId = region.id
      const view = await galaxy.sector({ ...traveller(), regionId, ...terms })
      expect(view).toMatchObject({ sector: { id: 1 }, ship: { cargoUsed: 0 } })
      const relieved = await galaxy.sector({ ...traveller(), regionId, ...terms, reliefBp: 10_000 })
      expect(relieved.tax).toEqual({ lawRate: view.tax.lawRate, rate: 0 })
      await expect(galaxy.sector({ ...traveller(), regionId: randomUUID(), ...terms })).rejects.toMatchObject(
        {
          code: 'UNAVAILABLE',
        },
      )
    })

    it('moves a pilot along a warp, and refuses with the reason', async () => {
      const pilot = await land()
      const [warp] = await (
        await platform.galaxy(galaxyId)
      )
        .select()
        .from(warps)
        .where(eq(warps.fromSector, 1))
      const toSector = warp?.toSector ?? 0
      expect(await galaxy.move({ ...pilot, toSector })).toMatchObject({
        sectorId: toSector,
        messages: [{ message: { kind: 'sectors', sectorIds: [1, toSector] } }],
      })
      await expect(galaxy.move({ ...pilot, toSector })).rejects.toMatchObject({
        code: 'CONFLICT',
        reason: 'no-warp',
      })
      await expect(galaxy.move({ ...pilot, userId: randomUUID(), toSector })).rejects.toMatchObject({
        reason: 'not-present',
      })
      await expect(galaxy.move({ ...pilot, fencingVersion: 2, toSector })).rejects.toMatchObject({
        reason: 'not-present',
      })
    })

    it('gives its map and the ways in it', async () => {
      const map = await galaxy.map({ version: 1 })
      expect(map.ids).toHaveLength(region.totalSectors)
      const pilot = await land()
      const way = await galaxy.route({ ...pilot, toSector: 2, version: 1 })
      expect(way).toMatchObject({ from: 1, to: 2 })
      await expect(galaxy.route({ ...pilot, toSector: 99_999, version: 1 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    })

    it('books a gift once, however often it is asked, and never more than there is', async () => {
      const { userId } = await land()
      const gift = { transferId: randomUUID(), userId, amount: 300 }
      const first = await galaxy.gift(gift)
      expect(first).toMatchObject({
        given: true,
        purse: 700,
        messages: [{ message: { kind: 'gift', ...gift } }],
      })
      expect(await galaxy.gift(gift)).toEqual({ given: true, purse: 700, messages: [] })
      expect(await galaxy.gift({ ...gift, amount: 701, transferId: randomUUID() })).toEqual({
        given: false,
        purse: 700,
      })
      expect(await galaxy.purse({ userId })).toEqual({ credits: 700 })
      const book = await galaxy.treasuryBook({ pageSize: 10 })
      expect(book.entries.items).toContainEqual(expect.objectContaining({ amount: 300, userId }))
    })

    it('pays for its patrols once a day', async () => {
      const { userId } = await land()
      await galaxy.gift({ transferId: randomUUID(), userId, amount: 1_000 })
      const order = { regionId: region.id, ordered: 1 }
      expect((await galaxy.payPatrols(order)).messages).toMatchObject([
        { message: { kind: 'patrols', paid: 1 } },
      ])
      expect((await galaxy.payPatrols(order)).messages).toEqual([])
      expect(await (await platform.galaxy(galaxyId)).$count(patrolDays)).toBe(1)
      expect((await galaxy.figures({})).patrolDay).toMatchObject({ paid: 1 })
    })

    it('keeps the newest settings', async () => {
      const settings = { ...defaultSettings('autocracy', null, DEFAULT_THEME) }
      const asked = { regionId: region.id, settings }
      expect(await galaxy.syncSettings({ ...asked, version: 7 })).toMatchObject({
        messages: [{ message: { kind: 'settings', version: 7 } }],
      })
      await galaxy.syncSettings({ ...asked, version: 5 })
      const [copy] = await (await platform.galaxy(galaxyId)).select().from(localSettings)
      expect(copy?.version).toBe(7)
    })

    it('keeps its own logs by month, and for as long as it is told', async () => {
      const db = await platform.galaxy(galaxyId)
      const at = new Date(Date.now() - 200 * 86_400_000)
      await db.insert(eventLog).values({ at, kind: 'moved', detail: {} })
      const rows = (table: string) => db.$count(sql.raw(table))
      expect(await rows('event_log_default')).toBe(1)
      const { rolledUpUntil } = await galaxy.keepLogs({ eventDays: 300, postingDays: 400 })
      expect(new Date(rolledUpUntil).getTime()).toBeGreaterThan(Date.now() - 2 * 86_400_000)
      expect([await rows('event_log_default'), await db.$count(eventLog, eq(eventLog.at, at))]).toEqual([
        0, 1,
      ])
      await galaxy.keepLogs({ eventDays: 90, postingDays: 400 })
      expect(await db.$count(eventLog, eq(eventLog.at, at))).toBe(0)
    })

    it('tells everything until it is acknowledged', async () => {
      await galaxy.enter(traveller())
      const { messages } = await galaxy.pullMessages({ limit: 500 })
      expect(messages.length).toBeGreaterThan(0)
      expect(await galaxy.pullMessages({ limit: 500 })).toEqual({ messages })
      await galaxy.acknowledge({ ids: messages.map(({ id }) => id) })
      expect(await pulled()).toEqual([])
    })

    it('answers what only the Nexus has with nothing', async () => {
      expect(await galaxy.districts({ version: 1 })).toEqual([])
      expect(await galaxy.district({ districtType: 'gateway_plaza' })).toBeNull()
      expect(await galaxy.nexusFigures({})).toMatchObject({ districts: [], gates: 0 })
      expect(await galaxy.ping({})).toEqual({})
    })
  },
)

describe('a galaxy that another process serves', () => {
  let galaxyId = ''
  let endpoint = ''
  const { log } = { log: { warn: () => undefined } as never }
  const at = (known: Partial<RemoteGalaxy>): GalaxyApi =>
    remoteGalaxy({ galaxyId, endpoint, token: tokenOf(galaxyId), log, memory: {}, ...known })

  beforeAll(async () => {
    galaxyId = (await makeRegion(platform, { withGalaxy: true })).region.galaxyId ?? ''
    endpoint = (await processes.start(galaxyId)).endpoint
  })

  it('answers nobody without its token, and nothing for another galaxy', async () => {
    expect(await at({}).ping({})).toEqual({})
    for (const wrong of [{ token: tokenOf(randomUUID()) }, { token: '' }, { galaxyId: randomUUID() }])
      await expect(at(wrong).ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const bare = await fetch(`${endpoint}/galaxies/${galaxyId}/ping`, { method: 'POST', body: '{}' })
    expect(bare.status).toBe(404)
    for (const page of ['/', '/api/v1/regions', '/trpc/regions.public', '/metrics'])
      expect((await fetch(`${endpoint}${page}`)).status).toBe(404)
  })

  it('is believed only with its own signature, and is asked again only for what may be repeated', async () => {
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
    await expect(lying.move({ userId: randomUUID(), fencingVersion: 1, toSector: 1 })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    expect(asked).toEqual(['ping', 'ping', 'move'])
  })

  it('carries its map over once a version, for every page of a process', async () => {
    const carried: string[] = []
    const memory = {}
    const seen = await passThrough(endpoint, (call) => carried.push(call))
    const first = await at({ endpoint: seen, memory }).map({ version: 1 })
    expect(first).toEqual(await at({}).map({ version: 1 }))
    const [again, meanwhile] = await Promise.all(
      [1, 2].map((version) => at({ endpoint: seen, memory }).map({ version })),
    )
    expect(again).toEqual(first)
    expect(meanwhile).toEqual(first)
    expect(carried).toEqual(['map', 'map'])
    // Another process of the platform asks for itself, and a failure is not remembered.
    await at({ endpoint: seen }).map({ version: 2 })
    expect(carried).toHaveLength(3)
    const away = at({ endpoint: 'http://127.0.0.1:9', memory })
    await expect(away.map({ version: 3 })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await at({ endpoint: seen, memory }).map({ version: 3 })).toEqual(first)
  })

  it('refuses an input that is not the call’s, and unknown calls', async () => {
    const calls: Record<string, unknown> = { purse: { userId: 'nobody' }, steal: {}, constructor: {} }
    for (const [call, input] of Object.entries(calls)) {
      const answer = await fetch(`${endpoint}/galaxies/${galaxyId}/${call}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf(galaxyId)}` },
        body: JSON.stringify(input),
      })
      expect(answer.status, call).toBe(call === 'purse' ? 400 : 404)
    }
  })

  it('is told as out of reach when its process is gone', async () => {
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

/** The address of a server that passes calls on to `endpoint` and tells which. */
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

it('has a deadline for every call, and repeats none that moves a pilot or takes minutes', () => {
  const calls = Object.entries(GALAXY_CALLS)
  for (const [name, { deadlineMs }] of calls)
    expect(deadlineMs, name).toBeLessThanOrEqual(name === 'keepLogs' ? 300_000 : 15_000)
  expect(calls.filter(([, { repeatable }]) => !repeatable).map(([name]) => name)).toEqual<GalaxyCall[]>([
    'move',
    'keepLogs',
  ])
})
