import { isGameError } from '../errors.ts'
import { type CallOutcome, type Telemetry } from '../metrics/telemetry.ts'

/** Counts a call of a galaxy and how it ended. */
export async function timeCall<T>(
  telemetry: Telemetry,
  labels: { galaxy: string; call: string },
  answer: Promise<T>,
): Promise<T> {
  const began = performance.now()
  const count = (outcome: CallOutcome) =>
    telemetry.countGalaxyCall({ ...labels, outcome }, (performance.now() - began) / 1000)
  try {
    const value = await answer
    count('ok')
    return value
  } catch (error) {
    count(outcomeOf(error))
    throw error
  }
}

function outcomeOf(error: unknown): CallOutcome {
  if (!isGameError(error)) return 'failed'
  return error.code === 'UNAVAILABLE' ? 'unavailable' : 'refused'
}
