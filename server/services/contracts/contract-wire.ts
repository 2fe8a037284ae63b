import { z } from 'zod'
import { count } from '#server/domain/wire-fields.ts'
import { contractInput } from '#server/domain/contracts/inputs.ts'
import { TREASURY_ORDERS } from '#server/domain/contracts/treasury-order.ts'
import { treasuryOrders } from '#server/galaxy/api/treasury-order-calls.ts'
import { contractBoard } from '#server/galaxy/api/contract-calls.ts'

export const treasuryOrderWire = z.object({
  outcome: z.enum(['ordered', 'proposed']),
  orderId: z.uuid(),
  cost: count,
  policyId: z.uuid().nullable(),
})
export const treasuryOrdersWire = treasuryOrders.extend({
  refusals: z.record(z.enum(TREASURY_ORDERS), z.string().nullable()),
  ways: z.record(z.enum(TREASURY_ORDERS), z.enum(['decree', 'vote']).nullable()),
  festivalDates: z.array(z.object({ day: z.iso.date(), name: z.string() })),
})

// What programs read of contracts (REST `/play/contracts`).

export const contractBoardWire = contractBoard.extend({
  place: z.object({ ref: z.string(), displayName: z.string() }),
})
export const contractRefWire = contractInput
export const courierPaidWire = contractInput.extend({ paid: count })
