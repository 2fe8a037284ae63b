import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { OperatorText } from '#app/components/legal/operator-text.tsx'

export const meta: MetaFunction = () => [{ title: 'Terms · SectorWars 2102' }]

export const loader = (args: LoaderFunctionArgs) =>
  load(args, (api) => api.privacy.legalText({ page: 'terms' }))

export default function TermsPage() {
  return <OperatorText title="Terms" page="terms" blocks={useLoaderData<typeof loader>().blocks} />
}
