import { ShieldCheck } from 'lucide-react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type FailedLogIns } from '#app/lib/api-types.ts'
import { formatCount } from '#app/lib/format.ts'
import { deviceName, programName } from '#app/lib/device-name.ts'

const DOORS: Record<FailedLogIns['items'][number]['door'], string> = {
  page: 'Log-in page',
  program: 'Program',
  'sign-up': 'Sign-up with your address',
  'password-change': 'While logged in',
  'second-factor': 'Code of the second factor',
  passkey: 'Passkey',
}

const nameOf = ({ door, userAgent }: FailedLogIns['items'][number]) =>
  door === 'program' ? programName(userAgent) : deviceName(userAgent)

/** Wrong passwords, codes and passkeys that somebody tried for the account. */
export function FailedPanel({ failed }: { failed: FailedLogIns }) {
  return (
    <Panel
      title="Wrong passwords, codes and passkeys"
      description="Attempts that did not get in. Some of them may have been you."
      flush
    >
      {failed.total === 0 ? (
        <EmptyState title="None" icon={<ShieldCheck aria-hidden />}>
          Nobody has tried a wrong password, code or passkey for your account.
        </EmptyState>
      ) : (
        <>
          <ul className="divide-line divide-y">
            {failed.items.map((attempt) => (
              <li key={attempt.id} className="grid gap-x-4 px-4 py-3 sm:grid-cols-[1fr_auto] sm:px-6">
                <p>
                  {DOORS[attempt.door]}
                  <span className="text-ink-2 text-sm"> · {nameOf(attempt)}</span>
                </p>
                <p className="text-ink-2 text-sm sm:text-right">
                  {attempt.ipAddress} · <Time at={attempt.at} format="relative" />
                </p>
              </li>
            ))}
          </ul>
          {failed.total > failed.items.length ? (
            <p className="border-line text-ink-2 border-t px-4 py-3 text-sm sm:px-6">
              {formatCount(failed.total - failed.items.length, 'older attempt')} not shown
            </p>
          ) : null}
        </>
      )}
    </Panel>
  )
}
