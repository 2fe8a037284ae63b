import { Form } from '@remix-run/react'
import { KeyRound, Terminal } from 'lucide-react'
import { type ReactNode } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Programs } from '#app/lib/api-types.ts'
import { SCOPE_TEXTS } from '#server/domain/identity/token-scopes.ts'
import { programName } from '#app/lib/device-name.ts'

/** What acts for the account without a browser: programs that logged in, and tokens made by hand. */
export function ProgramsPanel({ programs }: { programs: Programs }) {
  const { loggedIn, tokens } = programs
  return (
    <Panel
      title="Programs"
      description="What acts for you through the API. Log out a program or revoke a token that you do not recognise."
      flush
      footer={
        <LinkButton to="/account/api" size="sm">
          Make a token
        </LinkButton>
      }
    >
      {loggedIn.length + tokens.length === 0 ? (
        <EmptyState title="No program acts for you" icon={<Terminal aria-hidden />}>
          Programs log in with your password, or with a token that you make for them.
        </EmptyState>
      ) : (
        <ul className="divide-line divide-y">
          {loggedIn.map((program) => {
            const name = programName(program.userAgent)
            return (
              <Row
                key={program.id}
                id={program.id}
                name={name}
                verb="Log out"
                icon={<Terminal aria-hidden />}
              >
                <p className="text-ink-2 text-sm">
                  {program.ipAddress ?? 'Unknown address'} · logged in or refreshed{' '}
                  <Time at={program.lastSeenAt} format="relative" />
                </p>
                <p className="text-ink-3 text-sm">
                  Everything you can do, until <Time at={program.expiresAt} format="date" /> without a refresh
                </p>
              </Row>
            )
          })}
          {tokens.map((token) => (
            <Row key={token.id} id={token.id} name={token.name} verb="Revoke" icon={<KeyRound aria-hidden />}>
              <p className="text-ink-2 text-sm">
                {token.scopes.map((scope) => SCOPE_TEXTS[scope].label).join(', ')} ·{' '}
                {token.lastUsedAt === null ? (
                  'never used'
                ) : (
                  <>
                    last used <Time at={token.lastUsedAt} format="relative" />
                  </>
                )}
              </p>
              <p className="text-ink-3 text-sm">
                Made <Time at={token.createdAt} format="date" />, expires{' '}
                <Time at={token.expiresAt} format="date" />
              </p>
            </Row>
          ))}
        </ul>
      )}
    </Panel>
  )
}

type RowProps = { id: string; name: string; verb: string; icon: ReactNode; children: ReactNode }

function Row({ id, name, verb, icon, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4 sm:px-6">
      <span className="text-accent shrink-0 [&>svg]:size-6">{icon}</span>
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold wrap-anywhere">{name}</p>
        {children}
      </div>
      <Form method="post">
        <input type="hidden" name="id" value={id} />
        <Button type="submit" name="intent" value="end-program" size="sm" aria-label={`${verb} ${name}`}>
          {verb}
        </Button>
      </Form>
    </li>
  )
}
