import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { makeVote } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const windowAfter = (proposedAt: Date) => new Date(proposedAt.getTime() + 86_400_000)

describe('the directory and public page', () => {
  it('list, search, filter and sort visitable regions', async () => {
    const tag = 'deep-shelf'
    const low = await makeRegion(platform, {
      name: `${tag}-b`,
      displayName: `${tag} B`,
      settings: { taxRateBp: 500 },
    })
    const high = await makeRegion(platform, {
      name: `${tag}-a`,
      displayName: `${tag} A`,
      governanceType: 'council',
      settings: { taxRateBp: 2500 },
    })
    await makeRegion(platform, { name: `${tag}-c`, displayName: `${tag} C`, status: 'provisioning' })
    await makeMember(platform, low.region)
    const names = async (input: object) =>
      (await platform.api().regions.directory({ search: tag, ...input })).items.map(({ name }) => name)
    expect(await names({})).toEqual([high.region.name, low.region.name])
    expect(await names({ sort: 'tax' })).toEqual([low.region.name, high.region.name])
    expect(await names({ sort: 'citizens' })).toEqual([low.region.name, high.region.name])
    expect(await names({ sort: 'age' })).toEqual([low.region.name, high.region.name])
    expect(await names({ governanceType: 'council' })).toEqual([high.region.name])
    const all = await platform.api().regions.directory({ pageSize: 1 })
    expect(all.items).toHaveLength(1)
    expect(all.total).toBeGreaterThan(1)
  })

  it('show everybody a region’s government, laws and treaties, but no money', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const partner = await makeRegion(platform)
    await platform.db.insert(treaties).values({
      regionA: partner.region.id,
      offeredBy: partner.region.id,
      regionB: region.id,
      treatyType: 'non_aggression',
      terms: { treatyType: 'non_aggression', durationDays: null },
      status: 'active',
      proposedBy: owner.userId,
      proposedAt: region.createdAt,
      windowClosesAt: windowAfter(region.createdAt),
    })
    const page = await platform.api().regions.public({ region: region.name })
    expect(page).toMatchObject({
      owner: { callsign: owner.callsign },
      offices: [],
      citizenCount: 1,
      laws: [{ number: 1, kind: 'founding' }],
      treatiesCount: 1,
      treaties: [{ treatyType: 'non_aggression', partner: { name: partner.region.name } }],
      standing: null,
    })
    expect(page).not.toHaveProperty('treasuryBalance')
    const known = await platform.api(owner).regions.public({ region: region.name.toUpperCase() })
    expect(known.standing).toEqual({ membership: 'citizen', isOwner: true, offices: [] })
    const book = await platform.api().regions.laws({ region: region.name })
    expect(book).toMatchObject({ total: 1 })
    expect(book.items[0]?.changes).toContainEqual({
      lever: 'taxRateBp',
      label: 'Tax',
      before: null,
      after: '10%',
    })
  })

  it('show the ten newest treaties and count all', async () => {
    const { region, owner } = await makeRegion(platform)
    const partner = await makeRegion(platform)
    const signedOn = (day: number) => new Date(region.createdAt.getTime() + day * 86_400_000)
    const signed = await platform.db
      .insert(treaties)
      .values(
        Array.from({ length: 12 }, (_, day) => ({
          regionA: partner.region.id,
          offeredBy: partner.region.id,
          regionB: region.id,
          treatyType: 'cultural_exchange' as const,
          terms: { treatyType: 'cultural_exchange' as const, durationDays: null },
          status: 'notice' as const,
          proposedBy: owner.userId,
          proposedAt: region.createdAt,
          windowClosesAt: windowAfter(region.createdAt),
          signedAt: signedOn(day),
        })),
      )
      .returning({ id: treaties.id })
    const page = await platform.api().regions.public({ region: region.name })
    expect(page.treatiesCount).toBe(12)
    expect(page.treaties.map(({ id }) => id)).toEqual(
      signed
        .map(({ id }) => id)
        .toReversed()
        .slice(0, 10),
    )
  })

  it('show elections of the last thirty days with their winners', async () => {
    const { region, owner } = await makeRegion(platform)
    const now = await platform.clock.now(platform.db)
    const makeCounted = async (daysAgo: number, position: 'governor' | 'ambassador', winners: string[]) => {
      const decidedAt = new Date(now.getTime() - daysAgo * DAY_MS)
      const voteId = await makeVote(platform, {
        kind: 'election',
        regionId: region.id,
        closesAt: decidedAt,
        state: 'counted',
        decidedAt,
        tallyHash: '-',
        tally: {
          method: 'weighted_plurality',
          seats: 1,
          rollSize: 1,
          turnout: 1,
          abstentions: 0,
          candidates: [],
          winners,
          lottery: null,
        },
      })
      await platform.db.insert(elections).values({
        regionId: region.id,
        position,
        seats: 1,
        status: 'completed',
        createdAt: now,
        votingOpensAt: now,
        votingDays: 7,
        voteId,
        lotteryCommitment: '',
        lotterySecret: '',
      })
    }
    await makeCounted(40, 'governor', [owner.userId])
    await makeCounted(3, 'governor', [owner.userId])
    await makeCounted(2, 'ambassador', [])
    const overview = await platform.api(owner).regions.overview({ region: region.name })
    expect(overview.elections).toEqual([
      {
        at: new Date(now.getTime() - 3 * DAY_MS).toISOString(),
        position: 'governor',
        winners: owner.callsign,
      },
      { at: new Date(now.getTime() - 2 * DAY_MS).toISOString(), position: 'ambassador', winners: null },
    ])
  })

  it('open the law book at the page of a law', async () => {
    const { region, owner } = await makeRegion(platform)
    for (const taxRate of [0.06, 0.07, 0.08, 0.09])
      await platform.api(owner).regions.changeEconomy({ region: region.name, taxRate })
    const numbersAt = async (law: number) => {
      const book = await platform.api().regions.laws({ region: region.name, law, pageSize: 2 })
      return [book.page, ...book.items.map(({ number }) => number)]
    }
    expect(await numbersAt(5)).toEqual([1, 5, 4])
    expect(await numbersAt(3)).toEqual([2, 3, 2])
    expect(await numbersAt(1)).toEqual([3, 1])
    expect(await numbersAt(99)).toEqual([1, 5, 4])
  })

  it('show a region that everybody has left', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const partner = await makeRegion(platform)
    await platform.db.delete(memberships).where(eq(memberships.regionId, region.id))
    await makeOfficeHolder(platform, region, 'ambassador', owner)
    await platform.db.insert(treaties).values({
      regionA: region.id,
      offeredBy: region.id,
      regionB: partner.region.id,
      treatyType: 'non_aggression',
      terms: { treatyType: 'non_aggression', durationDays: null },
      status: 'notice',
      proposedBy: owner.userId,
      proposedAt: region.createdAt,
      windowClosesAt: windowAfter(region.createdAt),
    })
    const reader = platform.api(await makeUser(platform))
    expect(await reader.regions.public({ region: region.name })).toMatchObject({
      citizenCount: 0,
      population: 0,
      averageReputation: 0,
      offices: [{ position: 'ambassador', callsign: owner.callsign }],
      treaties: [{ partner: { name: partner.region.name } }],
      standing: { membership: null, isOwner: false, offices: [] },
    })
    const listed = await reader.regions.directory({ search: region.name })
    expect(listed.items).toMatchObject([{ citizenCount: 0, population: 0 }])
    const nothing = await reader.regions.directory({ search: 'no region is called this' })
    expect(nothing).toMatchObject({ items: [], total: 0 })
    const own = await platform.api(partner.owner).regions.public({ region: partner.region.name })
    expect(own.treaties).toMatchObject([{ partner: { name: region.name } }])
  })

  it('do not find a region that is unknown, being built or terminated', async () => {
    const building = await makeRegion(platform, { status: 'provisioning' })
    const gone = await makeRegion(platform, { status: 'terminated' })
    for (const region of [building.region.name, gone.region.name, 'nowhere-at-all'])
      await expect(platform.api().regions.public({ region })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each(['provisioning', 'archived'] as const)(
    'show the law book and offices of a %s region to its government only',
    async (status) => {
      const { region, owner } = await makeRegion(platform, { status })
      const citizen = await makeMember(platform, region)
      for (const api of [platform.api(), platform.api(citizen)]) {
        const hidden = { code: 'NOT_FOUND' }
        await expect(api.regions.laws({ region: region.name })).rejects.toMatchObject(hidden)
        await expect(api.elections.offices({ region: region.id })).rejects.toMatchObject(hidden)
      }
      expect(await platform.api(owner).regions.laws({ region: region.name })).toMatchObject({ total: 1 })
      expect((await platform.api(owner).elections.offices({ region: region.id })).length).toBeGreaterThan(0)
    },
  )
})
