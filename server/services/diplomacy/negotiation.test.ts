import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { treaties, treatyOffers } from '#db/schema/platform/diplomacy.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog, nexusState } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { embassySector } from '#server/domain/diplomacy/embassy.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { settleTreaty } from './settle-treaty.ts'
import { sweepTreaties } from './sweep-treaties.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)
const api = (actor?: UserActor) => platform.api(actor).diplomacy
const act = ({ region }: MadeRegion, treatyId: string) => ({ region: region.name, treatyId })

const actionsOn = async (subjectId: string) => {
  const rows = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, subjectId))
  return rows.map(({ action }) => action)
}
const noticesOf = async ({ userId }: UserActor) => {
  const rows = await platform.db.select().from(notifications).where(eq(notifications.userId, userId))
  return rows.map(({ kind }) => kind)
}

async function makeOffer(
  terms: Record<string, unknown> = { taxRelief: 0.25, durationDays: 60 },
  b: GovernanceType = 'autocracy',
) {
  const one = await makeRegion(platform)
  const other = await makeRegion(platform, { governanceType: b })
  const { id } = await api(one.owner).propose({
    region: one.region.name,
    partner: other.region.name,
    treatyType: 'trade_agreement',
    terms,
  })
  return { one, other, id }
}

async function makeTreaty(terms?: Record<string, unknown>) {
  const made = await makeOffer(terms)
  await api(made.other.owner).sign(act(made.other, made.id))
  return made
}

describe('a counter-offer', () => {
  it('puts other terms on the table, and the first side signs them', async () => {
    const { one, other, id } = await makeOffer()
    expect((await api(other.owner).get({ treatyId: id })).own).toMatchObject({
      canCounter: true,
      isOfferer: false,
    })
    const countered = await api(other.owner).counter({
      ...act(other, id),
      terms: { taxRelief: 0.1, durationDays: 90 },
    })
    expect(countered).toMatchObject({
      status: 'proposed',
      offeredBy: other.region.id,
      round: 2,
      terms: { taxRelief: 0.1, durationDays: 90 },
      sides: [{ status: 'unsigned' }, { status: 'signed' }],
    })
    expect(await actionsOn(id)).toEqual(['treaty.proposed', 'treaty.countered'])
    expect(await noticesOf(one.owner)).toContain('treaty.countered')
    const detail = await api(one.owner).get({ treatyId: id })
    expect(detail.own).toMatchObject({
      isOfferer: false,
      canSign: true,
      canCounter: true,
      canRefuse: true,
      canWithdraw: false,
    })
    expect(detail.offers).toMatchObject([
      { round: 1, regionId: one.region.id, changes: [] },
      {
        round: 2,
        regionId: other.region.id,
        changes: [
          { term: 'durationDays', before: 60, after: 90 },
          { term: 'taxRelief', before: 0.25, after: 0.1 },
        ],
      },
    ])
    expect((await api(other.owner).get({ treatyId: id })).own).toMatchObject({
      canSign: false,
      canWithdraw: true,
    })
    await expect(api(other.owner).sign(act(other, id))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api(one.owner).withdraw(act(one, id))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api(other.owner).refuse(act(other, id))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await api(one.owner).sign(act(one, id))).toMatchObject({
      status: 'active',
      terms: { taxRelief: 0.1 },
    })
    // What was agreed is public, how is not.
    expect(await api().get({ treatyId: id })).toMatchObject({ offers: [], round: 2 })
  })

  it('goes to the vote of a side that votes, with the latest terms', async () => {
    const { one, other, id } = await makeOffer(undefined, 'democracy')
    await api(other.owner).counter({ ...act(other, id), terms: { taxRelief: 0.2 } })
    await api(one.owner).counter({ ...act(one, id), terms: { taxRelief: 0.15 } })
    const signed = await api(other.owner).sign(act(other, id))
    expect(signed).toMatchObject({
      status: 'ratifying',
      terms: { taxRelief: 0.15, durationDays: null },
      sides: [{ status: 'ratified' }, { status: 'voting' }],
    })
    await expect(
      api(one.owner).counter({ ...act(one, id), terms: { taxRelief: 0.3 } }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is refused for one’s own terms, for the same terms, outside the bounds, and to others', async () => {
    const { one, other, id } = await makeOffer()
    const counter = (actor: UserActor, made: MadeRegion, terms: Record<string, unknown>) =>
      api(actor).counter({ ...act(made, id), terms })
    await expect(counter(one.owner, one, { taxRelief: 0.1 })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(counter(other.owner, other, { taxRelief: 0.25, durationDays: 60 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(counter(other.owner, other, { taxRelief: 0.9 })).rejects.toThrow('between 5 % and 50 %')
    const citizen = await makeMember(platform, other.region)
    await expect(counter(citizen, other, { taxRelief: 0.1 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const third = await makeRegion(platform)
    await expect(counter(third.owner, third, { taxRelief: 0.1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await platform.db.$count(treatyOffers, eq(treatyOffers.treatyId, id))).toBe(1)
  })

  it('of several at once one is on the table', async () => {
    const { other, id } = await makeOffer()
    const counters = await Promise.allSettled(
      [0.1, 0.2, 0.3].map((taxRelief) =>
        api(other.owner).counter({ ...act(other, id), terms: { taxRelief } }),
      ),
    )
    expect(counters.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await platform.db.$count(treatyOffers, eq(treatyOffers.treatyId, id))).toBe(2)
  })

  it('begins the window anew: the job of the first one does nothing', async () => {
    const { one, other, id } = await makeOffer()
    pass(20)
    await api(other.owner).counter({ ...act(other, id), terms: { taxRelief: 0.1 } })
    pass(15)
    await settleTreaty(system(), { treatyId: id })
    expect((await api(one.owner).get({ treatyId: id })).status).toBe('proposed')
    pass(16)
    await settleTreaty(system(), { treatyId: id })
    expect((await api(one.owner).get({ treatyId: id })).status).toBe('expired')
  })
})

describe('a renewal', () => {
  it('is offered in the last thirty days, linked, ratified as any treaty, and runs from the old one’s end', async () => {
    const { one, other, id } = await makeTreaty()
    const old = await api(one.owner).get({ treatyId: id })
    expect(old.own).toMatchObject({ canRenew: false })
    const terms = { taxRelief: 0.3, durationDays: 30 }
    await expect(api(one.owner).renew({ ...act(one, id), terms })).rejects.toThrow('last 30 days')
    const plain = { region: one.region.name, partner: other.region.name, treatyType: old.treatyType, terms }
    await expect(api(one.owner).propose(plain)).rejects.toThrow('last 30 days')
    pass(31)
    await expect(api(one.owner).propose(plain)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await api(other.owner).get({ treatyId: id, region: other.region.name })).own).toMatchObject({
      canRenew: true,
    })
    const citizen = await makeMember(platform, other.region)
    await expect(api(citizen).renew({ ...act(other, id), terms })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const third = await makeRegion(platform)
    await expect(api(third.owner).renew({ ...act(third, id), terms })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(
      api(other.owner).renew({ ...act(other, id), terms: { taxRelief: 0.9 } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const renewal = await api(other.owner).renew({ ...act(other, id), terms })
    expect(renewal).toMatchObject({
      status: 'proposed',
      renewsId: id,
      regionA: { id: other.region.id },
      regionB: { id: one.region.id },
    })
    expect(await actionsOn(renewal.id)).toEqual(['treaty.renewal-proposed'])
    await expect(api(one.owner).renew({ ...act(one, id), terms })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await api(one.owner).get({ treatyId: id })).toMatchObject({
      renewedById: renewal.id,
      own: { canRenew: false },
    })
    expect((await api().get({ treatyId: id })).renewedById).toBeNull()
    const signed = await api(one.owner).sign(act(one, renewal.id))
    expect(signed.status).toBe('active')
    expect(Date.parse(signed.expiresAt ?? '') - Date.parse(old.expiresAt ?? '')).toBe(30 * DAY_MS)
    expect((await api().get({ treatyId: id })).renewedById).toBe(renewal.id)
    await expect(api(one.owner).renew({ ...act(one, id), terms })).rejects.toMatchObject({
      cause: { reason: 'already-in-force' },
    })
    pass(30)
    await sweepTreaties(system())
    expect((await api().get({ treatyId: id })).status).toBe('expired')
    expect((await api().get({ treatyId: renewal.id })).status).toBe('active')
  })

  it('is called to mind thirty, seven and one day before the end, once each', async () => {
    const { one, other, id } = await makeTreaty()
    const reminders = async () =>
      (await noticesOf(other.owner)).filter((kind) => kind === 'treaty.running-out').length
    await settleTreaty(system(), { treatyId: id })
    expect(await reminders()).toBe(0)
    pass(30)
    await sweepTreaties(system())
    await sweepTreaties(system())
    expect(await reminders()).toBe(1)
    expect(await noticesOf(one.owner)).toContain('treaty.running-out')
    pass(23)
    await platform.runOutbox()
    expect(await reminders()).toBe(2)
    pass(6)
    await sweepTreaties(system())
    expect(await reminders()).toBe(3)
    const [row] = await platform.db.select().from(treaties).where(eq(treaties.id, id))
    expect(row?.nextReminderAt).toBeNull()
  })

  it('needs a term', async () => {
    const { one, id } = await makeTreaty({ taxRelief: 0.25 })
    await expect(api(one.owner).renew({ ...act(one, id), terms: { taxRelief: 0.25 } })).rejects.toThrow(
      'no end date',
    )
  })
})

describe('the record of breaches', () => {
  const text = 'Their docks charged our crews the full tax in May.'

  it('is public: one side reports, the other answers, both governments are told', async () => {
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

  it('is kept by those who sign for a side', async () => {
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

  it('is of treaties that bind or bound until lately', async () => {
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
  it('needs no application while open borders hold, by the clock', async () => {
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

describe('a region’s diplomacy at a glance', () => {
  it('shows relations, what happened and embassies, and keeps offers from its members', async () => {
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

  it('says in which sector of the Nexus embassies are', async () => {
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
