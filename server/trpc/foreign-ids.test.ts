import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { offices } from '#db/schema/platform/elections.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { definitionsOf } from './rest/routes.ts'
import { appRouter } from './router.ts'

const platform = useTestPlatform()

/** A region in which everything is under way that has an id, and a treaty under way between two others. */
async function makeBusyRegion() {
  const { region, owner, voters } = await makeDemocracy(platform, 2)
  const governor = await makeOfficeHolder(platform, region, 'governor', voters[1] ?? owner)
  await platform.db.update(offices).set({ termFrom: sql`now() - interval '30 days'` })
  const at = { region: region.name }
  const api = platform.api(owner)
  const election = await platform.api(governor).elections.open({ ...at, position: 'ambassador' })
  const recall = await api.elections.startRecall({
    ...at,
    position: 'governor',
    holderId: governor.userId,
    reason: 'It is time.',
  })
  const policy = await api.policies.propose({
    ...at,
    policyType: 'tax_rate',
    title: 'Lower tax',
    proposedChanges: { taxRate: 0.08 },
  })
  const one = await makeRegion(platform)
  const other = await makeRegion(platform)
  const treaty = await platform.api(one.owner).diplomacy.propose({
    region: one.region.name,
    partner: other.region.name,
    treatyType: 'non_aggression',
    terms: {},
  })
  const decree = await platform
    .api(one.owner)
    .regions.changeCulture({ region: one.region.name, motto: 'Soon', effectiveInDays: 2 })
  const ids = {
    election: election.id,
    recall: recall.recallId,
    policy: policy.id,
    treaty: treaty.id,
    decree: decree.decreeId ?? '',
    region: region.id,
    nothing: randomUUID(),
  }
  return { region, ids, partner: other.region }
}

type Person = Awaited<ReturnType<typeof makeUser>>
type Asked = { person: Person; mine: string; partner: string; regionId: string }
type Ask = (id: string) => Promise<unknown>

const TEXT = 'long enough a text'

/** What takes an id, by the name of its procedure; more words follow where one is asked in two ways. */
function casesFor({ person, mine, partner, regionId }: Asked): Record<string, Ask> {
  const {
    adminInvites,
    elections,
    policies,
    diplomacy,
    membership,
    council,
    notifications,
    ownership,
    billing,
    identity,
    passkeys,
    privacy,
  } = platform.api(person)
  return {
    'adminInvites.accept': (id) => adminInvites.accept({ invitationId: id, password: TEXT }),
    'adminInvites.decline': (id) => adminInvites.decline({ invitationId: id }),
    'billing.cancel': (id) => billing.cancel({ id }),
    'billing.changeTier': (id) => billing.changeTier({ id, tier: 'large' }),
    'billing.giveUpTierChange': (id) => billing.giveUpTierChange({ id }),
    'billing.get': (id) => billing.get({ id }),
    'billing.receipt': (id) => billing.receipt({ id }),
    'billing.payAgain': (id) => billing.payAgain({ id }),
    'billing.startTakeover': (id) => billing.startTakeover({ rescueId: id }),
    'billing.startTransferTakeover': (id) => billing.startTransferTakeover({ transferId: id }),
    'council.cast': (id) => council.cast({ motionId: id, choice: 'yes' }),
    'council.get': (id) => council.get({ motionId: id }),
    'council.record': (id) => council.record({ motionId: id }),
    'council.withdraw': (id) => council.withdraw({ motionId: id }),
    'diplomacy.cast': (id) => diplomacy.cast({ treatyId: id, region: mine, choice: 'yes' }),
    'diplomacy.cast for the partner': (id) =>
      diplomacy.cast({ treatyId: id, region: partner, choice: 'yes' }),
    'diplomacy.get': (id) => diplomacy.get({ treatyId: id }),
    'diplomacy.record': (id) => diplomacy.record({ treatyId: id, region: mine }),
    'diplomacy.sign for the partner': (id) => diplomacy.sign({ treatyId: id, region: partner }),
    'elections.cancel': (id) => elections.cancel({ electionId: id, reason: TEXT }),
    'elections.cast': (id) => elections.cast({ electionId: id, ranking: [] }),
    'elections.castRecall': (id) => elections.castRecall({ recallId: id, choice: 'yes' }),
    'elections.get': (id) => elections.get({ electionId: id }),
    'elections.nominate': (id) => elections.nominate({ electionId: id, platform: TEXT }),
    'elections.recall': (id) => elections.recall({ recallId: id }),
    'elections.recallRecord': (id) => elections.recallRecord({ recallId: id }),
    'elections.record': (id) => elections.record({ electionId: id }),
    'elections.signRecall': (id) => elections.signRecall({ recallId: id }),
    'elections.startRecall': (id) =>
      elections.startRecall({ region: regionId, position: 'governor', holderId: id, reason: TEXT }),
    'elections.withdraw': (id) => elections.withdraw({ electionId: id }),
    'elections.withdrawSignature': (id) => elections.withdrawSignature({ recallId: id }),
    'identity.endProgram': (id) => identity.endProgram({ id }),
    'identity.endSession': (id) => identity.endSession({ id }),
    'membership.decide': (id) => membership.decide({ applicationId: id, decision: 'approve' }),
    'membership.declineInvitation': (id) => membership.declineInvitation({ invitationId: id }),
    'membership.revokeInvitation': (id) => membership.revokeInvitation({ invitationId: id }),
    'notifications.markRead': (id) => notifications.markRead({ id }),
    'ownership.acceptNaming': (id) => ownership.acceptNaming({ rescueId: id }),
    'ownership.castRescue': (id) => ownership.castRescue({ rescueId: id, choice: 'yes' }),
    'ownership.declineNaming': (id) => ownership.declineNaming({ rescueId: id }),
    'ownership.rescue': (id) => ownership.rescue({ rescueId: id }),
    'ownership.rescueRecord': (id) => ownership.rescueRecord({ rescueId: id }),
    'ownership.acceptTransfer': (id) => ownership.acceptTransfer({ transferId: id }),
    'ownership.withdrawTransfer': (id) => ownership.withdrawTransfer({ transferId: id }),
    'passkeys.remove': (id) => passkeys.remove({ id }),
    'passkeys.rename': (id) => passkeys.rename({ id, name: TEXT }),
    'policies.cast': (id) => policies.cast({ policyId: id, choice: 'yes' }),
    'policies.counter': (id) =>
      policies.counter({ policyId: id, title: TEXT, proposedChanges: { taxRate: 0.09 } }),
    'policies.get': (id) => policies.get({ policyId: id }),
    'policies.record': (id) => policies.record({ policyId: id }),
    'policies.withdraw': (id) => policies.withdraw({ policyId: id }),
    'privacy.exportPart': (id) => privacy.exportPart({ exportId: id, number: 0 }),
  }
}

/** What only those who sign for a region get past its first check with. */
function casesOfSigners({ person, mine }: Asked): Record<string, Ask> {
  const { diplomacy, regions } = platform.api(person)
  const at = (treatyId: string) => ({ treatyId, region: mine })
  return {
    'diplomacy.answerBreach': (id) => diplomacy.answerBreach({ ...at(id), breachId: id, text: TEXT }),
    'diplomacy.counter': (id) => diplomacy.counter({ ...at(id), terms: {} }),
    'diplomacy.giveNotice': (id) => diplomacy.giveNotice(at(id)),
    'diplomacy.refuse': (id) => diplomacy.refuse(at(id)),
    'diplomacy.renew': (id) => diplomacy.renew({ ...at(id), terms: {} }),
    'diplomacy.reportBreach': (id) => diplomacy.reportBreach({ ...at(id), text: TEXT }),
    'diplomacy.sign': (id) => diplomacy.sign(at(id)),
    'diplomacy.withdraw': (id) => diplomacy.withdraw(at(id)),
    'regions.exportPart': (id) => regions.exportPart({ region: mine, exportId: id, number: 0 }),
  }
}

/** A region by its id instead of its name. */
function casesOfRegions({ person, regionId }: Asked): Record<string, () => Promise<unknown>> {
  const { elections, voting, economy } = platform.api(person)
  return {
    'economy.treasury': () => economy.treasury({ region: regionId }),
    'elections.resign': () => elections.resign({ region: regionId, position: 'governor' }),
    'voting.delegate': () => voting.delegate({ region: regionId, callsign: person.callsign }),
  }
}

/** Takes an id and has no case, because … */
const NO_CASE: Record<string, string> = {
  'billing.planPrice': 'answers administrators only, who see and set every price (prices.test)',
  'billing.payment': 'so it does (disputes.test)',
  'billing.correctPayment': 'so it does (disputes.test)',
  'billing.announceMove': 'so it does',
  'billing.cancelMove': 'so it does',
  'billing.retryEvent': 'answers administrators only, who may retry every event',
  'billing.paymentsOf': 'so it does',
  'billing.previewRefund': 'so it does; what is no payment is not found (refunds.test)',
  'billing.refund': 'so it does',
  'billing.giveUpRefund': 'so it does',
  'billing.retryRefund': 'so it does',
  'trade.quote':
    'a port is a number within the galaxy where the pilot is; one elsewhere is refused (trading.test)',
  'trade.history': 'so it is',
  'trade.watch': 'so it is, and must be one that the pilot knows (notebook.test)',
  'space.bookmark':
    'a sector is a number within the galaxy where the pilot is; a mark is only one’s own (bookmarks.test)',
  'space.mySector': 'so it is; a route to one elsewhere is null (sector-view.test)',
  'travel.depart': 'crossingId is made up by the pilot; that of another is another crossing',
  'trade.order': 'so it is, and orderId is made up by the pilot; that of another is another order',
  'contracts.take': 'contracts are known only in the galaxy where the pilot is (contracts.test.ts)',
  'contracts.giveUp': 'so they are, and it must be the pilot’s own',
  'combat.attack': 'attackId is made up by the attacker; that of another is another attack (fights.test)',
  'ships.order': 'so it is with yards and their orders (yard.test)',
  'contracts.deliver': 'so it must',
  'contracts.takeCourier': 'courierId is made up by the pilot; ports are numbers within the galaxy',
  'treasury.postJob':
    'orderId is made up by the client; another region is not found (treasury-orders.test.ts)',
  'treasury.raiseWorks': 'so it is',
  'treasury.holdFestival': 'so it is',
  'treasury.withdrawJob':
    'so it is, and the job of another region is not found (treasury-jobs-alone.test.ts)',
  'economy.give': 'giftId is made up by the giver, so that a repeated request is one gift',
  'regions.revokeDecree':
    'announced decrees are public; only the issuer may revoke one (scheduled-decree.test.ts)',
  'operations.get': 'answers administrators only, who may look at every task (sectorwars.test.ts)',
  'operations.retryMessage': 'answers administrators only, who may settle every message',
  'operations.dismissMessage': 'so it does',
  'operations.settleFailedJob': 'so it does, with jobs',
  'archives.retry': 'answers administrators only, who may retry every archive (terminate-region.test.ts)',
  'backups.previewRestore': 'answers administrators only, who may restore every galaxy',
  'backups.restore': 'so it does',
  'incidents.get': 'answers administrators only, who may write about every incident',
  'incidents.update': 'so it does',
  'mail.get': 'answers administrators only, who may read every mail',
  'mail.sendAgain': 'so it does',
  'adminInvites.invitePlayer': 'answers administrators only, who may invite everybody',
  'adminInvites.revoke': 'so it does',
  'reports.list': 'answers administrators only, who see all but those about themselves (reports.test.ts)',
  'reports.get': 'so it does',
  'reports.take': 'so it does',
  'reports.close': 'so it does',
  'players.get': 'answers administrators only, who may see and act on every account',
  'players.suspend': 'so it does',
  'players.liftSuspension': 'so it does',
  'players.endAccess': 'so it does',
  'players.endSession': 'so it does; the session must be of that player (players.test.ts)',
  'players.endProgram': 'so it does, as must the program',
  'players.sendReset': 'so it does',
  'players.demote': 'so it does',
  'operations.refusedRequests': 'answers administrators only, who may read everything; userId is a filter',
  'operations.audit': 'answers administrators only, who may read everything; subjectId is a filter',
}

/** Where JSON Schema has an id: a UUID at whatever depth, or a field that is called one. */
function hasId(schema: unknown): boolean {
  const parts = z.record(z.string(), z.unknown()).safeParse(schema)
  if (!parts.success) return Array.isArray(schema) && schema.some(hasId)
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(parts.data.properties)
  return (
    parts.data.format === 'uuid' ||
    Object.keys(fields).some((field) => /^id$|Ids?$/.test(field)) ||
    Object.values(parts.data).some(hasId)
  )
}

const proceduresWithIds = () =>
  definitionsOf(appRouter)
    .filter(([, { inputs }]) =>
      inputs.some((input) => hasId(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }))),
    )
    .map(([name]) => name)

it('every procedure that takes an id is asked for a foreign one here, or has a reason why not', async () => {
  const person = await makeUser(platform)
  const asked = { person, mine: '', partner: '', regionId: '' }
  const cases = Object.keys({ ...casesFor(asked), ...casesOfSigners(asked) })
  const covered = new Set([...cases.map((name) => name.split(' ')[0]), ...Object.keys(NO_CASE)])
  expect([...covered].sort()).toEqual(proceduresWithIds().sort())
})

it('nobody of another region finds anything by an id, of whatever kind it is, and nothing is done', async () => {
  const { region, ids, partner } = await makeBusyRegion()
  const elsewhere = await makeDemocracy(platform, 2)
  const people = [
    elsewhere.owner,
    await makeOfficeHolder(platform, elsewhere.region, 'governor', elsewhere.voters[1] ?? elsewhere.owner),
    await makeUser(platform),
  ]
  const actions = () => platform.db.$count(auditLog)
  const before = await actions()
  for (const person of people) {
    const asked = { person, mine: elsewhere.region.name, partner: partner.name, regionId: region.id }
    const isSigner = person === elsewhere.owner
    const cases = {
      ...casesFor(asked),
      ...casesOfRegions(asked),
      ...(isSigner ? casesOfSigners(asked) : {}),
    }
    for (const [kind, id] of Object.entries(ids)) {
      for (const [procedure, ask] of Object.entries(cases)) {
        const answer = await ask(id).then(
          () => 'done',
          (error: { code?: string }) => error.code,
        )
        expect([procedure, kind, answer]).toEqual([procedure, kind, 'NOT_FOUND'])
      }
    }
  }
  expect(await actions()).toBe(before)
})
