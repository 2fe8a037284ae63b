import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { DataList } from '#app/components/ui/data-list.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'

export const meta: MetaFunction = () => [{ title: 'Mail · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  mail: await load(args, (api) => api.mail.get({ id: args.params.mail ?? '' })),
})

export default function AdminOneMailPage() {
  const { mail } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Mail"
        title={mail.subject}
        actions={<LinkButton to="/admin/mail">All mails</LinkButton>}
      />
      <div className="grid gap-6">
        <Panel>
          <DataList
            items={[
              { label: 'To', value: <span className="break-all">{mail.address}</span> },
              { label: 'Pilot', value: mail.callsign },
              { label: 'State', value: mail.state },
              { label: 'Written', value: <Time at={mail.createdAt} /> },
              ...(mail.sentAt === null ? [] : [{ label: 'Sent', value: <Time at={mail.sentAt} /> }]),
              ...(mail.lastError === null ? [] : [{ label: 'Last error', value: mail.lastError }]),
            ]}
          />
        </Panel>
        <Panel title="Text">
          <pre className="max-w-full font-sans whitespace-pre-wrap break-words [overflow-wrap:anywhere]">
            {mail.text}
          </pre>
        </Panel>
      </div>
    </>
  )
}
