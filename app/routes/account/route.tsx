import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { NavLink, Outlet, useLoaderData } from '@remix-run/react'
import {
  Bell,
  CircleUserRound,
  CreditCard,
  FileArchive,
  LifeBuoy,
  MonitorSmartphone,
  ShieldCheck,
  Terminal,
} from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { DeletionBanner } from '#app/components/account/deletion-banner.tsx'
import { UnconfirmedBanner } from '#app/components/account/unconfirmed-banner.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { RouteError } from '#app/components/route-error.tsx'

export const meta: MetaFunction = () => [{ title: 'Account · SectorWars 2102' }]

/** /account requires a log-in: others are sent to the log-in page and back. */
export const loader = async (args: LoaderFunctionArgs) => ({
  account: await load(args, (api) => api.identity.me()),
  deletion: await load(args, (api) => api.privacy.openDeletion()),
  isUnconfirmed: args.context.user?.isUnconfirmed ?? false,
})

const LINKS = [
  { to: '/account', label: 'Profile', Icon: CircleUserRound },
  { to: '/account/security', label: 'Security', Icon: ShieldCheck },
  { to: '/account/recovery', label: 'Recovery codes', Icon: LifeBuoy },
  { to: '/account/sessions', label: 'Sessions', Icon: MonitorSmartphone },
  { to: '/account/billing', label: 'Billing', Icon: CreditCard },
  { to: '/account/notifications', label: 'Notifications', Icon: Bell },
  { to: '/account/api', label: 'API', Icon: Terminal },
  { to: '/account/data', label: 'Your data', Icon: FileArchive },
]

export default function AccountLayout() {
  const { account, deletion, isUnconfirmed } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title="Account" eyebrow="Settings" />
      {deletion ? <DeletionBanner dueAt={deletion.dueAt} /> : null}
      {isUnconfirmed ? <UnconfirmedBanner email={account.email} /> : null}
      <div className="grid gap-6 lg:grid-cols-[13rem_1fr] lg:gap-10">
        <nav aria-label="Account">
          <ul className="border-line flex flex-wrap gap-1 border-b pb-2 lg:flex-col lg:border-b-0">
            {LINKS.map(({ to, label, Icon }) => (
              <li key={to}>
                <NavLink
                  to={to}
                  end={to === '/account'}
                  className="text-ink-2 hover:text-ink hover:bg-surface-3 aria-[current=page]:text-accent aria-[current=page]:bg-surface-2 flex min-h-11 items-center gap-2.5 rounded-[4px] px-3 font-medium"
                >
                  <Icon aria-hidden className="size-4" />
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="grid min-w-0 content-start gap-6">
          <Outlet />
        </div>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
