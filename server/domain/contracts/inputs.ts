import { z } from 'zod'
import { idInput } from '../id-input.ts'

export const contractInput = z.object({ contractId: idInput('The contract id must be a UUID.') })
const PORT = 'A port is named by its number.'
/** Numbers of ports are stored in 32 bits. */
const portNumber = z.int32(PORT).min(1, PORT)

export const courierInput = z.object({
  /** Chosen by the client: sent again, the goods are taken once. */
  courierId: idInput('The courier id must be a UUID.'),
  /** The trade hub. */
  portId: portNumber,
  toPortId: portNumber,
})
export type CourierWish = z.output<typeof courierInput>
export type ContractWish = z.output<typeof contractInput>
