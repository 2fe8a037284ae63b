import { X } from 'lucide-react'
import { type KeyboardEvent } from 'react'
import { cn } from '#app/lib/cn.ts'
import { type DeckProps } from './deck-props.ts'
import { type Dock } from './docks.tsx'

type Props = {
  docks: readonly Dock[]
  /** On a phone one group is shown, or none. */
  sheet: string | null
  onClose: () => void
  deck: DeckProps
  className: string
}

/** Groups of panels: beside each other over the map, on a phone one at a time as a sheet. Without scripts all follow it. */
export function DockColumn({ docks, sheet, onClose, deck, className }: Props) {
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
  }
  return (
    <div
      data-over-map
      className={cn(
        'max-lg:contents lg:relative lg:z-10 lg:grid lg:max-h-full lg:min-h-0 lg:content-start lg:gap-4 lg:self-start lg:overflow-y-auto',
        className,
      )}
    >
      {docks.map(({ key, label, panels }) => (
        // Escape closes what a tab opened; nothing here is reached by it alone.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <section
          key={key}
          id={`dock-${key}`}
          data-over-map
          data-flight-keys={key === 'fly' || undefined}
          aria-label={label}
          onKeyDown={closeOnEscape}
          className={cn(
            'max-lg:bg-bg/95 grid content-start gap-3 max-lg:absolute max-lg:inset-x-0 max-lg:bottom-14 max-lg:z-20 max-lg:max-h-[62%] max-lg:overflow-y-auto max-lg:p-2 lg:gap-4 noscript:max-lg:static noscript:max-lg:grid noscript:max-lg:max-h-none',
            sheet === key ? 'max-lg:animate-rise' : 'max-lg:hidden',
          )}
        >
          <button
            type="button"
            onClick={onClose}
            className="text-ink-2 hover:text-ink flex min-h-8 items-center gap-2 justify-self-end px-2 text-sm lg:hidden noscript:hidden"
          >
            Back to the map
            <X aria-hidden className="size-4" />
          </button>
          {panels.map((Panel, index) => (
            <Panel key={index} {...deck} />
          ))}
        </section>
      ))}
    </div>
  )
}
