import { describe, expect, it } from 'vitest'
import { makeMember } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { leaveRegion } from '../membership/leave-region.ts'
import { sweepRecalls } from './sweep-recalls.ts'
import { like } from '#server/testing/like.ts'
import { recallSteps } from '#server/testing/recall-steps.ts'

const platform = useTestPlatform()
const { system, pass, makeGovernment, start, sign, cast, see, makeRecallVote, actionsOn, noticesOf } =
  recallSteps(platform)

describe('asking for a recall', () => {
  it('is for citizens, signs immediately, is audited, notified and shown with the office', async () => {
    const { region, owner, governor, ada, ben } = await makeGovernment()
    const { recallId } = await start(ada, region, governor)
    expect(await see(ben, recallId)).toMatchObject({
      status: 'petition',
      position: 'governor',
      holder: { callsign: governor.callsign },
      startedBy: { callsign: ada.callsign },
      signatures: 1,
      signaturesNeeded: 3,
      hasSigned: false,
      canSign: true,
      canVote: false,
      ownVote: null,
    })
    expect(await see(ada, recallId)).toMatchObject({ hasSigned: true, canSign: false, canWithdraw: true })
    expect(await actionsOn(recallId)).toEqual(['recall.started'])
    expect(await noticesOf(governor)).toContain('recall.started')
    expect(await noticesOf(owner)).toContain('recall.started')
    const [office] = await platform.api(ben).elections.offices({ region: region.name })
    expect(office?.holders).toMatchObject([
      { recall: { id: recallId, signatures: 1, signaturesNeeded: 3 }, canRecall: false },
    ])
    const [shown] = await platform.api().elections.offices({ region: region.name })
    expect(shown?.holders).toMatchObject([{ canRecall: false, whyNotRecall: like.any(String) }])
  })

  it('is refused to others, against oneself, twice, in the blackout and for a vacant office', async () => {
    const { region, governor, ada, ben } = await makeGovernment()
    const resident = await makeMember(platform, region, { type: 'resident' })
    await expect(start(resident, region, governor)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(start(await makeUser(platform), region, governor)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(start(governor, region, governor)).rejects.toThrow('resign')
    await expect(start(ada, region, ben)).rejects.toMatchObject({ code: 'CONFLICT' })
    await start(ada, region, governor)
    await expect(start(ben, region, governor)).rejects.toThrow('already open')
    const fresh = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'ambassador', fresh, 90)
    const early = platform.api(ada).elections.startRecall({
      region: region.name,
      position: 'ambassador',
      holderId: fresh.userId,
      reason: 'Too soon',
    })
    await expect(early).rejects.toThrow('first 7 days')
  })

  it('makes one petition for two concurrent requests', async () => {
    const { region, governor, ada, ben } = await makeGovernment()
    const asked = await Promise.allSettled([start(ada, region, governor), start(ben, region, governor)])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the signatures', () => {
  it('come from citizens, one each, can be withdrawn and are secret', async () => {
    const { region, governor, ada, ben } = await makeGovernment()
    const { recallId } = await start(ada, region, governor)
    const resident = await makeMember(platform, region, { type: 'resident' })
    const stranger = await makeUser(platform)
    await expect(sign(resident, recallId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(sign(stranger, recallId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(see(stranger, recallId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await sign(ben, recallId)
    await expect(sign(ben, recallId)).rejects.toThrow('signed already')
    expect((await see(governor, recallId)).signatures).toBe(2)
    const withdraw = (actor: UserActor) => platform.api(actor).elections.withdrawSignature({ recallId })
    await withdraw(ben)
    await expect(withdraw(ben)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await see(governor, recallId)).signatures).toBe(1)
    expect(await actionsOn(recallId)).toEqual([
      'recall.started',
      'recall.signed',
      'recall.signature-withdrawn',
    ])
    await expect(cast(ada, recallId, 'yes')).rejects.toThrow('still being gathered')
  })

  it('open the vote at one third of the current citizens', async () => {
    const { region, governor, owner, citizens, recallId } = await makeRecallVote()
    const shown = await see(owner, recallId)
    expect(shown).toMatchObject({ status: 'voting', rollSize: 7, turnout: 0, canVote: true, canSign: false })
    expect(shown.rollHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await noticesOf(governor)).toContain('recall.voting-opened')
    expect(await actionsOn(recallId)).toContain('recall.voting-opened')
    const late = await makeMember(platform, region)
    await expect(cast(late, recallId, 'yes')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(sign(citizens[4] ?? owner, recallId)).rejects.toThrow('no longer gathered')
    expect(await platform.api(owner).policies.myVotes({})).toMatchObject({
      items: [{ subject: 'recall', subjectId: recallId, title: 'Recall: Governor', isOpen: true }],
    })
  })

  it('suffice when others leave, and do not count from people who left', async () => {
    const { region, governor, ada, ben, cyd, dan } = await makeGovernment()
    const more = await makeMember(platform, region)
    const { recallId } = await start(ada, region, governor)
    await sign(ben, recallId)
    await leaveRegion(platform.ctx(ben), { region: region.name })
    expect(await see(ada, recallId)).toMatchObject({ signatures: 1, signaturesNeeded: 3 })
    await sign(cyd, recallId)
    await sweepRecalls(system())
    expect(await see(ada, recallId)).toMatchObject({ status: 'petition', signatures: 2 })
    await leaveRegion(platform.ctx(dan), { region: region.name })
    await sweepRecalls(system())
    expect(await see(more, recallId)).toMatchObject({ status: 'voting', rollSize: 6, signaturesNeeded: 2 })
  })

  it('lapse if too few after two weeks, and the holder is protected for a while', async () => {
    const { region, governor, ada, ben } = await makeGovernment()
    const { recallId } = await start(ada, region, governor)
    pass(14)
    await expect(sign(ben, recallId)).rejects.toThrow('no longer gathered')
    await sweepRecalls(system())
    expect(await see(ada, recallId)).toMatchObject({
      status: 'lapsed',
      lapseReason: 'The signatures stayed too few.',
    })
    expect(await noticesOf(governor)).toContain('recall.lapsed')
    await expect(start(ben, region, governor)).rejects.toThrow('30 days')
    pass(30)
    await start(ben, region, governor)
  })
})
