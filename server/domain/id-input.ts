import { z } from 'zod'

/**
 * An id that somebody sends, in lower case as the database writes it: in capitals it is the same id, also where ids are
 * compared as text.
 */
export const idInput = (message?: string) => z.uuid(message).toLowerCase()
