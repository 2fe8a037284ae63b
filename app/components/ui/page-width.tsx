import { type ReactNode } from 'react'

/** The column that pages are read in. */
export function PageWidth({ children }: { children: ReactNode }) {
  return <div className="mx-auto w-full max-w-7xl flex-1 px-4 py-6 sm:px-6 sm:py-10">{children}</div>
}
