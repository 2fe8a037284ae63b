import { useEffect, useRef, type FocusEvent, type ReactNode } from 'react'

const ROWS = 'tbody > tr, li'

/**
 * Around a list whose rows can be removed. The browser drops the focus with the row that has it; here it goes to the row that takes its
 * place, and from an empty list to the heading above.
 */
export function KeepFocus({ children, className }: { children: ReactNode; className?: string }) {
  const box = useRef<HTMLDivElement>(null)
  const held = useRef<{ row: Element; index: number } | null>(null)

  const remember = ({ target }: FocusEvent) => {
    const row = target.closest(ROWS)
    const rows = [...(box.current?.querySelectorAll(ROWS) ?? [])]
    held.current = row ? { row, index: rows.indexOf(row) } : null
  }

  // After every render: any may have removed the row.
  useEffect(() => {
    const list = box.current
    if (!list || !held.current || held.current.row.isConnected) return
    const { index } = held.current
    held.current = null
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const rows = list.querySelectorAll(ROWS)
    const row = rows[Math.min(index, rows.length - 1)]
    const next =
      row?.querySelector<HTMLElement>('button:not([disabled])') ?? row?.querySelector<HTMLElement>('a[href]')
    if (next) next.focus()
    else focusHeading(list)
  })

  return (
    <div ref={box} onFocus={remember} className={className}>
      {children}
    </div>
  )
}

function focusHeading(list: HTMLElement): void {
  const heading = list.closest('section')?.querySelector<HTMLElement>('h2, h3, h4')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus()
}
