import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { offices } from '#db/schema/platform/elections.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

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

it('nobody of another region finds anything by an id, of whatever kind it is, and nothing is done', async () => {
  const { region, ids, partner } = await makeBusyRegion()
  const elsewhere = await makeDemocracy(platform, 2)
  const mine = elsewhere.region.name
  const people = [
    elsewhere.owner,
    await makeOfficeHolder(platform, elsewhere.region, 'governor', elsewhere.voters[1] ?? elsewhere.owner),
    await makeUser(platform),
  ]
  const deeds = () => platform.db.$count(auditLog)
  const before = await deeds()
  const text = 'long enough a text'
  for (const person of people) {
    const { elections, policies, diplomacy, membership, council, notifications, billing, voting, economy } =
      platform.api(person)
    const isSigner = person === elsewhere.owner
    for (const [kind, id] of Object.entries(ids)) {
      const asked = {
        election: () => elections.get({ electionId: id }),
        electionRecord: () => elections.record({ electionId: id }),
        nominate: () => elections.nominate({ electionId: id, platform: text }),
        withdrawCandidacy: () => elections.withdraw({ electionId: id }),
        castElection: () => elections.cast({ electionId: id, ranking: [] }),
        cancelElection: () => elections.cancel({ electionId: id, reason: text }),
        recall: () => elections.recall({ recallId: id }),
        recallRecord: () => elections.recallRecord({ recallId: id }),
        signRecall: () => elections.signRecall({ recallId: id }),
        withdrawSignature: () => elections.withdrawSignature({ recallId: id }),
        castRecall: () => elections.castRecall({ recallId: id, choice: 'yes' }),
        policy: () => policies.get({ policyId: id }),
        policyRecord: () => policies.record({ policyId: id }),
        withdrawPolicy: () => policies.withdraw({ policyId: id }),
        castPolicy: () => policies.cast({ policyId: id, choice: 'yes' }),
        counter: () => policies.counter({ policyId: id, title: text, proposedChanges: { taxRate: 0.09 } }),
        treaty: () => diplomacy.get({ treatyId: id }),
        treatyRecord: () => diplomacy.record({ treatyId: id, region: mine }),
        castTreaty: () => diplomacy.cast({ treatyId: id, region: mine, choice: 'yes' }),
        signForPartner: () => diplomacy.sign({ treatyId: id, region: partner.name }),
        castForPartner: () => diplomacy.cast({ treatyId: id, region: partner.name, choice: 'yes' }),
        decideApplication: () => membership.decide({ applicationId: id, decision: 'approve' }),
        castMotion: () => council.cast({ motionId: id, choice: 'yes' }),
        withdrawMotion: () => council.withdraw({ motionId: id }),
        notification: () => notifications.markRead({ id }),
        subscription: () => billing.cancel({ id }),
        startRecall: () =>
          elections.startRecall({ region: region.id, position: 'governor', holderId: id, reason: text }),
        resign: () => elections.resign({ region: region.id, position: 'governor' }),
        delegate: () => voting.delegate({ region: region.id, callsign: person.callsign }),
        treasury: () => economy.treasury({ region: region.id }),
        ...(isSigner && {
          sign: () => diplomacy.sign({ treatyId: id, region: mine }),
          counterTreaty: () => diplomacy.counter({ treatyId: id, region: mine, terms: {} }),
          renew: () => diplomacy.renew({ treatyId: id, region: mine, terms: {} }),
          refuse: () => diplomacy.refuse({ treatyId: id, region: mine }),
          withdrawOffer: () => diplomacy.withdraw({ treatyId: id, region: mine }),
          giveNotice: () => diplomacy.giveNotice({ treatyId: id, region: mine }),
          reportBreach: () => diplomacy.reportBreach({ treatyId: id, region: mine, text }),
          answerBreach: () => diplomacy.answerBreach({ treatyId: id, region: mine, breachId: id, text }),
        }),
      }
      for (const [verb, ask] of Object.entries(asked)) {
        const answer = await ask().then(
          () => 'done',
          (error: { code?: string }) => error.code,
        )
        expect([verb, kind, answer]).toEqual([verb, kind, 'NOT_FOUND'])
      }
    }
  }
  expect(await deeds()).toBe(before)
})
