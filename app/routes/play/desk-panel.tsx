import { Link } from '@remix-run/react'
import {
  ArrowLeftRight,
  Calculator,
  History,
  NotebookPen,
  Receipt,
  ScrollText,
  Tags,
  Wrench,
} from 'lucide-react'
import { type ReactNode } from 'react'
import { Panel } from '#app/components/ui/panel.tsx'
import { type DeckProps } from './deck-props.ts'

/** Pages about business that are not of this sector alone. */
const DESK: readonly { to: string; label: string; icon: ReactNode }[] = [
  { to: '/play/prices', label: 'Prices', icon: <Tags aria-hidden /> },
  { to: '/play/computer', label: 'Trade computer', icon: <Calculator aria-hidden /> },
  { to: '/play/compare', label: 'Compare ports', icon: <ArrowLeftRight aria-hidden /> },
  { to: '/play/notebook', label: 'Notebook', icon: <NotebookPen aria-hidden /> },
  { to: '/play/contracts', label: 'Contracts', icon: <ScrollText aria-hidden /> },
  { to: '/play/yard', label: 'Shipyard', icon: <Wrench aria-hidden /> },
  { to: '/play/log', label: 'Captain’s log', icon: <History aria-hidden /> },
  { to: '/play/orders', label: 'Your trades', icon: <Receipt aria-hidden /> },
]

/** The way to what a pilot decides with, and what to do where there is no port. */
export function DeskPanel({ view, terms }: DeckProps) {
  return (
    <Panel title="Business">
      <div className="grid gap-3">
        {view.ports.length === 0 ? (
          <p className="text-ink-2 text-sm">
            There is no {terms.port.toLowerCase()} in this sector. The trade computer knows the way to the
            next good one.
          </p>
        ) : null}
        <nav aria-label="Business" className="-mx-2 grid grid-cols-2 gap-1">
          {DESK.map(({ to, label, icon }) => (
            <Link
              key={to}
              to={to}
              className="hover:bg-surface-2 flex min-h-11 items-center gap-2 rounded-sm px-2 text-sm font-semibold [&_svg]:size-4"
            >
              {icon}
              {label}
            </Link>
          ))}
        </nav>
      </div>
    </Panel>
  )
}
