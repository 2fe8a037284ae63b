import { useEffect, useRef, useState } from 'react'
import { Progress } from '#app/components/ui/progress.tsx'
import { useRefresh } from '#app/lib/use-refresh.ts'

type Props = { departedAt: string; arrivesAt: string; secondsLeft: number; to: string }

/** How often a ship that is landing is asked for again, should the event of its landing be lost. */
const LANDING_SECONDS = 5

/** Counts the seconds as the server told them, so that a wrong clock of the browser does not matter, and asks again at the end. */
export function Countdown({ departedAt, arrivesAt, secondsLeft, to }: Props) {
  const left = useSecondsLeft(secondsLeft)
  const refresh = useRefresh()
  const isDue = left <= 0 && left % LANDING_SECONDS === 0
  useEffect(() => {
    if (isDue) refresh()
  }, [isDue, refresh])
  const all = (new Date(arrivesAt).getTime() - new Date(departedAt).getTime()) / 1000
  const shown = Math.max(0, left)
  return (
    <Progress
      label={shown === 0 ? `Landing in ${to}` : <span role="timer">{timeOf(shown)} left</span>}
      percent={all > 0 ? (100 * (all - shown)) / all : 100}
    />
  )
}

function useSecondsLeft(secondsLeft: number): number {
  const [left, setLeft] = useState(secondsLeft)
  const startedAt = useRef(0)
  useEffect(() => {
    startedAt.current = performance.now()
    setLeft(secondsLeft)
    const timer = setInterval(
      () => setLeft(secondsLeft - Math.floor((performance.now() - startedAt.current) / 1000)),
      1_000,
    )
    return () => clearInterval(timer)
  }, [secondsLeft])
  return left
}

const timeOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
