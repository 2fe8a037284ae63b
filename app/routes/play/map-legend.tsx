import { lazy, Suspense, useState } from 'react'
import { type OverlayChoice } from './use-overlay.ts'

const LegendContent = lazy(() => import('./legend-content.tsx'))

/** What the map shows, and what its colours and shapes mean; loaded when it is opened. */
export function MapLegend({ choice }: { choice: OverlayChoice }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      className="notch absolute bottom-16 left-2 z-10 max-w-72 [--notch-size:8px] lg:bottom-4 lg:left-106 noscript:hidden"
    >
      <summary className="text-ink-2 hover:text-ink flex min-h-9 items-center px-3 text-sm">
        Map view and legend
      </summary>
      <Suspense fallback={<p className="text-ink-2 px-3 pb-3 text-sm">Loading…</p>}>
        {isOpen ? <LegendContent choice={choice} /> : null}
      </Suspense>
    </details>
  )
}
