import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { COSEALG, decodeAttestationObject, decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import { z } from 'zod'
import { type NewPasskey, type SignedByPasskey } from '#server/domain/identity/inputs.ts'
import { CHALLENGE_MS, CREDENTIAL_ID_MAX_LENGTH, type PasskeyHost } from '#server/domain/identity/passkeys.ts'

// Passkeys as browsers and devices speak of them (W3C WebAuthn level 3). The device checks in every use that it is its owner, by a PIN,
// a finger or a face: a passkey is two factors, and a stranger who finds the device has neither.

/** Ed25519, ECDSA and RSA: between them what every device has. Those of the runtime would change with it. */
const ALGORITHMS = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256]
const RP_NAME = 'SectorWars 2102'

/** A passkey as far as browsers are told of it. */
export type KnownPasskey = { credentialId: string; transports: readonly string[] }

/** What a browser is asked for a new passkey. @param known those that the account has: no device gets a second one */
export function registrationOptions(
  { rpId }: PasskeyHost,
  asked: { challenge: string; handle: Buffer; userName: string; known: readonly KnownPasskey[] },
) {
  return generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: rpId,
    userID: new Uint8Array(asked.handle),
    userName: asked.userName,
    userDisplayName: asked.userName,
    challenge: bytesOf(asked.challenge),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: asked.known.map(descriptorOf),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
}
export type RegistrationOptions = Awaited<ReturnType<typeof registrationOptions>>

/** What a browser is asked to sign. @param known the passkeys that are taken; any that the device has where none are named */
export function assertionOptions(
  { rpId }: PasskeyHost,
  { challenge, known }: { challenge: string; known: readonly KnownPasskey[] },
) {
  return generateAuthenticationOptions({
    rpID: rpId,
    challenge: bytesOf(challenge),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
    allowCredentials: known.map(descriptorOf),
  })
}
export type AssertionOptions = Awaited<ReturnType<typeof assertionOptions>>

const descriptorOf = ({ credentialId, transports }: KnownPasskey) => ({
  id: credentialId,
  transports: [...transports],
})

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

/** The challenge that an answer says it is for; null if it says none. */
export function challengeOf({ response }: NewPasskey | SignedByPasskey): string | null {
  return (
    clientData.safeParse(parsed(() => decodeClientDataJSON(response.clientDataJSON))).data?.challenge ?? null
  )
}

const clientData = z.object({ challenge: z.string(), crossOrigin: z.boolean().optional() })

/** Why an answer does not count, for the log. */
type Refused = { ok: false; why: string }

/** A passkey that a device has just made. */
export type MadePasskey = {
  credentialId: string
  publicKey: Buffer
  counter: number
  transports: string[]
  canSync: boolean
  isSynced: boolean
}

/** Checks what a browser answered to {@link registrationOptions}. */
export async function verifyNewPasskey(
  { rpId, origin }: PasskeyHost,
  { challenge, answer }: { challenge: string; answer: NewPasskey },
): Promise<{ ok: true; made: MadePasskey } | Refused> {
  try {
    requireNoCertificates(answer)
    requireOwnPage(answer)
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!verified) return { ok: false, why: 'the signature is wrong' }
    const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo
    if (credential.id.length > CREDENTIAL_ID_MAX_LENGTH) return { ok: false, why: 'the id is too long' }
    return {
      ok: true,
      made: {
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: answer.response.transports,
        canSync: credentialDeviceType === 'multiDevice',
        isSynced: credentialBackedUp,
      },
    }
  } catch (error) {
    return { ok: false, why: String(error) }
  }
}

/** Checks what a browser answered to {@link assertionOptions}. The counter is the caller's to compare, once the signature is right. */
export async function verifySigned(
  { rpId, origin }: PasskeyHost,
  {
    challenge,
    answer,
    passkey,
  }: {
    challenge: string
    answer: SignedByPasskey
    passkey: { credentialId: string; publicKey: Buffer; userHandle: Buffer; canSync: boolean }
  },
): Promise<{ ok: true; counter: number; isSynced: boolean } | Refused> {
  try {
    requireOwnPage(answer)
    const { userHandle, ...response } = answer.response
    if (userHandle !== undefined && userHandle !== passkey.userHandle.toString('base64url'))
      return { ok: false, why: 'the device knows it as that of another account' }
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
      requireUserVerification: true,
    })
    if (!verified) return { ok: false, why: 'the signature is wrong' }
    if ((authenticationInfo.credentialDeviceType === 'multiDevice') !== passkey.canSync)
      return { ok: false, why: 'whether it can be on several devices changed' }
    return {
      ok: true,
      counter: authenticationInfo.newCounter,
      isSynced: authenticationInfo.credentialBackedUp,
    }
  } catch (error) {
    return { ok: false, why: String(error) }
  }
}

/**
 * Nobody asked what device it is, and certificates of strangers name addresses at which the library would look up whether they were
 * revoked. @throws for an answer with any
 */
function requireNoCertificates({ response }: NewPasskey): void {
  const attestation = decodeAttestationObject(bytesOf(response.attestationObject))
  const format = attestation.get('fmt')
  const isOwnSignature = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined
  if (format !== 'none' && !isOwnSignature)
    throw new Error(`an attestation that was not asked for: ${format}`)
}

/** No page of ours is shown within another site's. @throws for an answer that was made there */
function requireOwnPage({ response }: NewPasskey | SignedByPasskey): void {
  if (clientData.parse(decodeClientDataJSON(response.clientDataJSON)).crossOrigin)
    throw new Error('answered within a page of another site')
}

function parsed(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return null
  }
}
