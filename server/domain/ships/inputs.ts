import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { SHIP_CLASSES } from './hulls.ts'
import { SHIP_MODULES } from './ship.ts'
import { type YardOrder } from './shipyard.ts'

export const YARD_WORK = ['hull', 'module', 'repair'] as const
export type YardWork = (typeof YARD_WORK)[number]

const PORT = 'A port is named by its number.'
/** Numbers of ports are stored in 32 bits. */
const LAST_PORT = 2_147_483_647
const COST = 'The highest cost is a whole number of credits, 0 or more.'

/** An order at a shipyard, as clients write it: `hull` goes with the kind `hull`, `module` with the kind `module`. */
export const yardOrderInput = z
  .object({
    /** Chosen by the client: sent again, the order is carried out once and answered alike. */
    orderId: idInput(),
    portId: z.int(PORT).min(1, PORT).max(LAST_PORT, PORT),
    kind: z.enum(YARD_WORK),
    hull: z.enum(SHIP_CLASSES).optional(),
    module: z.enum(SHIP_MODULES).optional(),
    /** The most to pay, credits, without the berth. */
    highestCost: z.int(COST).min(0, COST).max(Number.MAX_SAFE_INTEGER, COST),
  })
  .transform(({ kind, hull, module, ...order }, ctx) => {
    const work = workOf({ kind, hull, module })
    if (work) return { ...order, work }
    ctx.addIssue({ code: 'custom', path: [kind], message: `Choose the ${kind}.` })
    return z.NEVER
  })
export type PlacedYardOrder = z.output<typeof yardOrderInput>

function workOf({
  kind,
  hull,
  module,
}: Partial<{ hull: (typeof SHIP_CLASSES)[number]; module: (typeof SHIP_MODULES)[number] }> & {
  kind: YardWork
}): YardOrder | null {
  switch (kind) {
    case 'hull':
      return hull ? { kind, hull } : null
    case 'module':
      return module ? { kind, module } : null
    case 'repair':
      return { kind }
  }
}
