import { type z } from 'zod'

/** A kind of background work: its name, what it must be told, and how often it is tried. */
export type JobDefinition<Payload extends z.ZodType = z.ZodType, Name extends string = string> = {
  name: Name
  payload: Payload
  /** Tries before it is left to the sweeps and shown as failed. */
  attempts: number
  /** First pause between tries; it doubles. */
  backoffMs: number
}

export const defineJob = <Payload extends z.ZodType, Name extends string>(
  job: JobDefinition<Payload, Name>,
): JobDefinition<Payload, Name> => job
