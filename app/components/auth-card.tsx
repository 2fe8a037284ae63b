import { type ReactNode } from 'react'
import { BrandMark } from './brand.tsx'
import { Panel } from './ui/panel.tsx'

export type AuthCardProps = {
  title: string
  description: ReactNode
  /** Link for people who need another page, such as sign-up. */
  aside?: ReactNode
  children: ReactNode
}

/** The narrow layout of log-in and sign-up. */
export function AuthCard({ title, description, aside, children }: AuthCardProps) {
  return (
    <div className="mx-auto grid max-w-md gap-6 py-4 sm:py-10">
      <header className="grid justify-items-center gap-3 text-center">
        <BrandMark className="size-12!" />
        <h1 className="text-3xl">{title}</h1>
        <p className="text-ink-2 text-pretty">{description}</p>
      </header>
      <Panel>{children}</Panel>
      {aside === undefined ? null : <p className="text-ink-2 text-center">{aside}</p>}
    </div>
  )
}
