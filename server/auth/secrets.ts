import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto'
import { TOTP_SECRET_BYTES } from '../domain/identity/totp.ts'
import { WAITING_KEY_MAX } from '../domain/identity/confirmation.ts'

/** All secrets that are derived from the installation's one stored secret. */
export type Secrets = {
  /** Tells whether an installation was made with this secret; nothing follows from it. */
  checkValue(): string
  /** Password of a galaxy's database role: the same in every provisioning, never stored. */
  galaxyRolePassword(databaseName: string): string
  /** Password of the role that the application connects to this platform database as: never stored. */
  applicationRolePassword(database: string): string
  /** What the platform and the process that serves a galaxy know each other by; it names the galaxy. */
  galaxyToken(galaxyId: string): string
  /** The successor of a refresh token: always the same, never stored. */
  deriveSuccessor(refreshToken: string): string
  /** What signs the cookie by which a browser is known to have logged in before. */
  deviceCookieKey(): Buffer
  /** Tells the accounts that wait for one address apart, from 0 to `WAITING_KEY_MAX`: too few bits to guess a password by. */
  waitingKey(email: string, password: string): number
  /** The secret of an authenticator app, always the same and never stored. */
  totpSecret(appId: string): Buffer
  /** What devices know an account by that keep passkeys of it. */
  passkeyHandle(userId: string): Buffer
  /** The token of a single-use link, always the same and never stored. */
  linkToken(linkId: string): string
  /** Signs what a link out of a mail switches off, for as long as the mail is kept. */
  unsubscribeToken(about: Unsubscription): string
  /** What a link switches off; null for one that we did not sign. */
  readUnsubscribeToken(token: string): Unsubscription | null
  /** What backups are sealed with. */
  backupKey(): Buffer
  /** Ed25519 keys of the REST access tokens. */
  accessTokenKeys(): { privateKey: KeyObject; publicKey: KeyObject }
}

/** Whose mails about which subject a link switches off. */
export type Unsubscription = { userId: string; subject: string }

/** DER prefix of an Ed25519 private key in PKCS #8 (RFC 8410 §7), before its 32 bytes. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * @param appSecret at least 32 characters; changing it invalidates all access tokens and locks out the galaxies'
 * roles.
 * @param backupSecret what backups are sealed with, if not what follows from the same.
 */
export function createSecrets(appSecret: string, backupSecret: string = appSecret): Secrets {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', appSecret, 'sectorwars-2102', purpose, 32))
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', derive(purpose)).update(text).digest('base64url')
  let keys: ReturnType<Secrets['accessTokenKeys']> | null = null
  return {
    checkValue: () => derive('check-value').toString('base64url'),
    galaxyRolePassword: (databaseName) => derive(`galaxy-role:${databaseName}`).toString('base64url'),
    applicationRolePassword: (database) => derive(`application-role:${database}`).toString('base64url'),
    galaxyToken: (galaxyId) => `${galaxyId}.${derive(`galaxy-service:${galaxyId}`).toString('base64url')}`,
    deriveSuccessor: (refreshToken) =>
      createHmac('sha256', derive('refresh-successor')).update(refreshToken).digest('base64url'),
    deviceCookieKey: () => derive('device-cookie'),
    waitingKey: (email, password) =>
      createHmac('sha256', derive('waiting-account'))
        .update(`${email}\0${password}`)
        .digest()
        .readUInt16BE() & WAITING_KEY_MAX,
    totpSecret: (appId) =>
      createHmac('sha256', derive('authenticator-app')).update(appId).digest().subarray(0, TOTP_SECRET_BYTES),
    passkeyHandle: (userId) => createHmac('sha256', derive('passkey-handle')).update(userId).digest(),
    linkToken: (linkId) => sign('account-link', linkId),
    unsubscribeToken: ({ userId, subject }) =>
      `${userId}.${subject}.${sign('unsubscribe', `${userId}.${subject}`)}`,
    readUnsubscribeToken: (token) => {
      const [userId = '', subject = '', signature = ''] = token.split('.')
      const given = Buffer.from(signature)
      const right = Buffer.from(sign('unsubscribe', `${userId}.${subject}`))
      return given.length === right.length && timingSafeEqual(given, right) ? { userId, subject } : null
    },
    backupKey: () => Buffer.from(hkdfSync('sha256', backupSecret, 'sectorwars-2102', 'backup', 32)),
    accessTokenKeys: () => {
      if (!keys) {
        const der = Buffer.concat([PKCS8_ED25519, derive('access-token')])
        const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
        keys = { privateKey, publicKey: createPublicKey(privateKey) }
      }
      return keys
    },
  }
}

/** A token with 256 random bits, safe in URLs and headers. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

/** Tells personal tokens from access tokens, and lets scanners for leaked secrets find them. */
const PERSONAL = 'sw2102_'
export const newPersonalToken = (): string => `${PERSONAL}${randomToken()}`
export const isPersonalToken = (token: string): boolean => token.startsWith(PERSONAL)

/** The stored form of a token: enough to recognise it, useless to anybody who reads the table. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')
