import { useId, useState } from 'react'
import { formatCount } from '#app/lib/format.ts'
import { Button } from './ui/button.tsx'
import { Field } from './ui/field.tsx'
import { Input } from './ui/input.tsx'

export type ListedSector = {
  id: number
  label: string
  gate?: boolean
  port?: boolean
  planet?: boolean
  /** More words to be found by: names of ports. */
  also?: string
}

export type SectorListProps = {
  sectors: readonly ListedSector[]
  selectedId: number | null
  onSelect: (id: number) => void
}

const SHOWN = 40

/** The content of a map as a searchable list. */
export function SectorList({ sectors, selectedId, onSelect }: SectorListProps) {
  const [text, setText] = useState('')
  const [limit, setLimit] = useState(SHOWN)
  const fieldId = useId()
  const wanted = text.trim().toLowerCase()
  const found =
    wanted === ''
      ? sectors
      : sectors.filter(({ label, also = '' }) => `${label} ${also}`.toLowerCase().includes(wanted))
  return (
    <div className="grid gap-3">
      <Field
        id={fieldId}
        label="Find a sector"
        hint="Type a part of its name, number or area, or of a port there."
      >
        <Input
          type="search"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setLimit(SHOWN)
          }}
        />
      </Field>
      <p role="status" className="text-ink-2 text-sm">
        {formatCount(found.length, 'sector')}
      </p>
      <ul className="divide-line border-line max-h-80 divide-y overflow-y-auto border-y">
        {found.slice(0, limit).map(({ id, label, also, ...what }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === selectedId}
              onClick={() => onSelect(id)}
              className="hover:bg-surface-2 aria-pressed:text-accent flex min-h-10 w-full items-center justify-between gap-4 px-2 text-left"
            >
              <span>
                {label}
                {also === undefined ? null : <span className="text-ink-2 block text-sm">{also}</span>}
              </span>
              <span className="text-ink-2 shrink-0 text-sm">{whatIsThere(what)}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > limit ? (
        <div>
          <Button size="sm" onClick={() => setLimit(limit + SHOWN)}>
            Show more
          </Button>
        </div>
      ) : null}
    </div>
  )
}

const whatIsThere = ({ gate, port, planet }: Omit<ListedSector, 'id' | 'label' | 'also'>): string =>
  [gate ? 'Gate' : null, port ? 'Port' : null, planet ? 'Planet' : null].filter(Boolean).join(', ')
