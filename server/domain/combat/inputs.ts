import { z } from 'zod'
import { CALLSIGN_MAX_LENGTH } from '../identity/callsign.ts'
import { idInput } from '../id-input.ts'

export const foeInput = z.object({ callsign: z.string().min(1, 'Name a pilot.').max(CALLSIGN_MAX_LENGTH) })

export const attackInput = foeInput.extend({
  /** Chosen by the client: sent again, the attack is made once and answered alike. */
  attackId: idInput(),
})
export type AttackOrder = z.output<typeof attackInput>
