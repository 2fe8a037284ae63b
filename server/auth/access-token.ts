import { type KeyObject } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export const ACCESS_TOKEN_SECONDS = 15 * 60
const ALGORITHM = 'EdDSA'
const AUDIENCE = 'sectorwars-api'

type Keys = { privateKey: KeyObject; publicKey: KeyObject }

/** Signs an access token for this person, valid for 15 minutes from `now`. */
export function signAccessToken(keys: Keys, issuer: string, userId: string, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000)
  return new SignJWT({})
    .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ACCESS_TOKEN_SECONDS)
    .sign(keys.privateKey)
}

/** The user of a token, or null if it is forged, expired, for another audience or not signed by us. */
export async function readAccessToken(
  keys: Keys,
  issuer: string,
  token: string,
  now: Date,
): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(token, keys.publicKey, {
      algorithms: [ALGORITHM],
      typ: 'at+jwt',
      issuer,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'exp', 'iat'],
      currentDate: now,
    })
    return z.uuid().safeParse(payload.sub).data ?? null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}
