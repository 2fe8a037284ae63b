import { type ReactNode } from 'react'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'

export type LawEntryProps = {
  number: number
  title: string
  /** Kind of law, as a badge. */
  kind: { label: string; tone: Tone }
  /** Author, date and links. */
  facts: ReactNode
  children?: ReactNode
}

/** One entry of a law book (a region's or the Nexus's), with its changes. */
export function LawEntry({ number, title, kind, facts, children }: LawEntryProps) {
  return (
    <li
      id={`law-${number}`}
      className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-3 py-4 first:pt-0 last:pb-0"
    >
      <p className="numerals text-accent text-2xl font-semibold">
        <span className="sr-only">Law </span>
        {number}
      </p>
      <div className="min-w-0">
        <h3 className="text-base break-words">{title}</h3>
        <p className="text-ink-2 mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Badge tone={kind.tone}>{kind.label}</Badge>
          {facts}
        </p>
        {children}
      </div>
    </li>
  )
}
