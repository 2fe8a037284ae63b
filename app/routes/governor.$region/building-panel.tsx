import { Form } from '@remix-run/react'
import { type Build } from '#app/lib/api-types.ts'
import { BuildProgress } from '#app/components/region/build-progress.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

/** Progress while a region is being built. */
export function BuildingPanel({ build, regionName }: { build: Build; regionName: string }) {
  return (
    <Panel title="Building the region" description="This continues even if you leave the page.">
      <div className="grid gap-6">
        <BuildProgress
          build={build}
          retry={
            <Form method="post" action={`/governor/${regionName}/build`}>
              <Button type="submit">Retry now</Button>
            </Form>
          }
        />
        <noscript>
          <a className="link" href={`/governor/${regionName}`}>
            Reload
          </a>
        </noscript>
      </div>
    </Panel>
  )
}
