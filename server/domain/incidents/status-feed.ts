import { COMPONENT_LABELS, INCIDENT_STATE_LABELS } from './incident-rules.ts'
import { type PublicStatus } from './status-wire.ts'

/** Updates in a feed, the newest. */
const MOST_ENTRIES = 50

/** What administrators wrote about incidents as an Atom feed (RFC 4287), one entry for each update. */
export function statusFeed({ url, at, openIncidents, pastIncidents }: PublicStatus): string {
  const entries = [...openIncidents, ...pastIncidents]
    .flatMap((incident) => incident.updates.map((update) => ({ incident, update })))
    .sort((one, other) => other.update.at.localeCompare(one.update.at))
    .slice(0, MOST_ENTRIES)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<title>SectorWars 2102: status</title>',
    `<id>${escape(url)}</id>`,
    `<link href="${escape(url)}"/>`,
    `<link rel="self" href="${escape(url)}.atom"/>`,
    `<updated>${entries[0]?.update.at ?? at}</updated>`,
    '<author><name>SectorWars 2102</name></author>',
    ...entries.map(({ incident, update }) =>
      [
        '<entry>',
        `<title>${escape(`${INCIDENT_STATE_LABELS[update.state]}: ${incident.title}`)}</title>`,
        `<id>urn:uuid:${update.id}</id>`,
        `<link href="${escape(url)}"/>`,
        `<updated>${update.at}</updated>`,
        `<category term="${incident.component}" label="${escape(COMPONENT_LABELS[incident.component])}"/>`,
        `<content type="text">${escape(update.text)}</content>`,
        '</entry>',
      ].join(''),
    ),
    '</feed>\n',
  ].join('\n')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** The texts have no control characters: their input refuses them. */
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
