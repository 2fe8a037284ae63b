import { type KeyObject } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export const ACCESS_TOKEN_SECONDS = 15 * 60
const ALGORITHM = 'EdDSA'
const AUDIENCE = 'sectorwars-api'

type Keys = { privateKey: KeyObject; publicKey: KeyObject }

/**
 * Signs an access token for this person, valid for 15 minutes from `now`. @param provenAt when they logged in for it; null for
 * one that a refresh token was exchanged for, which proves nobody anew
 */
export function signAccessToken(
  keys: Keys,
  issuer: string,
  userId: string,
  now: Date,
  provenAt: Date | null = now,
): Promise<string> {
  // To the millisecond: a change of password ends the tokens of the same second before it, and none after it.
  const seconds = now.getTime() / 1000
  return new SignJWT(provenAt === null ? {} : { auth_time: provenAt.getTime() / 1000 })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt(seconds)
    .setExpirationTime(Math.floor(seconds) + ACCESS_TOKEN_SECONDS)
    .sign(keys.privateKey)
}

/** The user of a token, when it was issued and when they logged in for it, or null if it is forged, expired, for another audience or not signed by us. */
export async function readAccessToken(
  keys: Keys,
  issuer: string,
  token: string,
  now: Date,
): Promise<{ userId: string; issuedAt: Date; provenAt: Date | null } | null> {
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
    const provenAt = z.number().safeParse(payload.auth_time).data
    return {
      userId,
      issuedAt: momentOf(payload.iat),
      provenAt: provenAt === undefined ? null : momentOf(provenAt),
    }
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

const momentOf = (seconds: number): Date => new Date(Math.round(seconds * 1000))
