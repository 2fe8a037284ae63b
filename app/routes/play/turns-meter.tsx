import { useEffect, useState } from 'react'
import { Meter } from '#app/components/ui/meter.tsx'
import { formatDuration, formatNumber } from '#app/lib/format.ts'
import { availableTurns, TURNS_PER_DAY, turnsReadyAt } from '#server/domain/galaxy/turns.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Turns = NonNullable<ApiOutputs['space']['mySector']>['turns']

const TICK_MS = 1_000

/** Turns as they regenerate, by the game's own rule; the server decides when they are spent. */
export function TurnsMeter({ turns }: { turns: Turns }) {
  const { milliturns, storedAt, asOf } = turns
  const [elapsedMs, setElapsedMs] = useState(0)
  useEffect(() => {
    // The browser's clock may be wrong, so only the time elapsed since the response counts.
    const startedAt = performance.now()
    setElapsedMs(0)
    const timer = setInterval(() => setElapsedMs(performance.now() - startedAt), TICK_MS)
    return () => clearInterval(timer)
  }, [asOf])
  const account = { milliturns, storedAt: new Date(storedAt) }
  const now = new Date(Date.parse(asOf) + elapsedMs)
  const available = availableTurns(account, now)
  const fullInMs = turnsReadyAt(account, TURNS_PER_DAY, now).getTime() - now.getTime()
  return (
    <Meter
      label="Turns"
      value={available}
      max={TURNS_PER_DAY}
      text={`${formatNumber(available)} of ${formatNumber(TURNS_PER_DAY)}${fullInMs > 0 ? `, full in ${formatDuration(fullInMs)}` : ''}`}
      tone={available < 20 ? 'danger' : available < 100 ? 'warning' : 'accent'}
    />
  )
}
