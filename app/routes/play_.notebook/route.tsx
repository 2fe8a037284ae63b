import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formText } from '#app/lib/form-text.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { SavedTrades } from './saved-trades.tsx'
import { Watches } from './watches.tsx'

export const meta: MetaFunction = () => [{ title: 'Notebook · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  notebook: await load(args, (api) => api.trade.notebook()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const commodity = COMMODITIES.find((good) => good === formText(form, 'commodity'))
  if (!commodity) throw data(null, { status: 400 })
  const number = (name: string) => Number(formText(form, name))
  const noted = await attempt(args, async (api) => {
    if (formText(form, 'intent') === 'watch') {
      const limit = formText(form, 'limit')
      return api.trade.watch({
        portId: number('portId'),
        commodity,
        limit: limit === '' ? null : numberReader(args.request)(limit),
      })
    }
    const [fromPort, toPort] = [number('fromPort'), number('toPort')]
    return api.trade.saveRoute({ fromPort, toPort, commodity, saved: formText(form, 'saved') === 'yes' })
  })
  return noted.ok ? { done: true, message: null } : answer(noted)
}

export default function NotebookPage() {
  const { notebook } = useLoaderData<typeof loader>()
  const message = useAnswer<typeof action>()?.message ?? null
  return (
    <>
      <PageHeader
        eyebrow="Trade"
        title="Notebook"
        description="Prices that you wait for, and trades that you want to see again, here where you are. Your ship tells you when a watched price is in sight and good."
        actions={
          <>
            <LinkButton to="/play/computer">Trade computer</LinkButton>
            <LinkButton to="/play">Back to your ship</LinkButton>
          </>
        }
      />
      <FormError message={message} className="mb-6" />
      <div className="grid gap-6">
        <Panel title="Watched prices" description="For ten units, with all taxes." flush>
          <Watches notebook={notebook} />
        </Panel>
        <Panel title="Saved trades" description="Worked out for your ship, hold and purse as they are." flush>
          <SavedTrades notebook={notebook} />
        </Panel>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
