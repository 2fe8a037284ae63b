import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { REGION_SECTORS } from '#server/domain/galaxy/region-size.ts'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { FeaturedRegions } from './featured-regions.tsx'
import { GovernmentForms } from './government-forms.tsx'
import { Happenings } from './happenings.tsx'
import { Hero } from './hero.tsx'
import { LiveFigures } from './live-figures.tsx'
import { RegionList } from './region-list.tsx'
import { WaysToPlay } from './ways-to-play.tsx'

export const meta: MetaFunction = () => [
  { title: 'SectorWars 2102: trade, travel and govern a galaxy of regions' },
  {
    name: 'description',
    content:
      'A space-trading game in the browser whose galaxy belongs to its players: regions with their own laws, taxes and culture around one Central Nexus.',
  },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const [figures, galaxy] = await load(args, (api) =>
    Promise.all([api.status.figures(), api.status.galaxy()]),
  )
  return { figures, galaxy, isLoggedIn: args.context.user !== null }
}

/** As many of the largest regions have a card. */
const FEATURED = 3

export default function LandingPage() {
  const { figures, galaxy, isLoggedIn } = useLoaderData<typeof loader>()
  return (
    <div className="grid gap-16 pb-8 sm:gap-24">
      <div className="grid gap-6">
        <Hero isLoggedIn={isLoggedIn} galaxy={galaxy} />
        <RegionList galaxy={galaxy} />
        <div className="mt-4 grid items-start gap-x-8 gap-y-10 lg:grid-cols-[1.2fr_1fr]">
          <Happenings happenings={galaxy.happenings} regions={galaxy.regions} />
          <LiveFigures figures={figures} galaxy={galaxy} />
        </div>
      </div>
      <FeaturedRegions regions={galaxy.regions.slice(0, FEATURED)} />
      <GovernmentForms />
      <WaysToPlay />
      <section className="notch notch-lit grid justify-items-center gap-5 px-5 py-12 text-center sm:py-16">
        <h2 className="max-w-2xl text-3xl sm:text-4xl">
          Five thousand sectors at the centre. The rest is up to you.
        </h2>
        <p className="text-ink-2 max-w-xl text-pretty sm:text-lg">
          Fly for free, or found your own region of {REGION_SECTORS} sectors and write its laws. You never pay
          for power in combat, trade or votes.
        </p>
        <div className="flex flex-wrap justify-center gap-3">
          <LinkButton to={isLoggedIn ? '/play' : '/signup?next=/play'} variant="primary" size="lg">
            Enter the galaxy
          </LinkButton>
          <LinkButton to="/pricing" size="lg">
            Own a region
          </LinkButton>
        </div>
      </section>
    </div>
  )
}

export { RouteError as ErrorBoundary }
