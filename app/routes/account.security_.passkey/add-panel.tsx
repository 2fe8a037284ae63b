import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser'
import { useNavigate, useNavigation, useSubmit } from '@remix-run/react'
import { useState, type FormEvent } from 'react'
import { askPasskey, type PasskeyRefusal } from '#app/components/account/ask-passkey.ts'
import { passkeyProblem } from '#app/components/account/passkey-problem.ts'
import { PasswordField } from '#app/components/password-field.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formText } from '#app/lib/form-text.ts'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { PASSKEY_NAME_MAX_LENGTH } from '#server/domain/identity/passkeys.ts'

type Failure = Pick<PasskeyRefusal, 'reason' | 'message' | 'fields'>

export type AddPanelProps = {
  /** What this browser is called, for the name. */
  device: string
  /** Why the server did not take what a device made. */
  failure: Failure | null
}

const PATH = '/account/security/passkey'

/** Asks for a name and the password, has a device make a passkey, and sends it. */
export function AddPanel({ device, failure: refusal }: AddPanelProps) {
  const hydrated = useHydrated()
  const submit = useSubmit()
  const navigate = useNavigate()
  const isSending = useNavigation().state !== 'idle'
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<Failure | null>(null)
  const failure = isAsking || isSending ? null : (problem ?? refusal)

  const add = async (form: FormData) => {
    setIsAsking(true)
    setProblem(null)
    const made = await makePasskey(formText(form, 'password'))
    setIsAsking(false)
    if (made.ok) return submit({ name: formText(form, 'name'), passkey: made.value }, { method: 'post' })
    if (made.reason === 'step-up') return navigate(`/account/verify?next=${encodeURIComponent(PATH)}`)
    setProblem(made)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!isAsking && !isSending) void add(new FormData(event.currentTarget))
  }
  return (
    <Panel
      title="Add a passkey"
      description="Your device keeps it and checks that it is you, by a PIN, a finger or a face. It logs you in without the password, and no other site can ask for it."
    >
      <form method="post" onSubmit={onSubmit} className="grid max-w-md gap-5">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <noscript>
          <p>
            Passkeys need JavaScript. Without it, use an authenticator app: you set it up on the page
            Security.
          </p>
        </noscript>
        <Field
          label="Name"
          hint="By which you know it on the list, such as the device that keeps it."
          error={failure?.fields.name ?? null}
        >
          <Input name="name" defaultValue={device} maxLength={PASSKEY_NAME_MAX_LENGTH} required />
        </Field>
        <PasswordField
          name="password"
          label="Your password"
          autoComplete="current-password"
          hint="Asked because a passkey opens the account without it."
          error={failure?.fields.password}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="primary" disabled={!hydrated} pending={isAsking || isSending}>
            Add passkey
          </Button>
          <LinkButton to="/account/security" variant="ghost">
            Cancel
          </LinkButton>
        </div>
      </form>
    </Panel>
  )
}

/** What a device made, for the server, or what to do about it that it made none. */
async function makePasskey(password: string): Promise<{ ok: true; value: string } | PasskeyRefusal> {
  const place = { isSupported: browserSupportsWebAuthn(), isSecure: window.isSecureContext, rpId: null }
  if (!place.isSupported) return failed(passkeyProblem(null, place))
  const asked = await askPasskey('registration', { password })
  if (!asked.ok) return asked
  try {
    return { ok: true, value: JSON.stringify(await startRegistration({ optionsJSON: asked.value })) }
  } catch (error) {
    return failed(passkeyProblem(error, { ...place, rpId: asked.value.rp.id ?? null }))
  }
}

const failed = (message: string | null): PasskeyRefusal => ({
  ...{ ok: false, reason: null, fields: {} },
  message: message ?? 'Stopped. Add the passkey anew.',
})
