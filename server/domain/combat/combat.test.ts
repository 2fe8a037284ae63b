import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMODITIES } from '../economy/commodities.ts'
import { availableTurns, fullTurns } from '../galaxy/turns.ts'
import { SHIP_CLASSES } from '../ships/hulls.ts'
import { type Ship } from '../ships/ship.ts'
import { DAY_MS } from '../utc-day.ts'
import { decideAttack, defeatDamageBp, oddsOf, protectionOf, type Fighter } from './attack.ts'
import { mayFight } from './may-fight.ts'
import { canBeAttacked, decideAmbush, stops } from './meeting.ts'
import { spoilsOf } from './spoils.ts'

const NOW = new Date('2102-05-06T07:08:09Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const ship = (hull: Ship['hull'], modules: Ship['modules'] = []): Ship => ({ hull, modules, damageBp: 0 })
const fighter = (over: Partial<Fighter> = {}): Fighter => ({
  ship: ship('hauler'),
  worth: 100_000n,
  beganAt: ago(30 * DAY_MS),
  defeatedAt: null,
  attackedAt: null,
  docked: false,
  ...over,
})
const corsair = { ...fighter({ ship: ship('corvette') }), turns: fullTurns(NOW) }
const open = mayFight({ pvpRule: 'open', zone: 'border', treaties: [] })
const ground = (patrolsOnDuty: number, friends = 0) => ({ security: 3, patrolsOnDuty, friends })
const attack = (
  over: Partial<typeof corsair> = {},
  on: Partial<Fighter> = {},
  where = ground(2),
  met = { lawful: open, isMet: true },
) => decideAttack({ ...corsair, ...over }, fighter(on), where, met, NOW)

describe('an attack', () => {
  it('11: of a Corvette on a Hauler at security 3 succeeds with two patrols and fails with three', () => {
    expect(attack()).toMatchObject({ value: { attack: 100, defense: 90, succeeds: true } })
    expect(attack({}, {}, ground(3))).toMatchObject({ value: { attack: 100, defense: 100, succeeds: false } })
  })

  it('takes 20 turns, whether it succeeds or not', () => {
    for (const patrols of [2, 3]) {
      const verdict = attack({}, {}, ground(patrols))
      expect(verdict.ok && availableTurns(verdict.value.turns, NOW)).toBe(980)
    }
  })

  it('is harder with friends, of whom two count, and with shields', () => {
    const defense = (friends: number, defender = ship('hauler')) =>
      oddsOf(ship('corvette'), defender, ground(0, friends)).defense
    expect([0, 1, 2, 3].map((friends) => defense(friends))).toEqual([70, 85, 100, 100])
    expect(defense(0, ship('hauler', ['shield']))).toBe(90)
    expect(oddsOf(ship('corvette', ['guns', 'guns']), ship('hauler'), ground(9)).attack).toBe(140)
    expect(
      oddsOf(ship('corvette'), ship('hauler'), { security: 8, patrolsOnDuty: 5, friends: 0 }).defense,
    ).toBe(140)
  })

  it.each<[string, Parameters<typeof attack>]>([
    [
      'forbidden',
      [
        {},
        {},
        ground(0),
        { lawful: mayFight({ pvpRule: 'forbidden', zone: 'border', treaties: [] }), isMet: true },
      ],
    ],
    ['unarmed', [{ ship: ship('hauler') }]],
    ['attacker-docked', [{ docked: true }]],
    ['not-met', [{}, {}, ground(0), { lawful: open, isMet: false }]],
    ['not-enough-turns', [{ turns: { milliturns: 19_999, storedAt: NOW } }]],
    ['pathfinder', [{}, { ship: ship('pathfinder') }]],
    ['docked', [{}, { docked: true }]],
    ['beginner', [{}, { beganAt: ago(7 * DAY_MS - 1) }]],
    ['defeated', [{}, { defeatedAt: ago(DAY_MS - 1) }]],
    ['too-poor', [{}, { worth: 19_999n }]],
  ])('is refused: %s', (reason, given) => {
    expect(attack(...given)).toMatchObject({ ok: false, reason })
  })

  it.each<[string, Partial<Fighter>]>([
    ['after seven days', { beganAt: ago(7 * DAY_MS) }],
    ['a day after a defeat', { defeatedAt: ago(DAY_MS) }],
    ['with a fifth of the attacker’s worth', { worth: 20_000n }],
    ['as a beginner who attacked', { beganAt: ago(DAY_MS), attackedAt: ago(7 * DAY_MS - 1) }],
    ['as a poor pilot who attacked', { worth: 0n, attackedAt: ago(0) }],
  ])('is allowed on somebody %s', (_who, on) => {
    expect(attack({}, on)).toMatchObject({ ok: true })
  })

  it('is forgotten after seven days', () => {
    const one = fighter({ beganAt: ago(6 * DAY_MS), attackedAt: ago(7 * DAY_MS) })
    expect(protectionOf(one, 0n, NOW)).toBe('beginner')
  })

  it('never reaches a Pathfinder or a docked ship, whatever else holds', () => {
    const date = fc.option(fc.nat({ max: 20 * DAY_MS }).map(ago), { nil: null })
    const anybody = fc.record({
      ship: fc.constantFrom(...SHIP_CLASSES).map((hull) => ship(hull)),
      worth: fc.bigInt({ min: 0n, max: 10_000_000n }),
      beganAt: fc.nat({ max: 20 * DAY_MS }).map(ago),
      defeatedAt: date,
      attackedAt: date,
      docked: fc.boolean(),
    })
    fc.assert(
      fc.property(anybody, (defender) => {
        const safe = defender.ship.hull === 'pathfinder' || defender.docked
        if (safe) expect(attack({}, defender).ok).toBe(false)
      }),
    )
  })

  it('damages whom it defeats by three per cent of the hull, a Pathfinder not at all', () => {
    expect(defeatDamageBp('freighter')).toBe(300)
    expect(defeatDamageBp('pathfinder')).toBe(0)
  })
})

describe('spoils', () => {
  it('are half of each good, half of that for the victor', () => {
    expect(spoilsOf({ ore: 41, food: 3, fuel: 1 }, 100)).toEqual({
      lost: { ore: 20, food: 1 },
      taken: { ore: 10 },
      destroyed: { ore: 10, food: 1 },
    })
  })

  it('are what fits, and nothing is doubled or forgotten', () => {
    const cargo = fc.record(Object.fromEntries(COMMODITIES.map((good) => [good, fc.nat({ max: 440 })])))
    fc.assert(
      fc.property(cargo, fc.integer({ min: -20, max: 60 }), (given, free) => {
        const { lost, taken, destroyed } = spoilsOf(given, free)
        for (const good of COMMODITIES) {
          expect(lost[good] ?? 0).toBe(Math.floor((given[good] ?? 0) / 2))
          expect((taken[good] ?? 0) + (destroyed[good] ?? 0)).toBe(lost[good] ?? 0)
          expect(taken[good] ?? 0).toBeLessThanOrEqual(Math.floor((lost[good] ?? 0) / 2))
        }
        const won = COMMODITIES.reduce((sum, good) => sum + (taken[good] ?? 0), 0)
        expect(won).toBeLessThanOrEqual(Math.max(0, free))
      }),
    )
  })
})

describe('lying in wait', () => {
  it('takes five turns and ends after a day', () => {
    const verdict = decideAmbush(corsair, 7, NOW)
    expect(verdict).toMatchObject({ value: { ambush: { sectorId: 7, until: ago(-DAY_MS) } } })
    expect(verdict.ok && availableTurns(verdict.value.turns, NOW)).toBe(995)
  })

  it.each<[string, Partial<typeof corsair>]>([
    ['unarmed', { ship: ship('bulk_carrier') }],
    ['docked', { docked: true }],
    ['not-enough-turns', { turns: { milliturns: 4_999, storedAt: NOW } }],
  ])('is refused: %s', (reason, over) => {
    expect(decideAmbush({ ...corsair, ...over }, 7, NOW)).toMatchObject({ ok: false, reason })
  })

  it('stops who may be attacked, once, in its sector and its time', () => {
    const ambush = { sectorId: 7, until: ago(-1) }
    const victim = { sectorId: 7, mayBeAttacked: true, stoppedBefore: false }
    expect(stops(ambush, victim, NOW)).toBe(true)
    expect(stops(ambush, { ...victim, sectorId: 8 }, NOW)).toBe(false)
    expect(stops(ambush, { ...victim, mayBeAttacked: false }, NOW)).toBe(false)
    expect(stops(ambush, { ...victim, stoppedBefore: true }, NOW)).toBe(false)
    expect(stops({ ...ambush, until: NOW }, victim, NOW)).toBe(false)
  })

  it('allows an attack for ten minutes on whom it stopped there', () => {
    const meeting = { attackerId: 'corsair', sectorId: 7, at: ago(10 * 60_000 - 1) }
    const by = { attackerId: 'corsair', sectorId: 7 }
    expect(canBeAttacked(meeting, by, NOW)).toBe(true)
    expect(canBeAttacked({ ...meeting, at: ago(10 * 60_000) }, by, NOW)).toBe(false)
    expect(canBeAttacked(meeting, { ...by, attackerId: 'other' }, NOW)).toBe(false)
    expect(canBeAttacked(meeting, { ...by, sectorId: 8 }, NOW)).toBe(false)
    expect(canBeAttacked(null, by, NOW)).toBe(false)
  })
})
