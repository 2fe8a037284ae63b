import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import {
  Activity,
  Archive,
  BellRing,
  CircleDollarSign,
  CreditCard,
  Flag,
  Mail,
  Map,
  MailWarning,
  Orbit,
  Scale,
  ScrollText,
  Shield,
  ShieldX,
  Siren,
  UserPlus,
  Users,
  Undo2,
} from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { useLastDeck } from '#app/lib/last-deck.ts'
import { TabNav } from '#app/components/ui/tab-nav.tsx'

export const meta: MetaFunction = () => [{ title: 'Administration · SectorWars 2102' }]

/** /admin is for administrators only; each page's procedures check this again. */
export const loader = async (args: LoaderFunctionArgs) => {
  await load(args, (api) => api.operations.amAdmin())
  return null
}

const TABS = [
  { to: '/admin', label: 'Overview', icon: <Shield aria-hidden />, end: true },
  { to: '/admin/players', label: 'Players', icon: <Users aria-hidden /> },
  { to: '/admin/reports', label: 'Reports', icon: <Flag aria-hidden /> },
  { to: '/admin/regions', label: 'Regions', icon: <Map aria-hidden /> },
  { to: '/admin/subscriptions', label: 'Subscriptions', icon: <CreditCard aria-hidden /> },
  { to: '/admin/refunds', label: 'Refunds', icon: <Undo2 aria-hidden /> },
  { to: '/admin/revenue', label: 'Revenue', icon: <CircleDollarSign aria-hidden /> },
  { to: '/admin/invitations', label: 'Administrators', icon: <UserPlus aria-hidden /> },
  { to: '/admin/nexus', label: 'Nexus Manager', icon: <Orbit aria-hidden /> },
  { to: '/admin/operations', label: 'Operations', icon: <Activity aria-hidden /> },
  { to: '/admin/alerts', label: 'Alerts', icon: <BellRing aria-hidden /> },
  { to: '/admin/incidents', label: 'Incidents', icon: <Siren aria-hidden /> },
  { to: '/admin/backups', label: 'Backups', icon: <Archive aria-hidden /> },
  { to: '/admin/conservation', label: 'Conservation', icon: <Scale aria-hidden /> },
  { to: '/admin/messages', label: 'Messages', icon: <MailWarning aria-hidden /> },
  { to: '/admin/mail', label: 'Mail', icon: <Mail aria-hidden /> },
  { to: '/admin/refused', label: 'Refused', icon: <ShieldX aria-hidden /> },
  { to: '/admin/audit', label: 'Audit log', icon: <ScrollText aria-hidden /> },
]

export default function AdminLayout() {
  useLastDeck()
  return (
    <>
      <TabNav label="Administration" tabs={TABS} />
      <Outlet />
    </>
  )
}

export { RouteError as ErrorBoundary }
