import { type ReactNode } from 'react'
import { Time } from '#app/components/ui/time.tsx'

/** The head of a recall or a rescue: its status, its question, and who began it. */
export function PersonHead(props: {
  badge: ReactNode
  title: string
  /** What they did: "Started by". */
  did: string
  callsign: string
  at: string
}) {
  const { badge, title, did, callsign, at } = props
  return (
    <header className="grid gap-3">
      <div>{badge}</div>
      <h2 className="text-2xl sm:text-3xl">{title}</h2>
      <p className="text-ink-2 text-sm">
        {did} <span className="text-ink font-semibold">{callsign}</span>, <Time at={at} format="relative" />
      </p>
    </header>
  )
}
