import { describe, expect, it } from 'vitest'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { openVoting } from '../elections/open-voting.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)

describe('my votes', () => {
  it('are those on whose roll the user is, in all regions, open ones by their close', async () => {
    const home = await makeRegion(platform, { governanceType: 'democracy' })
    const abroad = await makeRegion(platform, { governanceType: 'democracy' })
    const citizen = await makeMember(platform, home.region)
    await makeMember(platform, abroad.region, { user: citizen })
    const neighbour = await makeMember(platform, home.region)

    const election = await platform.api(home.owner).elections.open({
      region: home.region.name,
      position: 'governor',
      nominationDays: 1,
      votingDurationDays: 2,
    })
    await platform.api(neighbour).elections.nominate({ electionId: election.id, platform: 'Peace' })
    pass(1)
    await openVoting(system(), { electionId: election.id })
    const policy = await platform.api(abroad.owner).policies.propose({
      region: abroad.region.name,
      policyType: 'tax_rate',
      title: 'Lower taxes',
      proposedChanges: { taxRate: 0.08 },
      votingDurationDays: 10,
    })
    const treaty = await platform.api(home.owner).diplomacy.propose({
      region: home.region.name,
      partner: abroad.region.name,
      treatyType: 'open_borders',
    })
    await platform.api(abroad.owner).diplomacy.sign({ treatyId: treaty.id, region: abroad.region.name })

    const mine = (more: { show?: 'open' | 'closed'; page?: number; pageSize?: number } = {}) =>
      platform.api(citizen).policies.myVotes(more)
    const before = await mine()
    expect(before.total).toBe(4)
    expect(before.items.map(({ subject, isOpen, hasVoted }) => ({ subject, isOpen, hasVoted }))).toEqual([
      { subject: 'election', isOpen: true, hasVoted: false },
      { subject: 'treaty', isOpen: true, hasVoted: false },
      { subject: 'treaty', isOpen: true, hasVoted: false },
      { subject: 'policy', isOpen: true, hasVoted: false },
    ])
    expect(before.items[0]).toMatchObject({
      subjectId: election.id,
      title: 'Election: Governor',
      region: { id: home.region.id, name: home.region.name },
      status: 'active',
      weight: 100,
    })
    const ratifications = before.items.filter(({ subject }) => subject === 'treaty')
    expect(ratifications.map(({ region }) => region?.name ?? '').toSorted()).toEqual(
      [home.region.name, abroad.region.name].toSorted(),
    )
    expect(ratifications.map(({ subjectId }) => subjectId)).toEqual([treaty.id, treaty.id])
    expect(before.items[3]).toMatchObject({ subjectId: policy.id, title: 'Lower taxes', status: 'voting' })

    await platform.api(citizen).elections.cast({ electionId: election.id, candidateId: null })
    expect((await mine()).items[0]?.hasVoted).toBe(true)
    pass(3)
    const open = await mine({ show: 'open' })
    expect(open.items.map(({ subject }) => subject)).toEqual(['treaty', 'treaty', 'policy'])
    const page = await mine({ page: 2, pageSize: 3 })
    expect(page).toMatchObject({ total: 4, page: 2, pageSize: 3, items: [{ subject: 'election' }] })
    expect(await mine({ page: 9, pageSize: 3 })).toMatchObject({ total: 4, page: 9, items: [] })
    expect(await mine({ show: 'open', page: 9 })).toMatchObject({ total: 3, items: [] })
    expect((await platform.api(neighbour).policies.myVotes({})).total).toBe(2)
  })

  it('are not shown to others', async () => {
    const stranger = platform.api(await makeUser(platform))
    expect(await stranger.policies.myVotes({ page: 2 })).toMatchObject({ total: 0, items: [] })
    await expect(platform.api().policies.myVotes({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})
