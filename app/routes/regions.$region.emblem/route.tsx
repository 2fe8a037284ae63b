import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { ReportLink } from '#app/components/report-link.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'
import { PICTURE_BOUNDS, PICTURE_TOO_LARGE } from '#server/domain/regions/emblem-rules.ts'

const { minPixels, maxPixels, maxBytes } = PICTURE_BOUNDS

export const meta: MetaFunction = () => [{ title: 'Emblem · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, (api) => api.regions.emblemRights({ region: routeParam(args, 'region') }))

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const here = `/regions/${region}/emblem`
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'remove') {
    const reason = formText(form, 'reason')
    const done = await attempt(args, (api) => api.regions.removeEmblem({ region, reason }))
    return done.ok ? redirectWithFlash(here, 'The emblem was removed') : answer(done, form)
  }
  const file = form.get('picture')
  const picture = file instanceof File ? Buffer.from(await file.arrayBuffer()).toString('base64') : ''
  const done = await attempt(args, (api) => api.regions.setEmblem({ region, picture }))
  return done.ok ? redirectWithFlash(here, 'This is your emblem now') : answer(done)
}

/** The emblem that a region's owner uploaded, if so. */
export default function EmblemPage() {
  const { isOwner, isAdmin, isIncluded, isSold } = useLoaderData<typeof loader>()
  const region = useVisitedRegion()
  const failure = useAnswer<typeof action>() ?? null
  const isSending = useNavigation().state === 'submitting'
  return (
    <Panel
      title="Emblem"
      description={
        region.emblemUrl === null
          ? 'It is the drawing that the region’s government chose.'
          : 'It is a picture that the owner uploaded.'
      }
      actions={region.emblemUrl === null ? null : <ReportLink subject="region" of={region.name} />}
    >
      <div className="grid gap-6">
        {region.emblemUrl === null ? null : (
          <img
            src={region.emblemUrl}
            alt={`Emblem of ${region.displayName}`}
            width={192}
            height={192}
            className="size-48"
          />
        )}
        <FormError message={failure?.message} />
        {isOwner && isIncluded ? (
          <Form method="post" encType="multipart/form-data" className="grid justify-items-start gap-4">
            <Field
              label="Your picture"
              hint={`A square PNG of ${minPixels} to ${maxPixels} pixels and at most ${maxBytes / 1024} KB. Everybody sees it; what breaks the rules is removed.`}
              error={
                failure?.fields.picture ?? (failure?.reason === 'body-too-large' ? PICTURE_TOO_LARGE : null)
              }
            >
              <Input name="picture" type="file" accept="image/png" required />
            </Field>
            <Button type="submit" variant="primary" pending={isSending}>
              Show this picture
            </Button>
          </Form>
        ) : null}
        {isOwner && !isIncluded && isSold ? (
          <p className="text-ink-2">
            A larger size of your region comes with an emblem of its own.{' '}
            <LinkButton to="/account/billing" size="sm">
              See sizes
            </LinkButton>
          </p>
        ) : null}
        {region.emblemUrl !== null && (isOwner || isAdmin) ? (
          <Form method="post" className="grid justify-items-start gap-4">
            {isOwner ? null : (
              <Field
                label="Why it is removed"
                hint="The owner reads it."
                error={failure?.fields.reason ?? null}
              >
                <Input name="reason" required minLength={5} maxLength={300} />
              </Field>
            )}
            <Button type="submit" name="intent" value="remove" variant="ghost">
              Remove this picture
            </Button>
          </Form>
        ) : null}
      </div>
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
