import { z } from 'zod'

/** An id from a client, in lower case as the database writes it, because ids are also compared as text. */
export const idInput = (message?: string) => z.uuid(message).toLowerCase()
