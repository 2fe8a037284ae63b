import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { violatedConstraint } from '#db/client.ts'
import { eventLog, pilots } from '#db/schema/galaxy/presence.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { nexusSettings } from '#db/schema/platform/council.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog, jobOutbox, nexusState, operations } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { districtRange } from '#server/domain/galaxy/districts.ts'
import { generateNexus } from '#server/domain/nexus/generate-nexus.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { getNexusArrivalSector } from '#server/galaxy/get-nexus-arrival-sector.ts'
import { getNexusState } from './get-nexus-state.ts'
import { replaceNexus } from './replace-nexus.ts'
import { sweepNexus } from './sweep-nexus.ts'
import { nexusSteps, refusal } from '#server/testing/nexus-steps.ts'

const platform = useTestPlatform()
const { operation } = nexusSteps(platform)
let admin: UserActor
let player: UserActor
const galaxy = async () => {
  const state = await getNexusState(platform.db)
  if (!state) throw new Error('there is no Nexus')
  return platform.galaxy(state.galaxyId)
}
const sectorNames = async () => {
  const rows = await (await galaxy()).select({ name: sectors.name }).from(sectors).orderBy(sectors.id)
  return rows.map(({ name }) => name)
}
/** Rolls a transaction back with what was seen in it. */
class Arrived extends Error {
  constructor(readonly sectorId: number) {
    super('seen')
  }
}

beforeAll(async () => {
  admin = await makeUser(platform, { role: 'admin' })
  player = await makeUser(platform)
})

describe('generating', () => {
  it('two concurrent requests make one job', async () => {
    const api = platform.api(admin)
    const answers = await Promise.all([
      api.nexus.generate({ seed: 'alpha' }),
      api.nexus.generate({ seed: 'alpha' }),
    ])
    expect(new Set(answers.map(({ taskId }) => taskId)).size).toBe(1)
    expect(await platform.db.$count(jobOutbox)).toBe(1)
    expect(await refusal(api.nexus.generate({ seed: 'other' }))).toMatchObject({ code: 'CONFLICT' })
  })

  it('makes exactly the plan of its seed, and reports progress', async () => {
    const heard: string[] = []
    const stop = platform.ctx().events.subscribe(({ topic }) => void heard.push(topic))
    await platform.runOutbox()
    const plan = generateNexus({ seed: 'alpha' })
    const db = await galaxy()
    expect(await db.select().from(sectors).orderBy(sectors.id)).toEqual(plan.sectors)
    expect(await db.select().from(warps).orderBy(warps.fromSector, warps.toSector)).toEqual(plan.warps)
    expect(await db.$count(ports)).toBe(plan.ports.length)
    expect(await db.$count(portMarkets)).toBe(plan.portMarkets.length)
    expect(await db.$count(planets)).toBe(plan.planets.length)

    const status = await platform.api().nexus.status()
    expect(status).toMatchObject({
      exists: true,
      status: 'active',
      totalSectors: 5_000,
      version: 1,
      job: null,
    })
    expect(await platform.api().nexus.progress()).toMatchObject({ exists: true, version: 1, job: null })
    const health = await platform.api(admin).nexus.overview()
    expect(health.stats).toMatchObject({ totalSectors: 5_000, activePlayers: 0 })
    expect(health.generation).toMatchObject({ seed: 'alpha', stronglyConnected: true })
    expect(health.recentRuns[0]).toMatchObject({ status: 'succeeded', progress: 100 })
    expect(health.galaxyAnswerMs).not.toBeNull()
    // Events come after the commits that sent them.
    await expect.poll(() => heard, { timeout: 10_000 }).toContain('nexus')
    expect(heard.filter((topic) => topic === 'operation').length).toBeGreaterThan(20)
    stop()
  })

  it('is audited with the requester', async () => {
    const rows = await platform.db.select().from(auditLog).where(eq(auditLog.subjectType, 'nexus'))
    expect(rows.map(({ action, actorId }) => [action, actorId])).toContainEqual([
      'nexus.generation-requested',
      admin.userId,
    ])
    expect(rows.map(({ action }) => action)).toContain('nexus.generated')
  })

  it('lists districts with statistics within their ranges, each with samples', async () => {
    const districts = await platform.api().nexus.districts()
    expect(districts.map(({ districtType }) => districtType)).toEqual([...DISTRICT_TYPES])
    expect(districts[4]).toMatchObject({ sectorRange: districtRange('transit_hub'), sectorsCount: 400 })
    const detail = await platform.api().nexus.district({ districtType: 'commerce_central' })
    expect(detail.securityLevel).toBeGreaterThanOrEqual(7)
    expect(detail.sampleSectors).toHaveLength(10)
    expect(detail.samplePorts.length).toBeGreaterThan(0)
    expect(detail.samplePlanets.length).toBeGreaterThan(0)
    const stats = await platform.api().nexus.stats()
    expect(stats).toMatchObject({ totalSectors: 5_000, totalWarpGates: 9, activePlayers: 0 })
  })

  it('sends the whole map in columns', async () => {
    const map = await platform.api().nexus.map()
    expect(map.ids).toHaveLength(5_000)
    expect(map.areas).toEqual([...DISTRICT_TYPES])
    const plan = generateNexus({ seed: 'alpha' })
    const oneWay = map.warps.filter((_, index) => index % 3 === 2 && map.warps[index] === 1).length
    expect(plan.warps.length).toBe((map.warps.length / 3) * 2 - oneWay)
  })

  it('leaves an existing Nexus alone without force', async () => {
    expect(await refusal(platform.api(admin).nexus.generate({}))).toMatchObject({ code: 'CONFLICT' })
    expect(await platform.db.$count(jobOutbox)).toBe(0)
  })

  it('a finished job that runs again changes nothing', async () => {
    const [last] = await platform.db.select().from(operations).where(eq(operations.status, 'succeeded'))
    const before = await getNexusState(platform.db)
    await platform.db.insert(jobOutbox).values({
      name: 'generate-nexus',
      payload: { operationId: last?.id },
      runAt: new Date(0),
      createdAt: new Date(0),
    })
    await platform.runOutbox()
    expect(await getNexusState(platform.db)).toEqual(before)
  })
})

describe('regenerating with players in it', () => {
  const [from] = districtRange('research_campus')

  it('preserves what they own and the sectors they are in', async () => {
    const db = await galaxy()
    const [port] = await db
      .select()
      .from(ports)
      .where(sql`${ports.sectorId} between ${from} and ${from + 449}`)
      .limit(1)
    const [planet] = await db
      .select()
      .from(planets)
      .where(sql`${planets.sectorId} between ${from} and ${from + 449}`)
      .limit(1)
    if (!port || !planet) throw new Error('the campus has ports and planets')
    const stockAt = new Date('2026-01-01T00:00:00Z')
    await db.update(ports).set({ ownerId: player.userId }).where(eq(ports.id, port.id))
    await db
      .update(portMarkets)
      .set({ stockAt, stock: 7, stockRemainder: 42 })
      .where(eq(portMarkets.portId, port.id))
    await db.update(planets).set({ ownerId: player.userId }).where(eq(planets.id, planet.id))
    await db.insert(pilots).values({
      userId: player.userId,
      callsign: player.callsign,
      sectorId: from,
      present: true,
      fencingVersion: 1,
      milliturns: 0,
      turnsAt: stockAt,
      enteredAt: stockAt,
    })
    const before = await sectorNames()

    const api = platform.api(admin)
    const dry = await api.nexus.regenerateDistrict({
      districtType: 'research_campus',
      seed: 'beta',
      dryRun: true,
    })
    expect(dry.preview?.changes).toHaveLength(1)
    expect(dry.preview?.ownedPorts).toEqual([
      { id: port.id, name: port.name, sectorId: port.sectorId, owner: player.callsign },
    ])
    expect(dry.preview?.pilots).toEqual([{ callsign: player.callsign, sectorId: from }])

    await api.nexus.regenerateDistrict({ districtType: 'research_campus', seed: 'beta' })
    await platform.runOutbox()
    const after = await sectorNames()
    expect(after[from - 1]).toBe(before[from - 1])
    expect(after.slice(0, from - 1)).toEqual(before.slice(0, from - 1))
    expect(after.slice(from, from + 449)).not.toEqual(before.slice(from, from + 449))
    expect(after.slice(from + 449)).toEqual(before.slice(from + 449))
    expect(await db.select().from(ports).where(eq(ports.id, port.id))).toEqual([
      { ...port, ownerId: player.userId },
    ])
    const markets = await db.select().from(portMarkets).where(eq(portMarkets.portId, port.id))
    expect(new Set(markets.map(({ stock }) => stock))).toEqual(new Set([7]))
    expect(new Set(markets.map((market) => market.stockAt.getTime()))).toEqual(new Set([stockAt.getTime()]))
    expect(new Set(markets.map((market) => market.stockRemainder))).toEqual(new Set([42]))
    const [kept] = await db.select().from(planets).where(eq(planets.id, planet.id))
    expect(kept?.ownerId).toBe(player.userId)
    expect((await getNexusState(platform.db))?.districtSeeds).toEqual({ research_campus: 'beta' })
  })

  it('a later regeneration of another district keeps that seed', async () => {
    await platform.api(admin).nexus.generate({
      forceRegenerate: true,
      districts: ['cultural_center', 'transit_hub'],
      seed: 'gamma',
    })
    await platform.runOutbox()
    expect(await getNexusState(platform.db)).toMatchObject({
      seed: 'alpha',
      version: 3,
      districtSeeds: { research_campus: 'beta', cultural_center: 'gamma', transit_hub: 'gamma' },
    })
  })

  it('without preserving, lists what is lost and moves pilots to the arrival sector', async () => {
    const api = platform.api(admin)
    const asked = { forceRegenerate: true, preservePlayerData: false, seed: 'delta' }
    const { preview } = await api.nexus.generate({ ...asked, dryRun: true })
    expect(preview).toMatchObject({ preservePlayerData: false, pilots: [{ sectorId: from }] })
    expect(preview?.ownedPorts).toHaveLength(1)
    expect(preview?.ownedPlanets).toHaveLength(1)

    const { taskId } = await api.nexus.generate(asked)
    await platform.runOutbox()
    expect((await operation(taskId)).result).toMatchObject({
      relocatedPilots: 1,
      lostPorts: 1,
      lostPlanets: 1,
    })
    const db = await galaxy()
    const [pilot] = await db.select().from(pilots)
    const [plazaFrom, plazaTo] = districtRange('gateway_plaza')
    expect(pilot?.sectorId).toBeGreaterThanOrEqual(plazaFrom)
    expect(pilot?.sectorId).toBeLessThanOrEqual(plazaTo)
    const told = await platform.db.select().from(notifications).orderBy(notifications.kind)
    expect(told.map(({ kind, userId }) => [kind, userId])).toEqual([
      ['nexus.property-lost', player.userId],
      ['nexus.relocated', player.userId],
    ])
    const [moved] = await db.select().from(eventLog).where(eq(eventLog.kind, 'relocated'))
    expect(moved).toMatchObject({ userId: player.userId, detail: { from } })
    expect(await db.select().from(sectors).orderBy(sectors.id)).toEqual(
      generateNexus({ seed: 'delta' }).sectors,
    )
    expect((await getNexusState(platform.db))?.districtSeeds).toEqual({})
  })
})

describe('a Nexus that differs from its plan', () => {
  const replacement = (spec: { seed: string }, plan: GalaxyPlan) => ({
    operationId: randomUUID(),
    spec,
    plan: async () => plan,
    districts: DISTRICT_TYPES,
    preservePlayerData: false,
    baseVersion: 0,
    now: new Date(0),
    elapsedMs: () => 0,
    shouldContinue: async () => true,
    beforeCommit: async () => true,
  })

  it('is not changed when it has changed since the plan was made', async () => {
    const before = await sectorNames()
    const spec = { seed: 'stale' }
    await expect(replaceNexus(await galaxy(), replacement(spec, generateNexus(spec)))).rejects.toThrow(
      'changed since',
    )
    expect(await sectorNames()).toEqual(before)
  })

  it('is unchanged when planning fails during the clearing', async () => {
    const before = await sectorNames()
    const spec = { seed: 'unplanned' }
    const order = {
      ...replacement(spec, generateNexus(spec)),
      baseVersion: (await getNexusState(platform.db))?.version ?? 0,
      plan: () => Promise.reject(new Error('no plan')),
    }
    await expect(replaceNexus(await galaxy(), order)).rejects.toThrow('no plan')
    expect(await sectorNames()).toEqual(before)
  })

  it('is never committed with unreachable sectors', async () => {
    const spec = { seed: 'broken' }
    const order = { ...replacement(spec, { ...generateNexus(spec), warps: [] }) }
    const version = (await getNexusState(platform.db))?.version ?? 0
    await expect(replaceNexus(await galaxy(), { ...order, baseVersion: version })).rejects.toThrow(
      'strongly connected',
    )
  })

  it('lists owners without an account as former players', async () => {
    const db = await galaxy()
    const [port] = await db.select().from(ports).limit(1)
    await db
      .update(ports)
      .set({ ownerId: randomUUID() })
      .where(eq(ports.id, port?.id ?? 0))
    const { preview } = await platform.api(admin).nexus.generate({ forceRegenerate: true, dryRun: true })
    expect(preview?.ownedPorts).toMatchObject([{ id: port?.id, owner: 'a former player' }])
    expect(preview?.seed).toMatch(/-/)
    await db.update(ports).set({ ownerId: null })
  })

  it('keeps no port of an unknown class', async () => {
    const db = await galaxy()
    await expect(db.execute(sql`update ports set port_class = 'bazaar'`)).rejects.toSatisfy(
      (error: unknown) => violatedConstraint(error) === 'ports_port_class_enum',
    )
  })

  it('places arrivals at the edge of the gateway plaza when it has no gate', async () => {
    const db = await galaxy()
    const arrival = await db
      .transaction(async (tx) => {
        await tx.delete(warps).where(eq(warps.kind, 'gate'))
        throw new Arrived(await getNexusArrivalSector(tx))
      })
      .catch((error: unknown) => (error instanceof Arrived ? error.sectorId : null))
    expect(arrival).toBe(districtRange('gateway_plaza')[0])
  })

  it('is ignored by the sweep while its galaxy is being created', async () => {
    await platform.db.update(galaxies).set({ status: 'creating' })
    await platform.db.delete(nexusState)
    await sweepNexus(platform.ctx({ kind: 'system', job: 'test' }))
    expect(await getNexusState(platform.db)).toBeNull()
    await platform.db.update(galaxies).set({ status: 'ready' })
    await sweepNexus(platform.ctx({ kind: 'system', job: 'test' }))
    expect(await getNexusState(platform.db)).not.toBeNull()
  })
})

describe('being in the Nexus', () => {
  it('newcomers can start there, at the trade hub nearest to the gateway plaza', async () => {
    const newcomer = platform.api(await makeUser(platform))
    expect(await newcomer.space.beginnings()).toEqual({
      nexus: true,
      regions: [],
      suggested: 'nexus',
      refusal: null,
    })
    await newcomer.space.enter({ region: 'nexus' })
    const view = await newcomer.space.mySector()
    expect(view?.place).toMatchObject({ kind: 'nexus', ref: 'nexus', theme: null, gateSector: null })
    expect(view?.ports.map(({ portClass }) => portClass)).toContain('trade_hub')
    const map = await newcomer.space.map({ region: 'nexus' })
    expect(map).toMatchObject({ displayName: 'Central Nexus', theme: null, gateSector: null })
    expect(view?.place.version).toBe(map.version)
  })

  it('a port there withholds the Council’s tax, follows no region’s law, and no law allows an attack', async () => {
    const user = await makeUser(platform)
    const api = platform.api(user)
    await api.space.enter({ region: 'nexus' })
    const db = await galaxy()
    const [port] = await db.select().from(ports).limit(1)
    if (!port) throw new Error('the Nexus has ports')
    await db.update(pilots).set({ sectorId: port.sectorId }).where(eq(pilots.userId, user.userId))
    const before = await api.space.mySector()
    expect(before).toMatchObject({
      tax: { lawRate: 0.05, rate: 0.05 },
      combat: { lawful: false, because: 'no-law' },
      sector: { patrols: null, security: before?.sector.securityWithoutPatrols },
    })
    const markets = await db.select().from(portMarkets).where(eq(portMarkets.portId, port.id))
    const made = new Map(markets.map((market) => [market.commodity, Math.abs(market.productionPerDay)]))
    const board = before?.ports[0]?.board ?? []
    expect(board).toHaveLength(markets.length)
    for (const line of board) expect(line.perDay).toBe(made.get(line.commodity))

    const changedAt = await platform.clock.now(platform.db)
    await platform.db
      .insert(nexusSettings)
      .values({ id: 'nexus', gateTollCredits: 25, nexusTaxBp: 1500, version: 2, changedAt })
    const after = await api.space.mySector()
    expect(after?.tax).toEqual({ lawRate: 0.15, rate: 0.15 })
    for (const [index, line] of (after?.ports[0]?.board ?? []).entries())
      if (line.role === 'buys') expect(line.offer?.tax).toBeGreaterThan(board[index]?.offer?.tax ?? 0)
  })
})
