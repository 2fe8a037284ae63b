import { BuildProgress } from '#app/components/region/build-progress.tsx'
import { ChangeReview } from '#app/components/region/change-review.tsx'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { LawList } from '#app/components/region/law-list.tsx'
import { OutputBars } from '#app/components/region/output-bars.tsx'
import { RegionCard } from '#app/components/region/region-card.tsx'
import { RegionCompare } from '#app/components/region/region-compare.tsx'
import { ThemePreview } from '#app/components/region/theme-preview.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { DEFAULT_TERMS } from '#server/domain/culture/language-pack.ts'
import { BUILD, FACTORS, IMPACT, LAWS, REGIONS, REVIEW } from './region-samples.ts'

/** Components shared by region pages. */
export function RegionSection() {
  const [first] = REGIONS
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {REGIONS.map((region) => (
          <div key={region.id} className="relative grid">
            <RegionCard region={region} />
          </div>
        ))}
      </div>
      <Panel title="Filters and comparison" flush>
        <FilterBar
          label="Filters of regions"
          search={{ name: 'q', label: 'Name or motto', value: 'ash' }}
          filters={[
            {
              name: 'government',
              label: 'Government',
              value: '',
              options: [{ value: 'democracy', label: 'Democracy' }],
            },
            {
              name: 'sort',
              label: 'Order',
              value: 'tax',
              isOrder: true,
              options: [
                { value: 'name', label: 'By name' },
                { value: 'tax', label: 'Lowest tax' },
              ],
            },
          ]}
        />
        <RegionCompare regions={REGIONS} sort="tax" />
      </Panel>
      <div className="grid items-start gap-8 lg:grid-cols-2">
        <Panel title="Law book">
          <LawList laws={LAWS} regionName="ashfall" canSeePolicies />
        </Panel>
        <Panel title="Law book without a law">
          <LawList laws={[]} regionName="ashfall" canSeePolicies={false} />
        </Panel>
        <Panel title="Industry">
          <OutputBars factors={FACTORS} specialised={['ore', 'technology']} />
        </Panel>
        <Panel title="Look">
          {first === undefined ? null : (
            <ThemePreview
              theme={first.aestheticTheme}
              regionName={first.displayName}
              motto={first.motto}
              terms={{ ...DEFAULT_TERMS, governor: 'Warden' }}
            />
          )}
        </Panel>
        <Panel title="Being built">
          <BuildProgress build={BUILD.running} retry={null} />
        </Panel>
        <Panel title="Not built">
          <BuildProgress build={BUILD.failed} retry={<Button size="sm">Retry now</Button>} />
        </Panel>
      </div>
      <ChangeReview parts={REVIEW} impact={IMPACT} values={{ taxRate: '12' }} />
    </>
  )
}
