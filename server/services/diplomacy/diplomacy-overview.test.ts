import { describe, expect, it } from 'vitest'
import { nexusState } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { embassySector } from '#server/domain/diplomacy/embassy.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { sweepTreaties } from './sweep-treaties.ts'
import { treatySteps, act } from '#server/testing/treaty-steps.ts'

const platform = useTestPlatform()
const { system, pass, api, actionsOn, noticesOf, makeOffer, makeTreaty } = treatySteps(platform)

describe('the record of breaches', () => {
  const text = 'Their docks charged our crews the full tax in May.'

  it('is public: one side reports, the other answers, both governments are notified', async () => {
    const { one, other, id } = await makeTreaty()
    expect((await api(one.owner).get({ treatyId: id })).own).toMatchObject({ canReportBreach: true })
    const { breachId } = await api(one.owner).reportBreach({ ...act(one, id), text })
    expect(await noticesOf(other.owner)).toContain('treaty.breach-reported')
    expect((await api(one.owner).get({ treatyId: id })).own).toMatchObject({ canReportBreach: false })
    await expect(api(one.owner).reportBreach({ ...act(one, id), text })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const answer = { breachId, text: 'A clerk’s mistake, paid back.' }
    await expect(api(one.owner).answerBreach({ ...act(one, id), ...answer })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await api(other.owner).answerBreach({ ...act(other, id), ...answer })
    await expect(api(other.owner).answerBreach({ ...act(other, id), ...answer })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect((await api().get({ treatyId: id })).breaches).toMatchObject([
      { id: breachId, regionId: one.region.id, text, answer: answer.text },
    ])
    expect(await noticesOf(one.owner)).toContain('treaty.breach-answered')
    expect(await actionsOn(id)).toEqual(
      expect.arrayContaining(['treaty.breach-reported', 'treaty.breach-answered']),
    )
    // Both may report: the answer opened the way for the next.
    await api(one.owner).reportBreach({ ...act(one, id), text })
    await api(other.owner).reportBreach({ ...act(other, id), text })
    expect((await api().get({ treatyId: id })).breaches).toHaveLength(3)
  })

  it('is written only by those who sign for a side', async () => {
    const { one, other, id } = await makeTreaty()
    const citizen = await makeMember(platform, one.region)
    await expect(api(citizen).reportBreach({ ...act(one, id), text })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const stranger = await makeUser(platform)
    await expect(api(stranger).reportBreach({ ...act(one, id), text })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const { breachId } = await api(one.owner).reportBreach({ ...act(one, id), text })
    const third = await makeRegion(platform)
    await expect(
      api(third.owner).answerBreach({ ...act(third, id), breachId, text: 'We did not.' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const elsewhere = await makeTreaty()
    await expect(
      api(elsewhere.other.owner).answerBreach({
        ...act(elsewhere.other, elsewhere.id),
        breachId,
        text: 'We did not.',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api(other.owner).reportBreach({ ...act(other, id), text: 'short' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  it('covers treaties in force or recently ended', async () => {
    const offered = await makeOffer()
    await expect(
      api(offered.one.owner).reportBreach({ ...act(offered.one, offered.id), text }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    const { one, other, id } = await makeTreaty({ taxRelief: 0.25, durationDays: 7 })
    pass(8)
    await sweepTreaties(system())
    await api(one.owner).reportBreach({ ...act(one, id), text })
    pass(31)
    await expect(api(other.owner).reportBreach({ ...act(other, id), text })).rejects.toThrow('30 days')
  })
})

describe('settling under a treaty', () => {
  it('needs no application while open borders are in force', async () => {
    const home = await makeRegion(platform)
    const abroad = await makeRegion(platform, { settings: { immigrationPolicy: 'closed' } })
    const { id } = await api(home.owner).propose({
      region: home.region.name,
      partner: abroad.region.name,
      treatyType: 'open_borders',
      terms: { residence: true, durationDays: 10 },
    })
    await api(abroad.owner).sign(act(abroad, id))
    const settle = (citizen: UserActor) =>
      platform.api(citizen).membership.join({ region: abroad.region.name, as: 'resident' })
    const early = await makeMember(platform, home.region)
    expect(await settle(early)).toMatchObject({ membershipType: 'resident', outcome: 'joined' })
    const stranger = await makeUser(platform)
    await expect(settle(stranger)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const late = await makeMember(platform, home.region)
    pass(10)
    // Nobody has settled the treaty yet: its time is over all the same.
    expect((await api().get({ treatyId: id })).status).toBe('active')
    await expect(settle(late)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('the diplomacy overview', () => {
  it('shows relations, history and embassies, and hides offers from members', async () => {
    const { one, other, id } = await makeTreaty()
    const third = await makeRegion(platform)
    const offer = await api(third.owner).propose({
      region: third.region.name,
      partner: one.region.name,
      treatyType: 'defense_pact',
      terms: {},
    })
    await api(one.owner).counter({ ...act(one, offer.id), terms: { durationDays: 30 } })
    const { breachId } = await api(other.owner).reportBreach({
      ...act(other, id),
      text: 'Patrols stopped our freighters.',
    })
    await api(one.owner).answerBreach({ ...act(one, id), breachId, text: 'They carried no papers.' })
    await api(one.owner).giveNotice(act(one, id))

    const own = await api(one.owner).overview({ region: one.region.name })
    expect(own.relations.items).toMatchObject([
      { partner: { id: other.region.id }, cells: { trade_agreement: { state: 'ending', treatyId: id } } },
      { partner: { id: third.region.id }, cells: { defense_pact: { state: 'offered' } } },
    ])
    const second = await api(one.owner).overview({ region: one.region.name, page: 2, pageSize: 1 })
    expect(second.relations).toMatchObject({ total: 2, items: [{ partner: { id: third.region.id } }] })
    expect(own.events.map(({ kind, by }) => `${kind} ${by ?? ''}`.trim()).toSorted()).toEqual(
      [
        'breach_answered own',
        'breach_reported partner',
        'countered own',
        'in_force',
        'notice own',
        'offered own',
        'offered partner',
      ].toSorted(),
    )
    const times = own.events.map(({ at }) => at)
    expect(times).toEqual(times.toSorted().toReversed())
    // Nobody has generated a Nexus.
    expect(own).toMatchObject({ embassies: null, ownEmbassySector: null })

    const citizen = await makeMember(platform, one.region)
    const known = await api(citizen).overview({ region: one.region.name })
    expect(known.relations).toMatchObject({ total: 1 })
    expect(known.events.map(({ kind }) => kind)).not.toContain('offered')
    const stranger = await makeUser(platform)
    await expect(api(stranger).overview({ region: one.region.name })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })

    pass(7)
    await sweepTreaties(system())
    const later = await api(one.owner).overview({ region: one.region.name })
    expect(later.relations.items.map(({ partner }) => partner.id)).toEqual([third.region.id])
    expect(later.events[0]).toMatchObject({ kind: 'ended', by: null })
  })

  it('shows the sectors of embassies in the Nexus', async () => {
    const { one, other } = await makeTreaty()
    const galaxyId = crypto.randomUUID()
    const at = await platform.clock.now(platform.db)
    await platform.db.insert(galaxies).values({
      id: galaxyId,
      kind: 'nexus',
      databaseName: `none_${galaxyId.slice(0, 8)}`,
      location: 'nowhere',
      status: 'dropped',
      createdAt: at,
    })
    await platform.db.insert(nexusState).values({
      id: galaxyId,
      galaxyId,
      createdAt: at,
      seed: 'lamps',
      districtSeeds: {},
      version: 1,
      generationMs: 1,
      stronglyConnected: true,
      generatedAt: at,
    })
    const { embassies, ownEmbassySector } = await api(one.owner).overview({ region: one.region.name })
    expect(embassies).toMatchObject({
      total: 1,
      items: [{ region: { id: other.region.id }, sector: embassySector('lamps', other.region.id) }],
    })
    const beyond = await api(one.owner).overview({ region: one.region.name, embassiesPage: 2, pageSize: 1 })
    expect(beyond.embassies).toMatchObject({ total: 1, items: [] })
    expect(beyond.relations.items).toHaveLength(1)
    expect(ownEmbassySector).toBe(embassySector('lamps', one.region.id))
    const fresh = await makeRegion(platform)
    expect(await api(fresh.owner).overview({ region: fresh.region.name })).toMatchObject({
      relations: { items: [], total: 0 },
      events: [],
      embassies: { items: [], total: 0 },
      ownEmbassySector: null,
    })
  })
})
