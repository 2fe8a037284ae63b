import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'
import { useEffect, useState } from 'react'
import { askPasskey } from '#app/components/account/ask-passkey.ts'
import { CHALLENGE_MS } from '#server/domain/identity/passkeys.ts'

/** Before a challenge ends. */
const RENEW_MS = CHALLENGE_MS - 30_000

/**
 * Has the browser offer passkeys where it fills in names, until somebody takes one or the page is left. Nobody asked for that, so that
 * nobody is told if it does not work. What is offered is asked for anew before it is too old to be taken. @param round another one offers them anew, after an answer that was refused
 */
export function usePasskeyAutofill(onSigned: (answer: string) => void, round: unknown): void {
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let isOver = false
    let isOffered = true
    const offer = async () => {
      if (!browserSupportsWebAuthn() || !(await browserSupportsWebAuthnAutofill())) return
      const asked = await askPasskey('log-in')
      if (isOver || !asked.ok) return
      const answer = await startAuthentication({ optionsJSON: asked.value, useBrowserAutofill: true })
      onSigned(JSON.stringify(answer))
    }
    offer()
      .catch(() => undefined)
      .finally(() => {
        isOffered = false
      })
    const timer = setTimeout(() => {
      if (isOffered) setTurn((before) => before + 1)
    }, RENEW_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
      WebAuthnAbortService.cancelCeremony()
    }
  }, [onSigned, round, turn])
}
