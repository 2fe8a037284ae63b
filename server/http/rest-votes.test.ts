import { describe, expect, it } from 'vitest'
import { like } from '#server/testing/like.ts'
import { openVoting } from '../services/elections/open-voting.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeDemocracy } from '../testing/make-democracy.ts'
import { makeOfficeHolder } from '../testing/make-office-holder.ts'
import { makeMember, makeRegion } from '../testing/make-region.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000

/** REST as this person calls it; a refusal fails the test, and so does an answer off its schema. */
async function restOf(actor: UserActor) {
  const send = await restProgram(platform, actor)
  return async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const { status, body: answer } = await send(method, path, body)
    expect([path, status < 300 ? null : answer]).toEqual([path, null])
    return { ...(answer as Record<string, unknown> | null) }
  }
}

const RECEIPT = { receipt: like.any(String), weight: like.any(Number), changed: false }

describe('over REST', () => {
  it('one votes on a policy, changes the ballot, answers with a counter-proposal, withdraws', async () => {
    const { owner, voters } = await makeDemocracy(platform, 2)
    const [rest, citizen] = [await restOf(owner), await restOf(voters[1] ?? owner)]
    const policy = await rest('POST', '/regions/my-region/policies', {
      policyType: 'tax_rate',
      title: 'Lower tax',
      proposedChanges: { taxRate: 0.08 },
    })
    const ballot = `/policies/${String(policy.id)}/ballot`
    expect(await citizen('POST', ballot, { choice: 'no' })).toMatchObject(RECEIPT)
    expect(await citizen('POST', ballot, { choice: 'yes' })).toMatchObject({ changed: true })
    const counter = await citizen('POST', `/policies/${String(policy.id)}/counter-proposals`, {
      title: 'Slightly lower tax',
      proposedChanges: { taxRate: 0.09 },
    })
    await citizen('POST', `/policies/${String(counter.id)}/withdraw`, {})
    expect(await rest('GET', `/policies/${String(counter.id)}`)).toMatchObject({ status: 'withdrawn' })
  })

  it('one stands for an office, withdraws, stands again and is elected by ballots', async () => {
    const { owner, voters } = await makeDemocracy(platform, 2)
    const [rest, citizen] = [await restOf(owner), await restOf(voters[1] ?? owner)]
    const { id } = await rest('POST', '/regions/my-region/elections', {
      position: 'ambassador',
      nominationDays: 1,
    })
    const election = `/elections/${String(id)}`
    const standing = { platform: 'Lamps lit' }
    expect(await citizen('POST', `${election}/candidacy`, standing)).toEqual({ electionId: id, ...standing })
    await citizen('DELETE', `${election}/candidacy`)
    expect(await rest('GET', election)).toMatchObject({ candidates: [] })
    await citizen('POST', `${election}/candidacy`, standing)
    platform.clock.advance(DAY_MS)
    await openVoting(platform.ctx({ kind: 'system', job: 'test' }), { electionId: String(id) })
    const candidateId = voters[1]?.userId
    // Access tokens of a day ago have run out.
    const today = await restOf(owner)
    expect(await today('POST', `${election}/ballot`, { candidateId })).toMatchObject(RECEIPT)
    expect(await today('GET', election)).toMatchObject({ candidates: [{ playerId: candidateId }] })
  })

  it('one starts a recall, signs it, withdraws the signature and votes; a holder resigns', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 5)
    const governor = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'governor', governor, 90)
    platform.clock.advance(10 * DAY_MS)
    const [first, second, third] = await Promise.all(
      [owner, voters[1] ?? owner, voters[2] ?? owner].map((voter) => restOf(voter)),
    )
    if (!first || !second || !third) throw new Error('no voters')
    const { recallId } = await first('POST', `/regions/${region.name}/recalls`, {
      position: 'governor',
      holderId: governor.userId,
      reason: 'The books are closed.',
    })
    const recall = `/recalls/${String(recallId)}`
    expect(await second('POST', `${recall}/signature`, {})).toEqual({ recallId, opened: false })
    await second('DELETE', `${recall}/signature`)
    expect(await second('GET', recall)).toMatchObject({ hasSigned: false, signatures: 1 })
    await second('POST', `${recall}/signature`, {})
    expect(await third('POST', `${recall}/signature`, {})).toEqual({ recallId, opened: true })
    expect(await third('POST', `${recall}/ballot`, { choice: 'yes' })).toMatchObject(RECEIPT)
    const holder = await restOf(governor)
    expect(await holder('POST', `/regions/${region.name}/offices/governor/resignation`, {})).toMatchObject({
      position: 'governor',
    })
  })

  it('one delegates a vote, sees it and takes it back', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 1)
    const delegate = voters[1] ?? owner
    const rest = await restOf(owner)
    const { callsign, userId } = delegate
    expect(await rest('PUT', `/regions/${region.name}/delegation`, { callsign })).toEqual({
      delegateId: userId,
      callsign,
    })
    expect(await rest('GET', `/regions/${region.name}/delegations`)).toMatchObject({
      to: { playerId: userId },
    })
    expect(await (await restOf(delegate))('GET', `/regions/${region.name}/delegations`)).toMatchObject({
      from: { total: 1, items: [{ playerId: owner.userId }] },
    })
    await rest('DELETE', `/regions/${region.name}/delegation`)
    expect(await rest('GET', `/regions/${region.name}/delegations`)).toMatchObject({ to: null })
  })
})

describe('treaties over REST', () => {
  async function makeSides(governanceType: 'autocracy' | 'democracy' = 'autocracy') {
    const [one, other] = [await makeRegion(platform), await makeRegion(platform, { governanceType })]
    const [offerer, partner] = [await restOf(one.owner), await restOf(other.owner)]
    const offer = (terms: Record<string, unknown>) =>
      offerer('POST', '/regions/my-region/treaties', {
        partner: other.region.name,
        treatyType: 'trade_agreement',
        terms,
      })
    const acts = { one: { region: one.region.name }, other: { region: other.region.name } }
    return { one, other, offerer, partner, offer, acts }
  }
  const TERMS = { taxRelief: 0.2, durationDays: 30 }

  it('are countered, signed, renewed and given notice of', async () => {
    const { offerer, partner, offer, acts } = await makeSides()
    const treaty = `/treaties/${String((await offer(TERMS)).id)}`
    const terms = { ...TERMS, taxRelief: 0.1 }
    expect(await partner('POST', `${treaty}/counter-offer`, { ...acts.other, terms })).toMatchObject({
      terms,
    })
    expect(await offerer('POST', `${treaty}/signature`, acts.one)).toMatchObject({ status: 'active' })
    expect(await offerer('POST', `${treaty}/renewal`, { ...acts.one, terms })).toMatchObject({
      status: 'proposed',
    })
    expect(await offerer('POST', `${treaty}/notice`, acts.one)).toMatchObject({ status: 'notice' })
    expect(await partner('GET', treaty)).toMatchObject({ status: 'notice' })
  })

  it('are refused by the partner or withdrawn by the offerer', async () => {
    const { offerer, partner, offer, acts } = await makeSides()
    const refused = await offer(TERMS)
    expect(await partner('POST', `/treaties/${String(refused.id)}/refusal`, acts.other)).toMatchObject({
      id: refused.id,
    })
    const withdrawn = await offer(TERMS)
    expect(await offerer('POST', `/treaties/${String(withdrawn.id)}/withdrawal`, acts.one)).toMatchObject({
      id: withdrawn.id,
    })
  })

  it('are put to the vote where citizens ratify, and voted on', async () => {
    const { partner, offer, acts } = await makeSides('democracy')
    const { id } = await offer(TERMS)
    expect(await partner('POST', `/treaties/${String(id)}/signature`, acts.other)).toMatchObject({
      status: 'ratifying',
    })
    expect(
      await partner('POST', `/treaties/${String(id)}/ballot`, { ...acts.other, choice: 'yes' }),
    ).toMatchObject(RECEIPT)
  })
})
