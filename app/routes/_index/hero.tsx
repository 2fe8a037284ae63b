import { type PublicGalaxy } from '#app/lib/api-types.ts'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { GalaxyMap } from './galaxy-map.tsx'

export function Hero({ isLoggedIn, galaxy }: { isLoggedIn: boolean; galaxy: PublicGalaxy }) {
  return (
    <section className="grid items-center gap-8 pt-4 sm:pt-8 lg:grid-cols-[1fr_1.2fr]">
      <div className="grid justify-items-start gap-6">
        <p className="eyebrow text-accent">Year 2102 · all gates open</p>
        <h1 className="text-[2.5rem] leading-[1.05] font-bold sm:text-6xl xl:text-7xl">
          A galaxy that
          <span className="text-accent block [text-shadow:0_0_40px_var(--glow)]">answers to you.</span>
        </h1>
        <p className="text-ink-2 max-w-xl text-lg text-pretty sm:text-xl">
          Trade and travel between regions that players own, tax and govern. Become a citizen, vote, run for
          office, or found a region and write its constitution.
        </p>
        <div className="flex flex-wrap gap-3">
          <LinkButton to={isLoggedIn ? '/play' : '/signup?next=/play'} variant="primary" size="lg">
            Enter the galaxy
          </LinkButton>
          <LinkButton to="/regions" size="lg">
            Explore regions
          </LinkButton>
        </div>
      </div>
      <GalaxyMap galaxy={galaxy} />
    </section>
  )
}
