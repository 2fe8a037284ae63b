import { expect, it } from 'vitest'
import { GameError } from '../errors.ts'
import { createTelemetry } from '../metrics/telemetry.ts'
import { timeCall } from './time-call.ts'

it('counts how calls of a galaxy end, and hands on what they say', async () => {
  const telemetry = createTelemetry({ version: '0', collectsProcess: false })
  const labels = { galaxy: 'g', call: 'getSector' }
  expect(await timeCall(telemetry, labels, Promise.resolve(7))).toBe(7)
  const failures = [
    new GameError('CONFLICT', 'no', { reason: 'no-warp' }),
    new GameError('UNAVAILABLE', 'away'),
    new Error('a fault'),
  ]
  for (const failure of failures)
    await expect(timeCall(telemetry, labels, Promise.reject(failure))).rejects.toBe(failure)
  const text = await telemetry.registry.metrics()
  for (const outcome of ['ok', 'refused', 'unavailable', 'failed'])
    expect(text).toContain(`sectorwars_galaxy_calls_total{galaxy="g",outcome="${outcome}"} 1`)
  expect(text).toContain('sectorwars_galaxy_call_duration_seconds_count{call="getSector"} 4')
})
