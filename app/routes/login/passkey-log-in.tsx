import { useNavigation, useSubmit } from '@remix-run/react'
import { useCallback } from 'react'
import { PasskeyButton } from '#app/components/account/passkey-button.tsx'
import { usePasskeyAutofill } from './use-passkey-autofill.ts'

export type PasskeyLogInProps = {
  next: string
  /** Changes with each answer of the server. */
  failure: object | undefined
}

/** The way in without a password. */
export function PasskeyLogIn({ next, failure }: PasskeyLogInProps) {
  const submit = useSubmit()
  const { formData } = useNavigation()
  const logIn = useCallback(
    (passkey: string) => submit({ passkey, next }, { method: 'post', action: '/login' }),
    [submit, next],
  )
  usePasskeyAutofill(logIn, failure)
  return (
    <div className="border-line mt-6 grid border-t pt-6">
      <PasskeyButton
        purpose="log-in"
        label="Log in with a passkey"
        size="lg"
        onSigned={logIn}
        pending={formData?.has('passkey') ?? false}
      />
    </div>
  )
}
