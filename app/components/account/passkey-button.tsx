import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Button, type ButtonProps } from '#app/components/ui/button.tsx'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { askPasskey } from './ask-passkey.ts'
import { passkeyProblem } from './passkey-problem.ts'

export type PasskeyButtonProps = Pick<ButtonProps, 'variant' | 'size' | 'pending'> & {
  purpose: 'log-in' | 'second-factor' | 'step-up'
  label: string
  /** Gets what the passkey signed, for the server. */
  onSigned: (answer: string) => void
  /** Why the server did not take it. */
  error?: string | null | undefined
}

/** Has a passkey sign what the server asks for. Without scripts nothing but a note: browsers use passkeys by script alone. */
export function PasskeyButton({
  purpose,
  label,
  onSigned,
  error,
  pending = false,
  ...look
}: PasskeyButtonProps) {
  const hydrated = useHydrated()
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const use = async () => {
    setIsAsking(true)
    setProblem(null)
    setProblem(await signed(purpose, onSigned))
    setIsAsking(false)
  }
  const shown = isAsking || pending ? null : (problem ?? error)
  return (
    <div className="grid gap-2">
      {hydrated ? (
        <Button {...look} onClick={() => void use()} pending={isAsking || pending}>
          <KeyRound aria-hidden className="size-4" />
          {label}
        </Button>
      ) : null}
      <noscript>
        <p className="text-ink-2 text-sm">Passkeys need JavaScript. Everything else works without.</p>
      </noscript>
      <p role="alert" className="text-danger text-sm empty:hidden">
        {shown}
      </p>
    </div>
  )
}

/** Hands over what a passkey signed, or returns what to do about it that none did. */
async function signed(
  purpose: PasskeyButtonProps['purpose'],
  onSigned: (answer: string) => void,
): Promise<string | null> {
  const place = { isSupported: browserSupportsWebAuthn(), isSecure: window.isSecureContext, rpId: null }
  if (!place.isSupported) return passkeyProblem(null, place)
  const asked = await askPasskey(purpose)
  if (!asked.ok) return asked.message
  try {
    onSigned(JSON.stringify(await startAuthentication({ optionsJSON: asked.value })))
    return null
  } catch (error) {
    return passkeyProblem(error, { ...place, rpId: asked.value.rpId ?? null })
  }
}
