import { html, raw } from 'hono/html'
import { DOCS_STYLES } from './docs-styles.ts'
import { type ApiDocument, type Operation } from './document-shape.ts'
import { exampleValue } from './example-value.ts'
import { fieldView, schemaView } from './schema-view.ts'

type Html = ReturnType<typeof html>
type Entry = Operation & { path: string; method: string }

/** The reference of the REST interface as one page without script, made from its OpenAPI document. */
export function apiDocsPage(document: ApiDocument, theme: 'dark' | 'light' | 'system'): Html {
  const groups = byTag(document)
  return html`<!doctype html>
    <html lang="en" data-theme="${theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <title>API · ${document.info.title}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <style>
          ${raw(DOCS_STYLES)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/">SectorWars <b>2102</b></a>
          <a href="/api/v1/openapi.json">openapi.json</a>
        </header>
        <div class="frame">
          <nav aria-label="Operations">
            ${groups.map(
              ([tag, entries]) =>
                html`<h2>${tag}</h2>
                  <ul>
                    ${entries.map(
                      (entry) =>
                        html`<li>
                          <a href="#${entry.operationId}">
                            <span class="method ${entry.method}">${entry.method}</span> ${entry.path}
                          </a>
                        </li>`,
                    )}
                  </ul>`,
            )}
          </nav>
          <main id="main" tabindex="-1">
            <p class="eyebrow">Version ${document.info.version}</p>
            <h1>The galaxy, for programs</h1>
            <p class="lead">${withCode(document.info.description ?? '')}</p>
            ${introduction(document)}
            ${groups.map(
              ([tag, entries]) =>
                html`<section aria-labelledby="tag-${tag}">
                  <h2 id="tag-${tag}">${tag}</h2>
                  ${entries.map((entry) => operationView(document, entry))}
                </section>`,
            )}
          </main>
        </div>
      </body>
    </html>`
}

function byTag(document: ApiDocument): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>()
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (!operation) continue
      const tag = operation.tags[0] ?? 'other'
      groups.set(tag, [...(groups.get(tag) ?? []), { ...operation, path, method }])
    }
  }
  return [...groups].sort(([a], [b]) => (a === 'auth' ? -1 : b === 'auth' ? 1 : a.localeCompare(b)))
}

const serverUrl = (document: ApiDocument): string => document.servers[0]?.url ?? ''

function introduction(document: ApiDocument): Html {
  return html`<section aria-labelledby="first-steps">
    <h2 id="first-steps">First steps</h2>
    <article>
      <p>
        Log in once, send the access token with every request, and exchange the refresh token before the
        access token runs out. A browser that is logged in may read with its session as well.
      </p>
      ${sample(`curl -X POST ${serverUrl(document)}/auth/token \\
  -H 'Content-Type: application/json' \\
  -d '{"email":"pilot@example.org","password":"…"}'

curl ${serverUrl(document)}/me -H "Authorization: Bearer $ACCESS_TOKEN"`)}
    </article>
  </section>`
}

function operationView(document: ApiDocument, entry: Entry): Html {
  const body = entry.requestBody?.content?.['application/json']?.schema
  const answer = entry.responses['200']?.content?.['application/json']?.schema
  const refusals = Object.entries(entry.responses).filter(([status]) => !status.startsWith('2'))
  return html`<article id="${entry.operationId}">
    <h3>
      <span class="method ${entry.method}">${entry.method}</span>
      <code>${entry.path}</code>
    </h3>
    <p class="summary">
      ${entry.summary ?? ''} ${entry.security.length > 0 ? html`<span class="lock">needs a token</span>` : ''}
    </p>
    ${entry.description === undefined ? '' : html`<p>${withCode(entry.description)}</p>`}
    ${
      entry.parameters.length === 0
        ? ''
        : html`<h4>Parameters</h4>
            <ul class="fields">
              ${entry.parameters.map((parameter) =>
                fieldView(document, {
                  name: parameter.name,
                  required: parameter.required,
                  schema: parameter.schema ?? {},
                }),
              )}
            </ul>`
    }
    ${
      body
        ? html`<h4>Body</h4>
            ${schemaView(document, body)}`
        : ''
    }
    <h4>Example</h4>
    ${sample(curlFor(document, entry))}
    ${
      answer
        ? html`<h4>Answer</h4>
            ${schemaView(document, answer)}`
        : ''
    }
    <h4>Refusals</h4>
    <p class="refusals">
      ${refusals.map(([status, response]) => html`<span><b>${status}</b> ${response.description ?? ''}</span>`)}
    </p>
  </article>`
}

/** Text in backticks as code. */
const withCode = (text: string): Html =>
  html`${text.split('`').map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`

// A box that may scroll has to be reachable by keyboard.
const sample = (text: string): Html => html`<pre tabindex="0"><code>${text}</code></pre>`

function curlFor(document: ApiDocument, entry: Entry): string {
  const body = entry.requestBody?.content?.['application/json']?.schema
  const lines = [
    `curl${entry.method === 'get' ? '' : ` -X ${entry.method.toUpperCase()}`} '${serverUrl(document)}${entry.path}'`,
  ]
  if (entry.security.length > 0) lines.push(`-H "Authorization: Bearer $ACCESS_TOKEN"`)
  if (body) {
    lines.push(`-H 'Content-Type: application/json'`)
    lines.push(`-d '${JSON.stringify(exampleValue(document, body))}'`)
  }
  return lines.join(' \\\n  ')
}
