import { z } from 'zod'
import { count } from '#server/domain/wire-fields.ts'
import { contractInput } from '#server/domain/contracts/inputs.ts'
import { contractBoard } from '#server/galaxy/api/contract-calls.ts'

// What programs read of contracts (REST `/play/contracts`).

export const contractBoardWire = contractBoard.extend({
  place: z.object({ ref: z.string(), displayName: z.string() }),
})
export const contractRefWire = contractInput
export const courierPaidWire = contractInput.extend({ paid: count })
