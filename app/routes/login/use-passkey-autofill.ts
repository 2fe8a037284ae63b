import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'
import { useEffect } from 'react'
import { askPasskey } from '#app/components/account/ask-passkey.ts'

/**
 * Has the browser offer passkeys where it fills in names, until somebody takes one or the page is left. Nobody asked for that, so that
 * nobody is told if it does not work. @param round another one offers them anew, after an answer that was refused
 */
export function usePasskeyAutofill(onSigned: (answer: string) => void, round: unknown): void {
  useEffect(() => {
    let isOver = false
    const offer = async () => {
      if (!browserSupportsWebAuthn() || !(await browserSupportsWebAuthnAutofill())) return
      const asked = await askPasskey('log-in')
      if (isOver || !asked.ok) return
      const answer = await startAuthentication({ optionsJSON: asked.value, useBrowserAutofill: true })
      onSigned(JSON.stringify(answer))
    }
    offer().catch(() => undefined)
    return () => {
      isOver = true
      WebAuthnAbortService.cancelCeremony()
    }
  }, [onSigned, round])
}
