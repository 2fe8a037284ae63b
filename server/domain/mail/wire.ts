import { z } from 'zod'
import { MAIL_SUBJECTS } from './mail-subjects.ts'

export const mailPreferencesWire = z.object({
  preferences: z.array(z.object({ subject: z.enum(MAIL_SUBJECTS), enabled: z.boolean() })),
})
