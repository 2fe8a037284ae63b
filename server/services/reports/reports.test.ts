import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { reports } from '#db/schema/platform/reports.ts'
import { candidacyRef, REPORTS_PER_DAY } from '#server/domain/reports/report-rules.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { electionSteps } from '#server/testing/election-steps.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { recallSteps } from '#server/testing/recall-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { act, treatySteps } from '#server/testing/treaty-steps.ts'
import { type UserActor } from '../require-actor.ts'

const platform = useTestPlatform()
const elections = electionSteps(platform)
const recalls = recallSteps(platform)
const treaties = treatySteps(platform)
const WHAT = { category: 'abuse', text: 'Rude words in every sector.' } as const

const makeAdmin = () => makeUser(platform, { role: 'admin' })
const file = (who: UserActor, callsign: string) =>
  platform.api(who).reports.file({ subject: 'pilot', of: callsign, ...WHAT })
const noticesOf = ({ userId }: UserActor) =>
  platform.db.select().from(notifications).where(eq(notifications.userId, userId))
const auditOf = async (reportId: string) =>
  (
    await platform.db
      .select({ action: auditLog.action, detail: auditLog.detail })
      .from(auditLog)
      .where(and(eq(auditLog.subjectType, 'report'), eq(auditLog.subjectId, reportId)))
      .orderBy(auditLog.id)
  ).map((row) => row)
const refusal = (reason: string) => ({ code: 'CONFLICT', cause: { reason } })
const gone = { code: 'NOT_FOUND' }

beforeEach(async () => {
  platform.clock.set(0)
  await platform.db.delete(reports)
})

describe('a report', () => {
  it('is taken and closed with a reason, and its reporter is told in general words', async () => {
    const [ann, ben, admin] = [await makeUser(platform), await makeUser(platform), await makeAdmin()]
    const { reportId } = await file(ann, ben.callsign)
    const { list, take, close, get, count } = platform.api(admin).reports
    expect(await count()).toBe(1)
    expect((await list({ state: 'open' })).items).toMatchObject([
      { id: reportId, reporter: { callsign: ann.callsign }, reported: { callsign: ben.callsign }, ...WHAT },
    ])
    await take({ reportId })
    await take({ reportId })
    expect((await list({ state: 'taken' })).items).toMatchObject([{ takenBy: admin.callsign }])
    await close({ reportId, outcome: 'acted', reason: 'Suspended for a week.' })
    expect(await get({ reportId })).toMatchObject({
      ...{ state: 'closed', outcome: 'acted', closedBy: admin.callsign, takenBy: null },
      closingReason: 'Suspended for a week.',
    })
    expect(await count()).toBe(0)
    await expect(take({ reportId })).rejects.toMatchObject(refusal('report-closed'))
    await expect(close({ reportId, outcome: 'known', reason: 'Again.' })).rejects.toMatchObject(
      refusal('report-closed'),
    )

    const told = await noticesOf(ann)
    expect(told).toMatchObject([{ kind: 'report.closed' }])
    expect(JSON.stringify(told)).not.toContain('Suspended')
    expect(await auditOf(reportId)).toEqual([
      { action: 'report.filed', detail: { category: 'abuse' } },
      { action: 'report.taken', detail: {} },
      { action: 'report.closed', detail: { outcome: 'acted', reason: 'Suspended for a week.' } },
    ])
  })

  it('never comes to the knowledge of whom it is about, not even of an administrator', async () => {
    const [ann, ben] = [await makeUser(platform), await makeUser(platform)]
    const [admin, boss] = [await makeAdmin(), await makeAdmin()]
    await file(ann, ben.callsign)
    expect(await noticesOf(ben)).toEqual([])
    for (const ask of [
      () => platform.api(ben).reports.list({}),
      () => platform.api(ben).reports.count(),
      () => platform.api(ann).reports.get({ reportId: randomUUID() }),
      () => platform.api(ann).reports.take({ reportId: randomUUID() }),
      () => platform.api(ann).reports.close({ reportId: randomUUID(), outcome: 'acted', reason: 'Mine.' }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' })

    const { reportId } = await file(ann, admin.callsign)
    const asAdmin = platform.api(admin).reports
    expect((await asAdmin.list({})).items).toHaveLength(1)
    expect(await asAdmin.count()).toBe(1)
    for (const ask of [
      () => asAdmin.get({ reportId }),
      () => asAdmin.take({ reportId }),
      () => asAdmin.close({ reportId, outcome: 'no-breach', reason: 'I did not.' }),
    ])
      await expect(ask()).rejects.toMatchObject(gone)
    const { items } = await platform.api(admin).operations.audit({ action: 'report.' })
    expect(JSON.stringify(items)).not.toContain(admin.userId)
    expect((await platform.api(boss).reports.list({ aboutUserId: admin.userId })).items).toHaveLength(1)
  })

  it('is one for each person and matter until it is closed, also when sent twice at once', async () => {
    const [ann, ben, admin] = [await makeUser(platform), await makeUser(platform), await makeAdmin()]
    const tries = await Promise.allSettled([file(ann, ben.callsign), file(ann, ben.callsign)])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(file(ann, ben.callsign)).rejects.toMatchObject(refusal('already-reported'))
    await file(admin, ben.callsign)
    const [mine] = (await platform.api(admin).reports.list({})).items.filter(
      ({ reporter }) => reporter.id === ann.userId,
    )
    await platform.api(admin).reports.close({ reportId: mine?.id ?? '', outcome: 'known', reason: 'Known.' })
    await file(ann, ben.callsign)
  })

  it('is refused beyond ten a day, about nobody, about oneself, and without a word', async () => {
    const ann = await makeUser(platform)
    for (let n = 0; n < REPORTS_PER_DAY; n++) await file(ann, (await makeUser(platform)).callsign)
    const next = await makeUser(platform)
    await expect(file(ann, next.callsign)).rejects.toMatchObject(refusal('too-many-reports'))
    platform.clock.advance(DAY_MS + 1)
    await file(ann, next.callsign)
    await expect(file(ann, ann.callsign)).rejects.toMatchObject(refusal('own'))
    await expect(file(ann, 'Nobody-Here')).rejects.toMatchObject(gone)
    await expect(
      platform.api(ann).reports.file({ subject: 'pilot', of: next.callsign, category: 'spam', text: 'Bad.' }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(platform.api().reports.file({ subject: 'pilot', of: 'x', ...WHAT })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })
})

describe('what is reported', () => {
  it('is kept as it was: the texts of a region, and of a policy', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 2)
    const voter = voters[1] ?? owner
    const [ann, admin] = [await makeUser(platform), await makeAdmin()]
    const { id } = await platform.api(owner).policies.propose({
      ...{ region: region.name, policyType: 'tax_rate', proposedChanges: { taxRate: 0.08 } },
      title: 'Down with everybody',
    })
    await platform.api(ann).reports.file({ subject: 'region', of: region.name, ...WHAT })
    await platform.api(voter).reports.file({ subject: 'policy', of: id, ...WHAT })
    const { items } = await platform.api(admin).reports.list({ aboutUserId: owner.userId })
    const titles = items.map(({ subject, matter }) => [subject, matter.title, matter.href])
    expect(titles).toContainEqual(['policy', 'Down with everybody', `/regions/${region.name}/policies/${id}`])
    expect(titles).toContainEqual(['region', region.displayName, `/regions/${region.name}`])
    await platform.api(owner).policies.withdraw({ policyId: id })
    expect(JSON.stringify(await platform.api(admin).reports.list({}))).toContain('Down with everybody')
  })

  it('is a candidacy, with its platform and whose it is; two of one election are two matters', async () => {
    const { region, voters, candidates, electionId } = await elections.makeElection({
      voters: 3,
      candidates: 2,
    })
    const [first, second] = candidates
    const voter = voters[2]
    if (!first || !second || !voter) throw new Error('nobody stands')
    const { file: send } = platform.api(voter).reports
    for (const { userId } of candidates)
      await send({ subject: 'candidacy', of: candidacyRef(electionId, userId), ...WHAT })
    const again = send({ subject: 'candidacy', of: candidacyRef(electionId, first.userId), ...WHAT })
    await expect(again).rejects.toMatchObject(refusal('already-reported'))
    const own = platform
      .api(first)
      .reports.file({ subject: 'candidacy', of: candidacyRef(electionId, first.userId), ...WHAT })
    await expect(own).rejects.toMatchObject(refusal('own'))
    const { items } = await platform.api(await makeAdmin()).reports.list({})
    expect(items.map(({ reported }) => reported.id).sort()).toEqual([first.userId, second.userId].sort())
    expect(items.find(({ reported }) => reported.id === first.userId)?.matter).toEqual({
      title: `Candidacy of ${first.callsign}`,
      href: `/regions/${region.name}/elections/${electionId}#candidate-${first.userId}`,
      lines: [{ label: 'Platform', text: `Vote for ${first.callsign}` }],
    })
    const outsider = platform.api(await makeUser(platform)).reports
    for (const of of [
      candidacyRef(electionId, first.userId),
      candidacyRef(electionId, voter.userId),
      electionId,
      'no.id',
    ])
      await expect(outsider.matter({ subject: 'candidacy', of })).rejects.toMatchObject(gone)
    const nobody = candidacyRef(electionId, voter.userId)
    await expect(send({ subject: 'candidacy', of: nobody, ...WHAT })).rejects.toMatchObject(gone)
  })

  it('is the reason of a recall, of who started it', async () => {
    const { region, governor, ada } = await recalls.makeGovernment()
    const { recallId } = await recalls.start(ada, region, governor)
    await platform.api(governor).reports.file({ subject: 'recall', of: recallId, ...WHAT })
    const { items } = await platform.api(await makeAdmin()).reports.list({ aboutUserId: ada.userId })
    expect(items[0]?.matter).toEqual({
      title: `Recall of ${governor.callsign}`,
      href: `/regions/${region.name}/recalls/${recallId}`,
      lines: [{ label: 'Reason', text: 'The books are closed.' }],
    })
    const outsider = platform.api(await makeUser(platform)).reports
    await expect(outsider.matter({ subject: 'recall', of: recallId })).rejects.toMatchObject(gone)
  })

  it('is a report of a breach of a treaty, or the answer to it: each of who wrote it', async () => {
    const { one, other, id } = await treaties.makeTreaty()
    const breach = { ...act(other, id), text: 'They never lowered their tax.' }
    await platform.api(other.owner).diplomacy.reportBreach(breach)
    const { breaches } = await platform.api(one.owner).diplomacy.get({ treatyId: id })
    const breachId = breaches[0]?.id ?? ''
    const ann = await makeUser(platform)
    const { file: send, matter } = platform.api(ann).reports
    await send({ subject: 'breach', of: breachId, ...WHAT })
    await expect(matter({ subject: 'answer', of: breachId })).rejects.toMatchObject(gone)
    await expect(matter({ subject: 'breach', of: randomUUID() })).rejects.toMatchObject(gone)
    await platform
      .api(one.owner)
      .diplomacy.answerBreach({ ...act(one, id), breachId, text: 'We did lower it.' })
    await send({ subject: 'answer', of: breachId, ...WHAT })
    const { list } = platform.api(await makeAdmin()).reports
    const href = `/regions/${other.region.name}/treaties/${id}`
    expect((await list({ aboutUserId: other.owner.userId })).items[0]?.matter).toEqual({
      ...{ title: 'Breach report', href },
      lines: [{ label: 'Breach report', text: breach.text }],
    })
    expect((await list({ aboutUserId: one.owner.userId })).items[0]?.matter).toEqual({
      ...{ title: 'Answer to a breach report', href },
      lines: [
        { label: 'Answer', text: 'We did lower it.' },
        { label: 'Breach report', text: breach.text },
      ],
    })
  })

  it('is only what the reporter may read: a report tells nothing of the rest', async () => {
    const { region, owner } = await makeDemocracy(platform, 2)
    const ann = await makeUser(platform)
    const { id } = await platform.api(owner).policies.propose({
      ...{ region: region.name, policyType: 'tax_rate', proposedChanges: { taxRate: 0.08 } },
      title: 'Down with everybody',
    })
    const { matter, file: send } = platform.api(ann).reports
    for (const of of [id, randomUUID(), 'not-an-id']) {
      await expect(matter({ subject: 'policy', of })).rejects.toMatchObject(gone)
      await expect(send({ subject: 'policy', of, ...WHAT })).rejects.toMatchObject(gone)
    }
    for (const subject of ['motion', 'region'] as const)
      await expect(matter({ subject, of: 'nowhere' })).rejects.toMatchObject(gone)
    expect(await platform.db.$count(reports)).toBe(0)
  })
})
