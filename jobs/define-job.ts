import { type z } from 'zod'
import { QUEUE_NAMES } from '#server/domain/operations/failed-jobs.ts'

/**
 * `prompt` is for what somebody waits for, such as closes, enactments, notices and payments. `background` is for generation
 * and sweeps, which may take minutes. `mail` waits for a server that is not ours. Each has workers of its own, so a full
 * `background` never delays `prompt`, and a silent mail server delays neither.
 */
export const QUEUES = QUEUE_NAMES
export type QueueName = (typeof QUEUES)[number]

/** A kind of job: name, queue, payload and retry settings. */
export type JobDefinition<Payload extends z.ZodType = z.ZodType, Name extends string = string> = {
  name: Name
  queue: QueueName
  payload: Payload
  /** Attempts before the job is marked as failed and left to the sweeps. */
  attempts: number
  /** Delay before the first retry; it doubles each time. */
  backoffMs: number
}

export const defineJob = <Payload extends z.ZodType, Name extends string>(
  job: JobDefinition<Payload, Name>,
): JobDefinition<Payload, Name> => job
