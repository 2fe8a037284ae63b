import { z } from 'zod'

/** One call of the API. A `retryable` one is sent once more when there is no answer. */
export type Call<Input extends z.ZodType, Output extends z.ZodType> = {
  input: Input
  output: Output
  retryable: boolean
  deadlineMs: number
}

const DEADLINE_MS = 5_000
/** For maps of the Nexus and statistics over whole logs. */
export const LONG_DEADLINE_MS = 15_000

/** For what compares or lists a whole galaxy. */
export const AUDIT_DEADLINE_MS = 60_000

export const call = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  { retryable = true, deadlineMs = DEADLINE_MS }: { retryable?: boolean; deadlineMs?: number } = {},
): Call<Input, Output> => ({ input, output, retryable, deadlineMs })

export const nothing = z.object({})
