import { z } from 'zod'
import { plainText } from '../plain-text.ts'
import { callsignSchema } from './callsign.ts'
import { emailSchema } from './email.ts'
import { CREDENTIAL_ID_MAX_LENGTH, PASSKEY_NAME_MAX_LENGTH } from './passkeys.ts'
import { TOKEN_DAYS_MAX, TOKEN_NAME_MAX_LENGTH, TOKEN_SCOPES } from './token-scopes.ts'
import { checkPassword, PASSWORD_MAX_LENGTH } from './password-policy.ts'

/** A password as typed, never trimmed. The limit only protects the hash function from huge inputs. */
const typedPassword = z
  .string('Enter a password.')
  .min(1, 'Enter a password.')
  .max(PASSWORD_MAX_LENGTH * 8)

/** Longer than any code, spaces and all. */
const CODE_MAX_LENGTH = 100

/** A code of a second factor as typed. */
const typedCode = z.string('Enter a code.').min(1, 'Enter a code.').max(CODE_MAX_LENGTH, 'This is no code.')

export const registerInput = z
  .object({ email: emailSchema, callsign: callsignSchema, password: typedPassword })
  .superRefine((input, context) => {
    const verdict = checkPassword(input.password, input)
    if (!verdict.ok) context.addIssue({ code: 'custom', path: ['password'], message: verdict.message })
  })

/** Log-in does not check the format: every mismatch gives the same error. */
export const loginInput = z.object({
  email: z.string('Enter your e-mail address.').min(1, 'Enter your e-mail address.').max(1000),
  password: typedPassword,
})

/** The rules for the new password need the account, so the service checks them. */
export const changePasswordInput = z.object({ currentPassword: typedPassword, newPassword: typedPassword })

/** A program has no second page to be asked on: it sends the code of a second factor with the password. */
export const tokenInput = loginInput.extend({
  code: typedCode.optional().meta({
    description:
      'For an account with a second factor: a code of its authenticator app, or one of its recovery codes. Programs cannot use passkeys.',
  }),
})

export const codeInput = z.object({ code: typedCode })

/** Who somebody is, shown again; which of the two counts depends on the account. */
export const proofInput = z.object({
  password: z.string().max(PASSWORD_MAX_LENGTH * 8),
  code: z.string().max(CODE_MAX_LENGTH),
})

/** A personal token to be made. */
export const personalTokenInput = z.object({
  name: plainText({ label: 'The name', min: 1, max: TOKEN_NAME_MAX_LENGTH }),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1, 'Choose what the token may be used for.'),
  days: z.coerce
    .number('Say for how many days.')
    .int('Say for how many whole days.')
    .min(1, `A token lasts 1 to ${TOKEN_DAYS_MAX} days.`)
    .max(TOKEN_DAYS_MAX, `A token lasts 1 to ${TOKEN_DAYS_MAX} days.`),
})

/** A token as we issue it; longer ones are not ours. */
export const opaqueToken = z.string('The token is missing.').min(1, 'The token is missing.').max(200)

export const forgotPasswordInput = z.object({ email: emailSchema })

/** The account's rules for the new password are known once the link is. */
export const resetPasswordInput = z.object({ token: opaqueToken, newPassword: typedPassword })

export const recoverWithCodeInput = z.object({
  email: emailSchema,
  code: z
    .string('Enter a recovery code.')
    .trim()
    .min(1, 'Enter a recovery code.')
    .max(100, 'A recovery code has 16 characters.'),
  newPassword: typedPassword,
})

export const ownPasswordInput = z.object({ password: typedPassword })

export const changeCallsignInput = z.object({ callsign: callsignSchema, password: typedPassword })

export const changeAddressInput = z.object({ newAddress: emailSchema })

export const passkeyNameInput = z.object({
  name: plainText({ label: 'The name', min: 1, max: PASSKEY_NAME_MAX_LENGTH }),
})

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\w-]+$/)

/** What a browser answers a challenge with, far longer than any. */
const ANSWER_MAX_LENGTH = 20_000

/** The text of a form that holds a browser's answer as JSON. */
const answerOf = <Answer extends z.ZodType>(schema: Answer) =>
  z
    .string('Use your passkey first.')
    .max(ANSWER_MAX_LENGTH)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'This is no answer of a passkey. Try again.' })
        return z.NEVER
      }
    })
    .pipe(schema)

const credential = {
  id: base64url(CREDENTIAL_ID_MAX_LENGTH),
  rawId: base64url(CREDENTIAL_ID_MAX_LENGTH),
  type: z.literal('public-key'),
}

/** A new passkey, as browsers answer (WebAuthn §5.1.8). */
const newPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(ANSWER_MAX_LENGTH),
    attestationObject: base64url(ANSWER_MAX_LENGTH),
    transports: z
      .array(z.string().regex(/^[\w-]{1,20}$/))
      .max(10)
      .default([]),
  }),
})
export type NewPasskey = z.infer<typeof newPasskey>

/** What a passkey signed, as browsers answer. */
const signedByPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(ANSWER_MAX_LENGTH),
    authenticatorData: base64url(ANSWER_MAX_LENGTH),
    signature: base64url(ANSWER_MAX_LENGTH),
    userHandle: base64url(100).optional(),
  }),
})
export type SignedByPasskey = z.infer<typeof signedByPasskey>

export const passkeyInput = z.object({ passkey: answerOf(signedByPasskey) })

export const addPasskeyInput = passkeyNameInput.extend({ passkey: answerOf(newPasskey) })
