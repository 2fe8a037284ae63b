import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { backupKeyOf, deriveSecrets, type AccessTokenKeys } from './derived-secrets.ts'
import { openValue, sealValue } from './sealed-value.ts'

/**
 * All secrets that are derived from the installation's one stored secret. While that is exchanged a process knows two. It makes
 * everything with the one that the installation has at the moment, and recognises what was made with either.
 */
export type Secrets = {
  /** Whether two are known. */
  isRotating: boolean
  /** Tells whether an installation was made with this secret; nothing follows from it. The new one's, while two are known. */
  checkValue(): string
  /** That of the secret that is given up; null while only one is known. */
  formerCheckValue(): string | null
  /** Goes on with the secret that the installation has. False when it is none of those that are known. */
  settle(installation: { checkValue: string | null; formerBackupKeys: readonly string[] }): boolean
  /** Password of a galaxy's database role: the same in every provisioning, never stored. */
  galaxyRolePassword(databaseName: string): string
  /** Password of the role that the application connects to this platform database as: never stored. With two secrets the new one's. */
  applicationRolePassword(database: string): string
  /** The same of the secret that is given up; null while only one is known. */
  formerApplicationRolePassword(database: string): string | null
  /** What the platform and the process that serves a galaxy know each other by; it names the galaxy. */
  galaxyToken(galaxyId: string): string
  /** The successor of a refresh token: always the same, never stored. First the one to give out, then others given out before. */
  deriveSuccessors(refreshToken: string): [string, ...string[]]
  /** What signs the cookie by which a browser is known to have logged in before; the first signs new ones. */
  deviceCookieKeys(): [Buffer, ...Buffer[]]
  /** Tells the accounts that wait for one address apart, from 0 to `WAITING_KEY_MAX`: too few bits to guess a password by. */
  waitingKeys(email: string, password: string): [number, ...number[]]
  /** The secret of an authenticator app: what was sealed of it when the secret changed, or else always the same and never stored. */
  totpSecret(app: { id: string; sealedSecret: string | null }): Buffer
  /** What devices know an account by that keep passkeys of it. */
  passkeyHandle(userId: string): Buffer
  /** The token of a single-use link, always the same and never stored. @param hash as it was written, if the link was written before */
  linkToken(linkId: string, hash?: string | null): string
  /** Signs what a link out of a mail switches off, for as long as the mail is kept. */
  unsubscribeToken(about: Unsubscription): string
  /** What a link switches off; null for one that we did not sign. */
  readUnsubscribeToken(token: string): Unsubscription | null
  /** What backups are sealed with first, then all that older ones may be sealed with. */
  backupKeys(): [Buffer, ...Buffer[]]
  /** What signs access tokens first, then all that may have signed those that are still good. */
  accessTokenKeys(): [AccessTokenKeys, ...AccessTokenKeys[]]
  /** Hands over to the new secret what cannot be made anew: the secret of an app, and the keys of backups, sealed with it. */
  handOver: {
    totpSecret(app: { id: string; sealedSecret: string | null }): string
    backupKeys(): string[]
  }
}

/** Whose mails about which subject a link switches off. */
export type Unsubscription = { userId: string; subject: string }

/**
 * @param appSecret at least 32 characters
 * @param options.backupSecret what backups are sealed with, if not what follows from the same
 * @param options.formerSecret the secret that is given up for this one
 */
export function createSecrets(
  appSecret: string,
  options: { backupSecret?: string | undefined; formerSecret?: string | undefined } = {},
): Secrets {
  const { backupSecret, formerSecret } = options
  const own = deriveSecrets(appSecret)
  const former = formerSecret === undefined || formerSecret === appSecret ? null : deriveSecrets(formerSecret)
  // Until the installation says that it has changed.
  let now = former ?? own
  let formerBackupKeys: Buffer[] = []

  type Derived = typeof own
  const ofAll = <T>(make: (derived: Derived) => T): [T, ...T[]] => {
    const other = now === own ? former : own
    return other ? [make(now), make(other)] : [make(now)]
  }
  const open = (sealed: string): Buffer | null => {
    for (const key of ofAll(({ sealingKey }) => sealingKey)) {
      const value = openValue(key, sealed)
      if (value) return value
    }
    return null
  }
  const totpSecret: Secrets['totpSecret'] = ({ id, sealedSecret }) =>
    (sealedSecret === null ? null : open(sealedSecret)) ?? now.totpSecret(id)
  return {
    isRotating: former !== null,
    checkValue: () => own.checkValue,
    formerCheckValue: () => former?.checkValue ?? null,
    settle: (installation) => {
      formerBackupKeys = installation.formerBackupKeys.map(open).filter((key) => key !== null)
      const found = [own, former].find((one) => one?.checkValue === installation.checkValue)
      if (found) now = found
      return Boolean(found)
    },
    galaxyRolePassword: (databaseName) => now.galaxyRolePassword(databaseName),
    applicationRolePassword: (database) => own.applicationRolePassword(database),
    formerApplicationRolePassword: (database) => former?.applicationRolePassword(database) ?? null,
    galaxyToken: (galaxyId) => now.galaxyToken(galaxyId),
    deriveSuccessors: (refreshToken) => ofAll(({ successor }) => successor(refreshToken)),
    deviceCookieKeys: () => ofAll(({ deviceCookieKey }) => deviceCookieKey),
    waitingKeys: (email, password) => ofAll(({ waitingKey }) => waitingKey(email, password)),
    totpSecret,
    passkeyHandle: (userId) => now.passkeyHandle(userId),
    linkToken: (linkId, hash = null) => {
      const tokens = ofAll(({ linkToken }) => linkToken(linkId))
      return tokens.find((token) => tokenHash(token) === hash) ?? tokens[0]
    },
    unsubscribeToken: ({ userId, subject }) =>
      `${userId}.${subject}.${now.unsubscribeSignature(`${userId}.${subject}`)}`,
    readUnsubscribeToken: (token) => {
      const [userId = '', subject = '', signature = ''] = token.split('.')
      const given = Buffer.from(signature)
      const isOurs = ofAll(({ unsubscribeSignature }) => unsubscribeSignature(`${userId}.${subject}`)).some(
        (right) => given.length === right.length && timingSafeEqual(given, Buffer.from(right)),
      )
      return isOurs ? { userId, subject } : null
    },
    backupKeys: () => {
      if (backupSecret !== undefined) return [backupKeyOf(backupSecret)]
      const [first, ...others] = ofAll(({ backupKey }) => backupKey)
      return [first, ...others, ...formerBackupKeys]
    },
    accessTokenKeys: () => ofAll(({ accessTokenKeys }) => accessTokenKeys()),
    handOver: {
      totpSecret: (app) => sealValue(own.sealingKey, totpSecret(app)),
      backupKeys: () => {
        const keys = [...(former ? [former.backupKey] : []), ...formerBackupKeys]
        // Done once more, the former one is among them already.
        const isFirst = (key: Buffer, at: number) => keys.findIndex((other) => other.equals(key)) === at
        return keys.filter(isFirst).map((key) => sealValue(own.sealingKey, key))
      },
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
