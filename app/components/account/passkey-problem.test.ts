import { WebAuthnError } from '@simplewebauthn/browser'
import { expect, it } from 'vitest'
import { passkeyProblem, type PasskeyPlace } from './passkey-problem.ts'

const HERE: PasskeyPlace = { isSupported: true, isSecure: true, rpId: 'stars.example.com' }

const failed = (name: string, code: WebAuthnError['code'] = 'ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY') =>
  new WebAuthnError({ message: 'Something.', code, cause: new DOMException('Something.', name) })

it.each([
  [failed('NotAllowedError'), HERE, 'No passkey was chosen'],
  [
    failed('InvalidStateError', 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'),
    HERE,
    'has a passkey of your account already',
  ],
  [
    failed('ConstraintError', 'ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT'),
    HERE,
    'cannot hold passkeys',
  ],
  [failed('ConstraintError', 'ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT'), HERE, 'Set a PIN'],
  [failed('SecurityError', 'ERROR_INVALID_DOMAIN'), HERE, 'belong to stars.example.com'],
  [failed('SecurityError', 'ERROR_INVALID_RP_ID'), { ...HERE, rpId: null }, 'belong to its main address'],
  [new DOMException('Something.', 'SecurityError'), HERE, 'belong to stars.example.com'],
  [new TypeError('Something.'), HERE, 'could not use a passkey'],
  ['thrown by nobody', HERE, 'could not use a passkey'],
  [new Error('Something.'), { ...HERE, isSupported: false }, 'has no passkeys'],
  [new Error('Something.'), { ...HERE, isSupported: false, isSecure: false }, 'https'],
])('%s says what to do', (error, place, text) => {
  expect(passkeyProblem(error, place)).toContain(text)
})

it('is none for who went on otherwise', () => {
  expect(passkeyProblem(failed('AbortError', 'ERROR_CEREMONY_ABORTED'), HERE)).toBeNull()
})
