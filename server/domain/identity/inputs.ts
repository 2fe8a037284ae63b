import { z } from 'zod'
import { callsignSchema } from './callsign.ts'
import { emailSchema } from './email.ts'
import { checkPassword, PASSWORD_MAX_LENGTH } from './password-policy.ts'

/** A password as it is typed: never trimmed. The limit only keeps absurd bodies from the hash function. */
const typedPassword = z
  .string('Enter a password.')
  .min(1, 'Enter a password.')
  .max(PASSWORD_MAX_LENGTH * 8)

export const registerInput = z
  .object({ email: emailSchema, callsign: callsignSchema, password: typedPassword })
  .superRefine((input, context) => {
    const verdict = checkPassword(input.password, input)
    if (!verdict.ok) context.addIssue({ code: 'custom', path: ['password'], message: verdict.message })
  })

/** Log-in judges no rule of form: whatever does not match is one and the same failure. */
export const loginInput = z.object({
  email: z.string('Enter your e-mail address.').min(1, 'Enter your e-mail address.').max(1000),
  password: typedPassword,
})

/** The rules for the new password need the account it is for: the verb checks them. */
export const changePasswordInput = z.object({ currentPassword: typedPassword, newPassword: typedPassword })

/** A token as it is handed out; anything longer is none of ours. */
export const opaqueToken = z.string('Give the token.').min(1, 'Give the token.').max(200)
