import { type z } from 'zod'

/** A kind of background job: name, payload and retry settings. */
export type JobDefinition<Payload extends z.ZodType = z.ZodType, Name extends string = string> = {
  name: Name
  payload: Payload
  /** Attempts before the job is marked as failed and left to the sweeps. */
  attempts: number
  /** Delay before the first retry; it doubles each time. */
  backoffMs: number
}

export const defineJob = <Payload extends z.ZodType, Name extends string>(
  job: JobDefinition<Payload, Name>,
): JobDefinition<Payload, Name> => job
