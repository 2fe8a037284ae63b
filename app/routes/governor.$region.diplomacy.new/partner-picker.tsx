import { Search } from 'lucide-react'
import { type DirectoryEntry } from '#app/lib/api-types.ts'
import { formatCount } from '#app/lib/format.ts'
import { GOVERNANCE_LABELS } from '#app/components/region/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'

export type Partner = Pick<DirectoryEntry, 'id' | 'name' | 'displayName' | 'governanceType' | 'citizenCount'>

export type PartnerPickerProps = {
  /** Regions that match the search, and the previously chosen one. */
  partners: readonly Partner[]
  /** There are more matches than shown. */
  hasMore: boolean
  search: string
  /** Name of the chosen region, or ''. */
  chosen: string
  error: string | null
}

/**
 * Searches all regions. The search button sends the surrounding form as a GET, so that entered values come back with
 * the results, with or without JavaScript.
 */
export function PartnerPicker({ partners, hasMore, search, chosen, error }: PartnerPickerProps) {
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Find a region" optional className="max-w-lg flex-1 basis-60">
          <Input name="q" type="search" defaultValue={search} maxLength={60} autoComplete="off" />
        </Field>
        <Button type="submit" formMethod="get" formNoValidate>
          <Search aria-hidden className="size-4" />
          Search
        </Button>
      </div>
      <RadioCards
        legend="Partner"
        name="partner"
        columns={3}
        defaultValue={chosen}
        error={error}
        hint={<span role="status">{searchSummary(partners.length, hasMore, search)}</span>}
        options={partners.map(({ name, displayName, governanceType, citizenCount }) => ({
          value: name,
          label: displayName,
          description: `${GOVERNANCE_LABELS[governanceType]}, ${formatCount(citizenCount, 'citizen')}`,
        }))}
      />
    </div>
  )
}

function searchSummary(shown: number, hasMore: boolean, search: string): string {
  if (shown === 0)
    return search === '' ? 'There are no other regions yet.' : `No region found for “${search}”.`
  return hasMore ? 'More regions match. Search by name to find them.' : ''
}
