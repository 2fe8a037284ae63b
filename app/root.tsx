import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import oxaniumLatin from '@fontsource-variable/oxanium/files/oxanium-latin-wght-normal.woff2?url'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/oxanium/wght.css'
import './app.css'
import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRevalidator,
  useRouteLoaderData,
} from '@remix-run/react'
import { Compass, Gauge, Globe, Landmark, Orbit, Rocket, Settings, Shield, Trophy, Vote } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { decimalSignOf } from '#server/domain/decimal-sign.ts'
import { load } from './caller.server.ts'
import { SuspendedBanner } from './components/account/suspended-banner.tsx'
import { ConnectionWatch } from './components/connection-watch.tsx'
import { AppShell, type ShellLink } from './components/app-shell.tsx'
import { RouteError } from './components/route-error.tsx'
import { FlashMessage, ToastProvider } from './components/ui/toast.tsx'
import { readFlash } from './flash.server.ts'
import { preferenceCookie, readPreferences, setPageCookie } from './lib/preferences.ts'
import { useNonce } from './lib/nonce.ts'
import { ReaderProvider } from './lib/reader.tsx'
import { useLiveRevalidation } from './lib/use-live-events.ts'

export const loader = async (args: LoaderFunctionArgs) => {
  const { request, context } = args
  if (context.refusal) throw data({ message: context.refusal.message }, { status: context.refusal.status })
  const { theme, timeZone } = readPreferences(request.headers.get('Cookie'))
  const { flash, headers } = await readFlash(request)
  return data(
    {
      user: context.user,
      unreadNotifications: context.user ? await load(args, (api) => api.notifications.unreadCount()) : 0,
      flash,
      theme,
      timeZone,
      decimalSign: decimalSignOf(request.headers.get('Accept-Language')),
      now: new Date().toISOString(),
    },
    { headers },
  )
}

export const links: LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  ...[interLatin, oxaniumLatin].map((href) => ({
    rel: 'preload',
    as: 'font' as const,
    type: 'font/woff2',
    href,
    crossOrigin: 'anonymous' as const,
  })),
]

export const meta: MetaFunction = () => [
  { title: 'SectorWars 2102' },
  {
    name: 'description',
    content: 'Trade, travel and govern: a galaxy of player-owned regions around one Central Nexus.',
  },
]

const MAIN_LINKS: readonly ShellLink[] = [
  { to: '/regions', label: 'Regions', icon: <Compass aria-hidden /> },
  { to: '/pilots', label: 'Pilots', icon: <Trophy aria-hidden /> },
  { to: '/play', label: 'Play', icon: <Rocket aria-hidden /> },
  { to: '/votes', label: 'Votes', icon: <Vote aria-hidden /> },
  { to: '/nexus', label: 'Nexus', icon: <Globe aria-hidden />, end: true },
  { to: '/nexus/council', label: 'Council', icon: <Landmark aria-hidden /> },
  { to: '/pricing', label: 'Own a region', icon: <Orbit aria-hidden /> },
]

const accountLinks = (role: string): readonly ShellLink[] => [
  { to: '/governor', label: 'My regions', icon: <Gauge aria-hidden /> },
  { to: '/account', label: 'Account and billing', icon: <Settings aria-hidden /> },
  ...(role === 'admin' ? [{ to: '/admin/nexus', label: 'Nexus Manager', icon: <Shield aria-hidden /> }] : []),
]

const useRootData = () => useRouteLoaderData<typeof loader>('root')

/** Tells the server the browser's time zone once, so that it renders local times from then on. */
const useReportTimeZone = (known: string | undefined) => {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (known === undefined || known === zone) return
    setPageCookie(preferenceCookie('tz', zone))
    // Without cookies this would repeat on every response.
    if (document.cookie.includes(zone)) revalidate()
  }, [known, revalidate])
}

/** A route whose page needs the whole window exports `handle = { fullBleed: true }`. */
const isFullBleed = (handle: unknown): boolean =>
  typeof handle === 'object' && handle !== null && 'fullBleed' in handle && handle.fullBleed === true

export function Layout({ children }: { children: ReactNode }) {
  const data = useRootData()
  const nonce = useNonce()
  const fullBleed = useMatches().some(({ handle }) => isFullBleed(handle))
  // Browsers hide the nonce after parsing, so the attribute differs at hydration.
  return (
    <html lang="en" data-theme={data?.theme ?? 'dark'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <Meta />
        <Links />
      </head>
      <body>
        <div aria-hidden className="starfield" />
        <ReaderProvider
          value={{
            timeZone: data?.timeZone ?? 'UTC',
            now: data?.now ?? '',
            decimalSign: data?.decimalSign ?? '.',
          }}
        >
          <ToastProvider>
            <AppShell
              user={data?.user ?? null}
              links={MAIN_LINKS}
              accountLinks={accountLinks(data?.user?.role ?? '')}
              unreadNotifications={data?.unreadNotifications ?? 0}
              theme={data?.theme ?? 'dark'}
              fullBleed={fullBleed}
            >
              <ConnectionWatch />
              <FlashMessage message={data?.flash} />
              {data?.user?.suspension ? <SuspendedBanner suspension={data.user.suspension} /> : null}
              {children}
            </AppShell>
          </ToastProvider>
        </ReaderProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

/** Keeps bell and notification list up to date on every page of a logged-in user. */
function BellWatch() {
  useLiveRevalidation({ topics: ['notification'] })
  return null
}

export default function App() {
  const data = useRootData()
  useReportTimeZone(data?.timeZone)
  return (
    <>
      {data?.user ? <BellWatch /> : null}
      <Outlet />
    </>
  )
}

export { RouteError as ErrorBoundary }
