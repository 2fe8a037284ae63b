import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { type AssertionOptions, type RegistrationOptions } from '../auth/webauthn.ts'
import { TEST_PASSWORD, type TestAccount } from './test-browser.ts'

const ORIGIN = 'http://localhost:3000'

/** What a device, or the browser before it, does otherwise than it should. */
export type Odd = Partial<{
  origin: string
  crossOrigin: boolean
  rpId: string
  challenge: string
  type: string
  counter: number
  isVerified: boolean
  isPresent: boolean
  canSync: boolean
  userHandle: string
  /** Signs by another device's key under its own name. */
  key: KeyObject
  format: string
  statement: Cbor
  transports: string[]
}>

type Credential = { id: Buffer; key: KeyObject; publicKey: Buffer; rpId: string; userHandle: string }

/** A device that keeps passkeys, as a browser sees it: real keys and signatures (ES256), attestation “none”. */
export type PasskeyDevice = {
  /** Makes a passkey; the answer is what a page sends. */
  create(options: RegistrationOptions, odd?: Odd): string
  /** Signs with the newest passkey that it has, or the one that is asked for. */
  sign(options: AssertionOptions, odd?: Odd): string
  key(): KeyObject
  /** Another device with the same keys and counters. */
  copy(): PasskeyDevice
}

/** @param counts whether it counts its uses; synced passkeys do not */
export function passkeyDevice({
  counts = true,
  canSync = false,
  credentials = [],
  counter: start = 0,
}: Partial<{
  counts: boolean
  canSync: boolean
  credentials: Credential[]
  counter: number
}> = {}): PasskeyDevice {
  let counter = start
  const next = () => (counts ? ++counter : 0)
  const newest = (id?: string) => {
    const found = id === undefined ? credentials.at(-1) : credentials.find((one) => text(one.id) === id)
    if (!found) throw new Error('the device has no such passkey')
    return found
  }
  return {
    create: (options, odd = {}) => {
      const id = randomBytes(32)
      const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const cose = cbor(
        new Map<number, Cbor>([
          ...([
            [1, 2],
            [3, -7],
            [-1, 1],
          ] as const),
          ...([
            [-2, bytes(x)],
            [-3, bytes(y)],
          ] as const),
        ]),
      )
      const rpId = options.rp.id ?? ''
      credentials.push({ id, key, publicKey: cose, rpId, userHandle: options.user.id })
      const length = Buffer.from([id.length >> 8, id.length & 255])
      const attested = Buffer.concat([Buffer.alloc(16), length, id, cose])
      const data = authenticatorData({ rpId, counter: next(), canSync, ...odd }, attested)
      const attestation = new Map<string, Cbor>([
        ...([
          ['fmt', odd.format ?? 'none'],
          ['attStmt', odd.statement ?? new Map<string, Cbor>()],
        ] as const),
        ['authData', data],
      ])
      return JSON.stringify({
        ...{ id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {} },
        response: {
          clientDataJSON: clientData('webauthn.create', options.challenge, odd),
          attestationObject: text(cbor(attestation)),
          transports: odd.transports ?? ['internal'],
        },
      })
    },
    sign: (options, odd = {}) => {
      const { id, key, rpId, userHandle } = newest(options.allowCredentials?.[0]?.id)
      const data = authenticatorData({ rpId, counter: next(), canSync, ...odd })
      const client = clientData('webauthn.get', options.challenge, odd)
      const signed = Buffer.concat([data, sha256(Buffer.from(client, 'base64url'))])
      return JSON.stringify({
        ...{ id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {} },
        response: {
          clientDataJSON: client,
          authenticatorData: text(data),
          signature: text(sign('sha256', signed, odd.key ?? key)),
          userHandle: odd.userHandle ?? userHandle,
        },
      })
    },
    key: () => newest().key,
    copy: () => passkeyDevice({ counts, canSync, credentials: [...credentials], counter }),
  }
}

/** Adds a passkey of this device in the account's browser, as its owner does. */
export async function addPasskey(
  { browser }: Pick<TestAccount, 'browser'>,
  device: PasskeyDevice,
  { name = 'Phone', odd = {} }: { name?: string; odd?: Odd } = {},
): Promise<{ recoveryCodes: string[] | null }> {
  const options = await browser.call((api) => api.passkeys.begin({ password: TEST_PASSWORD }))
  const passkey = device.create(options, odd)
  return browser.call((api) => api.passkeys.add({ name, passkey }))
}

const text = (value: Buffer) => value.toString('base64url')
const bytes = (base64url: string) => Buffer.from(base64url, 'base64url')
const sha256 = (value: string | Buffer) => createHash('sha256').update(value).digest()

const clientData = (type: string, challenge: string, odd: Odd) =>
  text(
    Buffer.from(
      JSON.stringify({
        type: odd.type ?? type,
        challenge: odd.challenge ?? challenge,
        origin: odd.origin ?? ORIGIN,
        crossOrigin: odd.crossOrigin ?? false,
      }),
    ),
  )

/** WebAuthn §6.1. */
function authenticatorData(
  { rpId, counter, isPresent = true, isVerified = true, canSync = false }: Odd & { counter: number },
  attested?: Buffer,
): Buffer {
  const flags =
    (isPresent ? 1 : 0) | (isVerified ? 4 : 0) | (canSync ? 8 | 16 : 0) | (attested === undefined ? 0 : 64)
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([sha256(rpId ?? ''), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)])
}

type Cbor = number | string | Buffer | readonly Cbor[] | ReadonlyMap<number | string, Cbor>

/** What attestations need of RFC 8949. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (isList(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)])
  const held = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)])
  return Buffer.concat([head(5, value.size), ...held])
}

const isList = (value: Cbor): value is readonly Cbor[] => Array.isArray(value)

function head(type: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(type << 5) | size])
  if (size < 256) return Buffer.from([(type << 5) | 24, size])
  return Buffer.from([(type << 5) | 25, size >> 8, size & 255])
}
