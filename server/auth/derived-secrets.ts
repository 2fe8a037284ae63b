import { createHmac, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import { TOTP_SECRET_BYTES } from '../domain/identity/totp.ts'
import { WAITING_KEY_MAX } from '../domain/identity/confirmation.ts'

/** Ed25519 keys of the REST access tokens. */
export type AccessTokenKeys = { privateKey: KeyObject; publicKey: KeyObject }

/** What follows from one secret alone, always the same. */
export type DerivedSecrets = ReturnType<typeof deriveSecrets>

/** DER prefix of an Ed25519 private key in PKCS #8 (RFC 8410 §7), before its 32 bytes. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @param appSecret at least 32 characters */
export function deriveSecrets(appSecret: string) {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', appSecret, 'sectorwars-2102', purpose, 32))
  const mac = (purpose: string, text: string) => createHmac('sha256', derive(purpose)).update(text).digest()
  let keys: AccessTokenKeys | null = null
  return {
    checkValue: derive('check-value').toString('base64url'),
    galaxyRolePassword: (databaseName: string) => derive(`galaxy-role:${databaseName}`).toString('base64url'),
    applicationRolePassword: (database: string) =>
      derive(`application-role:${database}`).toString('base64url'),
    galaxyToken: (galaxyId: string) =>
      `${galaxyId}.${derive(`galaxy-service:${galaxyId}`).toString('base64url')}`,
    successor: (refreshToken: string) => mac('refresh-successor', refreshToken).toString('base64url'),
    deviceCookieKey: derive('device-cookie'),
    waitingKey: (email: string, password: string) =>
      mac('waiting-account', `${email}\0${password}`).readUInt16BE() & WAITING_KEY_MAX,
    totpSecret: (appId: string) => mac('authenticator-app', appId).subarray(0, TOTP_SECRET_BYTES),
    passkeyHandle: (userId: string) => mac('passkey-handle', userId),
    linkToken: (linkId: string) => mac('account-link', linkId).toString('base64url'),
    unsubscribeSignature: (text: string) => mac('unsubscribe', text).toString('base64url'),
    sealingKey: derive('sealed-values'),
    backupKey: backupKeyOf(appSecret),
    accessTokenKeys: (): AccessTokenKeys => {
      if (!keys) {
        const der = Buffer.concat([PKCS8_ED25519, derive('access-token')])
        const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
        keys = { privateKey, publicKey: createPublicKey(privateKey) }
      }
      return keys
    },
  }
}

/** What backups are sealed with. */
export const backupKeyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'sectorwars-2102', 'backup', 32))
