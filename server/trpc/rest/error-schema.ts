import { z } from 'zod'
import { GAME_ERROR_STATUS, type GameErrorCode } from '../../errors.ts'
import { keysOf } from '#server/domain/keys-of.ts'

/** What the server itself refuses, before a request reaches an operation; and a fault of ours. */
const DOOR_STATUS = {
  METHOD_NOT_ALLOWED: 405,
  UNSUPPORTED_MEDIA_TYPE: 415,
  REQUEST_HEADER_FIELDS_TOO_LARGE: 431,
  INTERNAL: 500,
} as const

export const REST_ERROR_STATUS = { ...GAME_ERROR_STATUS, ...DOOR_STATUS }
export type RestErrorCode = GameErrorCode | keyof typeof DOOR_STATUS

/** The one shape of every answer that is not a success. */
export const restError = z
  .object({
    code: z
      .enum(keysOf(REST_ERROR_STATUS))
      .meta({ description: 'The kind of refusal; one HTTP status each.' }),
    message: z.string().meta({ description: 'For the person who asked.' }),
    reason: z.string().optional().meta({ description: 'A stable word for programs, where there is one.' }),
    issues: z
      .array(
        z.object({
          path: z
            .string()
            .meta({ description: 'The field, nested ones with dots; empty for the whole request.' }),
          message: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'What is wrong with which field.' }),
  })
  .meta({ id: 'Error' })

export const ERROR_DESCRIPTIONS: Record<RestErrorCode, string> = {
  BAD_REQUEST: 'The request is not valid.',
  UNAUTHORIZED: 'No access token, or an invalid or expired one.',
  FORBIDDEN: 'You may not do this, or a browser sent it from another site.',
  NOT_FOUND: 'There is no such thing, or you may not know of it.',
  METHOD_NOT_ALLOWED: 'This path has other methods.',
  CONFLICT: 'Not possible in the current state.',
  PAYLOAD_TOO_LARGE: 'The body is too large.',
  UNSUPPORTED_MEDIA_TYPE: 'The body is not JSON.',
  TOO_MANY_REQUESTS: 'Too many requests; `Retry-After` says when to try again.',
  REQUEST_HEADER_FIELDS_TOO_LARGE: 'The headers are too large.',
  INTERNAL: 'A fault of ours.',
  UNAVAILABLE: 'Out of reach for now; `Retry-After` says when to try again.',
}
