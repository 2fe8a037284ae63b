/** The look of the reference: the tokens of the pages, in the few places that it needs. */
export const DOCS_STYLES = `
:root {
  --bg: light-dark(#eaeff8, #05080f); --surface: light-dark(#ffffff, #0b1220); --surface-2: light-dark(#f3f6fc, #111a2d);
  --line: light-dark(#c9d4e7, #22304e); --ink: light-dark(#0c1630, #e9effd); --ink-2: light-dark(#3c4b69, #b0bfdd);
  --accent: light-dark(#006a8c, #45dcf5); --success: light-dark(#0c6b45, #4fe3a2); --warning: light-dark(#8a4b00, #ffc15e);
  --danger: light-dark(#b3202f, #ff8088); --info: light-dark(#4a3fc0, #aba4ff);
  --nebula: light-dark(rgb(120 170 235 / 0.28), rgb(40 78 190 / 0.34));
  --display: 'Oxanium Variable', Oxanium, ui-sans-serif, system-ui, sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace;
}
[data-theme='dark'] { color-scheme: dark } [data-theme='light'] { color-scheme: light } [data-theme='system'] { color-scheme: light dark }
* { box-sizing: border-box } html { scroll-padding-top: 5rem; background: var(--bg); color: var(--ink) }
body { margin: 0; min-height: 100dvh; font: 16px/1.6 'Inter Variable', Inter, ui-sans-serif, system-ui, sans-serif;
  background: radial-gradient(60rem 40rem at 88% -8%, var(--nebula), transparent 70%) no-repeat, var(--bg); overflow-wrap: anywhere }
a { color: var(--accent) } a:focus-visible, pre:focus-visible, main:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.skip { position: fixed; top: -4rem; left: .5rem; z-index: 2; background: var(--accent); color: var(--bg); padding: .6rem 1rem } .skip:focus { top: .5rem }
h1, h2, h3, h4, .brand, .eyebrow { font-family: var(--display); line-height: 1.2 } h1 { font-size: clamp(1.75rem, 5vw, 2.5rem); margin: .25rem 0 1rem }
h2::first-letter { text-transform: uppercase } h4, .eyebrow, nav h2 { font-size: .75rem; letter-spacing: .13em; text-transform: uppercase; color: var(--ink-2); margin: 1.25rem 0 .4rem }
.eyebrow { color: var(--accent); margin: 0 }
.top { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; justify-content: space-between; gap: 1rem; min-height: 4rem;
  padding: 0 clamp(1rem, 3vw, 2rem); background: var(--bg); border-bottom: 1px solid var(--line) }
.top a { white-space: nowrap } .brand { color: var(--ink); text-decoration: none; font-weight: 700; letter-spacing: .08em; text-transform: uppercase } .brand b { color: var(--accent); letter-spacing: .3em; margin-left: .3em }
.frame { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem; max-width: 80rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2rem) 4rem }
@media (min-width: 64rem) { .frame { grid-template-columns: 19rem minmax(0, 1fr) } nav { position: sticky; top: 5.5rem; align-self: start; max-height: calc(100dvh - 7rem); overflow: auto } }
@media (max-width: 63.99rem) { nav { max-height: 15rem; overflow: auto; border-bottom: 1px solid var(--line) } }
nav ul { list-style: none; margin: 0; padding: 0 } nav a { display: flex; gap: .6rem; align-items: baseline; padding: .3rem .25rem; color: var(--ink-2); text-decoration: none; font: .8125rem/1.4 var(--mono) } nav a:hover { color: var(--ink) }
.lead { max-width: 46rem; color: var(--ink-2) }
article { margin: 1rem 0 1.5rem; padding: clamp(1rem, 2.5vw, 1.5rem); background: linear-gradient(135deg, color-mix(in oklab, var(--accent) 8%, var(--surface)) 0, var(--surface) 9rem); border: 1px solid var(--line); border-top-color: var(--accent) }
article h3 { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 0 0 .5rem; font-size: 1.0625rem } article h3 code { font-weight: 600 } article p { margin: .25rem 0 .5rem; color: var(--ink-2) } .summary { font-size: 1.0625rem; color: var(--ink) !important }
code, pre { font-family: var(--mono); font-size: .875em } pre { overflow: auto; margin: 0; padding: 1rem; background: var(--surface-2); border: 1px solid var(--line); line-height: 1.5 }
.method { flex: none; white-space: nowrap; font: 700 .6875rem/1.5 var(--display); letter-spacing: .08em; text-transform: uppercase; min-width: 3rem; padding: 0 .35rem; text-align: center; border: 1px solid currentColor }
.get { color: var(--accent) } .post { color: var(--success) } .put, .patch { color: var(--warning) } .delete { color: var(--danger) }
.fields { list-style: none; margin: 0; padding: 0 } .fields li { padding: .4rem 0; border-top: 1px solid var(--line) } .fields .fields { margin-top: .4rem; padding-left: 1rem; border-left: 2px solid var(--line) }
.name { font-weight: 600 } .type { color: var(--info); font: .8125rem var(--mono) } .optional, .bounds { color: var(--ink-2); font-size: .8125rem; margin-left: .4rem } .fields p { margin: .15rem 0; font-size: .9375rem }
.lock { margin-left: .4rem; padding: 0 .4rem; font-size: .75rem; color: var(--warning); border: 1px solid currentColor } .refusals { display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; font-size: .875rem }
`
