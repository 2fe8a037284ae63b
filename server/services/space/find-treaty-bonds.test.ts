import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nexusState } from '#db/schema/platform/operations.ts'
import { openDatabase, type DatabaseHandle } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { getMySector } from './get-my-sector.ts'
import { findTreatyBonds } from './find-treaty-bonds.ts'

const platform = useTestPlatform()
const statements: string[] = []
let handle: DatabaseHandle

beforeAll(() => {
  const onStatement = (statement: string) => void statements.push(statement)
  handle = openDatabase(platform.url, { max: 2, applicationName: 'noted', onStatement })
})
afterAll(() => handle.close())

/** Reads through a context that notes what it asks the platform's database. */
async function asked<T>(actor: UserActor, read: (ctx: ReturnType<typeof platform.ctx>) => Promise<T>) {
  statements.length = 0
  const value = await read({ ...platform.ctx(actor), db: handle.db })
  return { value, statements: [...statements] }
}

/** A treaty that both owners signed. */
async function bind(one: MadeRegion, other: MadeRegion, terms: { taxReliefBp: number } | null) {
  const { id: treatyId } = await platform.api(one.owner).diplomacy.propose({
    region: one.region.name,
    partner: other.region.name,
    treatyType: terms ? 'trade_agreement' : 'non_aggression',
    terms: terms ? { taxRelief: terms.taxReliefBp / 10_000 } : {},
  })
  await platform.api(other.owner).diplomacy.sign({ region: other.region.name, treatyId })
}

describe('treaty bonds of a citizen of several regions', () => {
  it('come from each home, including between two homes and with a shared partner', async () => {
    const [one, two, lonely] = [
      await makeRegion(platform),
      await makeRegion(platform),
      await makeRegion(platform),
    ]
    const partner = await makeRegion(platform)
    await bind(one, partner, { taxReliefBp: 2_500 })
    await bind(partner, two, null)
    await bind(one, two, { taxReliefBp: 1_000 })
    await bind(partner, await makeRegion(platform), null)
    const citizen = await makeMember(platform, one.region)
    for (const home of [two, lonely]) await makeMember(platform, home.region, { user: citizen })

    const { value, statements } = await asked(citizen, (ctx) => findTreatyBonds(ctx, citizen.userId))
    const bonds = value.map(({ region, effects: { taxReliefBp, nonAggression } }) => ({
      with: region.id,
      taxReliefBp,
      nonAggression,
    }))
    expect(bonds).toHaveLength(4)
    expect(bonds).toEqual(
      expect.arrayContaining([
        { with: partner.region.id, taxReliefBp: 2_500, nonAggression: false },
        { with: partner.region.id, taxReliefBp: 0, nonAggression: true },
        { with: two.region.id, taxReliefBp: 1_000, nonAggression: false },
        { with: one.region.id, taxReliefBp: 1_000, nonAggression: false },
      ]),
    )
    expect(statements).toHaveLength(3)
  })

  it('take two statements without a treaty, and one without a home', async () => {
    const citizen = await makeMember(platform, (await makeRegion(platform)).region)
    const homeless = await makeUser(platform)
    expect(await asked(citizen, (ctx) => findTreatyBonds(ctx, citizen.userId))).toMatchObject({
      value: [],
      statements: { length: 2 },
    })
    expect(await asked(homeless, (ctx) => findTreatyBonds(ctx, homeless.userId))).toMatchObject({
      value: [],
      statements: { length: 1 },
    })
  })

  it('are looked up in regions, not in the Nexus', async () => {
    const place = await makeRegion(platform, { withGalaxy: true })
    const citizen = await makeMember(platform, place.region)
    await platform.api(citizen).space.enter({ region: place.region.name })
    const look = () => asked(citizen, (ctx) => getMySector(ctx, { pilotsPage: 1 }))
    const aboutTreaties = ({ statements }: Awaited<ReturnType<typeof look>>) =>
      statements.filter((statement) => statement.includes('"treaties"'))
    // At the gate, where open borders of the region give passages.
    expect(aboutTreaties(await look())).toHaveLength(2)
    const { gateSector } = place.region
    await (
      await platform.galaxy(place.region.galaxyId ?? '')
    )
      .update(pilots)
      .set({ sectorId: gateSector === 2 ? 3 : 2 })
    expect(aboutTreaties(await look())).toHaveLength(1)

    const galaxyId = place.region.galaxyId ?? ''
    const now = await platform.clock.now(platform.db)
    await platform.db.update(regions).set({ galaxyId: null }).where(eq(regions.id, place.region.id))
    await platform.db.update(galaxies).set({ kind: 'nexus' }).where(eq(galaxies.id, galaxyId))
    await platform.db.insert(nexusState).values({
      id: galaxyId,
      galaxyId,
      seed: 'test',
      districtSeeds: {},
      version: 1,
      createdAt: now,
      generatedAt: now,
      generationMs: 1,
      stronglyConnected: true,
    })
    const inNexus = await look()
    expect(inNexus.value).toMatchObject({ place: { kind: 'nexus' }, combat: { boundByTreaty: [] } })
    expect(aboutTreaties(inNexus)).toEqual([])
  })
})
