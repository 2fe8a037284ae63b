import { CircleUserRound } from 'lucide-react'
import { useState } from 'react'
import { Brand } from '#app/components/brand.tsx'
import { ErrorPage } from '#app/components/error-page.tsx'
import { AuthCard } from '#app/components/auth-card.tsx'
import { PasswordField } from '#app/components/password-field.tsx'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { SectorList } from '#app/components/sector-list.tsx'
import { ShellMenu } from '#app/components/shell-menu.tsx'
import { ThemeForm } from '#app/components/theme-form.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { LevelBar } from '#app/components/ui/level-bar.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { MAP_NODES } from './samples.ts'

export function PlatformSection() {
  const [selected, setSelected] = useState<number | null>(3)
  return (
    <>
      <div className="grid items-start gap-8 lg:grid-cols-2">
        <Panel title="The frame of every page">
          <div className="grid gap-6">
            <Brand />
            <div className="flex items-center gap-3">
              <ShellMenu label="Sample menu" trigger={<CircleUserRound aria-hidden className="size-5" />}>
                <p className="px-3 py-2">It closes on Escape and when you leave the page.</p>
              </ShellMenu>
              <span className="text-ink-2 text-sm">A menu of links</span>
            </div>
            <ThemeForm theme="dark" />
            <RegionTheme theme={{ accent: '#7f5af0', font: 'mono' }}>
              <div className="grid gap-3">
                <p className="font-display">A region that sets only accent and font</p>
                <LevelBar label="Security" level={6} />
                <Button variant="primary" className="justify-self-start">
                  Settle here
                </Button>
              </div>
            </RegionTheme>
          </div>
        </Panel>
        <Panel title="The list beside a map">
          <SectorList sectors={MAP_NODES} selectedId={selected} onSelect={setSelected} />
        </Panel>
      </div>
      <AuthCard
        title="Log in"
        description="The narrow page for log-in and sign-up."
        aside="A link to another page."
      >
        <PasswordField name="gatePassword" label="Password" autoComplete="current-password" />
      </AuthCard>
      <div className="grid lg:grid-cols-3">
        <ErrorPage status={401} />
        <ErrorPage status={404} />
        <ErrorPage status={500} />
      </div>
    </>
  )
}
