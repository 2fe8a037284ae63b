import { expect, it } from 'vitest'
import { checkAdmission, placesForVisitors } from './admission.ts'

const at = (present: number, standing: 'owner' | 'citizen' | 'visitor', places = 20) =>
  checkAdmission({ places, present, standing, displayName: 'Ceres' })

it.each([
  ['a visitor while there is room', 17, 'visitor', true],
  ['no visitor at the places of citizens', 18, 'visitor', false],
  ['a citizen at the places of citizens', 18, 'citizen', true],
  ['a citizen on the last place', 19, 'citizen', true],
  ['no citizen beyond', 20, 'citizen', false],
  ['its owner, always', 500, 'owner', true],
  ['nobody else where more are in than there are places', 500, 'visitor', false],
] as const)('a region admits %s', (_what, present, standing, isAdmitted) => {
  expect(at(present, standing).ok).toBe(isAdmitted)
})

it('keeps at least one place for citizens', () => {
  expect(placesForVisitors(10)).toBe(9)
  expect(placesForVisitors(250)).toBe(225)
})
