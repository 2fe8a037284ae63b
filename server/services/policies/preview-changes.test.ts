import { describe, expect, it } from 'vitest'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const changes = { taxRate: 0.08 }

describe('a preview of changes', () => {
  it('shows what would change and who decides, and changes nothing', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'autocracy' })
    const api = platform.api(owner)
    const preview = await api.policies.previewChanges({ region: region.name, changes })
    expect(preview).toMatchObject([
      { policyType: 'tax_rate', changes: [{ before: 1000, after: 800 }], decision: { instrument: 'decree' } },
    ])
    expect((await api.regions.mine({ region: region.name })).taxRate).toBe(0.1)
  })

  it('of a proposal is a vote, even for an autocrat', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'autocracy' })
    const preview = await platform
      .api(owner)
      .policies.previewChanges({ region: region.name, changes, asProposal: true })
    expect(preview[0]?.decision.instrument).toBe('vote')
  })

  it('shows citizens of an autocracy who can change it, and outsiders nothing', async () => {
    const { region } = await makeRegion(platform, { governanceType: 'autocracy' })
    const citizen = await makeMember(platform, region)
    const preview = await platform.api(citizen).policies.previewChanges({ region: region.name, changes })
    expect(preview[0]?.decision.instrument).toBe('refused')
    const stranger = await makeUser(platform)
    const asked = platform.api(stranger).policies.previewChanges({ region: region.name, changes })
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
