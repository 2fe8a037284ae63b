import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PORT_CLASSES } from '../galaxy/port-classes.ts'
import { availableTurns, fullTurns } from '../galaxy/turns.ts'
import { fits, freeHolds, usedHolds } from './cargo.ts'
import { dock, dockingCharge } from './docking.ts'
import { hasYard, HULLS, SHIP_CLASSES, shipName } from './hulls.ts'
import { hasRank, nextRankOf, rankOf, RANKS, renown } from './ranks.ts'
import { worthOf } from './worth.ts'
import { damaged, SHIP_MODULES, shipFigures, type Ship } from './ship.ts'
import {
  decideYardOrder,
  tradeInValue,
  yardItems,
  yardWork,
  type YardCustomer,
  type YardOrder,
} from './shipyard.ts'

const NOW = new Date('2102-05-06T07:08:09Z')
const sound = (hull: Ship['hull'], modules: Ship['modules'] = []): Ship => ({ hull, modules, damageBp: 0 })
const EMPTY = { cargo: {}, sealedHolds: 0 }
const customer: YardCustomer = {
  ship: sound('hauler'),
  hold: EMPTY,
  purse: 1_000_000n,
  highestRenown: 500,
  stay: { docked: true, hasDocked: true },
  turns: fullTurns(NOW),
}
const order = (
  wanted: YardOrder,
  given: Partial<YardCustomer> = {},
  port: (typeof PORT_CLASSES)[number] = 'foundry',
) => decideYardOrder(port, { ...customer, ...given }, wanted, NOW)
const buy = (hull: Ship['hull'], given: Partial<YardCustomer> = {}) => order({ kind: 'hull', hull }, given)

describe('hulls', () => {
  it('are those of ECONOMY.md §3', () => {
    const rows = SHIP_CLASSES.map((hull) => {
      const { holds, dockingTurns, price, berthFee, shields, guns, rank } = HULLS[hull]
      return [hull, holds, dockingTurns, Number(price), Number(berthFee), shields, guns, rank]
    })
    expect(rows).toEqual([
      ['pathfinder', 40, 10, 0, 0, 20, 0, null],
      ['courier', 60, 6, 12_000, 15, 15, 0, null],
      ['hauler', 120, 10, 25_000, 30, 40, 0, null],
      ['freighter', 240, 13, 120_000, 80, 70, 0, 'merchant'],
      ['bulk_carrier', 440, 17, 500_000, 200, 120, 0, 'captain'],
      ['corvette', 50, 8, 150_000, 60, 80, 100, 'merchant'],
    ])
  })

  it('are sold by trade hubs and foundries, a Corvette by foundries alone, a Pathfinder by nobody', () => {
    expect(PORT_CLASSES.filter(hasYard)).toEqual(['trade_hub', 'foundry'])
    const sellers = SHIP_CLASSES.map((hull) => HULLS[hull].yards)
    expect(sellers.map((yards) => yards.length)).toEqual([0, 2, 2, 2, 2, 1])
    expect(HULLS.corvette.yards).toEqual(['foundry'])
  })

  it('a ship is named after its pilot and its hull', () => {
    expect(shipName('Ada', 'pathfinder')).toBe('Ada’s Pathfinder')
  })
})

describe('modules', () => {
  it('each take ten holds and add what they are for', () => {
    expect(shipFigures(sound('corvette', ['shield', 'guns', 'scanner']))).toEqual({
      holds: 20,
      dockingTurns: 8,
      berthFee: 60n,
      shields: 100,
      guns: 120,
      sightTurns: 5,
      repairCost: 0n,
    })
    expect(shipFigures(sound('corvette', ['guns', 'guns', 'guns']))).toMatchObject({
      guns: 160,
      sightTurns: 3,
    })
  })

  it.each<[string, YardOrder, Partial<YardCustomer>]>([
    [
      'no-module-slot',
      { kind: 'module', module: 'shield' },
      { ship: sound('hauler', ['shield', 'shield', 'shield']) },
    ],
    ['module-does-not-fit', { kind: 'module', module: 'guns' }, {}],
    ['module-does-not-fit', { kind: 'module', module: 'scanner' }, { ship: sound('hauler', ['scanner']) }],
    [
      'cargo-does-not-fit',
      { kind: 'module', module: 'shield' },
      { hold: { cargo: { ore: 111 }, sealedHolds: 0 } },
    ],
    ['purse-too-small', { kind: 'module', module: 'shield' }, { purse: 7_999n }],
  ])('%s', (reason, wanted, given) => {
    expect(order(wanted, given)).toMatchObject({ ok: false, reason })
  })

  it('are bought at their list price', () => {
    const prices = SHIP_MODULES.map((module) => {
      const verdict = order({ kind: 'module', module }, { ship: sound('corvette') })
      return verdict.ok ? verdict.value.cost : null
    })
    expect(prices).toEqual([8_000n, 15_000n, 5_000n])
  })
})

describe('a yard', () => {
  it('12: takes a Hauler in for a Freighter', () => {
    expect(buy('freighter')).toMatchObject({
      ok: true,
      value: { cost: 105_000n, ship: sound('freighter'), purse: 895_000n },
    })
  })

  it('takes modules in at the same share, and takes off what the repair costs', () => {
    expect(tradeInValue(sound('hauler', ['shield', 'scanner']))).toBe(22_800n)
    expect(tradeInValue({ ...sound('hauler'), damageBp: 300 })).toBe(14_250n)
    expect(tradeInValue(sound('pathfinder'))).toBe(0n)
    expect(tradeInValue({ ...sound('hauler'), damageBp: 10_000 })).toBe(0n)
  })

  it('offers every hull that yards sell but the own, every module, and repair; each with its items', () => {
    const hulls = yardWork(sound('hauler')).flatMap((work) => (work.kind === 'hull' ? [work.hull] : []))
    expect(hulls).toEqual(['courier', 'freighter', 'bulk_carrier', 'corvette'])
    expect(yardWork(sound('courier')).map(({ kind }) => kind)).toContain('repair')
    expect(yardItems(sound('hauler'), { kind: 'hull', hull: 'courier' })).toEqual({
      price: 12_000n,
      tradeIn: 12_000n,
      cost: 0n,
    })
    expect(yardItems({ ...sound('hauler'), damageBp: 500 }, { kind: 'repair' })).toEqual({
      price: 1_250n,
      tradeIn: 0n,
      cost: 1_250n,
    })
  })

  it('never pays out: a smaller hull costs nothing', () => {
    expect(buy('courier')).toMatchObject({ value: { cost: 0n, purse: 1_000_000n } })
  })

  it.each<[string, Ship['hull'], Partial<YardCustomer>]>([
    ['same-hull', 'hauler', {}],
    ['not-sold-here', 'pathfinder', {}],
    ['rank-too-low', 'freighter', { highestRenown: 499 }],
    ['rank-too-low', 'bulk_carrier', { highestRenown: 2_499 }],
    ['cargo-does-not-fit', 'courier', { hold: { cargo: { ore: 51 }, sealedHolds: 10 } }],
    ['purse-too-small', 'freighter', { purse: 104_999n }],
    ['purse-too-small', 'freighter', { purse: 105_029n, stay: { docked: false, hasDocked: true } }],
    [
      'not-enough-turns',
      'freighter',
      { stay: { docked: false, hasDocked: true }, turns: { milliturns: 9_999, storedAt: NOW } },
    ],
  ])('refuses: %s (%s)', (reason, hull, given) => {
    expect(buy(hull, given)).toMatchObject({ ok: false, reason })
  })

  it('charges the docking of the ship that came, once a stay', () => {
    const verdict = buy('freighter', { stay: { docked: false, hasDocked: true } })
    expect(verdict).toMatchObject({ value: { purse: 894_970n, docking: { turns: 10, berthFee: 30n } } })
    expect(verdict.ok && availableTurns(verdict.value.docking.account, NOW)).toBe(990)
  })

  it('sells no Corvette at a trade hub, and other ports have no yard', () => {
    expect(order({ kind: 'hull', hull: 'corvette' }, {}, 'trade_hub')).toMatchObject({
      reason: 'not-sold-here',
    })
    expect(order({ kind: 'hull', hull: 'corvette' })).toMatchObject({ ok: true })
    expect(order({ kind: 'repair' }, {}, 'resort')).toMatchObject({ reason: 'no-yard' })
  })

  it('repairs for a share of the list price', () => {
    const hurt = damaged(sound('freighter'), 300)
    expect(shipFigures(hurt)).toMatchObject({ repairCost: 3_600n, dockingTurns: 18 })
    expect(order({ kind: 'repair' }, { ship: hurt })).toMatchObject({
      value: { cost: 3_600n, ship: sound('freighter') },
    })
    expect(order({ kind: 'repair' })).toMatchObject({ reason: 'nothing-to-repair' })
    expect(order({ kind: 'repair' }, { ship: damaged(sound('pathfinder'), 300) })).toMatchObject({
      value: { cost: 0n },
    })
    expect(damaged(hurt, 9_900).damageBp).toBe(10_000)
  })

  it('never leaves a purse below zero, a cargo outside or more than three modules', () => {
    const ship = fc.record({
      hull: fc.constantFrom(...SHIP_CLASSES),
      modules: fc.array(fc.constantFrom(...SHIP_MODULES), { maxLength: 3 }),
      damageBp: fc.constantFrom(0, 300, 500, 800),
    })
    const wanted = fc.oneof(
      fc.record({ kind: fc.constant('hull' as const), hull: fc.constantFrom(...SHIP_CLASSES) }),
      fc.record({ kind: fc.constant('module' as const), module: fc.constantFrom(...SHIP_MODULES) }),
      fc.constant({ kind: 'repair' as const }),
    )
    const given = fc.record({
      ship,
      purse: fc.bigInt({ min: 0n, max: 700_000n }),
      highestRenown: fc.nat({ max: 3_000 }),
      hold: fc.record({
        cargo: fc.record({ ore: fc.nat({ max: 440 }) }),
        sealedHolds: fc.constantFrom(0, 10),
      }),
      stay: fc.record({ docked: fc.boolean(), hasDocked: fc.boolean() }),
    })
    fc.assert(
      fc.property(given, wanted, fc.constantFrom(...PORT_CLASSES), (who, what, port) => {
        const verdict = order(what, who, port)
        if (!verdict.ok) return
        const { purse, cost, ship: after, docking } = verdict.value
        expect(purse).toBeGreaterThanOrEqual(0n)
        expect(cost).toBeGreaterThanOrEqual(0n)
        expect(purse).toBe(who.purse - cost - docking.berthFee)
        expect(after.modules.length).toBeLessThanOrEqual(3)
        if (what.kind !== 'repair') expect(fits(shipFigures(after).holds, who.hold)).toBe(true)
      }),
    )
  })
})

describe('docking', () => {
  const away = { docked: false, hasDocked: true }

  it.each([
    ['costs turns and the berth', away, { turns: 13, berthFee: 80n }],
    ['is free during the rest of a stay', { docked: true, hasDocked: true }, { turns: 0, berthFee: 0n }],
    ['is free the first time', { docked: false, hasDocked: false }, { turns: 0, berthFee: 0n }],
  ])('%s', (_what, stay, expected) => {
    expect(dockingCharge(sound('freighter'), stay)).toEqual(expected)
  })

  it('refuses without enough turns', () => {
    const turns = { milliturns: 12_999, storedAt: NOW }
    expect(dock(sound('freighter'), away, turns, NOW)).toMatchObject({ reason: 'not-enough-turns' })
    expect(dock(sound('courier'), away, turns, NOW)).toMatchObject({
      value: { turns: 6, account: { milliturns: 6_999 } },
    })
  })
})

describe('a hold', () => {
  it('counts goods and sealed courier goods', () => {
    const hold = { cargo: { ore: 20, food: 10 }, sealedHolds: 10 }
    expect(usedHolds(hold)).toBe(40)
    expect(freeHolds(60, hold)).toBe(20)
    expect([39, 40].map((holds) => fits(holds, hold))).toEqual([false, true])
    expect(usedHolds(EMPTY)).toBe(0)
  })
})

describe('ranks', () => {
  it.each([
    [0, 'cadet'],
    [99, 'cadet'],
    [100, 'trader'],
    [499, 'trader'],
    [500, 'merchant'],
    [2_500, 'captain'],
    [12_500, 'magnate'],
    [59_999, 'magnate'],
    [60_000, 'legend'],
  ])('a renown of %d is that of a %s', (highest, rank) => {
    expect(rankOf(highest)).toBe(rank)
  })

  it('have a next one up to the highest', () => {
    expect(nextRankOf('cadet')).toEqual({ rank: 'trader', renown: 100 })
    expect(nextRankOf('magnate')).toEqual({ rank: 'legend', renown: 60_000 })
    expect(nextRankOf('legend')).toBeNull()
  })

  it.each([
    [0n, 0n, 0, 0, 0],
    [10_000n, 0n, 0, 0, 100],
    [10_099n, 0n, 0, 0, 100],
    [639n, 479n, 1, 2, 23],
    [0n, 479n, 1, 2, 17],
    [0n, 400n, 1, 2, 18],
    [0n, 10_000n, 0, 5, 0],
  ])(
    'sales of %d and purchases of %d, %d contracts and %d sectors make %d',
    (salesNet, purchasesNet, contracts, sectorsCharted, expected) => {
      expect(renown({ salesNet, purchasesNet, contracts, sectorsCharted })).toBe(expected)
    },
  )

  it('open what lower ranks open', () => {
    for (const [index, rank] of RANKS.entries()) {
      expect(hasRank(rank, null)).toBe(true)
      expect(RANKS.filter((needed) => hasRank(rank, needed))).toEqual(RANKS.slice(0, index + 1))
    }
  })
})

it('a pilot is worth purse, hull and cargo at base prices', () => {
  expect(worthOf({ purse: 500n, hull: 'hauler', cargo: { ore: 10, technology: 2 } })).toBe(25_692n)
  expect(worthOf({ purse: 0n, hull: 'pathfinder', cargo: {} })).toBe(0n)
})
