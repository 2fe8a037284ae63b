import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Archive } from 'lucide-react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { BACKUP_COLUMNS } from './backup-columns.tsx'

export const meta: MetaFunction = () => [{ title: 'Backups · SectorWars 2102' }]

const HERE = '/admin/backups'

export const loader = async (args: LoaderFunctionArgs) => {
  const database = new URL(args.request.url).searchParams.get('database')?.trim() ?? ''
  const page = pageOfQuery(args.request)
  return {
    database,
    backups: await load(args, (api) => api.backups.list({ page, ...(database === '' ? {} : { database }) })),
  }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const requested = await attempt(args, (api) =>
    api.backups.request({ database: formText(form, 'database') }),
  )
  return requested.ok
    ? redirectWithFlash(HERE, 'The backup is queued. It appears below when it has begun.')
    : answer(requested, form)
}

/** The catalogue of backups. */
export default function BackupsPage() {
  const { database, backups } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <PageHeader
        title="Backups"
        actions={
          <>
            <LinkButton to="/admin/archives">Archives of regions</LinkButton>
            <LinkButton to="/admin/backups/drills">Drills</LinkButton>
          </>
        }
        description="The platform and every galaxy are backed up each day, before an update changes tables, and when a region closes. Backups are encrypted."
      />
      <Panel className="mb-6" flush>
        <FilterBar
          label="Search backups"
          search={{
            name: 'database',
            label: 'Database: platform, nexus or a region’s name',
            value: database,
            maxLength: 100,
          }}
          filters={[]}
        />
      </Panel>
      <Panel title="Catalogue" className="mb-6" flush>
        <PagedTable
          caption="Backups, newest first"
          columns={BACKUP_COLUMNS}
          of={backups}
          noun="backups"
          rowKey={({ id }) => id}
          empty={
            database === '' ? (
              <EmptyState icon={<Archive />} title="No backup yet">
                The first ones are made within ten minutes of a start.
              </EmptyState>
            ) : (
              <EmptyState icon={<Archive />} title={`No backup of ${database}`}>
                Search for platform, nexus or the name in a region’s address.
              </EmptyState>
            )
          }
        />
      </Panel>
      <Panel
        title="Back up now"
        description="Nobody has to wait meanwhile. It is kept as long as a daily one."
      >
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} className="mb-4" />
        <Form method="post" className="flex flex-wrap items-end gap-4">
          <RefusedFields hidden={{}}>
            <Field
              label="Database"
              hint="platform, nexus or a region’s name"
              error={failure?.fields?.database}
            >
              <Input name="database" required maxLength={100} defaultValue={database} autoComplete="off" />
            </Field>
          </RefusedFields>
          <Button type="submit">Back up</Button>
        </Form>
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
