import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCount } from '#app/lib/format.ts'
import { SESSION_MAX_MS } from '#server/domain/identity/session-limits.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'

export const meta: MetaFunction = () => [{ title: 'Privacy · SectorWars 2102' }]

export const loader = (args: LoaderFunctionArgs) => load(args, (api) => api.privacy.retention())

type Kept = { what: string; time: string; why: string }

const days = (count: number) => formatCount(count, 'day')

/** What ages, with the values in force. */
function useKept(): Kept[] {
  const kept = useLoaderData<typeof loader>()
  return [
    {
      what: 'Sessions: browser, address, when it was used',
      time: `${days(SESSION_MAX_MS / DAY_MS)} after the log-in at most, or until you log out`,
      why: 'To keep you logged in, and to show you where you are.',
    },
    {
      what: 'Programs that logged in: name, address, when they were used',
      time: `${days(SESSION_MAX_MS / DAY_MS)} after the log-in at most, or until you log them out`,
      why: 'So that they need not ask for your password each time, and to show you what acts for you.',
    },
    {
      what: 'Wrong passwords: where they came from',
      time: days(kept.failedLogInDays),
      why: 'To tell you who tries to get into your account.',
    },
    {
      what: 'Requests of yours that were refused: which, how often, from which address',
      time: days(kept.failedLogInDays),
      why: 'To find attempts to get round the rules. Administrators see them.',
    },
    { what: 'Mails that were sent to you', time: days(kept.mailDays), why: 'To answer what was sent.' },
    {
      what: 'Notifications that you have read',
      time: days(kept.noticeDays),
      why: 'So that you can look them up. Unread ones stay until you read them.',
    },
    { what: 'The export of your data', time: days(kept.exportDays), why: 'So that you can download it.' },
    {
      what: 'Movements and events in galaxies',
      time: inLargerRegions(kept.eventDays, kept.regionLogDays),
      why: 'For figures of activity, and to find faults.',
    },
    {
      what: 'Each line of the ledgers of galaxies',
      time: inLargerRegions(kept.postingDays, kept.regionLogDays),
      why: 'So that pilots and treasuries can check their books. Sums stay.',
    },
    {
      what: 'The record of who did what, for administrators',
      time: kept.auditDays === null ? 'for good' : days(kept.auditDays),
      why: 'To settle disputes and find abuse. It has the ids of accounts, and callsigns that were chosen.',
    },
    {
      what: 'Backups of all of it, encrypted',
      time: `${days(kept.backupDays)}, the first of each month ${days(kept.backupMonthlyDays)}`,
      why: 'To bring the game back after a fault.',
    },
    {
      what: 'The galaxy of a region that nobody pays for, as an encrypted archive',
      time: `${kept.archiveMonths} months`,
      why: 'So that a payment brings the region back. Who erased their account meanwhile has no name in it before anybody can enter.',
    },
  ]
}

/** Owners of larger regions have their logs kept for longer. */
const inLargerRegions = (kept: number, larger: number): string =>
  larger > kept ? `${days(kept)}, in larger regions up to ${days(larger)}` : days(kept)

export default function PrivacyPage() {
  const { deletionNoticeDays } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title="Privacy" eyebrow="What is kept about you, for how long and why" />
      <div className="grid gap-6">
        <Panel
          title="For a time"
          description="Days are counted in UTC; a log of months is deleted by whole months."
        >
          <dl className="divide-line grid divide-y">
            {useKept().map(({ what, time, why }) => (
              <div
                key={what}
                className="grid gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0 sm:grid-cols-[1fr_14rem]"
              >
                <dt className="font-semibold">{what}</dt>
                <dd className="sm:col-start-2 sm:row-span-2">{time}</dd>
                <dd className="text-ink-2 text-sm text-pretty">{why}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Panel title="As long as you have an account">
          <ul className="grid list-disc gap-2 pl-5">
            <li>Your e-mail address, callsign and password (as a hash that cannot be turned back).</li>
            <li>
              Your memberships, offices, ballots, proposals and delegations. Nobody else sees how you voted.
            </li>
            <li>
              Your pilot: ship, cargo, purse, charts, notes, contracts and fights, in each galaxy where you
              were.
            </li>
            <li>
              Subscriptions and payments, and what PayPal says about them. Card numbers never reach this
              server: PayPal has them.
            </li>
          </ul>
        </Panel>
        <Panel title="After you delete it">
          <p className="max-w-3xl text-pretty">
            Your account is deleted {days(deletionNoticeDays)} after you ask for it. Address, name, notes,
            mails and notifications go. What others rely on stays under “Former” and a number: counted
            ballots, laws, treaties, ledgers and payments. Nobody else gets your callsign for a year. Backups
            keep it for as long as they are kept: a list of deleted accounts, which has ids only, lets a
            restored one forget you again. Notifications that others got about you stay theirs.
          </p>
        </Panel>
        <Panel title="What you can do">
          <ul className="grid list-disc gap-2 pl-5">
            <li>
              <Link to="/account/data" className="link">
                Export everything that is kept about you
              </Link>
            </li>
            <li>
              <Link to="/account/delete" className="link">
                Delete your account
              </Link>
            </li>
            <li>
              Ask the operator of this installation: see the{' '}
              <Link to="/imprint" className="link">
                imprint
              </Link>
              .
            </li>
          </ul>
          <p className="text-ink-2 mt-4 text-sm text-pretty">
            The cookies are the session or a log-in that is under way, a mark that this browser has logged in
            before, and how you see the game: theme, time zone, hints, the deck that you saw last. There are
            no others, no analytics and no advertising.
          </p>
        </Panel>
      </div>
    </>
  )
}
