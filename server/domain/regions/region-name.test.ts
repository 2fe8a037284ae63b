import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regionNameProblem, RESERVED_REGION_NAMES, suggestRegionName } from './region-name.ts'
import { regionNameSchema } from './region-name-schema.ts'

describe('region name', () => {
  it.each(['new-terra', 'abc', '7-seas', 'x'.repeat(50)])('%s is a name', (name) => {
    expect(regionNameSchema.parse(name)).toBe(name)
  })

  it.each([
    ...[
      'ab',
      'x'.repeat(51),
      'New-Terra',
      'new_terra',
      '-terra',
      'terra-',
      'new--terra',
      'new terra',
      'tërra',
      '',
    ],
    ...['admin', 'nexus', 'my-region', 'terra\n', ' terra'],
  ])('%j is refused', (name) => {
    expect(regionNameSchema.safeParse(name).success).toBe(false)
  })

  it('says that a reserved name is reserved', () => {
    expect(regionNameSchema.safeParse('admin').error?.issues[0]?.message).toBe('This name is reserved.')
  })

  it('has the same problem for who types it as for who sends it', () => {
    const name = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-z0-9-]{0,52}$/),
      fc.constantFrom(...RESERVED_REGION_NAMES),
    )
    fc.assert(
      fc.property(name, (text) => {
        const { error } = regionNameSchema.safeParse(text)
        expect(regionNameProblem(text)).toBe(error?.issues[0]?.message ?? null)
      }),
    )
  })

  it('suggests a valid format for any display name', () => {
    expect(suggestRegionName('Álfheim Reach!')).toBe('alfheim-reach')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        expect(suggestRegionName(name)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)
      }),
    )
  })
})
