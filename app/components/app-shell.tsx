import { Form, Link, NavLink } from '@remix-run/react'
import { Bell, CircleUserRound, LogOut, Menu } from 'lucide-react'
import { type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { formatCount } from '#app/lib/format.ts'
import { type ThemeChoice } from '#app/lib/preferences.ts'
import { Brand } from './brand.tsx'
import { ShellMenu } from './shell-menu.tsx'
import { ThemeForm } from './theme-form.tsx'
import { LinkButton } from './ui/link-button.tsx'
import { PageWidth } from './ui/page-width.tsx'

export type ShellLink = {
  to: string
  label: string
  icon?: ReactNode
  /** Only this page itself counts as its place in the menu. */
  end?: boolean
}

export type ShellUser = { callsign: string; role: string }

export type AppShellProps = {
  user: ShellUser | null
  /** Main navigation. */
  links: readonly ShellLink[]
  /** Shown in the account menu when logged in. */
  accountLinks: readonly ShellLink[]
  unreadNotifications: number
  theme: ThemeChoice
  /** The page uses the whole window below the bar, without margins and footer. */
  fullBleed?: boolean
  children: ReactNode
}

const itemStyle =
  'flex min-h-11 w-full items-center gap-3 rounded-[4px] px-3 text-left hover:bg-surface-3 aria-[current=page]:text-accent [&>svg]:size-4'

export function AppShell(props: AppShellProps) {
  const { user, links, fullBleed = false, children } = props
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="bg-accent text-on-accent fixed top-2 left-2 z-100 -translate-y-20 rounded-[4px] px-4 py-3 font-semibold focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="border-line bg-bg/90 print:hidden sticky top-0 z-40 border-b backdrop-blur-md">
        <div className="mx-auto flex min-h-16 max-w-7xl items-center gap-2 px-4 sm:px-6">
          <Link
            to="/"
            className="mr-auto flex min-h-11 items-center lg:mr-8"
            aria-label="SectorWars 2102, home"
          >
            <Brand />
          </Link>
          <nav aria-label="Main" className="mr-auto hidden self-stretch lg:block">
            <ul className="flex h-full items-stretch gap-1">
              {links.map((link) => (
                <li key={link.to} className="flex">
                  <NavLink
                    to={link.to}
                    end={link.end}
                    className={({ isActive }) =>
                      cn(
                        'font-display hover:text-ink relative flex items-center px-3 text-[0.9375rem] font-medium tracking-wide transition-colors after:absolute after:inset-x-3 after:bottom-0 after:h-0.5',
                        isActive
                          ? 'text-ink after:bg-accent after:shadow-[0_0_12px_var(--accent)]'
                          : 'text-ink-2',
                      )
                    }
                  >
                    {link.label}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
          {user === null ? <SignedOut theme={props.theme} /> : <SignedIn {...props} user={user} />}
          <ShellMenu label="Menu" trigger={<Menu aria-hidden className="size-6" />} className="lg:hidden">
            <nav aria-label="Main, small screen">
              <ul>
                {links.map((link) => (
                  <li key={link.to}>
                    <NavLink to={link.to} end={link.end} className={itemStyle}>
                      {link.icon}
                      {link.label}
                    </NavLink>
                  </li>
                ))}
                {user === null ? (
                  <li className="sm:hidden">
                    <NavLink to="/login" className={itemStyle}>
                      Log in
                    </NavLink>
                  </li>
                ) : null}
              </ul>
            </nav>
            {user === null ? <ThemeForm theme={props.theme} /> : null}
          </ShellMenu>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {fullBleed ? children : <PageWidth>{children}</PageWidth>}
      </main>
      {fullBleed ? null : <Footer />}
    </div>
  )
}

const LEGAL = [
  { to: '/status', label: 'Status' },
  { to: '/privacy', label: 'Privacy' },
  { to: '/terms', label: 'Terms' },
  { to: '/imprint', label: 'Imprint' },
]

function Footer() {
  return (
    <footer className="border-line text-ink-3 border-t print:hidden">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-5 text-sm sm:px-6">
        <p>SectorWars 2102. You can buy a region and its look, never power in combat, trade or votes.</p>
        <ul className="flex flex-wrap gap-x-4">
          {LEGAL.map(({ to, label }) => (
            <li key={to}>
              <Link className="link text-ink-2 inline-block py-1" to={to}>
                {label}
              </Link>
            </li>
          ))}
          <li>
            <a className="link text-ink-2 inline-block py-1" href="/api/v1/docs">
              API
            </a>
          </li>
        </ul>
      </div>
    </footer>
  )
}

function SignedOut({ theme }: { theme: ThemeChoice }) {
  return (
    <>
      <ShellMenu
        label="Appearance"
        trigger={<CircleUserRound aria-hidden className="size-5" />}
        className="hidden lg:block"
      >
        <ThemeForm theme={theme} />
      </ShellMenu>
      <LinkButton to="/login" variant="ghost" className="max-sm:hidden">
        Log in
      </LinkButton>
      <LinkButton to="/signup" variant="primary" className="px-4!">
        Sign up
      </LinkButton>
    </>
  )
}

function SignedIn({ user, accountLinks, unreadNotifications, theme }: AppShellProps & { user: ShellUser }) {
  return (
    <>
      <Link
        to="/notifications"
        aria-label={
          unreadNotifications === 0
            ? 'Notifications'
            : `Notifications, ${formatCount(unreadNotifications, 'unread', 'unread')}`
        }
        className="text-ink-2 hover:bg-surface-3 hover:text-ink relative grid size-11 place-items-center rounded-[4px]"
      >
        <Bell aria-hidden className="size-5" />
        {unreadNotifications > 0 ? (
          <span
            aria-hidden
            className="numerals bg-accent text-on-accent absolute top-1 right-0.5 min-w-5 rounded-full px-1 text-center text-xs leading-5 font-bold"
          >
            {unreadNotifications > 99 ? '99+' : unreadNotifications}
          </span>
        ) : null}
      </Link>
      <ShellMenu
        label={`Account of ${user.callsign}`}
        trigger={
          <>
            <CircleUserRound aria-hidden className="text-accent size-5" />
            <span className="font-display hidden max-w-36 truncate font-medium sm:block">
              {user.callsign}
            </span>
          </>
        }
      >
        <p className="px-3 pt-2 pb-1">
          <span className="block truncate font-semibold">{user.callsign}</span>
          <span className="text-ink-2 text-sm capitalize">{user.role}</span>
        </p>
        <ul className="border-line border-y py-1">
          {accountLinks.map((link) => (
            <li key={link.to}>
              <NavLink to={link.to} end className={itemStyle}>
                {link.icon}
                {link.label}
              </NavLink>
            </li>
          ))}
        </ul>
        <div className="py-2">
          <ThemeForm theme={theme} />
        </div>
        <Form method="post" action="/logout" className="border-line border-t pt-1">
          <button type="submit" className={itemStyle}>
            <LogOut aria-hidden />
            Log out
          </button>
        </Form>
      </ShellMenu>
    </>
  )
}
