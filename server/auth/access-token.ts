import { type KeyObject } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export const ACCESS_TOKEN_SECONDS = 15 * 60
const ALGORITHM = 'EdDSA'
const AUDIENCE = 'sectorwars-api'

type Keys = { privateKey: KeyObject; publicKey: KeyObject }

/** Signs an access token for this person, valid for 15 minutes from `now`. */
export function signAccessToken(keys: Keys, issuer: string, userId: string, now: Date): Promise<string> {
  // To the millisecond: a change of password ends the tokens of the same second before it, and none after it.
  const seconds = now.getTime() / 1000
  return new SignJWT({})
    .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt(seconds)
    .setExpirationTime(Math.floor(seconds) + ACCESS_TOKEN_SECONDS)
    .sign(keys.privateKey)
}

/** The user of a token and when it was issued, or null if it is forged, expired, for another audience or not signed by us. */
export async function readAccessToken(
  keys: Keys,
  issuer: string,
  token: string,
  now: Date,
): Promise<{ userId: string; issuedAt: Date } | null> {
  try {
    const { payload } = await jwtVerify(token, keys.publicKey, {
      algorithms: [ALGORITHM],
      typ: 'at+jwt',
      issuer,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'exp', 'iat'],
      currentDate: now,
    })
    const userId = z.uuid().safeParse(payload.sub).data
    if (userId === undefined || payload.iat === undefined) return null
    return { userId, issuedAt: new Date(Math.round(payload.iat * 1000)) }
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}
