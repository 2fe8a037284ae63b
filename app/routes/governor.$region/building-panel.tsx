import { Form } from '@remix-run/react'
import { type Build } from '#app/lib/api-types.ts'
import { BuildProgress } from '#app/components/region/build-progress.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

/** What is done and what comes next while a region is being built. */
export function BuildingPanel({ build, regionName }: { build: Build; regionName: string }) {
  return (
    <Panel title="The building of the region" description="It goes on by itself, whoever looks.">
      <div className="grid gap-6">
        <BuildProgress
          build={build}
          retry={
            <Form method="post" action={`/governor/${regionName}/build`}>
              <Button type="submit">Try now</Button>
            </Form>
          }
        />
        <noscript>
          <a className="link" href={`/governor/${regionName}`}>
            Look again
          </a>
        </noscript>
      </div>
    </Panel>
  )
}
