import { useLocation } from '@remix-run/react'
import { useEffect, useRef, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type ShellMenuProps = { label: string; trigger: ReactNode; className?: string; children: ReactNode }

/** A disclosure of links, not an application menu: works without JavaScript; closes on Escape, blur and navigation. */
export function ShellMenu({ label, trigger, className, children }: ShellMenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const location = useLocation()

  useEffect(() => {
    if (details.current) details.current.open = false
  }, [location])

  useEffect(() => {
    const box = details.current
    if (!box) return
    const close = () => {
      box.open = false
    }
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.contains(event.target)) close()
    }
    const onFocus = (event: FocusEvent) => {
      if (event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) close()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !box.open) return
      close()
      box.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    box.addEventListener('focusout', onFocus)
    box.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      box.removeEventListener('focusout', onFocus)
      box.removeEventListener('keydown', onKey)
    }
  }, [])

  return (
    <details ref={details} className={cn('group/menu relative', className)}>
      <summary
        aria-label={label}
        className="text-ink-2 hover:bg-surface-3 hover:text-ink flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-[4px] px-2 transition-colors"
      >
        {trigger}
      </summary>
      <div className="notch notch-lit animate-fade absolute top-full right-0 z-50 mt-2 w-64 max-w-[calc(100vw-2rem)] p-2 drop-shadow-[0_16px_32px_var(--shade)]">
        {children}
      </div>
    </details>
  )
}
