import { type ReactNode } from 'react'
import { ActDialog } from '#app/components/admin/act-dialog.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Player } from '#app/lib/api-types.ts'
import { deviceName, programName } from '#app/lib/device-name.ts'
import { SCOPE_TEXTS } from '#server/domain/identity/token-scopes.ts'

/** Where a player is logged in, by browser, program and token. */
export function AccessPanel({ player }: { player: Player }) {
  const { sessions, programs, callsign } = player
  const count = sessions.length + programs.loggedIn.length + programs.tokens.length
  return (
    <Panel
      title="Browsers, programs and tokens"
      flush
      footer={
        count === 0 ? undefined : (
          <ActDialog
            intent="end-access"
            label="End them all"
            title={`Log ${callsign} out everywhere?`}
            confirmLabel="Log out everywhere"
            size="sm"
          >
            All browsers and programs are logged out at once, and all tokens revoked. The player is told, and
            can log in again.
          </ActDialog>
        )
      }
    >
      {count === 0 ? (
        <EmptyState title="Logged in nowhere" />
      ) : (
        <ul className="divide-line divide-y">
          {sessions.map(({ id, userAgent, ipAddress, createdAt, lastSeenAt }) => (
            <Row key={id} id={id} intent="end-session" name={deviceName(userAgent)} verb="Log out">
              {ipAddress ?? 'Unknown address'}, logged in <Time at={createdAt} />, active{' '}
              <Time at={lastSeenAt} format="relative" />
            </Row>
          ))}
          {programs.loggedIn.map(({ id, userAgent, ipAddress, lastSeenAt }) => (
            <Row key={id} id={id} intent="end-program" name={programName(userAgent)} verb="Log out">
              {ipAddress ?? 'Unknown address'}, logged in or refreshed{' '}
              <Time at={lastSeenAt} format="relative" />
            </Row>
          ))}
          {programs.tokens.map(({ id, name, scopes, lastUsedAt, expiresAt }) => (
            <Row key={id} id={id} intent="end-program" name={`Token “${name}”`} verb="Revoke">
              {scopes.map((scope) => SCOPE_TEXTS[scope].label).join(', ')},{' '}
              {lastUsedAt === null ? (
                'never used'
              ) : (
                <>
                  last used <Time at={lastUsedAt} format="relative" />
                </>
              )}
              , expires <Time at={expiresAt} format="date" />
            </Row>
          ))}
        </ul>
      )}
    </Panel>
  )
}

type RowProps = { id: string; intent: string; name: string; verb: string; children: ReactNode }

function Row({ id, intent, name, verb, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold wrap-anywhere">{name}</p>
        <p className="text-ink-2 text-sm">{children}</p>
      </div>
      <ActDialog
        intent={intent}
        fields={{ id }}
        label={verb}
        ariaLabel={`${verb}: ${name}`}
        title={`${verb}: ${name}?`}
        confirmLabel={verb}
        size="sm"
      >
        It ends at once.
      </ActDialog>
    </li>
  )
}
