import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { defaultSettings } from '../regions/default-settings.ts'
import { type GovernanceType } from '../regions/governance-types.ts'
import { type SettingsPatch } from '../regions/levers.ts'
import { type RegionActor } from '../regions/powers.ts'
import { type Lever } from '../regions/settings.ts'
import {
  checkRevocation,
  MAX_SCHEDULED_DECREES_PER_ISSUER,
  mayScheduleDecree,
  mayTakeEffect,
  SCHEDULED_DECREE_STATUSES,
} from './scheduled-decree.ts'

const OWNER: RegionActor = { isOwner: true, offices: [], membership: 'citizen' }
const GOVERNOR: RegionActor = { isOwner: false, offices: ['governor'], membership: 'citizen' }
const NOBODY: RegionActor = { isOwner: false, offices: [], membership: null }

const onItsDay = (
  governanceType: GovernanceType,
  actor: RegionActor,
  changes: SettingsPatch,
  options: { governorInOffice?: boolean; settledByPolicy?: Lever[] } = {},
) =>
  mayTakeEffect({
    settings: defaultSettings(governanceType, null, DEFAULT_THEME),
    changes,
    actor,
    governorInOffice: false,
    ...options,
  })

describe('mayTakeEffect', () => {
  it('is enacted by the owner of an autocracy and by the governor in office', () => {
    expect(onItsDay('autocracy', OWNER, { taxRateBp: 800, motto: 'On' })).toEqual({
      ok: true,
      value: 'owner',
    })
    expect(onItsDay('democracy', GOVERNOR, { motto: 'On' }, { governorInOffice: true })).toEqual({
      ok: true,
      value: 'governor',
    })
  })

  it.each([
    ['where it now needs a vote', 'democracy', OWNER, { taxRateBp: 800 }, {}],
    ['if one of its parts needs a vote', 'democracy', OWNER, { motto: 'On', taxRateBp: 800 }, {}],
    [
      'of an owner, once a governor is in office',
      'democracy',
      OWNER,
      { motto: 'On' },
      { governorInOffice: true },
    ],
    ['of a governor who left the office', 'democracy', NOBODY, { motto: 'On' }, { governorInOffice: true }],
    ['of an owner who sold the region', 'autocracy', NOBODY, { taxRateBp: 800 }, {}],
    [
      'that would undo a policy passed since',
      'democracy',
      GOVERNOR,
      { motto: 'On' },
      { governorInOffice: true, settledByPolicy: ['motto'] as Lever[] },
    ],
  ] as const)('lapses %s', (_, governanceType, actor, changes, options) => {
    expect(
      onItsDay(governanceType, actor, changes, {
        ...options,
        settledByPolicy: [...('settledByPolicy' in options ? options.settledByPolicy : [])],
      }),
    ).toMatchObject({
      ok: false,
      reason: 'power-lost',
    })
  })

  it('changes nothing if the settings already match', () => {
    expect(onItsDay('democracy', NOBODY, { taxRateBp: 1000 })).toEqual({ ok: true, value: null })
  })
})

describe('announcing a decree', () => {
  it('is allowed while the issuer has fewer than thirty scheduled', () => {
    expect(mayScheduleDecree({ scheduled: MAX_SCHEDULED_DECREES_PER_ISSUER - 1 }).ok).toBe(true)
    expect(mayScheduleDecree({ scheduled: MAX_SCHEDULED_DECREES_PER_ISSUER })).toEqual({
      ok: false,
      reason: 'too-many-coming',
      message: 'You have 30 scheduled decrees. The limit is 30. Revoke one first.',
    })
  })
})

describe('revoking a decree', () => {
  it('is for its issuer, and only while it is scheduled', () => {
    for (const status of SCHEDULED_DECREE_STATUSES) {
      expect(checkRevocation({ isIssuer: true, status }).ok).toBe(status === 'scheduled')
      expect(checkRevocation({ isIssuer: false, status })).toMatchObject({ reason: 'not-the-issuer' })
    }
  })
})
