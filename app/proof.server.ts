import { attempt, type Failure } from './caller.server.ts'
import { formText } from './lib/form-text.ts'

type Args = Parameters<typeof attempt>[0]
type Call<T> = Parameters<typeof attempt<T>>[1]

/**
 * Calls the server for a form with `ProofFields`: first shows who somebody is, if the form asked for that. A refusal is returned, so
 * that the form keeps what was entered.
 */
export async function attemptProven<T>(
  args: Args,
  form: FormData,
  call: Call<T>,
): Promise<{ ok: true; value: T } | Failure> {
  const proof = { password: formText(form, 'password'), code: formText(form, 'code') }
  if (proof.password !== '' || proof.code !== '') {
    const proven = await attempt(args, (api) => api.identity.prove(proof))
    if (!proven.ok) return proven
  }
  return attempt(args, call, { hasProofFields: true })
}
