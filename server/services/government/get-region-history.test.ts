import { describe, expect, it } from 'vitest'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { HISTORY_KINDS, type HistoryKind } from '#server/domain/government/history.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { closeElection } from '../elections/close-election.ts'
import { closeRecall } from '../elections/close-recall.ts'
import { endLapsedOffices } from '../elections/end-lapsed-offices.ts'
import { openVoting } from '../elections/open-voting.ts'
import { passOwnership } from '../ownership/pass-ownership.ts'
import { settleTreaty } from '../diplomacy/settle-treaty.ts'
import { sweepLaws } from '../laws/sweep-laws.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)
const historyOf = (
  region: RegionRow,
  more: { kind?: HistoryKind; before?: string; pageSize?: number } = {},
) => platform.api().regions.history({ region: region.name, ...more })
const textsOf = async (region: RegionRow, kind?: HistoryKind) =>
  (await historyOf(region, kind === undefined ? {} : { kind })).items.map(({ text }) => text)

const changeStatus = (region: RegionRow, from: string, to: string) =>
  transact(system(), (tx) =>
    tx.audit({
      action: 'region.status-changed',
      regionId: region.id,
      subject: { type: 'region', id: region.id },
      detail: { from, to },
    }),
  )

/** A region that has been through everything, a day between two events. */
async function makeEventfulRegion() {
  const { region, owner } = await makeRegion(platform)
  const partner = await makeRegion(platform, { displayName: 'Kessler', hasNamesakes: true })
  const [ada, ben, cyd] = [
    await makeMember(platform, region),
    await makeMember(platform, region),
    await makeMember(platform, region),
  ]
  const api = platform.api(owner)
  const { name } = region
  pass(1)
  await api.regions.changeEconomy({ region: name, taxRate: 0.08, expiresAfterDays: 25 })

  pass(1)
  const { id: electionId } = await api.elections.open({
    region: name,
    position: 'governor',
    nominationDays: 1,
    votingDurationDays: 1,
  })
  await platform.api(ada).elections.nominate({ electionId, platform: 'Peace' })
  pass(1)
  await openVoting(system(), { electionId })
  await platform.api(ada).elections.cast({ electionId, candidateId: ada.userId })
  pass(1)
  await closeElection(system(), { electionId })

  pass(8)
  const { recallId } = await platform.api(ben).elections.startRecall({
    region: name,
    position: 'governor',
    holderId: ada.userId,
    reason: 'The books are closed.',
  })
  await platform.api(cyd).elections.signRecall({ recallId })
  for (const citizen of [ben, cyd, owner])
    await platform.api(citizen).elections.castRecall({ recallId, choice: 'yes' })
  pass(7)
  await closeRecall(system(), { recallId })

  const treaty = await api.diplomacy.propose({
    region: name,
    partner: partner.region.name,
    treatyType: 'open_borders',
  })
  await api.diplomacy.propose({ region: name, partner: partner.region.name, treatyType: 'defense_pact' })
  await platform.api(partner.owner).diplomacy.sign({ treatyId: treaty.id, region: partner.region.name })
  pass(1)
  await platform.api(partner.owner).diplomacy.reportBreach({
    region: partner.region.name,
    treatyId: treaty.id,
    text: 'They closed the gate.',
  })
  pass(1)
  await api.diplomacy.giveNotice({ region: name, treatyId: treaty.id })
  pass(8)
  await settleTreaty(system(), { treatyId: treaty.id })
  await sweepLaws(system())

  pass(1)
  await makeOfficeHolder(platform, region, 'ambassador', cyd, 2)
  await makeOfficeHolder(platform, region, 'trade_commissioner', ben)
  pass(1)
  await platform.api(ben).elections.resign({ region: name, position: 'trade_commissioner' })
  pass(2)
  await endLapsedOffices(system())
  await changeStatus(region, 'active', 'grace')
  pass(1)
  await changeStatus(region, 'grace', 'suspended')
  pass(1)
  await changeStatus(region, 'suspended', 'active')
  pass(1)
  await api.regions.changeGovernance({ region: name, governanceType: 'democracy', votingThreshold: 0.6 })
  pass(1)
  await transact(system(), (tx) => passOwnership(tx, { region, ownerId: ada.userId, by: 'transfer' }))
  return { region, owner, partner, ada, ben, cyd, electionId, recallId, treatyId: treaty.id }
}

describe('the history of a region', () => {
  it('lists events newest first, each as a sentence with its record', async () => {
    const made = await makeEventfulRegion()
    const { region, owner, partner, ada, ben, cyd } = made
    expect(await textsOf(region)).toEqual([
      `${ada.callsign} became the owner.`,
      'The form of government changed from autocracy to democracy.',
      'The region was reopened.',
      'The region was suspended and became read-only.',
      `The term of ${cyd.callsign} as ambassador ended without a successor.`,
      `${ben.callsign} resigned as trade commissioner.`,
      expect.stringMatching(/^Law 2, “.*”, expired\.$/),
      'The open borders treaty with Kessler ended.',
      'Notice was given of the open borders treaty with Kessler.',
      'Kessler accused the region of breaking the open borders treaty.',
      'An open borders treaty with Kessler came into force.',
      `${ada.callsign} was recalled as governor.`,
      `${ada.callsign} was elected governor.`,
      expect.stringMatching(new RegExp(`^${owner.callsign} decreed “.*”\\.$`)),
      `${owner.callsign} founded the region.`,
    ])
    const { items } = await historyOf(region)
    const subjects = Object.fromEntries(items.map(({ event, subject }) => [event, subject]))
    expect(subjects).toMatchObject({
      founded: { type: 'law', ref: '1' },
      elected: { type: 'election', ref: made.electionId },
      recalled: { type: 'recall', ref: made.recallId },
      'treaty-in-force': { type: 'treaty', ref: made.treatyId },
      resigned: null,
      restored: null,
    })
    expect(await textsOf(partner.region, 'treaties')).toEqual([
      `The open borders treaty with ${region.displayName} ended.`,
      `Notice was given of the open borders treaty with ${region.displayName}.`,
      `The region accused ${region.displayName} of breaking the open borders treaty.`,
      `An open borders treaty with ${region.displayName} came into force.`,
    ])

    const whole = items.map(({ key }) => key)
    const paged: string[] = []
    let before: string | null | undefined
    do {
      const page = await historyOf(region, { pageSize: 3, ...(before ? { before } : {}) })
      paged.push(...page.items.map(({ key }) => key))
      before = page.next
    } while (before !== null)
    expect(paged).toEqual(whole)

    for (const kind of HISTORY_KINDS) {
      const page = await historyOf(region, { kind })
      expect(page.items.map(({ key }) => key)).toEqual(
        items.filter((entry) => entry.kind === kind).map(({ key }) => key),
      )
      expect(page.items.length).toBeGreaterThan(0)
    }
  })

  it('shows a renewal instead of an end for a renewed treaty', async () => {
    const { region, owner } = await makeRegion(platform)
    const partner = await makeRegion(platform, { displayName: 'Kessler', hasNamesakes: true })
    const now = await platform.clock.now(platform.db)
    const at = (days: number) => new Date(now.getTime() + days * DAY_MS)
    const written = async (values: { endedAt?: Date; renewsId?: string; signedAt: Date }) => {
      const [row] = await platform.db
        .insert(treaties)
        .values({
          regionA: region.id,
          regionB: partner.region.id,
          treatyType: 'non_aggression',
          terms: { treatyType: 'non_aggression', durationDays: 30 },
          offeredBy: region.id,
          status: values.endedAt ? 'expired' : 'active',
          proposedBy: owner.userId,
          proposedAt: now,
          windowClosesAt: at(14),
          ...values,
        })
        .returning()
      if (!row) throw new Error('no treaty')
      for (const regionId of [region.id, partner.region.id])
        await platform.db.insert(treatySides).values({ treatyId: row.id, regionId, status: 'ratified' })
      return row.id
    }
    const first = await written({ signedAt: at(1), endedAt: at(31) })
    expect(await textsOf(region, 'treaties')).toHaveLength(2)
    await written({ signedAt: at(20), renewsId: first })
    expect(await textsOf(region, 'treaties')).toEqual([
      'The non-aggression pact with Kessler was renewed.',
      'A non-aggression pact with Kessler came into force.',
    ])
  })

  it('continues exactly where a page ends', async () => {
    const { region } = await makeRegion(platform)
    const now = await platform.clock.now(platform.db)
    for (let n = 0; n < 5; n += 1) await changeStatus(region, 'suspended', 'active')
    const { items, next } = await historyOf(region, { kind: 'status', pageSize: 2 })
    const rest = await historyOf(region, { kind: 'status', before: next ?? '' })
    expect(new Set([...items, ...rest.items].map(({ key }) => key)).size).toBe(5)
    expect(rest.next).toBeNull()
    expect(await historyOf(region, { before: `${now.getTime() - DAY_MS}~law-1` })).toEqual({
      items: [],
      next: null,
    })
    await expect(historyOf(region, { before: 'yesterday' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('is not found before the region is open', async () => {
    const { region } = await makeRegion(platform, { status: 'provisioning' })
    await expect(historyOf(region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
