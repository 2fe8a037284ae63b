import { ArrowDown, ArrowUp, GripVertical, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { candidateName } from '#app/lib/candidate-name.ts'
import { RANKING_FIELD } from '#app/lib/ranked-form.ts'
import { Button } from '#app/components/ui/button.tsx'
import { type BallotCandidate } from './election-ballot.tsx'

/** Returns `list` with the item at `from` moved to `to`. */
const moved = (list: readonly string[], from: number, to: number): string[] => {
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}

type Control = 'up' | 'down' | 'remove' | 'add'

/**
 * A ranking sorted by buttons or by dragging. Changes are announced to screen readers, and the focus stays with the moved
 * candidate.
 */
export function RankingList({
  candidates,
  initial,
}: {
  candidates: readonly BallotCandidate[]
  initial: readonly string[]
}) {
  const [ranking, setRanking] = useState<readonly string[]>(initial)
  const [announcement, setAnnouncement] = useState('')
  const [dragged, setDragged] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLOListElement>(null)
  const focusNext = useRef<string | null>(null)
  const nameOf = (id: string) => {
    const candidate = candidates.find(({ playerId }) => playerId === id)
    return candidate ? candidateName(candidate) : id
  }
  const left = candidates.filter(({ playerId }) => !ranking.includes(playerId))

  // Moving a row in the document loses its focus.
  useEffect(() => {
    const wanted = focusNext.current
    focusNext.current = null
    if (wanted !== null) box.current?.querySelector<HTMLButtonElement>(`[data-control="${wanted}"]`)?.focus()
  }, [ranking])

  const focus = (control: Control, id: string) => (focusNext.current = `${control} ${id}`)
  const move = (id: string, to: number, control: Control | null) => {
    const from = ranking.indexOf(id)
    if (to < 0 || to >= ranking.length || from === to) return
    if (control !== null) focus(control, id)
    setRanking(moved(ranking, from, to))
    setAnnouncement(`${nameOf(id)} is now number ${to + 1} of ${ranking.length}.`)
  }
  const add = (id: string) => {
    focus('remove', id)
    setRanking([...ranking, id])
    setAnnouncement(`${nameOf(id)} is number ${ranking.length + 1} in your ranking.`)
  }
  const remove = (id: string) => {
    focus('add', id)
    setRanking(ranking.filter((other) => other !== id))
    setAnnouncement(`${nameOf(id)} was removed from your ranking.`)
  }

  // Listens on the window: the dragged row moves in the document and would lose a captured pointer.
  useEffect(() => {
    if (dragged === null) return
    const drag = ({ clientY }: PointerEvent) => {
      const places = [...(rows.current?.children ?? [])].map((row) => row.getBoundingClientRect())
      const to = places.findIndex(({ bottom }) => clientY < bottom)
      move(dragged, to < 0 ? ranking.length - 1 : to, null)
    }
    const drop = () => setDragged(null)
    window.addEventListener('pointermove', drag)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', drop)
    return () => {
      window.removeEventListener('pointermove', drag)
      window.removeEventListener('pointerup', drop)
      window.removeEventListener('pointercancel', drop)
    }
  })

  return (
    <div ref={box} className="grid gap-5">
      <section aria-labelledby="ranked-heading">
        <h3 id="ranked-heading" className="mb-2 font-medium">
          Your ranking
        </h3>
        {ranking.length === 0 ? (
          <p className="text-ink-2">Empty. Add candidates below, best first.</p>
        ) : (
          <ol ref={rows} className="grid gap-2">
            {ranking.map((id, index) => (
              <li
                key={id}
                className={`notch flex flex-wrap items-center gap-2 p-2 [--notch-size:8px] ${dragged === id ? '[--notch-fill:var(--surface-3)] [--notch-line:var(--accent)]' : '[--notch-fill:var(--surface-2)]'}`}
              >
                <input type="hidden" name={RANKING_FIELD} value={id} />
                <span
                  aria-hidden
                  className="text-ink-3 cursor-grab touch-none p-2 max-sm:p-1"
                  onPointerDown={(event) => {
                    event.preventDefault()
                    setDragged(id)
                  }}
                >
                  <GripVertical className="size-5" />
                </span>
                <span className="numerals text-accent w-6 text-center text-lg font-semibold">
                  {index + 1}
                </span>
                <span className="min-w-0 flex-1 basis-28 font-semibold wrap-anywhere">{nameOf(id)}</span>
                <span className="ml-auto flex">
                  <Button
                    size="icon"
                    variant="ghost"
                    aria-label={`Move ${nameOf(id)} up`}
                    data-control={`up ${id}`}
                    aria-disabled={index === 0 || undefined}
                    onClick={() => move(id, index - 1, 'up')}
                  >
                    <ArrowUp aria-hidden className="size-5" />
                  </Button>
                  <Button
                    size="icon"
                    variant="ghost"
                    aria-label={`Move ${nameOf(id)} down`}
                    data-control={`down ${id}`}
                    aria-disabled={index === ranking.length - 1 || undefined}
                    onClick={() => move(id, index + 1, 'down')}
                  >
                    <ArrowDown aria-hidden className="size-5" />
                  </Button>
                  <Button
                    size="icon"
                    variant="ghost"
                    aria-label={`Remove ${nameOf(id)} from the ranking`}
                    data-control={`remove ${id}`}
                    onClick={() => remove(id)}
                  >
                    <X aria-hidden className="size-5" />
                  </Button>
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
      {left.length === 0 ? null : (
        <section aria-labelledby="unranked-heading">
          <h3 id="unranked-heading" className="mb-2 font-medium">
            Not ranked
          </h3>
          <ul className="grid gap-2 sm:grid-cols-2">
            {left.map(({ playerId }) => (
              <li key={playerId}>
                <Button
                  className="w-full justify-start! text-left whitespace-normal!"
                  aria-label={`Add ${nameOf(playerId)} to the ranking`}
                  data-control={`add ${playerId}`}
                  onClick={() => add(playerId)}
                >
                  <Plus aria-hidden className="size-4 shrink-0" />
                  {nameOf(playerId)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p role="status" aria-live="polite" className="sr-only">
        {announcement}
      </p>
    </div>
  )
}
