import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'

/** What the server asks for, as browsers take it. */
type Asking = Record<'log-in' | 'second-factor' | 'step-up', PublicKeyCredentialRequestOptionsJSON> & {
  registration: PublicKeyCredentialCreationOptionsJSON
}

/** Why the server did not ask. */
export type PasskeyRefusal = {
  ok: false
  reason: string | null
  message: string
  fields: Record<string, string>
}

/** Has the server ask this browser's passkeys for something. @param fields what else it wants to know for that */
export async function askPasskey<Purpose extends keyof Asking>(
  purpose: Purpose,
  fields: Record<string, string> = {},
): Promise<{ ok: true; value: Asking[Purpose] } | PasskeyRefusal> {
  try {
    const answer = await fetch('/passkeys/options', {
      method: 'POST',
      body: new URLSearchParams({ purpose, ...fields }),
    })
    // Who was logged out meanwhile is sent to the log-in page.
    if (answer.redirected) return refused('You were logged out. Log in again.')
    return await readAnswer<Purpose>(answer)
  } catch {
    return refused('The server could not be reached. Check your connection and try again.')
  }
}

/** What the route `/passkeys/options` of the same build answers. */
const readAnswer = async <Purpose extends keyof Asking>(answer: Response) =>
  (await answer.json()) as { ok: true; value: Asking[Purpose] } | PasskeyRefusal

const refused = (message: string): PasskeyRefusal => ({ ok: false, reason: null, message, fields: {} })
