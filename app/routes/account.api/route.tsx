import { type MetaFunction } from '@remix-run/node'
import { Link } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

export const meta: MetaFunction = () => [{ title: 'API · SectorWars 2102' }]

const STEPS = [
  'Send your e-mail address and password to auth/token. You get an access token, valid for 15 minutes, and a refresh token.',
  'Send the access token with every request, in the header “Authorization: Bearer …”.',
  'Before it expires, exchange the refresh token at auth/refresh for new ones. Each refresh token works once, within 30 days.',
]

export default function ProgramsPage() {
  return (
    <Panel
      title="Play through the API"
      description="Do everything you can do on this site, as JSON under /api/v1. Same permissions, same rules."
    >
      <ol className="grid gap-4">
        {STEPS.map((step, index) => (
          <li key={step} className="flex gap-4">
            <span aria-hidden className="numerals text-accent text-xl font-semibold">
              {index + 1}
            </span>
            <p className="text-ink-2 text-pretty">{step}</p>
          </li>
        ))}
      </ol>
      <div className="mt-6 flex flex-wrap items-center gap-4">
        <LinkButton to="/api/v1/docs" reloadDocument variant="primary">
          Open the API docs
        </LinkButton>
        <a className="link" href="/api/v1/openapi.json">
          OpenAPI document
        </a>
      </div>
      <p className="text-ink-2 mt-6 text-sm">
        Lost a token?{' '}
        <Link className="link" to="/account/sessions">
          Log out everywhere else
        </Link>
        . This also revokes the tokens of your programs.
      </p>
    </Panel>
  )
}
