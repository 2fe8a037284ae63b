import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { defaultSettings } from './default-settings.ts'
import {
  cultureInput,
  defenseInput,
  economyInput,
  governanceInput,
  immigrationInput,
  pvpInput,
} from './inputs.ts'
import { displayNameSchema } from './display-name.ts'
import { leversOf, withoutUndefined } from './levers.ts'
import { settingsPatchSchema } from './settings-schema.ts'
import { changesFromWire, changesToWire, settingsToWire, wireChangesSchema } from './wire-settings.ts'

const firstMessage = (result: { success: boolean; error?: { issues: { message: string }[] } }) =>
  result.error?.issues[0]?.message

describe('requests', () => {
  it.each([
    [economyInput, { taxRate: 0.04 }, 'Tax must be between 5% and 25%.'],
    [economyInput, { taxRate: 0.26 }, 'Tax must be between 5% and 25%.'],
    [economyInput, { taxRate: '0.1' }, 'Tax must be between 5% and 25%.'],
    [economyInput, { taxRate: Number.NaN }, 'Tax must be between 5% and 25%.'],
    [economyInput, { taxRate: 0.1, startingCredits: 99 }, 'Starting credits must be between 100 and 10,000.'],
    [
      economyInput,
      { taxRate: 0.1, startingCredits: 100.5 },
      'Starting credits must be between 100 and 10,000.',
    ],
    [
      economyInput,
      { taxRate: 0.1, tradeBonuses: { ore: 3.01 } },
      'A trade bonus must be between 1.0 and 3.0.',
    ],
    [
      governanceInput,
      { governanceType: 'democracy', votingThreshold: 0.05 },
      'The voting threshold must be between 10% and 90%.',
    ],
    [
      governanceInput,
      { governanceType: 'monarchy', votingThreshold: 0.5 },
      'The form of government must be one of democracy, autocracy, council.',
    ],
    [
      governanceInput,
      { governanceType: 'council', votingThreshold: 0.5, electionFrequencyDays: 29 },
      'The election interval must be between 30 and 365 days.',
    ],
    [
      governanceInput,
      { governanceType: 'council', votingThreshold: 0.5, quorum: 0.61 },
      'The quorum must be between 25% and 60%.',
    ],
    [cultureInput, { motto: 'x'.repeat(141) }, 'The motto may have at most 140 characters.'],
    [defenseInput, { defenseLevel: 6 }, 'The patrol level must be between 0 and 5.'],
    [
      immigrationInput,
      { immigrationPolicy: 'open', citizenshipWaitDays: 91 },
      'The waiting period must be between 0 and 90 days.',
    ],
    [pvpInput, { pvpRule: 'duel' }, 'The PvP rule must be one of forbidden, contested_zones, open.'],
    [displayNameSchema, 'ab', 'The display name must have 3 to 60 characters.'],
  ])('a value out of bounds is refused with the bound (%#)', (schema, input, message) => {
    expect(firstMessage(schema.safeParse(input))).toBe(message)
  })

  it('an unknown commodity is refused', () => {
    expect(economyInput.safeParse({ taxRate: 0.1, tradeBonuses: { gold: 2 } }).success).toBe(false)
  })

  it('fractions become integers, and missing fields are not in the patch', () => {
    const input = economyInput.parse({ taxRate: 0.075, tradeBonuses: { ore: 1.25 } })
    const patch = changesFromWire(input)
    expect(patch).toStrictEqual({ taxRateBp: 750, tradeBonuses: { ore: 125 } })
  })

  it('settings survive a round trip to the wire', () => {
    const settings = defaultSettings('council', 'mining', DEFAULT_THEME)
    const wire = wireChangesSchema.parse(changesToWire(settings))
    expect(wire).toMatchObject({
      taxRate: 0.1,
      quorum: 0.3333,
      votingThreshold: 0.5,
      aestheticTheme: DEFAULT_THEME,
    })
    expect(changesFromWire(wire)).toEqual(settings)
    expect(settingsToWire(settings)).toEqual(wire)
  })

  it('an empty patch stays empty in both directions', () => {
    expect(changesFromWire({})).toStrictEqual({})
    expect(changesToWire({})).toStrictEqual({})
  })
})

describe('stored patches', () => {
  it('survive a round trip', () => {
    const settings = defaultSettings('democracy', null, DEFAULT_THEME)
    expect(settingsPatchSchema.parse(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
  })

  it.each([{ taxRateBp: 2501 }, { taxRateBp: 500.5 }, { taxRate: 0.1 }, { tradeBonuses: { ore: 99 } }])(
    'a patch outside the rules is refused: %j',
    (patch) => {
      expect(settingsPatchSchema.safeParse(patch).success).toBe(false)
    },
  )

  it('undefined levers count as missing', () => {
    expect(leversOf({ taxRateBp: undefined, motto: '' })).toEqual(['motto'])
    expect(withoutUndefined({ taxRateBp: undefined, motto: '' })).toStrictEqual({ motto: '' })
  })
})
