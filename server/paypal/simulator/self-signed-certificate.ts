import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/**
 * Node can read X.509 certificates but not create them, and openssl may be missing. A version 3 certificate without
 * extensions is so little DER (X.690) that writing it here is safer than trusting a library.
 */

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), derLength(content.length), content])
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
const utcTime = (text: string) => der(0x17, Buffer.from(text, 'latin1'))

/** 1.2.840.113549.1.1.11 sha256WithRSAEncryption, with the NULL parameters required by RFC 4055. */
const SHA256_WITH_RSA = sequence(
  der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b])),
  der(0x05),
)
/** 2.5.4.3 commonName */
const COMMON_NAME = der(0x06, Buffer.from([0x55, 0x04, 0x03]))

const nameOf = (commonName: string) =>
  sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(commonName)))))

export interface SigningIdentity {
  readonly privateKeyPem: string
  readonly certificatePem: string
}

/**
 * Creates a 2048-bit RSA key and a self-signed certificate, valid from 2020 to the end of 2049, so that a moved clock
 * stays inside.
 */
export function createSigningIdentity(
  commonName: string,
  validity: { from: string; to: string } = { from: '200101000000Z', to: '491231235959Z' },
): SigningIdentity {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const serial = randomBytes(16)
  // Positive and without a leading zero octet.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const name = nameOf(commonName)
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    SHA256_WITH_RSA,
    name,
    sequence(utcTime(validity.from), utcTime(validity.to)),
    name,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('RSA-SHA256', toBeSigned, privateKey)
  const certificate = sequence(toBeSigned, SHA256_WITH_RSA, der(0x03, Buffer.from([0]), signature))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  }
}
