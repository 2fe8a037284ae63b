import { html, raw } from 'hono/html'

/** The layout of every simulator page; it always says that no real money moves. */
export const simulatorPage = (title: string, content: ReturnType<typeof html>) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${title} · PayPal simulator</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header><strong>PayPal simulator</strong> <span>No real money moves here.</span></header>
        ${content}
      </body>
    </html>`

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#12203a, #e8eefb); --muted: light-dark(#50607c, #9fb0cf);
  --ground: light-dark(#eef2f8, #0b1322); --card: light-dark(#fff, #14203a); --line: light-dark(#d4dceb, #2b3a5c);
  --accent: #0b57d0; --danger: light-dark(#b3261e, #ffb4ab); }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
header { padding: .75rem 1.25rem; border-bottom: 1px solid var(--line); background: var(--card) }
header span, .muted, dt { color: var(--muted) }
main { max-width: 75rem; margin: 1.5rem auto; padding: 0 1rem }
main.card, section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.5rem }
main.card { max-width: 27rem; margin-top: 8vh } section { margin-bottom: 1.25rem; overflow-x: auto }
h1 { font-size: 1.5rem; margin: 0 0 .5rem } h2 { font-size: 1.1rem; margin: 0 0 .75rem }
.price { font-size: 2.25rem; font-weight: 650; margin: .25rem 0; font-variant-numeric: tabular-nums }
.price span { font-size: 1rem; font-weight: 400; color: var(--muted) }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 1rem 0 1.5rem } dd { margin: 0; overflow-wrap: anywhere }
button, input, select { font: inherit; padding: .4rem .7rem; border-radius: 8px; border: 1px solid var(--line);
  background: transparent; color: inherit } button { cursor: pointer }
button:hover { border-color: var(--accent) } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.card button { width: 100%; padding: .8rem; margin-top: .6rem; font-weight: 600 }
button.primary { background: var(--accent); border-color: var(--accent); color: #fff }
form.inline { display: inline-flex; flex-wrap: wrap; gap: .4rem; margin: .15rem .4rem .15rem 0 }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-top: 1px solid var(--line) } th { color: var(--muted) }
.bad { color: var(--danger) }
`
