import { describe, expect, it } from 'vitest'
import { addressOf, carriedFields, checkDraft, readDraft, readStep } from './draft.ts'
import { like } from '#server/testing/like.ts'

const good = new URLSearchParams({ displayName: 'Alfheim', regionName: 'alfheim', motto: 'Up' })

describe('the wizard’s draft', () => {
  it('starts with defaults and drops unknown values', () => {
    const draft = readDraft(new URLSearchParams('governanceType=mob&economicSpecialization=war'))
    expect(draft).toMatchObject({ governanceType: 'democracy', economicSpecialization: '', regionName: '' })
    expect(readStep(new URLSearchParams('step=nowhere'))).toBe('name')
  })

  it('survives the round trip through the URL', () => {
    const draft = readDraft(good)
    const url = new URL(addressOf(draft, 'look'), 'http://x')
    expect(readDraft(url.searchParams)).toEqual(draft)
    expect(readStep(url.searchParams)).toBe('look')
  })

  it('carries the fields of other steps, not its own', () => {
    const names = carriedFields(readDraft(good), 'name').map(([name]) => name)
    expect(names).toContain('motto')
    expect(names).not.toContain('displayName')
  })

  it('reports the first invalid step', () => {
    expect(checkDraft(readDraft(good))).toBeNull()
    expect(checkDraft(readDraft(new URLSearchParams({ regionName: 'x' })))).toMatchObject({
      step: 'name',
      fields: { displayName: like.any(String), regionName: like.any(String) },
    })
    const dim = new URLSearchParams([...good, ['text', '#111111'], ['background', '#000000']])
    expect(checkDraft(readDraft(dim))).toMatchObject({ step: 'look', fields: { text: like.any(String) } })
    const long = new URLSearchParams(
      [...good].filter(([name]) => name !== 'motto').concat([['motto', 'x'.repeat(200)]]),
    )
    expect(checkDraft(readDraft(long))).toMatchObject({ step: 'look', fields: { motto: like.any(String) } })
  })
})
