import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { plainText } from '../plain-text.ts'

export const dismissMessageInput = z.object({
  messageId: idInput(),
  /** For the audit log. */
  reason: plainText({ label: 'The reason', min: 1, max: 500, multiline: true }),
})
export type DismissMessageInput = z.output<typeof dismissMessageInput>
