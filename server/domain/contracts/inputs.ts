import { z } from 'zod'
import { idInput } from '../id-input.ts'

export const contractInput = z.object({ contractId: idInput('The contract id must be a UUID.') })
export type ContractWish = z.output<typeof contractInput>
