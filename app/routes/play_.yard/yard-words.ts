import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { HULLS } from '#server/domain/ships/hulls.ts'
import { MODULES, shipFigures, type Ship } from '#server/domain/ships/ship.ts'

export type YardView = ApiOutputs['ships']['mine']
export type Yard = YardView['yards'][number]
export type Offer = Yard['offers'][number]
export type Work = Offer['work']

export const nameOf = (work: Work): string => {
  switch (work.kind) {
    case 'hull':
      return HULLS[work.hull].name
    case 'module':
      return `${MODULES[work.module].name} module`
    case 'repair':
      return 'Repair'
  }
}

/** What the button says, and the message afterwards. */
export const actionOf = (work: Work): { ask: string; done: string } => {
  switch (work.kind) {
    case 'hull':
      return { ask: `Buy ${nameOf(work)}`, done: `You fly a ${nameOf(work)} now` }
    case 'module':
      return { ask: `Fit ${nameOf(work)}`, done: `${nameOf(work)} fitted` }
    case 'repair':
      return { ask: 'Repair the ship', done: 'Your ship is repaired' }
  }
}

export const shipOf = ({ shipClass, modules, repairCost }: YardView['ship']): Ship => ({
  hull: shipClass,
  modules,
  damageBp: repairCost > 0 ? 1 : 0,
})

const after = (ship: Ship, work: Work): Ship => {
  switch (work.kind) {
    case 'hull':
      return { hull: work.hull, modules: [], damageBp: 0 }
    case 'module':
      return { ...ship, modules: [...ship.modules, work.module] }
    case 'repair':
      return { ...ship, damageBp: 0 }
  }
}

const FIGURES = [
  ['holds', 'Holds'],
  ['shields', 'Shields'],
  ['guns', 'Guns'],
  ['dockingTurns', 'Turns to dock'],
  ['berthFee', 'Berth fee'],
  ['sightTurns', 'Turns of sight'],
] as const

export type Change = { label: string; before: number; after: number }

/** The figures of a ship that the work changes. */
export function changesOf(ship: Ship, work: Work): Change[] {
  const [now, then] = [shipFigures(ship), shipFigures(after(ship, work))]
  return FIGURES.flatMap(([key, label]) =>
    now[key] === then[key] ? [] : [{ label, before: Number(now[key]), after: Number(then[key]) }],
  )
}
