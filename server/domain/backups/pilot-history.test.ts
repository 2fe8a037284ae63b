import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newestStay, stepsToCatchUp, type KnownPlace, type ToldDeparture } from './pilot-history.ts'

const GALAXIES = ['nexus', 'home', 'away'] as const
type Event = { kind: 'landed' | 'left'; galaxyId: string; fencingVersion: number }

/** A life: begun somewhere, and a landing after each departure. */
const life = fc
  .tuple(fc.array(fc.constantFrom(...GALAXIES), { minLength: 1, maxLength: 8 }), fc.boolean())
  .map(([stays, isAway]): Event[] => {
    const events = stays.flatMap((galaxyId, at): Event[] => [
      { kind: 'landed', galaxyId, fencingVersion: at + 1 },
      { kind: 'left', galaxyId, fencingVersion: at + 1 },
    ])
    return isAway ? events : events.slice(0, -1)
  })

function placeAfter(events: readonly Event[]): KnownPlace | null {
  const last = events.at(-1)
  if (!last) return null
  const isTravelling = last.kind === 'left'
  return {
    galaxyId: last.galaxyId,
    fencingVersion: last.fencingVersion + (isTravelling ? 1 : 0),
    ...{ isTravelling, isBeginning: false },
  }
}

const leftIn = (events: readonly Event[]): ToldDeparture[] =>
  events
    .filter(({ kind }) => kind === 'left')
    .map(({ galaxyId, fencingVersion }) => ({ galaxyId, fencingVersion, messageId: `m${fencingVersion}` }))

it('from every moment of every life the platform comes to the place of now, and hears of each departure once', () => {
  fc.assert(
    fc.property(life, fc.nat(16), fc.boolean(), (events, cut, tellsAll) => {
      const before = events.slice(0, cut)
      const now = placeAfter(events)
      // Galaxies tell of more than is missing: what they keep reaches further back.
      const departures = leftIn(tellsAll ? events : events.slice(cut)).reverse()
      const stay = now && !now.isTravelling ? now : null
      let at = placeAfter(before)
      const heard: string[] = []
      for (const step of stepsToCatchUp(at, { departures, stay })) {
        if (step.kind === 'place') at = { ...step, isTravelling: false, isBeginning: false }
        else {
          heard.push(step.messageId)
          expect(at?.isTravelling).toBe(false)
          at = at && { ...at, fencingVersion: at.fencingVersion + 1, isTravelling: true }
        }
      }
      expect(at).toMatchObject(now ? { galaxyId: now.galaxyId, fencingVersion: now.fencingVersion } : {})
      expect(at?.isTravelling).toBe(now?.isTravelling)
      expect(heard).toEqual(leftIn(events.slice(cut)).map(({ messageId }) => messageId))
      expect(stepsToCatchUp(at, { departures, stay })).toEqual([])
    }),
  )
})

it('a stay of which the departure was not kept is passed over', () => {
  const known = { galaxyId: 'home', fencingVersion: 1, isTravelling: false, isBeginning: false }
  const stay = { galaxyId: 'away', fencingVersion: 5 }
  expect(stepsToCatchUp(known, { departures: [], stay })).toEqual([{ kind: 'place', ...stay }])
})

it('who was beginning has begun, and an older stay moves nobody', () => {
  const known = { galaxyId: 'home', fencingVersion: 1, isTravelling: false, isBeginning: true }
  const here = { galaxyId: 'home', fencingVersion: 1 }
  expect(stepsToCatchUp(known, { departures: [], stay: here })).toEqual([{ kind: 'place', ...here }])
  expect(stepsToCatchUp({ ...known, fencingVersion: 3 }, { departures: [], stay: here })).toEqual([])
})

it('of several stays the one of the highest version counts', () => {
  const [older, newer] = [2, 4].map((fencingVersion) => ({ galaxyId: `g${fencingVersion}`, fencingVersion }))
  expect(newestStay([])).toEqual({ stay: null, ended: [] })
  expect(newestStay([older, newer].flatMap((one) => one ?? []))).toEqual({ stay: newer, ended: [older] })
})
