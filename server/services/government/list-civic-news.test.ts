import { beforeAll, expect, it } from 'vitest'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { policySteps } from '#server/testing/policy-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const { proposeTax, cast } = policySteps(platform)
let home: MadeRegion

beforeAll(async () => {
  home = await makeRegion(platform, { withGalaxy: true })
})

const enact = (taxRate: number) =>
  platform.api(home.owner).regions.changeEconomy({ region: home.region.name, taxRate })
const titlesOf = async (user: Parameters<typeof platform.api>[0]) =>
  (await platform.api(user).pilots.news()).laws.map(({ number }) => number)

it('tells citizens and who flies there of the laws of seven days, and nobody else', async () => {
  const citizen = await makeMember(platform, home.region)
  const resident = await makeMember(platform, home.region, { type: 'resident' })
  const pilot = await makeUser(platform)
  await platform.api(pilot).space.enter({ region: home.region.name })
  await enact(0.12)
  await enact(0.13)
  expect(await titlesOf(citizen)).toEqual([3, 2, 1])
  expect(await titlesOf(pilot)).toEqual([3, 2, 1])
  expect(await titlesOf(resident)).toEqual([])
  platform.clock.advance(7 * 86_400_000)
  await enact(0.14)
  expect(await titlesOf(citizen)).toEqual([4])
  await expect(platform.api().pilots.news()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})

it('lists the open votes of the reader and whether they have voted', async () => {
  const { region, voters } = await makeDemocracy(platform, 2)
  const [owner, citizen] = voters
  if (!owner || !citizen) throw new Error('a democracy of two')
  const { id } = await proposeTax(owner, region)
  const votesOf = async () => (await platform.api(citizen).pilots.news()).votes
  expect(await votesOf()).toMatchObject([{ subject: 'policy', subjectId: id, hasVoted: false }])
  await cast(citizen, id)
  expect(await votesOf()).toMatchObject([{ hasVoted: true }])
})
