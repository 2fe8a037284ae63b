import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { OperatorText } from '#app/components/legal/operator-text.tsx'

export const meta: MetaFunction = () => [{ title: 'Imprint · SectorWars 2102' }]

export const loader = (args: LoaderFunctionArgs) =>
  load(args, (api) => api.privacy.legalText({ page: 'imprint' }))

export default function ImprintPage() {
  return <OperatorText title="Imprint" page="imprint" blocks={useLoaderData<typeof loader>().blocks} />
}
