import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { ExportPanel } from '#app/components/export-panel.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Your data · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  latest: await load(args, (api) => api.privacy.export()),
})

export const action = async (args: ActionFunctionArgs) => {
  const result = await attempt(args, (api) => api.privacy.requestExport())
  if (!result.ok) return answer(result)
  return redirectWithFlash('/account/data', {
    title: 'Your export is being made',
    text: 'You get a notice when it is ready, usually within minutes.',
  })
}

export default function DataPage() {
  const { latest } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <>
      <ExportPanel
        title="Export"
        description="Everything that is kept about you, here and in the galaxies where you have been: a zip of JSON files, with a README."
        latest={latest}
        refusal={failure?.message ?? null}
        isSending={isSending}
        download="/account/data/download"
        note="Keep the file to yourself: it says what you have done here."
      />
      <Panel
        title="Delete your account"
        description="Read what happens and what stays; you can take it back for some days."
        actions={<LinkButton to="/account/delete">Delete your account</LinkButton>}
      >
        <p>
          <Link to="/privacy" className="link">
            What is kept about you, for how long and why
          </Link>
        </p>
      </Panel>
    </>
  )
}
