import { Link } from '@remix-run/react'
import { ArrowRight } from 'lucide-react'
import { formatNumber } from '#app/lib/format.ts'
import { REGION_SECTORS } from '#server/domain/galaxy/region-size.ts'
import { TURNS_PER_DAY } from '#server/domain/galaxy/turns.ts'

const WAYS = [
  {
    title: 'Fly',
    text: `${formatNumber(TURNS_PER_DAY)} turns a day. Explore sectors, follow warps and find ports and planets that others miss.`,
    to: '/play',
    link: 'Play now',
  },
  {
    title: 'Belong',
    text: 'Visit, settle, become a citizen. Every region has its own laws, look, traditions and entry rules.',
    to: '/regions',
    link: 'Choose a region',
  },
  {
    title: 'Govern',
    text: 'Vote, run for office, win. Run a government: taxes, treaties, elections.',
    to: '/votes',
    link: 'See your votes',
  },
  {
    title: 'Own',
    text: `${REGION_SECTORS} sectors with your own treasury and constitution, built while you watch.`,
    to: '/pricing',
    link: 'Found a region',
  },
]

export function WaysToPlay() {
  return (
    <section aria-labelledby="ways-title" className="grid gap-5">
      <h2 id="ways-title" className="text-2xl sm:text-3xl">
        Four ways to play
      </h2>
      <ol className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
        {WAYS.map((way, index) => (
          <li key={way.title} className="grid content-start gap-2">
            <p aria-hidden className="numerals text-accent text-sm font-semibold">
              0{index + 1}
            </p>
            <div aria-hidden className="hud-rule" />
            <h3 className="mt-1 text-xl">{way.title}</h3>
            <p className="text-ink-2 text-pretty">{way.text}</p>
            <Link to={way.to} className="link inline-flex min-h-6 items-center gap-1.5">
              {way.link}
              <ArrowRight aria-hidden className="size-4" />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}
