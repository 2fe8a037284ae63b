import { z } from 'zod'

export const EMAIL_MAX_LENGTH = 254

/** Normal form of addresses for storing and comparing: trimmed, composed, lower case. */
export const normalizeEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase()

const EMAIL_MESSAGE = 'Enter an e-mail address such as name@example.org.'

/** Parses to the normalised address. Whether it exists is only known when a message arrives. */
export const emailSchema = z
  .string(EMAIL_MESSAGE)
  .overwrite(normalizeEmail)
  .max(EMAIL_MAX_LENGTH, `An e-mail address has at most ${EMAIL_MAX_LENGTH} characters.`)
  .regex(z.regexes.email, EMAIL_MESSAGE)
