import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import { PasswordField } from '#app/components/password-field.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { isAboutProof, type ProofFailure } from '#app/lib/proof-failure.ts'
import { CodeField } from './code-field.tsx'
import { PasskeyButton } from './passkey-button.tsx'

export type ProofFieldsProps = {
  proof: ApiOutputs['identity']['proof']
  failure: ProofFailure | null | undefined
}

/** What a form asks before it does something that a stranger at an open browser must not; nothing within ten minutes of a log-in. */
export function ProofFields({ proof, failure }: ProofFieldsProps) {
  // A refusal does not load the page anew: the ten minutes may have passed while the form was filled in.
  const isAsked = !proof.isRecent || isAboutProof(failure)
  if (proof.by === 'code') return <FactorFields factors={proof.factors} isAsked={isAsked} failure={failure} />
  return isAsked ? (
    <PasswordField
      name="password"
      label="Your password"
      autoComplete="current-password"
      hint="Asked because your last log-in is more than ten minutes ago."
      error={failure?.fields.password}
    />
  ) : null
}

type FactorFieldsProps = {
  factors: ProofFieldsProps['proof']['factors']
  isAsked: boolean
  failure: ProofFailure | null | undefined
}

/** A passkey is shown at once and beside the form, which keeps what was entered; a code goes with the form. */
function FactorFields({ factors, isAsked, failure }: FactorFieldsProps) {
  const fetcher = useFetcher<{ ok: true } | { ok: false; message: string }>()
  // Counts until the form is refused anew.
  const [shownAfter, setShownAfter] = useState<{ failure: ProofFailure | null | undefined } | null>(null)
  const isShown = fetcher.data?.ok === true && shownAfter !== null && shownAfter.failure === failure
  if (isShown) return <p role="status">Your passkey was accepted. Go on.</p>
  if (!isAsked) return null
  const show = (passkey: string) => {
    setShownAfter({ failure })
    fetcher.submit({ passkey }, { method: 'post', action: '/account/verify' })
  }
  return (
    <>
      {factors.passkeys ? (
        <PasskeyButton
          purpose="step-up"
          label="Use a passkey"
          onSigned={show}
          pending={fetcher.state !== 'idle'}
          error={fetcher.data?.ok === false ? fetcher.data.message : null}
        />
      ) : null}
      <CodeField hasApp={factors.app} error={failure?.fields.code} />
    </>
  )
}
