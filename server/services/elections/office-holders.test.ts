import { describe, expect, it } from 'vitest'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { closeElection } from './close-election.ts'
import { closeRecall } from './close-recall.ts'
import { endLapsedOffices } from './end-lapsed-offices.ts'
import { openRecurringElection } from './open-recurring-election.ts'
import { openVoting } from './open-voting.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)
const officeOf = async (region: RegionRow, position: string) => {
  const offices = await platform.api().elections.offices({ region: region.name })
  const office = offices.find((one) => one.position === position)
  if (!office) throw new Error(`no office ${position}`)
  return office
}

/** An election for governor that its one candidate wins. */
async function elect(owner: UserActor, region: RegionRow, winner: UserActor) {
  const { id: electionId } = await platform.api(owner).elections.open({
    region: region.name,
    position: 'governor',
    nominationDays: 1,
    votingDurationDays: 1,
  })
  await platform.api(winner).elections.nominate({ electionId, platform: 'Again' })
  pass(1)
  await openVoting(system(), { electionId })
  await platform.api(winner).elections.cast({ electionId, candidateId: winner.userId })
  pass(1)
  await closeElection(system(), { electionId })
  return electionId
}

describe('the offices of a region', () => {
  it('show how their holders took office and their terms in a row', async () => {
    const { region, owner } = await makeRegion(platform, { settings: { electionFrequencyDays: 60 } })
    const ada = await makeMember(platform, region)
    const ben = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'ambassador', ben)
    await elect(owner, region, ben)
    await elect(owner, region, ada)
    const electionId = await elect(owner, region, ada)
    expect((await officeOf(region, 'governor')).holders).toMatchObject([
      { callsign: ada.callsign, electionId, termsInARow: 2 },
    ])
    expect((await officeOf(region, 'ambassador')).holders).toMatchObject([
      { callsign: ben.callsign, electionId: null, termsInARow: 0 },
    ])
  })

  it('show when the next election opens: two weeks before the last term ends, later after one nobody won', async () => {
    const { region, owner } = await makeRegion(platform, {
      governanceType: 'democracy',
      settings: { electionFrequencyDays: 60 },
    })
    const ada = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'governor', ada, 60)
    const { holders, nextElectionOpensAt } = await officeOf(region, 'governor')
    const termUntil = Date.parse(holders[0]?.termUntil ?? '')
    expect(Date.parse(nextElectionOpensAt ?? '')).toBe(termUntil - 14 * DAY_MS)
    expect(await officeOf(region, 'council_member')).toMatchObject({
      isRecurring: false,
      nextElectionOpensAt: null,
    })

    const electionId = await openRecurringElection(system(), { regionId: region.id, position: 'ambassador' })
    if (electionId === null) throw new Error('no election was due')
    const open = await officeOf(region, 'ambassador')
    expect(open).toMatchObject({
      openElection: { id: electionId, status: 'pending' },
      nextElectionOpensAt: null,
    })
    pass(7)
    await openVoting(system(), { electionId })
    const { decidedAt, status } = await platform.api(owner).elections.get({ electionId })
    expect(status).toBe('cancelled')
    const vacant = await officeOf(region, 'ambassador')
    expect(vacant).toMatchObject({ isVacant: true, openElection: null })
    expect(Date.parse(vacant.nextElectionOpensAt ?? '')).toBe(Date.parse(decidedAt ?? '') + 30 * DAY_MS)
  })

  it('show the stage and end of the running election', async () => {
    const { region, owner } = await makeRegion(platform)
    const { id: electionId } = await platform.api(owner).elections.open({
      region: region.name,
      position: 'governor',
      nominationDays: 1,
      votingDurationDays: 2,
    })
    await platform.api(owner).elections.nominate({ electionId, platform: 'Mine' })
    const election = await platform.api(owner).elections.get({ electionId })
    expect((await officeOf(region, 'governor')).openElection).toEqual({
      id: electionId,
      status: 'pending',
      until: election.votingOpensAt,
    })
    pass(1)
    await openVoting(system(), { electionId })
    expect((await officeOf(region, 'governor')).openElection).toEqual({
      id: electionId,
      status: 'active',
      until: election.votingClosesAt,
    })
  })
})

describe('former office holders', () => {
  it('are listed with their term, the reason it ended and their votes, latest first', async () => {
    const { region, owner } = await makeRegion(platform)
    const [ada, ben, cyd] = [
      await makeMember(platform, region),
      await makeMember(platform, region),
      await makeMember(platform, region),
    ]
    const first = await elect(owner, region, ada)
    const second = await elect(owner, region, ben)
    await makeOfficeHolder(platform, region, 'ambassador', cyd, 5)
    pass(8)
    await endLapsedOffices(system())
    const { recallId } = await platform.api(ada).elections.startRecall({
      region: region.name,
      position: 'governor',
      holderId: ben.userId,
      reason: 'The books are closed.',
    })
    await platform.api(cyd).elections.signRecall({ recallId })
    for (const citizen of [ada, cyd, owner])
      await platform.api(citizen).elections.castRecall({ recallId, choice: 'yes' })
    pass(7)
    await closeRecall(system(), { recallId })
    await makeOfficeHolder(platform, region, 'trade_commissioner', cyd)
    await makeOfficeHolder(platform, region, 'governor', ada)
    pass(1)
    await platform.api(cyd).elections.resign({ region: region.name, position: 'trade_commissioner' })
    pass(1)
    await platform.api(ada).membership.leave({ region: region.name })

    const past = (more: { position?: 'governor'; page?: number; pageSize?: number } = {}) =>
      platform.api().elections.formerHolders({ region: region.name, ...more })
    const { items, total } = await past()
    expect(total).toBe(5)
    const short = items.map(({ callsign, position, endReason, electionId, recallId: recall }) => [
      callsign,
      position,
      endReason,
      electionId,
      recall,
    ])
    expect(short).toEqual([
      [ada.callsign, 'governor', 'left_region', null, null],
      [cyd.callsign, 'trade_commissioner', 'resigned', null, null],
      [ben.callsign, 'governor', 'recalled', second, recallId],
      [cyd.callsign, 'ambassador', 'term_over', null, null],
      [ada.callsign, 'governor', 'replaced_by_election', first, null],
    ])
    expect(
      items.map(({ from, until }) => Math.floor((Date.parse(until) - Date.parse(from)) / DAY_MS)),
    ).toEqual([2, 1, 15, 8, 2])
    expect(await past({ position: 'governor', page: 2, pageSize: 2 })).toMatchObject({
      total: 3,
      items: [{ callsign: ada.callsign, electionId: first }],
    })
  })

  it('are not shown for another region or one that is not open yet', async () => {
    const here = await makeRegion(platform)
    const ada = await makeMember(platform, here.region)
    await elect(here.owner, here.region, ada)
    await elect(here.owner, here.region, ada)
    const { region } = await makeRegion(platform)
    expect(await platform.api().elections.formerHolders({ region: region.name })).toMatchObject({ total: 0 })
    const closed = await makeRegion(platform, { status: 'provisioning' })
    await expect(
      platform.api().elections.formerHolders({ region: closed.region.name }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
