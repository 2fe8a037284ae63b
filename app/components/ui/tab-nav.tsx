import { NavLink, useLocation } from '@remix-run/react'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type TabLink = { to: string; label: ReactNode; icon?: ReactNode; count?: number; end?: boolean }

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Tabs as links, so each has a URL and works without JavaScript. Arrow keys move the focus. */
export function TabNav({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const list = useRef<HTMLUListElement>(null)
  const { pathname } = useLocation()

  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (!list.current || !current) return
    list.current.scrollLeft = current.offsetLeft - (list.current.clientWidth - current.offsetWidth) / 2
  }, [pathname])

  const onKeyDown = (event: KeyboardEvent) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    const index = links.findIndex((link) => link === document.activeElement)
    const next = index < 0 ? undefined : STEPS[event.key]?.(index, links.length)
    if (next === undefined) return
    event.preventDefault()
    links[next]?.focus()
  }

  return (
    <nav aria-label={label} className="border-line mb-6 border-b">
      {/* Receives key presses that bubble up from the links. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul
        ref={list}
        onKeyDown={onKeyDown}
        className="relative flex gap-1 overflow-x-auto [scrollbar-width:thin]"
      >
        {tabs.map((tab) => (
          <li key={tab.to} className="shrink-0">
            <NavLink
              to={tab.to}
              end={tab.end}
              preventScrollReset
              className={({ isActive }) =>
                cn(
                  'font-display relative flex min-h-12 items-center gap-2 px-4 font-medium tracking-wide outline-offset-[-3px] transition-colors after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 [&>svg]:size-4',
                  isActive
                    ? 'text-ink after:bg-accent after:shadow-[0_0_14px_var(--accent)]'
                    : 'text-ink-2 hover:text-ink hover:after:bg-line-strong',
                )
              }
            >
              {tab.icon}
              {tab.label}
              {tab.count === undefined || tab.count === 0 ? null : (
                <span className="numerals bg-surface-3 text-ink min-w-6 rounded-full px-1.5 text-center text-xs leading-6">
                  {tab.count}
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
