const TITLES: Record<number, string> = { 429: 'Too many requests', 503: 'Down for maintenance' }
const SCHEMES = { dark: 'dark', light: 'light', system: 'light dark' } as const

/**
 * The page of a refusal that comes before anything is looked up: no database, no rendering, in the looks of the app's own
 * error page (app/components/error-page.tsx, app/app.css). @param message words of our own for the person who asked, with
 * when to try again; they go into the page as they are. @param theme what the reader chose; anything unknown is dark, as on
 * every page.
 */
export function refusedPage(page: { status: number; message: string; theme: string | undefined }): string {
  const { status, message, theme } = page
  const title = TITLES[status] ?? 'Something went wrong'
  const scheme = theme === 'light' || theme === 'system' ? SCHEMES[theme] : SCHEMES.dark
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} | SectorWars 2102</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>
:root { color-scheme: ${scheme}; --bg: light-dark(#eaeff8, #05080f); --ink: light-dark(#0c1630, #e9effd);
  --ink-2: light-dark(#3c4b69, #b0bfdd); --accent: light-dark(#006a8c, #45dcf5); --on-accent: light-dark(#ffffff, #03141a); }
body { margin: 0; background: var(--bg); color: var(--ink); font: 1rem/1.55 'Inter Variable', Inter, system-ui, sans-serif; }
main { display: grid; gap: 1rem; justify-items: center; max-width: 36rem; margin: 0 auto; padding: 5rem 1rem; text-align: center; }
img { width: 3.5rem; height: 3.5rem; }
p { margin: 0; color: var(--ink-2); text-wrap: pretty; }
h1 { margin: 0; font-size: 1.75rem; font-weight: 600; line-height: 1.2; text-wrap: balance; }
.status { color: var(--accent); font-size: 5rem; font-weight: 700; line-height: 1.2; }
a { margin-top: 1rem; padding: .65rem 1.25rem; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
</style>
</head>
<body>
<main>
<img src="/favicon.svg" alt="">
<p class="status">${status}</p>
<h1>${title}</h1>
<p>${message}</p>
<a href="">Try again</a>
</main>
</body>
</html>
`
}
