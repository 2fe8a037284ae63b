import { type ReactNode } from 'react'
import { BrandMark } from './brand.tsx'
import { LinkButton } from './ui/link-button.tsx'

export type ErrorPageProps = {
  status: number
  /** Replaces the default title; never pass an exception's message. */
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

type Words = { title: string; text: string }

const SERVER_FAULT: Words = {
  title: 'Something went wrong',
  text: 'This is our fault, and we have logged it. Try again in a moment. Everything you saved is safe.',
}

const WORDS: Record<number, Words> = {
  400: {
    title: 'That did not work',
    text: 'We did not understand the request. Go back and check what you entered.',
  },
  401: { title: 'Please log in', text: 'You need to log in to see this page.' },
  403: {
    title: 'No access',
    text: 'Your account cannot open this page. If it should, ask the owner of the region or an administrator.',
  },
  404: {
    title: 'Page not found',
    text: 'This page does not exist, or you cannot see it. Check the address.',
  },
  409: {
    title: 'This has changed',
    text: 'Someone changed this in the meantime. Reload the page to see the latest.',
  },
  429: {
    title: 'Too many requests',
    text: 'Wait a minute, then try again.',
  },
  503: { title: 'Down for maintenance', text: 'We will be back soon. Try again in a minute.' },
}

export function ErrorPage({ status, title, children, actions }: ErrorPageProps) {
  const words = WORDS[status] ?? SERVER_FAULT
  const isTemporary = status === 429 || status >= 500
  return (
    <div className="mx-auto grid max-w-xl justify-items-center gap-4 py-12 text-center sm:py-20">
      <BrandMark className="size-14!" />
      <p className="numerals text-accent text-7xl font-bold [text-shadow:0_0_32px_var(--glow)] sm:text-8xl">
        {status}
      </p>
      <h1 className="text-2xl sm:text-3xl">{title ?? words.title}</h1>
      <div className="text-ink-2 text-pretty sm:text-lg">{children ?? <p>{words.text}</p>}</div>
      <div className="mt-4 flex flex-wrap justify-center gap-3">
        {actions ?? (
          <>
            {status === 401 ? (
              <LinkButton to="/login" variant="primary">
                Log in
              </LinkButton>
            ) : null}
            {isTemporary ? (
              <LinkButton to="" reloadDocument variant="primary">
                Try again
              </LinkButton>
            ) : null}
            <LinkButton to="/" variant={status === 401 || isTemporary ? 'secondary' : 'primary'}>
              Go to the home page
            </LinkButton>
          </>
        )}
      </div>
    </div>
  )
}
