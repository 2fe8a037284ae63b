import { describe, expect, it } from 'vitest'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { closeElection } from '../elections/close-election.ts'
import { transact } from '../context.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { setRegionStatus } from '../lifecycle/set-region-status.ts'
import { openVoting } from '../elections/open-voting.ts'
import { type UserActor } from '../require-actor.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)

type Filter = Parameters<ReturnType<typeof platform.api>['voting']['matters']>[0]
const mattersOf = (user: UserActor, filter: Filter = {}) => platform.api(user).voting.matters(filter)
const kindsOf = async (user: UserActor, filter: Filter = {}) =>
  (await mattersOf(user, filter)).items.map(({ kind }) => kind)

/** A citizen of two regions in which something of every kind waits. */
async function makeCivicLife() {
  const home = await makeRegion(platform, {
    governanceType: 'democracy',
    displayName: 'Ariel',
    hasNamesakes: true,
  })
  const abroad = await makeRegion(platform, {
    governanceType: 'democracy',
    displayName: 'Belinda',
    hasNamesakes: true,
  })
  const citizen = await makeMember(platform, home.region)
  await makeMember(platform, abroad.region, { user: citizen })
  const others = [await makeMember(platform, home.region), await makeMember(platform, home.region)]
  const governor = await makeMember(platform, home.region)
  await makeOfficeHolder(platform, home.region, 'governor', governor, 90)
  pass(8)
  const { name } = home.region
  const call = async (position: 'ambassador' | 'trade_commissioner', nominationDays: number) =>
    (
      await platform
        .api(governor)
        .elections.open({ region: name, position, nominationDays, votingDurationDays: 2 })
    ).id
  const election = await call('ambassador', 1)
  await platform.api(governor).elections.nominate({ electionId: election, platform: 'Peace' })
  pass(1)
  await openVoting(system(), { electionId: election })
  const nomination = await call('trade_commissioner', 4)
  const policy = await platform.api(abroad.owner).policies.propose({
    region: abroad.region.name,
    policyType: 'tax_rate',
    title: 'Lower taxes',
    proposedChanges: { taxRate: 0.08 },
    votingDurationDays: 10,
  })
  const treaty = await platform
    .api(home.owner)
    .diplomacy.propose({ region: name, partner: abroad.region.name, treatyType: 'open_borders' })
  await platform.api(abroad.owner).diplomacy.sign({ treatyId: treaty.id, region: abroad.region.name })
  const { recallId } = await platform.api(others[0]).elections.startRecall({
    region: name,
    position: 'governor',
    holderId: governor.userId,
    reason: 'The books are closed.',
  })
  return { home, abroad, citizen, others, governor, election, nomination, policy, treaty, recallId }
}

describe('a citizen’s open matters', () => {
  it('are every vote, nomination and petition of all their regions, soonest end first', async () => {
    const made = await makeCivicLife()
    const { citizen, home, abroad } = made
    const { items, total } = await mattersOf(citizen)
    expect(total).toBe(6)
    expect(
      items.map(({ kind, title, region, isDone }) => [kind, title, region?.displayName, isDone]),
    ).toEqual([
      ['election', 'Election: Ambassador', 'Ariel', false],
      ['nomination', 'Election: Trade commissioner', 'Ariel', false],
      expect.arrayContaining(['treaty', 'Treaty: open borders', false]),
      expect.arrayContaining(['treaty', 'Treaty: open borders', false]),
      ['policy', 'Lower taxes', 'Belinda', false],
      ['petition', 'Recall: Governor', 'Ariel', false],
    ])
    expect(items[0]).toMatchObject({ subjectId: made.election, weight: 100, signatures: null, whyNot: null })
    expect(items[1]).toMatchObject({ subjectId: made.nomination, weight: null, whyNot: null })
    expect(items[5]).toMatchObject({
      subjectId: made.recallId,
      weight: null,
      signatures: { given: 1, needed: 2 },
    })

    await platform.api(citizen).elections.cast({ electionId: made.election, candidateId: null })
    await platform.api(citizen).elections.nominate({ electionId: made.nomination, platform: 'Trade' })
    const done = (await mattersOf(citizen)).items.filter(({ isDone }) => isDone)
    expect(done.map(({ kind }) => kind)).toEqual(['election', 'nomination'])

    await platform.api(citizen).elections.signRecall({ recallId: made.recallId })
    expect((await mattersOf(citizen)).items.find(({ kind }) => kind === 'recall')).toMatchObject({
      subjectId: made.recallId,
      title: 'Recall: Governor',
      isDone: false,
    })

    expect(await kindsOf(citizen, { region: abroad.region.name })).toEqual(['treaty', 'policy'])
    expect(await kindsOf(citizen, { kind: 'treaty' })).toEqual(['treaty', 'treaty'])
    const grouped = (await mattersOf(citizen, { byRegion: true })).items
    expect(grouped.map(({ region }) => region?.name)).toEqual([
      ...Array<string>(4).fill(home.region.name),
      ...Array<string>(2).fill(abroad.region.name),
    ])
    expect(await mattersOf(citizen, { page: 2, pageSize: 4 })).toMatchObject({ total: 6, page: 2 })
    expect((await mattersOf(citizen, { page: 2, pageSize: 4 })).items).toHaveLength(2)
    expect(await mattersOf(citizen, { page: 9 })).toMatchObject({ total: 6, items: [] })
  })

  it('end with their time, and are listed as paused while the region is closed', async () => {
    const { citizen, home } = await makeCivicLife()
    pass(3)
    expect(await kindsOf(citizen)).not.toContain('election')
    await transact(platform.ctx({ kind: 'system', job: 'test' }), async (tx) =>
      setRegionStatus(tx, await requireLockedRegion(tx, home.region.id), 'suspended'),
    )
    const { items } = await mattersOf(citizen)
    expect(items.map(({ kind, isPaused }) => [kind, isPaused])).toEqual([
      ['treaty', false],
      ['treaty', false],
      ['policy', false],
      ['nomination', true],
      ['petition', true],
    ])
    // Nobody can vote in a closed region, on a treaty either, whose time runs on.
    for (const { kind, region, canAct } of items) expect(canAct, kind).toBe(region?.id !== home.region.id)
    pass(20)
    expect(await kindsOf(citizen)).toEqual(['nomination', 'petition'])
  })

  it('are for citizens: residents have none to sign or stand for, strangers see none', async () => {
    const { home } = await makeCivicLife()
    const resident = await makeMember(platform, home.region, { type: 'resident' })
    expect(await kindsOf(resident)).toEqual([])
    expect(await kindsOf(await makeUser(platform))).toEqual([])
    // A citizen of later is on no roll, and may stand and sign.
    const late = await makeMember(platform, home.region)
    expect(await kindsOf(late)).toEqual(['nomination', 'petition'])
    await expect(platform.api().voting.matters({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('say why a holder at the term limit cannot stand', async () => {
    const { region, owner } = await makeRegion(platform, { settings: { termLimit: 1 } })
    const ada = await makeMember(platform, region)
    const ben = await makeMember(platform, region)
    const call = async () =>
      (
        await platform.api(owner).elections.open({
          region: region.name,
          position: 'governor',
          nominationDays: 1,
          votingDurationDays: 1,
        })
      ).id
    const electionId = await call()
    await platform.api(ada).elections.nominate({ electionId, platform: 'Mine' })
    pass(1)
    await openVoting(system(), { electionId })
    await platform.api(ada).elections.cast({ electionId, candidateId: ada.userId })
    pass(1)
    await closeElection(system(), { electionId })
    await call()
    expect((await mattersOf(ada)).items).toMatchObject([
      { kind: 'nomination', whyNot: like.stringContaining('allows 1 term in a row') },
    ])
    expect((await mattersOf(ben)).items).toMatchObject([{ kind: 'nomination', whyNot: null }])
    const [closed] = (await platform.api(ben).policies.myVotes({ show: 'closed' })).items
    expect(closed).toMatchObject({ subject: 'election', winners: ada.callsign })
  })
})

describe('the regions of a citizen', () => {
  it('are those they live in, with their delegate and delegators', async () => {
    const home = await makeRegion(platform, { governanceType: 'democracy', displayName: 'Cordelia' })
    const abroad = await makeRegion(platform, { displayName: 'Desdemona' })
    const [ada, ben, cyd] = [
      await makeMember(platform, home.region),
      await makeMember(platform, home.region),
      await makeMember(platform, home.region),
    ]
    await makeMember(platform, abroad.region, { user: ben, type: 'resident' })
    await makeMember(platform, (await makeRegion(platform)).region, { user: ben, type: 'visitor' })
    const delegate = (who: UserActor, to: UserActor) =>
      platform.api(who).voting.delegate({ region: home.region.name, callsign: to.callsign })
    await delegate(ada, ben)
    await delegate(cyd, ben)
    await delegate(ben, home.owner)
    expect(await platform.api(ben).voting.places()).toEqual([
      {
        region: {
          id: home.region.id,
          name: home.region.name,
          displayName: 'Cordelia',
          status: 'active',
        },
        membershipType: 'citizen',
        delegate: home.owner.callsign,
        delegators: 2,
      },
      {
        region: {
          id: abroad.region.id,
          name: abroad.region.name,
          displayName: 'Desdemona',
          status: 'active',
        },
        membershipType: 'resident',
        delegate: null,
        delegators: 0,
      },
    ])
    await platform.api(cyd).voting.takeBack({ region: home.region.name })
    expect((await platform.api(ben).voting.places())[0]).toMatchObject({ delegators: 1 })
  })
})
