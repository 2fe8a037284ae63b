import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { ExportPanel } from './export-panel.tsx'

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
  return <ExportPanel latest={latest} refusal={failure?.message ?? null} isSending={isSending} />
}
