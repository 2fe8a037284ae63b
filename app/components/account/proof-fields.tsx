import { PasswordField } from '#app/components/password-field.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { isAboutProof, type ProofFailure } from '#app/lib/proof-failure.ts'
import { CodeField } from './code-field.tsx'

export type ProofFieldsProps = {
  proof: ApiOutputs['identity']['proof']
  failure: ProofFailure | null | undefined
}

/** What a form asks before it does something that a stranger at an open browser must not; nothing within ten minutes of a log-in. */
export function ProofFields({ proof, failure }: ProofFieldsProps) {
  // A refusal does not load the page anew: the ten minutes may have passed while the form was filled in.
  if (proof.isRecent && !isAboutProof(failure)) return null
  return proof.by === 'password' ? (
    <PasswordField
      name="password"
      label="Your password"
      autoComplete="current-password"
      hint="Asked because your last log-in is more than ten minutes ago."
      error={failure?.fields.password}
    />
  ) : (
    <CodeField error={failure?.fields.code} />
  )
}
