import { type ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="border-line-strong bg-surface-2 text-ink-2 inline-grid min-h-6 min-w-6 place-items-center rounded-[4px] border border-b-2 px-1.5 font-mono text-xs">
      {children}
    </kbd>
  )
}
