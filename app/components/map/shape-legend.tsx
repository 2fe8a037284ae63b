import { type ReactNode } from 'react'
import { KIND_COLOURS } from './map-colours.ts'
import { type NodeKind } from './map-scene.ts'

type Props = {
  /** Also what only a pilot's own map shows. */
  isOwn?: boolean
}

const SHAPES: Record<NodeKind, ReactNode> = {
  gate: <path d="M8 1 15 8 8 15 1 8Z" />,
  port: <path d="M3 3h10v10H3Z" />,
  planet: (
    <>
      <circle cx="8" cy="8" r="3.5" />
      <ellipse cx="8" cy="8" rx="7" ry="3" transform="rotate(-23 8 8)" fill="none" stroke="currentColor" />
    </>
  ),
  empty: <circle cx="8" cy="8" r="2.5" />,
}
const LABELS: Record<NodeKind, string> = {
  gate: 'Gate',
  port: 'Port',
  planet: 'Planet',
  empty: 'Empty space',
}

/** What the shapes of a map mean. */
export function ShapeLegend({ isOwn = false }: Props) {
  return (
    <ul aria-label="Shapes" className="text-ink-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {(['gate', 'port', 'planet', 'empty'] as const).map((kind) => (
        <Entry key={kind} label={LABELS[kind]} colour={isOwn ? KIND_COLOURS[kind] : 'var(--ink-2)'}>
          {SHAPES[kind]}
        </Entry>
      ))}
      {isOwn ? (
        <>
          <Entry label="Not visited yet" colour="var(--ink-2)">
            <circle cx="8" cy="8" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </Entry>
          <Entry label="Your ship" colour="var(--accent)">
            <path d="M8 1 13 14 8 11 3 14Z" />
          </Entry>
          <Entry label="Other pilots here" colour="var(--danger)">
            <path d="m4 4 3 8H1ZM12 4l3 8H9Z" />
          </Entry>
          <Entry label="Bookmark" colour="var(--info)">
            <path d="M4 1h8v14l-4-4-4 4Z" />
          </Entry>
        </>
      ) : null}
    </ul>
  )
}

function Entry({ label, colour, children }: { label: string; colour: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <svg aria-hidden viewBox="0 0 16 16" className="size-4" fill="currentColor" style={{ color: colour }}>
        {children}
      </svg>
      {label}
    </li>
  )
}
