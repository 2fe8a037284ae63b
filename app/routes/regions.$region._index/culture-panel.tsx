import { termsOf } from '#server/domain/culture/language-pack.ts'
import { type PublicRegion } from '#app/lib/api-types.ts'
import { Panel } from '#app/components/ui/panel.tsx'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `07-14` → `14 Jul`, `2102-07-14` → `14 Jul 2102`. */
const formatTraditionDate = (date: string): string => {
  const [day, month, year] = date.split('-').reverse()
  return [Number(day), MONTHS[Number(month) - 1], year].filter(Boolean).join(' ')
}

export function CulturePanel({ region }: { region: PublicRegion }) {
  const terms = termsOf(region.languagePack)
  return (
    <>
      {region.constitutionalText === '' ? null : (
        <Panel title="Constitution">
          <p className="font-display max-w-prose text-lg leading-relaxed whitespace-pre-line">
            {region.constitutionalText}
          </p>
        </Panel>
      )}
      {region.traditions.length === 0 ? null : (
        <Panel title={terms.tradition}>
          <ul className="grid gap-5">
            {region.traditions.map((tradition) => (
              <li key={`${tradition.name}-${tradition.date}`} className="flex gap-4">
                <p className="numerals text-accent w-20 shrink-0 text-lg font-semibold">
                  {formatTraditionDate(tradition.date)}
                </p>
                <div className="min-w-0">
                  <h3 className="text-base">{tradition.name}</h3>
                  <p className="text-ink-2 whitespace-pre-line">{tradition.description}</p>
                </div>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
