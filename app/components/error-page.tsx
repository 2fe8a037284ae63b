import { type ReactNode } from 'react'
import { BrandMark } from './brand.tsx'
import { LinkButton } from './ui/link-button.tsx'

export type ErrorPageProps = {
  status: number
  /** Replaces the words for the status; never pass an exception's message. */
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

type Words = { title: string; text: string }

const SERVER_FAULT: Words = {
  title: 'A system aboard has failed',
  text: 'Nothing you did caused it, and it has been recorded. Try again in a moment; what you had saved is safe.',
}

const WORDS: Record<number, Words> = {
  400: {
    title: 'We could not read that',
    text: 'The request was not understood. Go back and check what you entered.',
  },
  401: { title: 'Identify yourself, pilot', text: 'This deck is for people who are logged in.' },
  403: {
    title: 'This airlock is sealed',
    text: 'Your account may not enter here. If it should, ask the owner of the region or an administrator.',
  },
  404: {
    title: 'Nothing but empty space',
    text: 'There is no page at these coordinates, or it is not yours to see. Check the address, or set a new course.',
  },
  409: {
    title: 'Someone was faster',
    text: 'This has changed in the meantime. Load the page again to see how it stands.',
  },
  429: {
    title: 'Engines are overheating',
    text: 'That was too often in a short time. Wait a minute, then try again.',
  },
  503: { title: 'Docked for maintenance', text: 'The platform is not ready yet. Try again in a minute.' },
}

export function ErrorPage({ status, title, children, actions }: ErrorPageProps) {
  const words = WORDS[status] ?? SERVER_FAULT
  const mayPass = status === 429 || status >= 500
  return (
    <div className="mx-auto grid max-w-xl justify-items-center gap-4 py-12 text-center sm:py-20">
      <BrandMark className="size-14" />
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
            {mayPass ? (
              <LinkButton to="" reloadDocument variant="primary">
                Try again
              </LinkButton>
            ) : null}
            <LinkButton to="/" variant={status === 401 || mayPass ? 'secondary' : 'primary'}>
              Back to the landing deck
            </LinkButton>
          </>
        )}
      </div>
    </div>
  )
}
